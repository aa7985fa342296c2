"""Turning texts into unit vectors.

The shipped encoder (`index/model`) is a SentenceTransformer directory of static token vectors; it
is read here with tokenizers and numpy alone, about fifty times faster to load than torch. Any other
SentenceTransformer, by name or path, works through the extra `train`.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.errors import EncoderMissingError

SHIPPED_MODEL: Final = Path(__file__).parent / "model"

Vectors = NDArray[np.float32]

_LONGEST_TEXT: Final = 4_000
"""Characters that are read of one text; a mean over more would say nothing."""


class Encoder(Protocol):
    """Whatever turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """A name that changes when the vectors would."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, float32 (n, d); a text without known tokens gives zeros."""


class StaticEncoder:
    """Mean of static token vectors, to unit length."""

    def __init__(
        self,
        name: str,
        tokenizer: Tokenizer,
        vectors: NDArray[np.float32] | NDArray[np.int8],
        weights: Vectors | None = None,
    ) -> None:
        """Take a tokenizer, its token vectors (vocabulary, d), and what each is multiplied by."""
        self.name = name
        self._tokenizer = tokenizer
        self._vectors = vectors
        self._weights = weights

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._vectors.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, float32 (n, d); a text without known tokens gives zeros."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(
            [text[:_LONGEST_TEXT] for text in texts], add_special_tokens=False
        )
        for row, encoding in zip(vectors, encodings, strict=True):
            if encoding.ids:
                row[:] = self._mean(encoding.ids)
        return _to_unit(vectors)

    def _mean(self, ids: list[int]) -> Vectors:
        found = self._vectors[ids]
        if self._weights is not None:
            found = found * self._weights[ids, None]
        mean: Vectors = found.mean(axis=0)
        return mean


class _TorchEncoder:
    """Any SentenceTransformer, through torch."""

    def __init__(self, name: str, model: Any) -> None:
        self.name = name
        self._model = model

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode([text[:_LONGEST_TEXT] for text in texts])
        return _to_unit(np.asarray(vectors, dtype=np.float32))


def load_encoder(path: str | Path | None = None) -> Encoder:
    """Load the shipped encoder, or another by path or SentenceTransformer name.

    Raises:
        EncoderMissingError: there is none at `path`, or it needs the extra `train`.
    """
    folder = SHIPPED_MODEL if path is None else Path(path)
    static = _static_module(folder)
    if static is not None:
        return _load_static(folder, static)
    return _load_torch(str(path))


def _static_module(folder: Path) -> Path | None:
    """Where the token vectors lie, if the directory holds these and nothing but a norm."""
    listing = folder / "modules.json"
    if not listing.is_file():
        return None
    try:
        modules = json.loads(listing.read_text(encoding="utf-8"))
        kinds = [module["type"].rsplit(".", 1)[-1] for module in modules]
        paths = [module["path"] for module in modules]
    except (ValueError, KeyError, TypeError) as error:
        raise EncoderMissingError(f"{listing} is unreadable: {error}") from error
    if kinds[:1] == ["StaticEmbedding"] and set(kinds[1:]) <= {"Normalize"}:
        return folder / str(paths[0])
    return None


def _load_static(folder: Path, module: Path) -> StaticEncoder:
    weights_file, tokenizer_file = module / "model.safetensors", module / "tokenizer.json"
    try:
        tokenizer = Tokenizer.from_file(str(tokenizer_file))
        tokenizer.no_padding()
        kept = load_file(weights_file)
    except (OSError, KeyError, SafetensorError) as error:
        raise EncoderMissingError(f"The encoder in {folder} cannot be read: {error}") from error
    except Exception as error:  # tokenizers raises bare Exception for an unreadable file
        raise EncoderMissingError(f"{tokenizer_file} cannot be read: {error}") from error
    vectors, weights = kept.get("embeddings", kept.get("embedding.weight")), kept.get("weights")
    if vectors is None or vectors.ndim != 2 or len(vectors) < tokenizer.get_vocab_size():
        raise EncoderMissingError(f"The encoder in {folder} has too few token vectors.")
    if weights is not None and weights.shape != (len(vectors),):
        raise EncoderMissingError(f"The encoder in {folder} has not one weight per token vector.")
    name = _fingerprint(folder.name, weights_file, tokenizer_file)
    return StaticEncoder(name, tokenizer, vectors, weights)


def _load_torch(name: str) -> Encoder:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EncoderMissingError(
            f"The encoder {name!r} needs sentence-transformers: pip install 'ieum[train]'"
        ) from error
    try:
        return _TorchEncoder(name, SentenceTransformer(name, device="cpu"))
    except Exception as error:  # the library's errors for a missing model have no common class
        raise EncoderMissingError(f"The encoder {name!r} cannot be loaded: {error}") from error


def _fingerprint(name: str, weights: Path, tokenizer: Path) -> str:
    """Tell encoders apart by their weights' first and last bytes and size: cheap, and enough."""
    size = weights.stat().st_size
    with weights.open("rb") as file:
        head = file.read(65_536)
        file.seek(max(0, size - 65_536))
        digest = hashlib.sha256(head + file.read() + str(size).encode())
    digest.update(tokenizer.read_bytes())
    return f"{name}-{digest.hexdigest()[:12]}"


def _to_unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return vectors
