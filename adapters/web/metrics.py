"""How many replies of which kind were given, and how many alarms: counts, and never a text."""

import os
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from bot.reply import Reply

_SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """The counters of one application; several processes of one server share their counts."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._registry = CollectorRegistry()
        self._replies = Counter(
            "ieum_replies", "Replies given.", ("kind", "language"), registry=self._registry
        )
        self._alarms = Counter(
            "ieum_alarms",
            "Messages that told of danger.",
            ("danger", "language"),
            registry=self._registry,
        )

    def count(self, reply: Reply) -> None:
        """Count a reply by kind and language, and an alarm by danger and language."""
        self._replies.labels(reply.kind.value, reply.language.value).inc()
        for danger in reply.alarms:
            self._alarms.labels(danger, reply.language.value).inc()

    def exposition(self) -> bytes:
        """Return all counts in the text format of Prometheus."""
        if _SHARED not in os.environ:
            return generate_latest(self._registry)
        everybody = CollectorRegistry()
        MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]
        return generate_latest(everybody)


def share_counts(folder: Path) -> None:
    """Let the processes that start from here share their counts, in an emptied folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.db"):
        old.unlink()
    os.environ[_SHARED] = str(folder)
