"""When a page has to be made anew: content, templates or messages changed, or a door opened."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from adapters.assemble import Ieum
from bot.clock import now_in_seoul
from bot.opening import opening_at

_MOST_BYTES: Final = 50_000_000
"""Of all kept pages together; whoever asks under a thousand names of ours fills no memory."""
_A_MINUTE: Final = {"cache-control": "public, max-age=60"}

_Kept = tuple[bytes, dict[str, str]]
"""The body of a page and its headers."""


class Editions:
    """Tells the edition of all pages at a time, and keeps the pages of the last one."""

    def __init__(
        self, folders: Iterable[Path] = (), clock: Callable[[], datetime] = now_in_seoul
    ) -> None:
        """Take the folders of all that pages are made of besides the content."""
        made_of = hashlib.sha256()
        for folder in folders:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                made_of.update(path.read_bytes())
        self._made_of = made_of.hexdigest()
        self._clock = clock
        self._told: tuple[str, datetime] | None = None
        self._edition = ""
        self._pages: OrderedDict[str, _Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def serve(
        self, ieum: Ieum, request: Request, key: str, make: Callable[[], Response]
    ) -> Response:
        """Give a page of this edition: not at all where the reader has it, else kept or made.

        `key` names the page and everything that it depends on besides the content, the address of
        the site included; `make` makes it of `ieum`.
        """
        edition = self._now(ieum)
        digest = hashlib.sha256(f"{edition} {key}".encode()).hexdigest()[:20]
        headers = {"etag": f'W/"{digest}"'} | _A_MINUTE
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        kept = self._kept(key, edition)
        if kept is None:
            page = make()
            if page.status_code != 200:
                return page
            kept = (bytes(page.body), dict(page.headers))
            self._keep(key, edition, kept)
        body, made_with = kept
        return Response(body, headers=made_with | headers)

    def _now(self, ieum: Ieum) -> str:
        """Return the edition of this minute; what is open decides it as much as the content."""
        now = self._clock()
        told = (ieum.digest, now.replace(second=0, microsecond=0))
        with self._lock:
            if told != self._told:
                hours = [center.hours for center in ieum.knowledge.centers.values()]
                hours += [line.hours for line in ieum.knowledge.lines.values()]
                openings = [str(opening_at(one, now)) for one in hours]
                made_of = f"{self._made_of} {ieum.digest} {now.date()} {openings}"
                edition = hashlib.sha256(made_of.encode()).hexdigest()
                if edition != self._edition:
                    self._pages.clear()
                    self._size = 0
                self._told, self._edition = told, edition
            return self._edition

    def _kept(self, key: str, edition: str) -> _Kept | None:
        with self._lock:
            return self._pages.get(key) if edition == self._edition else None

    def _keep(self, key: str, edition: str, page: _Kept) -> None:
        with self._lock:
            if edition == self._edition and key not in self._pages:
                self._pages[key] = page
                self._size += len(page[0])
                while self._size > _MOST_BYTES:
                    _, (oldest, _) = self._pages.popitem(last=False)
                    self._size -= len(oldest)
