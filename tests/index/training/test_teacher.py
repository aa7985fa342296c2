import numpy as np
import pytest

pytest.importorskip("tqdm", reason="needs the extra `train`")

from index.training import teacher
from index.training.corpus import Row
from knowledge.languages import Language

pytestmark = pytest.mark.train

ROWS = [
    Row({Language.EN: "b", Language.KO: "ccc", Language.MN: "e"}),
    Row({Language.MN: "виз", Language.VI: "e"}),
    Row({Language.EN: "aa"}),
]


@pytest.fixture
def asked(monkeypatch):
    """Every text that was asked; a text's vector is one long in the direction of its length."""
    texts = []

    def encode(some):
        texts.extend(some)
        return np.eye(4, dtype=np.float32)[[len(text) for text in some]]

    monkeypatch.setattr(teacher, "_load", lambda _: encode)
    return texts


def test_the_languages_that_a_teacher_knows_are_averaged_and_the_others_left_out(asked, tmp_path):
    vectors = teacher.teach(ROWS, "use", tmp_path)

    half = np.sqrt(0.5)
    np.testing.assert_allclose(vectors, [[0, half, 0, half], [0] * 4, [0, 0, 1, 0]], atol=1e-3)
    assert vectors.dtype == np.float16
    assert {"виз", "e"}.isdisjoint(asked)


def test_a_teacher_of_english_is_asked_in_english_only(asked, tmp_path):
    vectors = teacher.teach(ROWS, "minilm", tmp_path)

    np.testing.assert_allclose(vectors, [[0, 1, 0, 0], [0] * 4, [0, 0, 1, 0]])


def test_what_was_taught_once_is_kept_for_as_many_rows(asked, tmp_path):
    first = teacher.teach(ROWS, "use", tmp_path / "kept")
    asked.clear()

    again = teacher.teach(ROWS, "use", tmp_path / "kept")
    assert asked == []
    np.testing.assert_array_equal(again, first)

    teacher.teach(ROWS[:2], "use", tmp_path / "kept")
    assert asked != []
