import pytest

from bot.assistant import Assistant
from bot.decision import ANSWER_FROM, CLARIFY_FROM, confidence_of
from index.fusion import Hit
from knowledge.languages import Language
from knowledge.passages import Part, Passage


def hits(owners, scores):
    return [
        Hit(owner, score, score, score, Passage(owner, Language.EN, Part.TITLE, owner))
        for owner, score in zip(owners, scores, strict=True)
    ]


def surely(*owners):
    return hits(owners, [1.0, *[0.0] * (len(owners) - 1)])


def hardly(*owners):
    return hits(owners, [0.001] * len(owners))


def perhaps(*owners):
    equal = (hits(owners, [score / 1000] * len(owners)) for score in range(1000))
    return next(found for found in equal if CLARIFY_FROM <= confidence_of(found) < ANSWER_FROM)


class Found:
    """Stands for a search that found these hits, whatever was asked."""

    def __init__(self, hits):
        self._hits = hits

    def search(self, _text, _language, limit):
        return self._hits[:limit]


@pytest.fixture(scope="session", name="surely")
def _surely():
    """Hits whose first is beyond doubt."""
    return surely


@pytest.fixture(scope="session", name="perhaps")
def _perhaps():
    """Hits with a confidence between the two thresholds."""
    return perhaps


@pytest.fixture(scope="session", name="hardly")
def _hardly():
    """Hits that are as good as nothing."""
    return hardly


@pytest.fixture(scope="session")
def assistant_that_found(knowledge):
    return lambda found: Assistant(knowledge, Found(found), Language.EN)


@pytest.fixture(scope="session")
def found():
    """Make a search that found these hits."""
    return Found
