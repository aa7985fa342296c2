import faiss
import numpy as np
import pytest

from index.dense import DenseIndex
from index.errors import IndexBrokenError

VECTORS = np.array([[1, 0], [0.6, 0.8], [0, 1], [-1, 0]], dtype=np.float32)


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "dense.faiss"
    DenseIndex.build(VECTORS).save(path)
    return path


def test_an_index_comes_back_from_disk_as_it_was(saved):
    index = DenseIndex.load(saved)

    scores = index.scores(VECTORS[1])

    assert (len(index), index.dimension, scores.dtype) == (4, 2, np.float32)
    np.testing.assert_allclose(scores, [0.6, 1, 0.8, -0.6], atol=1e-6)


def test_every_row_of_many_has_its_exact_cosine(tmp_path):
    many = np.random.default_rng(1).normal(size=(2_000, 16)).astype(np.float32)
    many /= np.linalg.norm(many, axis=1, keepdims=True)
    DenseIndex.build(many).save(tmp_path / "many.faiss")

    scores = DenseIndex.load(tmp_path / "many.faiss").scores(many[7])

    assert scores.argmax() == 7
    np.testing.assert_allclose(scores, many.astype(np.float64) @ many[7], atol=1e-6)


def test_an_index_of_nothing_has_no_scores(tmp_path):
    DenseIndex.build(VECTORS[:0]).save(tmp_path / "empty.faiss")

    index = DenseIndex.load(tmp_path / "empty.faiss")

    assert (len(index), index.scores(VECTORS[0]).shape) == (0, (0,))


@pytest.mark.parametrize("kept", [0, 1, 20, 44, 60])
def test_a_file_cut_short_is_broken(saved, kept):
    content = saved.read_bytes()
    assert kept < len(content)
    saved.write_bytes(content[:kept])

    with pytest.raises(IndexBrokenError, match=r"dense\.faiss is not a readable FAISS index"):
        DenseIndex.load(saved)


def test_an_index_that_keeps_no_plain_vectors_is_broken(tmp_path):
    faiss.write_index(faiss.IndexLSH(8, 8), str(tmp_path / "hashed.faiss"))

    with pytest.raises(IndexBrokenError, match=r"hashed\.faiss is not .* of plain vectors"):
        DenseIndex.load(tmp_path / "hashed.faiss")


def test_a_missing_file_is_broken(tmp_path):
    with pytest.raises(IndexBrokenError, match="nothing is not a readable FAISS index"):
        DenseIndex.load(tmp_path / "nothing")
