import numpy as np
import pytest

torch = pytest.importorskip("torch")

from index.training.lessons import Draw, Tokens, ragged, write  # noqa: E402 - after the skip
from index.training.student import Lessons, Recipe, train_student  # noqa: E402

pytestmark = pytest.mark.train

RECIPE = Recipe(dimension=16, epochs=10, batch=6, rate=0.05, teachers={}, repeats={}, ours=0.1)


@pytest.fixture
def lessons(rows, word_tokenizer):
    written = write(rows, 7, noise=False)
    tokens = Tokens.of([*written.texts, "doctor", "의사", "visa", "비자"], word_tokenizer)
    first = len(written.texts)
    asked = [np.array([first, first + 1]), np.array([first + 2, first + 3])]
    return Lessons(tokens, written, {}, asked)


@pytest.fixture
def pieces(word_tokenizer):
    return [word_tokenizer.id_to_token(row) for row in range(word_tokenizer.get_vocab_size())]


def found_first(vectors, tokenizer, rows):
    left, right = (
        np.array([vectors[tokenizer.token_to_id(row.texts[language])] for row in rows])
        for language in ("en", "ko")
    )
    left, right = (side / np.linalg.norm(side, axis=1, keepdims=True) for side in (left, right))
    return ((left @ right.T).argmax(axis=1) == np.arange(len(rows))).mean()


def test_a_student_learns_which_words_mean_the_same(lessons, pieces, word_tokenizer, rows):
    student, curve = train_student(lessons, pieces, RECIPE, lambda _: 0.5)

    assert curve[-1].loss < curve[0].loss
    assert curve[-1].measured == 0.5
    assert found_first(student.folded(), word_tokenizer, rows) == 1


def test_the_same_seed_gives_the_same_vectors(lessons, pieces):
    one, other = (train_student(lessons, pieces, RECIPE)[0].folded() for _ in range(2))

    assert np.array_equal(one, other)


def test_a_teacher_is_resembled_where_it_knows_a_row(lessons, pieces, rows):
    taught = np.zeros((len(rows), 4), dtype=np.float16)
    taught[:6, 0] = 1
    recipe = Recipe(**{**vars(RECIPE), "teachers": {"use": 5.0}})
    known = Lessons(lessons.tokens, lessons.written, {"use": taught}, lessons.asked)

    student, _ = train_student(known, pieces, recipe)

    vector = torch.nn.functional.normalize(torch.tensor(student.folded()[1:2]))
    cosine = torch.nn.functional.cosine_similarity(
        student.maps["use"](vector), torch.tensor([[1.0, 0, 0, 0]])
    )
    assert cosine.item() > 0.9


def test_noisy_spellings_follow_the_clean_one(rows):
    written = write(rows, 7)

    assert written.texts[written.first[0, 1]] == "doctor"
    assert written.count[0].tolist() == [1 + 1, 1 + 1, 0, 0, 0]


def test_both_sides_of_a_pair_are_of_one_row_and_two_languages(rows):
    written = write(rows, 7)
    left, right = Draw(written, 0.5, "cpu").pairs(torch.arange(len(rows)))

    for row in range(len(rows)):
        own = range(written.first[row].max() + written.count[row].max())
        assert left[row] != right[row]
        assert {int(left[row]), int(right[row])} <= set(own)


def test_ragged_rows_are_picked_in_order():
    values, begins = ragged(
        torch.tensor([1, 2, 3, 4, 5]), torch.tensor([0, 2, 2, 5]), torch.tensor([2, 0])
    )

    assert (values.tolist(), begins.tolist()) == ([3, 4, 5, 1, 2], [0, 3])
