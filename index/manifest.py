"""What a built index was built from, so that a stale or damaged one is never used."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final, Self

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as checked_dataclass

from index.errors import IndexBrokenError, IndexStaleError

FORMAT_VERSION: Final = 5
"""Raised whenever tokens, passages or files change their meaning."""
_NAME: Final = "manifest.json"


@checked_dataclass(frozen=True, config=ConfigDict(strict=True, extra="forbid"))
class Manifest:
    """The facts of one build; `files` holds the SHA-256 of each file beside it."""

    version: int
    content_hash: str
    encoder: str
    dimension: int
    passages: int
    files: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Write the manifest into the folder of its index."""
        text = json.dumps(asdict(self), indent=2, sort_keys=True)
        (folder / _NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the manifest of an index.

        Raises:
            IndexBrokenError: it is missing or is not a manifest.
        """
        path = folder / _NAME
        try:
            return TypeAdapter(cls).validate_json(path.read_bytes())
        except (OSError, ValueError, TypeError) as error:
            raise IndexBrokenError(f"The manifest {path} is unreadable: {error}") from error

    def verify_current(self, content_hash: str, encoder: str) -> None:
        """Compare with today's content and encoder.

        Raises:
            IndexStaleError: something is different; the message says what.
        """
        if self.version != FORMAT_VERSION:
            raise IndexStaleError(f"The index has format {self.version}, not {FORMAT_VERSION}.")
        if self.encoder != encoder:
            raise IndexStaleError(
                f"The index was built with the encoder {self.encoder}, not {encoder}."
            )
        if self.content_hash != content_hash:
            raise IndexStaleError("The content has changed since the index was built.")

    def verify_files(self, folder: Path) -> None:
        """Compare the files with their hashes.

        Raises:
            IndexBrokenError: a file is missing, cut short or changed; the message names it.
        """
        for name, expected in self.files.items():
            path = folder / name
            if not path.is_file():
                raise IndexBrokenError(f"The index file {path} is missing.")
            if file_hash(path) != expected:
                raise IndexBrokenError(f"The index file {path} is damaged.")


def file_hash(path: Path) -> str:
    """Hash a file: 64 hexadecimal digits (SHA-256)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
