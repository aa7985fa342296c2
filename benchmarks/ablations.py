"""Our own search with one thing left out at a time."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adapters.assemble import Ieum
from benchmarks.alternatives import Find
from bot.understanding import Understanding, understand
from index.evidence import FEATURES
from index.fusion import Fusion, shipped_weights
from index.names import NameMatcher
from index.respell import Respeller
from index.search import Searcher
from knowledge.languages import Language


def ablations(ieum: Ieum) -> dict[str, Callable[[], Find]]:
    """Return each way of searching by its name; the first leaves nothing out."""
    ours = ieum.searcher
    return {
        "Ieum": lambda: _finder(ours),
        "- by spelling only": lambda: _finder(_weighing(ours, "lexical")),
        "- by meaning only": lambda: _finder(_weighing(ours, "dense")),
        "- without the glossary": lambda: _finder(_with(ours, glossary=NameMatcher({}))),
        "- without noise handling": lambda: _finder(
            _with(ours, respeller=Respeller({}, {})),
            lambda text: Understanding(text, Language.EN, Language.EN),
        ),
        "- without parts weighed apart": lambda: _finder(_weighing(ours, "all")),
    }


def _with(searcher: Searcher, **changed: Any) -> Searcher:
    parts: dict[str, Any] = {
        "glossary": searcher.glossary,
        "respeller": searcher.respeller,
    } | changed
    return Searcher(
        searcher.encoder, (searcher.dense, searcher.lexical), searcher.fusion.passages, **parts
    )


def _weighing(searcher: Searcher, kept: str) -> Searcher:
    """Copy a searcher, weighing only the features whose name holds `kept`."""
    copy = _with(searcher)
    weights: NDArray[np.float32] = shipped_weights() * [kept in name for name in FEATURES]
    copy.fusion = Fusion(searcher.fusion.passages, (weights / weights.sum()).astype(np.float32))
    return copy


def _finder(
    searcher: Searcher,
    read: Callable[[str], Understanding] = lambda text: understand(text, None, Language.EN),
) -> Find:
    def find(text: str) -> list[str]:
        understood = read(text)
        hits = searcher.search(understood.text, understood.written_in, 9)
        return [hit.owner for hit in hits if not hit.owner.startswith("line-")][:5]

    return find
