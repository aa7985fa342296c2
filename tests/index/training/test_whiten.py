import numpy as np
import pytest

from index.encoder import StaticEncoder
from index.training.whiten import whiten


@pytest.fixture
def vectors(word_tokenizer):
    drawn = np.random.default_rng(1).normal(size=(word_tokenizer.get_vocab_size(), 8))
    return (drawn * [9, 1, 1, 1, 1, 1, 1, 1]).astype(np.float32)


def shares(vectors):
    """How much of all unit vectors lies in each direction, the least first."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.linalg.eigvalsh(unit.T @ unit / len(unit))


def test_texts_spread_more_evenly_and_not_fully_so(word_tokenizer, vectors):
    encoder = StaticEncoder("plain", word_tokenizer, vectors)
    words = list(word_tokenizer.get_vocab())

    even = whiten(vectors, encoder, words)

    assert (even.dtype, even.shape) == (np.float32, vectors.shape)
    assert 0.5 * shares(vectors)[-1] < shares(even)[-1] < 0.95 * shares(vectors)[-1]


def test_a_direction_that_no_text_uses_does_no_harm(word_tokenizer, vectors):
    vectors[:, 3] = 0

    even = whiten(vectors, StaticEncoder("flat", word_tokenizer, vectors), ["doctor", "visa"])

    assert np.isfinite(even).all()


def test_the_sum_of_two_tokens_stays_their_sum(word_tokenizer, vectors):
    vectors[3] = vectors[1] + vectors[2]

    even = whiten(vectors, StaticEncoder("plain", word_tokenizer, vectors), ["doctor visa", "일"])

    np.testing.assert_allclose(even[3], even[1] + even[2], rtol=1e-3, atol=1e-3)
