"""Whether a message only goes on with the matter before: `and on Saturday?`, `동대문구는요?`."""

import re
from functools import lru_cache
from typing import Final

from bot.days import day_names
from bot.finders import LetterFinder, WordFinder, finders_of
from bot.readings import Typed
from index.names import all_spellings
from index.tokens import VISA_CODE
from knowledge.languages import Language
from knowledge.loader import Knowledge

_NUMBER: Final = re.compile(r"\d+")
_THE_ONE: Final = 0


class FollowUps:
    """Knows the small words of a follow-up. Safe to share between threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the small words of each language, and the names of districts and days."""
        names = [
            spelling
            for district in knowledge.districts.values()
            for spelling in all_spellings(district)
        ]
        names += [
            name for language in Language for some in day_names(language).values() for name in some
        ]
        self._readers = [
            finder
            for language, book in knowledge.phrases.items()
            for finder in _finders(language, (*book.small_words, *names))
        ]

    def says_nothing_new(self, text: str) -> bool:
        """Tell whether a message names a place, a day, a visa or a number, and no matter."""
        typed = Typed.of(text).text
        plain = VISA_CODE.sub(" ", typed)
        if not any(letter.isalpha() for letter in plain):
            return plain != typed
        without_numbers = _NUMBER.sub(" ", plain)
        return any(
            _covers(finder, some) for finder in self._readers for some in (plain, without_numbers)
        )


@lru_cache(len(Language))
def _finders(language: Language, phrases: tuple[str, ...]) -> tuple[LetterFinder | WordFinder, ...]:
    """Make what looks for the phrases; kept, because edits of other content leave them alone."""
    return tuple(finders_of(language, ((phrase, _THE_ONE) for phrase in phrases)))


def _covers(finder: LetterFinder | WordFinder, text: str) -> bool:
    found, size = finder.find(text)
    covered = {place for span in found.get(_THE_ONE, ()) for place in range(span.start, span.end)}
    return size > 0 and len(covered) == size
