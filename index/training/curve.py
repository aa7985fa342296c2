"""The learning curve as a picture."""

from collections.abc import Sequence
from pathlib import Path

from index.training.student import Point


def draw(curve: Sequence[Point], path: Path) -> None:
    """Draw loss and held-out accuracy over the steps, as SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "ieum"
    from matplotlib import pyplot as plt

    figure, left = plt.subplots(figsize=(7, 3.5), layout="constrained")
    right = left.twinx()
    steps = [point.step for point in curve]
    left.plot(steps, [point.loss for point in curve], color="tab:gray", label="loss")
    right.plot(steps, [point.measured for point in curve], color="tab:blue", label="accuracy")
    left.set(xlabel="step", ylabel="loss")
    right.set(ylabel="accuracy@1, mean of four Tatoeba pairs", ylim=(0, 1))
    figure.legend(loc="lower center", bbox_to_anchor=(0.5, 0.2))
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
