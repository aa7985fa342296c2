"""What of our own content looks personal and is not: our centers' numbers and addresses."""

from collections.abc import Iterator

from bot.privacy import public_in
from knowledge.base import Localized
from knowledge.languages import Language
from knowledge.loader import Knowledge


def public_of(knowledge: Knowledge) -> frozenset[str]:
    """Return what `scrub` is to leave as it is: a citizen who cites us keeps our words.

    The answers are not read for it: that would take half a second.
    """
    return public_in(_texts(knowledge))


def _texts(knowledge: Knowledge) -> Iterator[str]:
    for line in knowledge.lines.values():
        yield from (phone.number for phone in line.phones)
    for center in knowledge.centers.values():
        yield from (phone.number for phone in center.phones)
        if center.address:
            yield from (center.address.ko, center.address.romanized)
        yield from _in_all_languages(center.about)


def _in_all_languages(text: Localized) -> Iterator[str]:
    return (text.in_language(language) for language in Language)
