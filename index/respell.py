"""Chinese in pinyin and Mongolian in Latin letters, read back into the script they stand for.

The words are those of our own content: a question is about what we know, and what we do not know
needs no reading.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

from index.errors import IndexBrokenError
from index.spelling import mongolian_skeleton, strip_marks
from knowledge.languages import Language

_HAN: Final = re.compile(r"[\u3400-\u9fff]+")
_CYRILLIC: Final = re.compile(r"[а-яёөү]{3,}")
_LATIN: Final = re.compile(r"[a-zà-ɏḀ-ỿ]+")
_LATIN_OR_NUMBER: Final = re.compile(rf"{_LATIN.pattern}|\d+")
_FRONT_U: Final = str.maketrans(dict.fromkeys("üǖǘǚǜ", "v"))
"""`lǜshī`, which keyboards without marks write `lvshi`."""
_LONGEST: Final = 4
"""Syllables of a Chinese word."""
_SHORTEST_WORD: Final = 3
_KEPT_RUNS: Final = 16_384
"""More than all content has (3,000), so that it is read once and not at every change."""
_LONGEST_SYLLABLE: Final = 6


class Respeller:
    """Reads Latin letters as Chinese or Mongolian words that stand in the content."""

    def __init__(self, chinese: Mapping[str, str], mongolian: Mapping[str, str]) -> None:
        """Take Han words by their syllables (`qian zheng`) and Cyrillic words by their skeleton."""
        self._chinese = dict(chinese)
        self._mongolian = dict(mongolian)
        self._syllables = frozenset(
            syllable for syllables in self._chinese for syllable in syllables.split()
        )

    @classmethod
    def of_texts(cls, texts: Iterable[tuple[str, Language]]) -> Self:
        """Collect the words of normal texts; of two that read alike, the more frequent stays."""
        runs: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for text, language in texts:
            if language is Language.ZH:
                runs.update(_HAN.findall(text))
            elif language is Language.MN:
                words.update(_CYRILLIC.findall(text))
        chinese: Counter[tuple[str, str]] = Counter()
        for run, times in runs.items():
            for reading in _readings(run):
                chinese[reading] += times
        mongolian = {(mongolian_skeleton(word), word): times for word, times in words.items()}
        return cls(_most_frequent(chinese), _most_frequent(mongolian))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote.

        Raises:
            IndexBrokenError: the file is not such a list of words.
        """
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            return cls(kept["chinese"], kept["mongolian"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexBrokenError(f"{path} is not a readable list of words: {error}") from error

    def save(self, path: Path) -> None:
        """Write the words to disk."""
        kept = {"chinese": self._chinese, "mongolian": self._mongolian}
        path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    def read(self, text: str, language: Language | None) -> str:
        """Return a normal text with its Latin words read as those of `language`, where known."""
        if language is Language.MN:
            return _LATIN.sub(self._mongolian_word, text)
        if language is Language.ZH and not _HAN.search(text):
            return self._chinese_text(text)
        return text

    def _mongolian_word(self, match: re.Match[str]) -> str:
        word = match[0]
        if len(word) < _SHORTEST_WORD:
            return word
        return self._mongolian.get(mongolian_skeleton(strip_marks(word)), word)

    def _chinese_text(self, text: str) -> str:
        """Read runs of syllables, the longest known word first; what is unknown stays."""
        written: list[str] = []
        syllables: list[str] = []
        for word in _LATIN_OR_NUMBER.findall(strip_marks(text.translate(_FRONT_U))):
            found = self._split(word)
            if found is None:
                written += [*self._words(syllables), word]
                syllables = []
            else:
                syllables += found
        return " ".join([*written, *self._words(syllables)])

    def _split(self, word: str) -> list[str] | None:
        """Cut a word into syllables, the fewest first; none where it is no pinyin."""
        best: list[list[str] | None] = [[]]
        for end in range(1, len(word) + 1):
            options = [
                [*before, word[start:end]]
                for start in range(max(0, end - _LONGEST_SYLLABLE), end)
                if (before := best[start]) is not None and word[start:end] in self._syllables
            ]
            best.append(min(options, key=len) if options else None)
        return best[-1]

    def _words(self, syllables: list[str]) -> list[str]:
        written, at = [], 0
        while at < len(syllables):
            for size in range(min(_LONGEST, len(syllables) - at), 0, -1):
                key = " ".join(syllables[at : at + size])
                if size == 1 or key in self._chinese:
                    written.append(self._chinese.get(key, key))
                    at += size
                    break
        return written


def _readings(run: str) -> Iterable[tuple[str, str]]:
    """Yield each piece of one to four characters of a run of Han with its syllables."""
    syllables = _pinyin(run)
    for size in range(1, _LONGEST + 1):
        for start in range(len(run) - size + 1):
            yield " ".join(syllables[start : start + size]), run[start : start + size]


@lru_cache(_KEPT_RUNS)
def _pinyin(run: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(str(syllable) for syllable in lazy_pinyin(run, v_to_u=False))


def _most_frequent(counted: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Choose a word for each reading: the most frequent, and of several the first."""
    most: dict[str, int] = {}
    chosen: dict[str, str] = {}
    for (reading, word), times in counted.items():
        if times > most.get(reading, 0):
            most[reading], chosen[reading] = times, word
    return chosen
