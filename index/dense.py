"""Exact search by meaning: FAISS over unit vectors, loaded by memory map."""

from pathlib import Path
from typing import Self

import faiss
import numpy as np

from index.encoder import Vectors
from index.errors import IndexBrokenError


class DenseIndex:
    """Inner product over every vector; exact, which is right up to about 100,000 passages."""

    def __init__(self, index: faiss.IndexFlat) -> None:
        """Take a FAISS index of unit vectors; they are its memory, and live as long as it."""
        self._index = index
        rows = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d)
        self.vectors: Vectors = rows.reshape(index.ntotal, index.d)

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """Index unit rows, float32 (n, d)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Map an index from disk into memory.

        Raises:
            IndexBrokenError: the file is not a FAISS index of plain vectors.
        """
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexBrokenError(f"{path} is not a readable FAISS index.") from error
        if not isinstance(index, faiss.IndexFlat):
            raise IndexBrokenError(f"{path} is not a FAISS index of plain vectors.")
        return cls(index)

    def save(self, path: Path) -> None:
        """Write the index to disk."""
        faiss.write_index(self._index, str(path))

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        """Count the vectors."""
        return int(self._index.ntotal)

    def scores(self, vector: Vectors) -> Vectors:
        """Return the cosine of one unit vector (d,) with every row, float32 (n,).

        Every score is wanted and none has to be sorted, which FAISS's own search would do. einsum
        stays on this thread, where a BLAS would wake others for half a millisecond's work.
        """
        scores: Vectors = np.einsum("nd,d->n", self.vectors, vector)
        return scores
