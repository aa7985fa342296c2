"""A second opinion on danger, learned from messages: for what no phrase was written for.

Multinomial logistic regression over what a message means (the encoder's vector) and how it is
spelt (hashed letter n-grams). `make danger` learns `bot/danger_classifier.npz`.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.spelling import mongolian_skeleton, strip_marks

CLASSIFIER: Final = Path(__file__).parent / "danger_classifier.npz"
BUCKETS: Final = 2**14
MEANING_WEIGHT: Final = 0.5
_SIZES: Final = (2, 3, 4)
_WORD: Final = re.compile(r"[^\W_]+")
_ALPHABET: Final = re.compile("[a-zа-яёөү]")
_LONGEST: Final = 250
"""Letters that are read; what makes a message an alarm is said sooner."""

Vector = NDArray[np.float32]


def buckets_of(text: str) -> NDArray[np.int64]:
    """Return the distinct buckets, in [0, BUCKETS), of a normal text's n-grams and skeletons."""
    plain = strip_marks(text[:_LONGEST])
    words = _WORD.findall(plain)
    letters = f" {' '.join(words)} "
    grams = {
        letters[start : start + size] for size in _SIZES for start in range(len(letters) - size + 1)
    }
    grams |= {f"m:{mongolian_skeleton(word)}" for word in words if _ALPHABET.match(word)}
    return np.fromiter({crc32(gram.encode()) % BUCKETS for gram in grams}, dtype=np.int64)


class DangerClassifier:
    """Estimates how probably a message tells of danger, and of which. Safe to share."""

    def __init__(
        self, encoder: Encoder, classes: Sequence[str], weights: Vector, level: Vector
    ) -> None:
        """Take the encoder and, a column a class, weights (buckets, then meaning) and levels.

        The first class is that of messages without danger.
        """
        self._encoder = encoder
        self._dangers = tuple(classes[1:])
        self._spelling = weights[:BUCKETS]
        self._meaning = weights[BUCKETS:]
        self._level = level

    @classmethod
    def shipped(cls, encoder: Encoder) -> Self:
        """Read the classifier that comes with Ieum."""
        classes, weights, level = _shipped()
        return cls(encoder, classes, weights, level)

    def estimate(self, text: str) -> tuple[float, str]:
        """Return the probability, in [0, 1], that there is danger, and the likeliest danger.

        `text` is a message in its normal form.
        """
        found = buckets_of(text)
        sums = self._level + MEANING_WEIGHT * (self._encoder.encode([text])[0] @ self._meaning)
        if len(found):
            sums = sums + self._spelling[found].sum(axis=0) / np.sqrt(len(found))
        powers = np.exp(sums - sums.max())
        shares = powers / powers.sum()
        return float(1 - shares[0]), self._dangers[int(shares[1:].argmax())]


@cache
def _shipped() -> tuple[tuple[str, ...], Vector, Vector]:
    with np.load(CLASSIFIER, allow_pickle=False) as kept:
        classes = tuple(str(name) for name in kept["classes"])
        return classes, kept["weights"].astype(np.float32), kept["level"].astype(np.float32)
