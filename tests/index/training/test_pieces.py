import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from index.training.pieces import BUCKETS, features  # noqa: E402 - after the skip

pytestmark = pytest.mark.train


def of(piece):
    ids, offsets = features([piece])
    assert offsets.tolist() == [0, len(ids)]
    return set(ids.tolist())


@pytest.mark.parametrize(
    ("one", "other"),
    [("▁khám", "▁kham"), ("▁эмнэлэг", "▁emneleg"), ("▁эмнэлэгт", "▁эмнэлэг"), ("비자", "비자로")],
)
def test_pieces_written_alike_share_features(one, other):
    assert of(one) & of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("▁visa", "▁mother"), ("비자", "월급"), ("签证", "工资")]
)
def test_pieces_written_otherwise_share_none(one, other):
    assert not of(one) & of(other)


def test_a_piece_without_letters_is_its_own_feature():
    assert len(of("▁?!")) == 1


def test_features_of_many_pieces_stand_end_to_end():
    ids, offsets = features(["▁visa", "비자"])

    assert set(ids[: offsets[1]].tolist()) == of("▁visa")
    assert set(ids[offsets[1] :].tolist()) == of("비자")
    assert ids.max() < BUCKETS
