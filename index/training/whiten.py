"""Evening out the directions of text vectors a little, after training.

A few directions carry more of every text than they tell apart (Mu & Viswanath 2018, Su et al.
2021). Shrinking each by a small power of its variance is linear, so it is done once, to the token
vectors.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.encoder import StaticEncoder, Vectors

_POWER: Final = 0.15
"""0 would leave all as it is, 1 would give every direction the same variance."""


def whiten(vectors: Vectors, encoder: StaticEncoder, texts: list[str]) -> Vectors:
    """Return token vectors, float32 (vocabulary, d), by which `texts` spread more evenly.

    `encoder` is that of the vectors as they are; the map comes from how it spreads the texts.
    """
    spread = encoder.encode(texts)
    variances, directions = np.linalg.eigh(spread.T.astype(np.float64) @ spread / len(spread))
    shrunk = np.maximum(variances, 1e-9) ** (-_POWER / 2)
    linear: NDArray[np.float64] = (directions * shrunk) @ directions.T
    return (vectors @ linear).astype(np.float32)
