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

from bot.clock import now_in_seoul
from bot.opening import opening_at
from knowledge.loader import Knowledge

_MOST_BYTES: Final = 50_000_000
"""Of all kept pages together; whoever asks under a thousand names of ours fills no memory."""
_A_MINUTE: Final = {"cache-control": "public, max-age=60"}

_Kept = tuple[bytes, dict[str, str]]
"""The body of a page and its headers."""


class Editions:
    """Tells the edition of all pages at a time, and keeps the pages of the last one."""

    def __init__(
        self,
        knowledge: Knowledge,
        digest: str,
        folders: Iterable[Path] = (),
        clock: Callable[[], datetime] = now_in_seoul,
    ) -> None:
        """Take the content with its digest, and the folders of all else that pages are made of."""
        made_of = hashlib.sha256(digest.encode())
        for folder in folders:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                made_of.update(path.read_bytes())
        self._made_of = made_of.hexdigest()
        self._hours = [center.hours for center in knowledge.centers.values()]
        self._hours += [line.hours for line in knowledge.lines.values()]
        self._clock = clock
        self._minute: datetime | None = None
        self._edition = ""
        self._pages: OrderedDict[str, _Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def serve(self, request: Request, key: str, make: Callable[[], Response]) -> Response:
        """Give a page of this edition: not at all where the reader has it, else kept or made.

        `key` names the page and everything that it depends on, the address of the site included.
        """
        edition = self._now()
        digest = hashlib.sha256(f"{edition} {key}".encode()).hexdigest()[:20]
        headers = {"etag": f'W/"{digest}"'} | _A_MINUTE
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        kept = self._kept(key)
        if kept is None:
            page = make()
            if page.status_code != 200:
                return page
            kept = (bytes(page.body), dict(page.headers))
            self._keep(key, edition, kept)
        body, made_with = kept
        return Response(body, headers=made_with | headers)

    def _now(self) -> str:
        """Return the edition of this minute; what is open decides it as much as the content."""
        now = self._clock()
        minute = now.replace(second=0, microsecond=0)
        with self._lock:
            if minute != self._minute:
                openings = [str(opening_at(hours, now)) for hours in self._hours]
                told = f"{self._made_of} {now.date()} {openings}"
                edition = hashlib.sha256(told.encode()).hexdigest()
                if edition != self._edition:
                    self._pages.clear()
                    self._size = 0
                self._minute, self._edition = minute, edition
            return self._edition

    def _kept(self, key: str) -> _Kept | None:
        with self._lock:
            return self._pages.get(key)

    def _keep(self, key: str, edition: str, page: _Kept) -> None:
        with self._lock:
            if edition == self._edition and key not in self._pages:
                self._pages[key] = page
                self._size += len(page[0])
                while self._size > _MOST_BYTES:
                    _, (oldest, _) = self._pages.popitem(last=False)
                    self._size -= len(oldest)
