from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from index.training.lessons import Tokens, write  # noqa: E402 - after the skip
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


def test_another_seed_gives_other_vectors(lessons, pieces):
    one, other = (
        train_student(lessons, pieces, replace(RECIPE, seed=seed))[0].folded() for seed in (7, 8)
    )

    assert not np.allclose(one, other)


def test_three_epochs_make_the_loss_fall(lessons, pieces):
    recipe = replace(RECIPE, epochs=3)

    losses = [point.loss for point in train_student(lessons, pieces, recipe)[1]]

    assert len(losses) == 3 * 12 // recipe.batch
    assert losses[-1] < 0.8 * losses[0]


def test_a_row_is_dealt_as_often_as_its_source_says(lessons, pieces):
    recipe = replace(RECIPE, epochs=1, repeats={"words": 3})

    _, curve = train_student(lessons, pieces, recipe)

    assert curve[-1].step == 3 * 12 // recipe.batch


@pytest.mark.parametrize("shared", [True, False])
def test_a_piece_that_no_text_has_learns_from_those_written_alike_if_so_told(
    lessons, pieces, shared
):
    recipe = replace(RECIPE, features=shared)

    less, more = (
        train_student(lessons, [*pieces, "doctors"], replace(recipe, epochs=epochs))[0].folded()[-1]
        for epochs in (1, 10)
    )

    assert np.allclose(less, more, atol=1e-6) is not shared


def test_a_teacher_is_resembled_where_it_knows_a_row(lessons, pieces, rows):
    taught = np.zeros((len(rows), 4), dtype=np.float16)
    taught[:6, 0] = 1
    recipe = replace(RECIPE, teachers={"use": 5.0})
    known = Lessons(lessons.tokens, lessons.written, {"use": taught}, lessons.asked)

    student, _ = train_student(known, pieces, recipe)

    vector = torch.nn.functional.normalize(torch.tensor(student.folded()[1:2]))
    cosine = torch.nn.functional.cosine_similarity(
        student.maps["use"](vector), torch.tensor([[1.0, 0, 0, 0]])
    )
    assert cosine.item() > 0.9
