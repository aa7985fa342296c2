"""Draw the committed results: recall by language, and recall against latency.

python -m benchmarks.pictures
"""

import json
from pathlib import Path
from typing import Any, Final

from benchmarks.readme import NAMES

_RESULTS: Final = Path(__file__).parent / "results"


def main() -> None:
    """Draw both pictures from `results/evaluation.json`."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "ieum"
    compared = json.loads((_RESULTS / "evaluation.json").read_text(encoding="utf-8"))["compared"]
    whole = {name: row for name, row in compared.items() if not name.startswith("-")}
    _by_language(whole)
    _against_latency(whole)


def _by_language(ways: dict[str, Any]) -> None:
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 4), layout="constrained")
    width = 0.8 / len(ways)
    for place, (name, row) in enumerate(ways.items()):
        heights = [row["first_by_language"][code] for code in NAMES]
        axes.bar([x + place * width for x in range(len(NAMES))], heights, width, label=name)
    axes.set_xticks([x + 0.4 - width / 2 for x in range(len(NAMES))], list(NAMES.values()))
    axes.set(ylabel="right entry first", ylim=(0, 1))
    axes.legend(fontsize=7, ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.08))
    figure.savefig(_RESULTS / "recall-by-language.svg", metadata={"Date": None})
    plt.close(figure)


def _against_latency(ways: dict[str, Any]) -> None:
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    for name, row in ways.items():
        axes.scatter(row["latency_ms"]["p50"], row["first"])
        axes.annotate(name, (row["latency_ms"]["p50"], row["first"]), fontsize=7, ha="center")
    axes.set(xscale="log", xlabel="median milliseconds a question", ylabel="right entry first")
    axes.set_ylim(0, 1)
    axes.margins(x=0.3)
    figure.savefig(_RESULTS / "recall-against-latency.svg", metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    main()
