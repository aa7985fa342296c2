import pytest

pytest.importorskip("torch", reason="needs the extra `train`")
pytest.importorskip("matplotlib", reason="needs the extra `train`")

from index.training.curve import draw
from index.training.student import Point

pytestmark = pytest.mark.train


def test_a_curve_is_the_same_picture_every_time_and_another_for_other_figures(tmp_path):
    curve = [Point(step, 1 / step, step / 30) for step in range(1, 26)]

    for name, points in (("one", curve), ("again", curve), ("other", curve[:20])):
        draw(points, tmp_path / f"{name}.svg")

    one, again, other = ((tmp_path / f"{n}.svg").read_bytes() for n in ("one", "again", "other"))
    assert one == again != other
    assert b"<svg" in one
