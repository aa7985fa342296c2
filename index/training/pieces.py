"""What the tokenizer's pieces have in common: their spelling.

While a student learns, a piece's vector is its own plus the mean over its features, so that rare
pieces learn from frequent ones that are written alike: with other endings, without their marks
(`khám`, `kham`), in another habit of Latin letters (`эмнэлэг`, `emneleg`). Afterwards all is added
up into one vector per piece, and nothing of this remains to be computed for a question.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import torch

from index.spelling import mongolian_skeleton, strip_marks

BUCKETS: Final = 49_152
"""Features are hashed into so many vectors."""
_WORD_START: Final = "▁"
_CJK: Final = re.compile(r"[\u3400-\u9fff가-힣]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_CYRILLIC: Final = re.compile(r"[а-яёөү]")


def features(pieces: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return each piece's hashed features, end to end, and where each piece's begin and end.

    int64 (f,) and int64 (pieces + 1,); a piece without letters has one feature, itself.
    """
    hashed = [
        sorted({zlib.crc32(feature.encode()) % BUCKETS for feature in _features(piece)})
        for piece in pieces
    ]
    offsets = np.cumsum([0, *(len(one) for one in hashed)])
    return torch.tensor([bucket for one in hashed for bucket in one]), torch.from_numpy(offsets)


def _features(piece: str) -> Iterator[str]:
    word = piece.replace(_WORD_START, " ")
    yield word
    if not _LETTER.search(word):
        return
    if _CJK.search(word):
        yield from (word[start : start + 1] for start in range(len(word)))
        yield from _grams(word, 2, 2)
        return
    plain = strip_marks(word)
    if not word.isascii():
        yield from _grams(word, 3, 3)
    yield f"u:{plain}"
    yield from (f"u:{gram}" for gram in _grams(plain, 3, 3))
    if _CYRILLIC.search(word) or plain.isascii():
        skeleton = mongolian_skeleton(plain)
        yield f"m:{skeleton}"
        yield from (f"m:{gram}" for gram in _grams(skeleton, 4, 4))


def _grams(word: str, shortest: int, longest: int) -> Iterator[str]:
    for size in range(shortest, longest + 1):
        for start in range(len(word) - size + 1):
            yield word[start : start + size]
