import numpy as np
import pytest

from index.fusion import Fusion
from knowledge.languages import Language
from knowledge.passages import Part, Passage

ANSWER = Passage("budget", Language.KO, Part.ANSWER, "예산 답변")
ENGLISH = Passage("budget", Language.EN, Part.ANSWER, "the budget")
SPENT = Passage("budget", Language.KO, Part.RETELLING, "집행액", "report/spent")
PLANNED = Passage("budget", Language.KO, Part.RETELLING, "편성액", "report/planned")
OTHER = Passage("visa", Language.KO, Part.ANSWER, "비자")
ASKED = Passage("budget", Language.VI, Part.QUESTION, "ngân sách")
PASSAGES = [ANSWER, ENGLISH, SPENT, PLANNED, OTHER, ASKED]


def retelling_of(scores):
    near = np.zeros(len(PASSAGES), dtype=np.float32)
    near[: len(scores)] = scores
    return Fusion(PASSAGES).fuse(near, near, Language.KO, 2).hits[0].retelling


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0.3, 0.0, 0.6, 0.5, 0.0], SPENT),
        ([0.3, 0.9, 0.5, 0.6, 0.0], PLANNED),
        ([0.6, 0.0, 0.6, 0.5, 0.0], None),
        ([0.6, 0.0, 0.64, 0.5, 0.0], None),
        ([0.0, 0.0, 0.6, 0.0, 0.0], SPENT),
        ([0.6, 0.5, 0.0, 0.0, 0.0], None),
        ([0.3, 0.0, 0.6, 0.0, 0.0, 0.4], SPENT),
        ([0.3, 0.0, 0.6, 0.0, 0.0, 0.6], None),
    ],
)
def test_a_retelling_is_named_if_it_fits_clearly_better_than_the_korean_answer(scores, expected):
    assert retelling_of(scores) == expected


def test_an_owner_without_retellings_has_none():
    assert retelling_of([0.0, 0.0, 0.0, 0.0, 0.9]) is None
