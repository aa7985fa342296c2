from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest

from bot.assistant import Assistant
from bot.clock import SEOUL
from bot.confidence import shipped_confidence
from index.fusion import Found, Hit
from knowledge.languages import Language
from knowledge.loader import read
from knowledge.passages import Part, Passage

NOW = datetime(2026, 11, 27, 10, 30, tzinfo=SEOUL)
"""A Friday in the forenoon, when offices are open."""


def found(owners, scores, likeness):
    """What a search finds: each owner's score, and how like its passages are to the question."""
    return Found(
        tuple(
            Hit(owner, score, like, like, Passage(owner, Language.EN, Part.TITLE, owner))
            for owner, score, like in zip(owners, scores, likeness, strict=True)
        )
    )


def surely(*owners):
    falling = [1.0, *[0.0] * (len(owners) - 1)]
    return found(owners, falling, falling)


def hardly(*owners):
    return alike(owners, 0.001)


def alike(owners, likeness):
    return found(owners, [0.001] * len(owners), [likeness] * len(owners))


@cache
def least_likeness(count, language):
    """How like a question the passages of so many owners have to be, for it to be ours at all."""
    judge = shipped_confidence().judge
    tried = (step / 4_000 for step in range(4_000))
    return next(like for like in tried if judge(alike(["x"] * count, like), language)[0])


def perhaps(*owners, language=Language.EN):
    doubtful = alike(owners, least_likeness(len(owners), language))
    confidence = shipped_confidence()
    assert confidence.judge(doubtful, language)[1] < confidence.answer_from, "never in doubt"
    return doubtful


class Finder:
    """Stands for a search that found this, whatever was asked; it notes what that was."""

    def __init__(self, found):
        self._found = found
        self.asked = []

    def find(self, text, language, limit):
        self.asked.append((text, language))
        return Found(
            self._found.hits[:limit],
            self._found.off_topic_dense,
            self._found.off_topic_lexical,
        )


@pytest.fixture(scope="session")
def knowledge():
    """All that is known but the phrases of danger: tests that need some bring a small book."""
    everything, problems = read()
    assert [problem for problem in problems if not problem.file.startswith("phrases/")] == []
    return replace(everything, phrases={})


@pytest.fixture(scope="session")
def now():
    """The time of the clock of the assistants below."""
    return NOW


@pytest.fixture(scope="session")
def assistant(ieum, knowledge):
    """The assistant with its search and without phrases of danger, at a fixed time."""
    return Assistant(knowledge, ieum.searcher, Language.EN, clock=lambda: NOW)


@pytest.fixture(scope="session", name="surely")
def _surely():
    """Hits whose first is beyond doubt."""
    return surely


@pytest.fixture(scope="session", name="perhaps")
def _perhaps():
    """Hits that are ours, but too unlike the question to be answered outright."""
    return perhaps


@pytest.fixture(scope="session", name="hardly")
def _hardly():
    """Hits that are as good as nothing."""
    return hardly


@pytest.fixture(scope="session")
def finder():
    """Make a search that found this."""
    return Finder


@pytest.fixture(scope="session")
def assistant_that_found(knowledge):
    return lambda found: Assistant(knowledge, Finder(found), Language.EN, clock=lambda: NOW)
