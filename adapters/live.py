"""What is in service, and how it follows the content: an edit is served within two seconds.

Whoever asks takes `Live.now` once and answers from it to the end. New content is made ready beside
it, in one thread, and takes its place in one step; content with errors never does.
"""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from time import perf_counter
from typing import Final, Self

from adapters.assemble import Ieum, assemble, index_folder, read_content, renewed
from adapters.content.opening import source_of
from adapters.content_source import ContentSource
from adapters.settings import Settings
from index.builder import keep_index
from index.making import Progress, silent
from knowledge.loader import content_hash
from knowledge.parsing import Parser
from knowledge.problems import KnowledgeError

log = logging.getLogger("ieum")

_TURN: Final = 0.0002
"""Seconds for which a thread may keep the interpreter from the others, while content is renewed.

Whoever answers gives it up several times a request, and waits so long to have it back.
"""
_LOOK_EVERY: Final = 0.5
"""Seconds between two looks at the content."""


class Live:
    """Holds the Ieum in service. Safe to share between threads."""

    def __init__(
        self,
        ieum: Ieum,
        source: ContentSource | None = None,
        folder: Path | None = None,
        parser: Parser | None = None,
    ) -> None:
        """Take what is served first, and the content that it follows; without one, none.

        `folder` is where the index of new content is kept for the next start, and `parser` what
        has parsed the content so far.
        """
        self.now = ieum
        self._source = source
        self._folder = folder
        self._parser = parser or Parser()
        self._seen: object = None
        self._digest = ""
        self._is_settled = False
        self._trouble = ""
        self._afterwards: list[Callable[[Ieum], None]] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="content")

    def afterwards(self, work: Callable[[Ieum], None]) -> None:
        """Have something made of every new Ieum, in the thread that made it, once it is served."""
        self._afterwards.append(work)

    @classmethod
    def open(
        cls, settings: Settings, progress: Progress = silent, source: ContentSource | None = None
    ) -> Self:
        """Assemble what the settings say, of the content there or of another source's.

        Raises:
            StoreUrlError: the content is in a database, and the settings name none that we can use.
            KnowledgeError: the content has errors.
            EncoderMissingError: the encoder cannot be loaded.
            OSError: the content cannot be brought up to date, or the index not be written.
        """
        source = source or source_of(settings)
        parser = Parser()
        settings = settings.model_copy(update={"content": source.root()})
        return cls(assemble(settings, progress, parser), source, index_folder(settings), parser)

    @classmethod
    def open_for_good(cls, settings: Settings, progress: Progress = silent) -> Self:
        """Open what this process is there for.

        Half a million objects stay as long as it lives. Python looks for garbage among all of them
        now and then, which holds up every answer for a quarter of a second; so they are left out.

        Raises:
            KnowledgeError, EncoderMissingError, OSError: as `open` says.
        """
        live = cls.open(settings, progress)
        gc.collect()
        gc.freeze()
        return live

    @classmethod
    def of(cls, ieum: "Ieum | Live") -> "Live":
        """Return what is live as it is; an Ieum alone is served as it is, and follows nothing."""
        return ieum if isinstance(ieum, Live) else cls(ieum)

    async def refresh(self) -> Ieum:
        """Read the content now, and return the Ieum that serves it.

        Raises:
            KnowledgeError: it has errors; what was served before still is.
            OSError: it cannot be read; the same holds.
        """
        await self._aside(self._renew)
        return self.now

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """Follow the content for as long as this is entered."""
        watching = asyncio.create_task(self.watch())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    async def watch(self) -> None:
        """Look again and again whether the content has changed."""
        while self._source:
            try:
                await self._aside(self._look)
            except (KnowledgeError, OSError):
                pass  # It has been told.
            except Exception:
                log.exception("The content is not followed: this is our mistake.")
            await asyncio.sleep(_LOOK_EVERY)

    async def _aside(self, work: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _look(self) -> None:
        with self._telling():
            if self._source and (not self._is_settled or self._source.signature() != self._seen):
                self._follow(self._source)

    def _renew(self) -> None:
        with self._telling():
            if self._source:
                self._follow(self._source)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell of trouble once, and when it is over."""
        try:
            yield
        except KnowledgeError as error:
            # Some editors empty a file before they fill it: what is told has to be there twice.
            if self._is_settled:
                self._tell(f"The content has errors; it is served as it was before.\n{error}")
            raise
        except OSError as error:
            self._tell(f"The content cannot be read; it is served as it was before: {error}")
            raise

    def _follow(self, source: ContentSource) -> None:
        # Before reading: what is written meanwhile is seen at the next look.
        self._seen = source.signature()
        root = source.root()
        digest = content_hash(root)
        # Within one tick of the clock a file can change and look the same, so after every change
        # its bytes are compared once more.
        self._is_settled = digest == self._digest
        self._digest = digest
        if digest == self.now.digest:
            self._tell("")
            return
        started = perf_counter()
        with _giving_way():
            self.now = ieum = renewed(self.now, *read_content(root, self._parser, digest))
        seconds = perf_counter() - started
        self._tell("")
        log.info("The content has changed: %d passages (%.1f s).", len(ieum.searcher), seconds)
        for work in self._afterwards:
            self._thread.submit(work, ieum)
        if self._folder:
            self._thread.submit(self._keep, ieum, self._folder)

    def _keep(self, ieum: Ieum, folder: Path) -> None:
        """Keep the index for the next start; whoever shares the folder may have done so before."""
        if ieum is not self.now:
            return
        try:
            keep_index(ieum.searcher, ieum.digest, folder)
        except OSError as error:
            log.warning("The index cannot be kept; the next start builds it anew: %s", error)

    def _tell(self, trouble: str) -> None:
        if trouble and trouble != self._trouble:
            log.warning("%s", trouble)
        elif self._trouble and not trouble:
            log.info("The content is in order again.")
        self._trouble = trouble


@contextmanager
def _giving_way() -> Iterator[None]:
    """Let the threads that answer have the interpreter almost as soon as they want it."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
