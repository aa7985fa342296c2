"""Building an index into a folder, and opening it again.

Each build has its own folder; `current` names the one in use and is replaced in one step, so that a
reader sees the old index or the new one and never half of either.
"""

import shutil
import uuid
from pathlib import Path
from typing import Final

from filelock import FileLock

from index.dense import DenseIndex
from index.encoder import Encoder
from index.errors import IndexBrokenError, IndexMissingError, IndexUnusableError
from index.lexical import LexicalIndex
from index.making import Progress, make_searcher, silent
from index.manifest import FORMAT_VERSION, Manifest, file_hash
from index.names import NameMatcher
from index.respell import Respeller
from index.search import Searcher
from knowledge.loader import Knowledge
from knowledge.passages import passages

_POINTER: Final = "current"
_LOCK: Final = "building.lock"
_DENSE: Final = "dense.faiss"
_LEXICAL: Final = "lexical.npz"
_WORDS: Final = "words.json"


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
        return _write(folder, make_searcher(knowledge, encoder, progress), content_hash)


def keep_index(searcher: Searcher, content_hash: str, folder: Path) -> None:
    """Make the index of a searcher the current one under `folder`, where it is not already.

    Raises:
        OSError: the folder cannot be written; the index in use stays as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / _LOCK):
        try:
            _manifest(_current(folder), content_hash, searcher.encoder)
        except IndexUnusableError:
            _write(folder, searcher, content_hash)


def open_index(knowledge: Knowledge, content_hash: str, encoder: Encoder, folder: Path) -> Searcher:
    """Open the current index under `folder`.

    Raises:
        IndexMissingError: nothing has been built there.
        IndexStaleError: it was built from other content or with another encoder.
        IndexBrokenError: a file is missing or damaged.
    """
    build = _current(folder)
    manifest = _manifest(build, content_hash, encoder)
    dense, lexical = DenseIndex.load(build / _DENSE), LexicalIndex.load(build / _LEXICAL)
    found = list(passages(knowledge))
    sizes = {len(dense), len(lexical), len(found)}
    facts = (set(manifest.files), {manifest.passages}, manifest.dimension)
    if facts != ({_DENSE, _LEXICAL, _WORDS}, sizes, dense.dimension):
        raise IndexBrokenError(f"The manifest in {build} does not fit its files.")
    glossary = NameMatcher.of_terms(knowledge.glossary.values())
    respeller = Respeller.load(build / _WORDS)
    return Searcher(encoder, (dense, lexical), found, glossary, respeller)


def _current(folder: Path) -> Path:
    pointer = folder / _POINTER
    try:
        return folder / pointer.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise IndexMissingError(f"There is no index in {folder} yet.") from error


def _manifest(build: Path, content_hash: str, encoder: Encoder) -> Manifest:
    """Read the manifest of a build that can be used."""
    manifest = Manifest.read(build)
    manifest.verify_current(content_hash, encoder.name)
    manifest.verify_files(build)
    return manifest


def _write(folder: Path, searcher: Searcher, content_hash: str) -> Manifest:
    """Write a build and make it the current one; the lock is ours."""
    build = folder / uuid.uuid4().hex[:12]
    build.mkdir()
    try:
        searcher.dense.save(build / _DENSE)
        searcher.lexical.save(build / _LEXICAL)
        searcher.respeller.save(build / _WORDS)
        encoder, files = searcher.encoder, (_DENSE, _LEXICAL, _WORDS)
        hashes = {name: file_hash(build / name) for name in files}
        size = (encoder.dimension, len(searcher))
        manifest = Manifest(FORMAT_VERSION, content_hash, encoder.name, *size, hashes)
        manifest.write(build)
        _point(folder, build.name)
    except BaseException:
        shutil.rmtree(build, ignore_errors=True)
        raise
    _remove_others(folder, build.name)
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
