"""Writing a file so that nobody ever reads half of it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from adapters.content.errors import ContentReadOnlyError, ContentUnwritableError

_PATIENCE: Final = 10
"""Seconds to wait for another edit."""
_REFUSED: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, with the rights of the one before it.

    Raises:
        OSError: it cannot be written; it is as it was.
    """
    path = path.resolve()
    waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with waiting.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            waiting.chmod(path.stat().st_mode & 0o777)
        waiting.replace(path)
    except OSError:
        waiting.unlink(missing_ok=True)
        raise


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let one process and thread at a time in.

    Raises:
        ContentUnwritableError: another one does not come out, or the lock cannot be made.
    """
    held = FileLock(lock, timeout=_PATIENCE)
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        held.acquire()
    except Timeout as error:
        raise ContentUnwritableError("Another edit is being written; please try again.") from error
    except OSError as error:
        raise unwritable(lock.parent, error, "Let IEUM_VAR name a folder that it may.") from error
    try:
        yield
    finally:
        held.release()


def unwritable(folder: Path, error: OSError, advice: str) -> ContentUnwritableError:
    """Return what to tell whoever edits: that a folder cannot be written, and what to do."""
    if error.errno in _REFUSED:
        return ContentReadOnlyError(f"Ieum may not write to {folder}. {advice}")
    return ContentUnwritableError(f"{folder} cannot be written now: {error.strerror}")
