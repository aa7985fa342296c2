"""Building an index into a folder, and opening it again.

Each build has its own folder; `current` names the one in use and is replaced in one step, so that a
reader sees the old index or the new one and never half of either.
"""

import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from filelock import FileLock

from index.dense import DenseIndex
from index.encoder import Encoder
from index.errors import IndexBrokenError, IndexMissingError
from index.lexical import LexicalIndex
from index.manifest import FORMAT_VERSION, Manifest, file_hash
from index.names import NameMatcher
from index.respell import Respeller
from index.search import Searcher, passage_tokens
from index.spelling import normalise
from knowledge.loader import Knowledge
from knowledge.passages import Part, passages

_POINTER: Final = "current"
_LOCK: Final = "building.lock"
_DENSE: Final = "dense.faiss"
_LEXICAL: Final = "lexical.npz"
_WORDS: Final = "words.json"
_AT_ONCE: Final = 512

Progress = Callable[[int, int], None]
"""Called with passages done and passages in all."""


def silent(_done: int, _total: int) -> None:
    """Say nothing about progress."""


def build_index(
    knowledge: Knowledge,
    content_hash: str,
    encoder: Encoder,
    folder: Path,
    progress: Progress = silent,
) -> Manifest:
    """Build an index of all passages under `folder` and make it the current one.

    Raises:
        OSError: the folder cannot be written; the index in use stays as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / _LOCK):
        build = folder / uuid.uuid4().hex[:12]
        build.mkdir()
        try:
            manifest = _write(build, knowledge, encoder, content_hash, progress)
            _point(folder, build.name)
        except BaseException:
            shutil.rmtree(build, ignore_errors=True)
            raise
        _remove_others(folder, build.name)
    return manifest


def open_index(knowledge: Knowledge, content_hash: str, encoder: Encoder, folder: Path) -> Searcher:
    """Open the current index under `folder`.

    Raises:
        IndexMissingError: nothing has been built there.
        IndexStaleError: it was built from other content or with another encoder.
        IndexBrokenError: a file is missing or damaged.
    """
    pointer = folder / _POINTER
    try:
        build = folder / pointer.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise IndexMissingError(f"There is no index in {folder} yet.") from error
    manifest = Manifest.read(build)
    manifest.verify_current(content_hash, encoder.name)
    manifest.verify_files(build)
    dense, lexical = DenseIndex.load(build / _DENSE), LexicalIndex.load(build / _LEXICAL)
    found = list(passages(knowledge))
    sizes = {len(dense), len(lexical), len(found)}
    facts = (set(manifest.files), {manifest.passages}, manifest.dimension)
    if facts != ({_DENSE, _LEXICAL, _WORDS}, sizes, dense.dimension):
        raise IndexBrokenError(f"The manifest in {build} does not fit its files.")
    glossary = NameMatcher.of_terms(knowledge.glossary.values())
    respeller = Respeller.load(build / _WORDS)
    return Searcher(encoder, (dense, lexical), found, glossary, respeller)


def _write(
    build: Path,
    knowledge: Knowledge,
    encoder: Encoder,
    content_hash: str,
    progress: Progress,
) -> Manifest:
    found = list(passages(knowledge))
    glossary = NameMatcher.of_terms(knowledge.glossary.values())
    vectors = []
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        vectors.append(encoder.encode([normalise(passage.text) for passage in some]))
        progress(start + len(some), len(found))
    empty = np.zeros((0, encoder.dimension), dtype=np.float32)
    DenseIndex.build(np.concatenate([empty, *vectors])).save(build / _DENSE)
    tokens = (passage_tokens(passage, glossary) for passage in found)
    LexicalIndex.build(tokens).save(build / _LEXICAL)
    ours = ((normalise(p.text), p.language) for p in found if p.part is not Part.OFF_TOPIC)
    Respeller.of_texts(ours).save(build / _WORDS)
    files = {name: file_hash(build / name) for name in (_DENSE, _LEXICAL, _WORDS)}
    manifest = Manifest(
        FORMAT_VERSION, content_hash, encoder.name, encoder.dimension, len(found), files
    )
    manifest.write(build)
    return manifest


def _point(folder: Path, build: str) -> None:
    waiting = folder / f"{_POINTER}.{build}"
    waiting.write_text(build + "\n", encoding="utf-8")
    waiting.replace(folder / _POINTER)


def _remove_others(folder: Path, build: str) -> None:
    """Remove earlier builds; a process that has one mapped keeps it until it lets go."""
    for path in folder.iterdir():
        if path.is_dir() and path.name != build:
            shutil.rmtree(path, ignore_errors=True)
