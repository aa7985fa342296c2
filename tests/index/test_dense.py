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

    rows, cosines = index.search(VECTORS[1], 10)

    assert len(index) == 4
    assert rows.tolist() == [1, 2, 0, 3]
    np.testing.assert_allclose(cosines, [1, 0.8, 0.6, -0.6], atol=1e-6)


def test_the_search_keeps_the_best(saved):
    assert DenseIndex.load(saved).search(VECTORS[0], 2)[0].tolist() == [0, 1]


def test_the_search_is_exact_over_many_vectors():
    many = np.random.default_rng(1).normal(size=(2_000, 16)).astype(np.float32)
    many /= np.linalg.norm(many, axis=1, keepdims=True)

    rows, cosines = DenseIndex.build(many).search(many[7], 2_000)

    exact = many @ many[7]
    assert rows[0] == 7
    np.testing.assert_allclose(cosines, np.sort(exact)[::-1], atol=1e-5)
    np.testing.assert_allclose(exact[rows], cosines, atol=1e-5)


def test_an_empty_index_finds_nothing(tmp_path):
    DenseIndex.build(VECTORS[:0]).save(tmp_path / "empty.faiss")

    rows, cosines = DenseIndex.load(tmp_path / "empty.faiss").search(VECTORS[0], 5)

    assert (rows.tolist(), cosines.tolist()) == ([], [])


@pytest.mark.parametrize("kept", [0, 1, 20, 44, 60])
def test_a_file_cut_short_is_broken(saved, kept):
    content = saved.read_bytes()
    assert kept < len(content)
    saved.write_bytes(content[:kept])

    with pytest.raises(IndexBrokenError, match=r"dense\.faiss is not a readable FAISS index"):
        DenseIndex.load(saved)


def test_a_missing_file_is_broken(tmp_path):
    with pytest.raises(IndexBrokenError, match="nothing is not a readable FAISS index"):
        DenseIndex.load(tmp_path / "nothing")
