"""Write the parts of README.md that are made from code and results; `make docs` runs it.

A test holds README.md to what `generated` returns, so that it cannot tell what is no longer true.
"""

import json
from pathlib import Path
from typing import Final

from adapters.settings import Settings

ROOT: Final = Path(__file__).parent.parent
README: Final = ROOT / "README.md"
_RESULTS: Final = Path(__file__).parent / "results"
NAMES: Final = {
    "ko": "Korean",
    "en": "English",
    "zh": "Chinese",
    "vi": "Vietnamese",
    "mn": "Mongolian",
}


def generated(text: str) -> str:
    """Return a README with its generated parts written anew."""
    for name, lines in (("settings", settings_table()), ("results", results_table())):
        before, _, rest = text.partition(f"<!-- {name} -->\n")
        _, _, after = rest.partition(f"<!-- /{name} -->")
        table = "\n".join(lines)
        text = f"{before}<!-- {name} -->\n{table}\n<!-- /{name} -->{after}"
    return text


def settings_table() -> list[str]:
    """Return a table of every setting: its name, default and purpose."""
    rows = ["| setting | default | what it is for |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default
        if isinstance(default, Path) and default.is_absolute():
            default = default.relative_to(ROOT)
        shown = f"`{default}`" if default is not None else ""
        rows.append(f"| `IEUM_{name.upper()}` | {shown} | {field.description} |")
    return rows


def results_table() -> list[str]:
    """Return the table of the committed retrieval results, a row a language."""
    asked, facts = (
        json.loads((_RESULTS / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("retrieval", "facts")
    )
    rows = [
        "| language | questions: right first | among five | facts: right first | among five |",
        "|---|---|---|---|---|",
    ]
    for code, name in NAMES.items():
        shares = [
            f"{result['by_language'][code][share]:.0%}"
            for result in (asked, facts)
            for share in ("first", "among_five")
        ]
        rows.append(f"| {name} | {' | '.join(shares)} |")
    latency = asked["latency_ms"]
    said = f"One answer takes {latency['p50']} ms (median; 95 % within {latency['p95']} ms)."
    return [*rows, "", said]


if __name__ == "__main__":
    README.write_text(generated(README.read_text(encoding="utf-8")), encoding="utf-8")
