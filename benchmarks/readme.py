"""Write the parts of the documents that are made from code and results; `make docs` runs it.

A test holds the documents to what `generated` returns, so that they cannot tell what is no longer
true.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from adapters.settings import Settings
from benchmarks.environment import ENV_EXAMPLE, default_of, env_example

ROOT: Final = Path(__file__).parent.parent
README: Final = ROOT / "README.md"
BENCHMARKS: Final = Path(__file__).parent / "README.md"
TRAINING: Final = ROOT / "index" / "training" / "README.md"
DOCUMENTS: Final = (README, BENCHMARKS, TRAINING)
_RESULTS: Final = Path(__file__).parent / "results"
_MEASURED: Final = ROOT / "index" / "model" / "measured.json"
NAMES: Final = {
    "ko": "Korean",
    "en": "English",
    "zh": "Chinese",
    "vi": "Vietnamese",
    "mn": "Mongolian",
}


def generated(text: str) -> str:
    """Return a document with its generated parts written anew."""
    for name, write in _PARTS.items():
        before, opening, rest = text.partition(f"<!-- {name} -->\n")
        if not opening:
            continue
        _, _, after = rest.partition(f"<!-- /{name} -->")
        table = "\n".join(write())
        text = f"{before}<!-- {name} -->\n{table}\n<!-- /{name} -->{after}"
    return text


def settings_table() -> list[str]:
    """Return a table of every setting: its name, default and purpose."""
    rows = ["| setting | default | what it is for |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        shown = f"`{default}`" if (default := default_of(field)) else ""
        rows.append(f"| `IEUM_{name.upper()}` | {shown} | {field.description} |")
    return rows


def results_table() -> list[str]:
    """Return the table of how often the right entry comes first, a row a language."""
    asked, dev, facts = (_result(name) for name in ("evaluation", "retrieval", "facts"))
    rows = [
        "| language | evaluation: right first | among five | dev: first | facts: first |",
        "|---|---|---|---|---|",
    ]
    for code, name in NAMES.items():
        ours = asked["by_language"][code]
        low, high = ours["first_interval"]
        others = " | ".join(f"{one['by_language'][code]['first']:.0%}" for one in (dev, facts))
        rows.append(
            f"| {name} | {ours['first']:.1%} ({low:.0%} to {high:.0%}) | {ours['among_five']:.1%} "
            f"| {others} |"
        )
    return [
        *rows,
        "",
        _in_words(asked["abstention"], _result("speed")["one_core"]),
    ]


def _in_words(abstention: dict[str, Any], speed: dict[str, Any]) -> str:
    latency = speed["milliseconds"]["respond"]
    return (
        f"Of messages about something else {abstention['off_topic_declined']:.0%} are declined, "
        f"and {abstention['ours_declined']:.1%} of the questions on our matters. One answer takes "
        f"{latency['p50']} ms (median; 95 % within {latency['p95']} ms), "
        f"{speed['minilm_over_respond']} times less than the usual pipeline with all-MiniLM-L6-v2 "
        "in the same run."
    )


def compared_table() -> list[str]:
    """Return the table of our search, its ablations and the alternatives."""
    compared = _result("evaluation")["compared"]
    rows = [
        f"| way of searching | {' | '.join(NAMES.values())} | all | noisy | among five | ms |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, row in compared.items():
        languages = " | ".join(f"{row['first_by_language'][code]:.1%}" for code in NAMES)
        rows.append(
            f"| {name} | {languages} | {row['first']:.1%} | {row['first_noisy']:.1%} "
            f"| {row['among_five']:.1%} | {row['latency_ms']['p50']} |"
        )
    return rows


def styles_table() -> list[str]:
    """Return the table of results by style of typing."""
    rows = ["| style | questions | right first | 95 % | among five |", "|---|---|---|---|---|"]
    for name, row in _result("evaluation")["by_style"].items():
        low, high = row["first_interval"]
        rows.append(
            f"| {name} | {row['questions']} | {row['first']:.1%} | {low:.0%} to {high:.0%} "
            f"| {row['among_five']:.1%} |"
        )
    return rows


def danger_table() -> list[str]:
    """Return the table of how surely danger is heard: first seen, and today."""
    found = _result("danger")
    seen = found["first_seen"]
    rows = [
        "| recall, false alarms | phrases alone | with the classifier, first seen | today |",
        "|---|---|---|---|",
    ]
    for code, name in NAMES.items():
        alone = seen["phrases alone"][code]
        first = seen["with the classifier"][code]
        today = found["held-out"][code]
        gravest = f"(gravest three {first['critical_recall']:.1%})"
        cells = (
            f"{alone['recall']:.1%}, {alone['false_alarms']:.1%}",
            f"{first['recall']:.1%} {gravest}, {first['false_alarms']:.1%}",
            f"{today['recall']:.1%}, {today['false_alarms']:.1%}",
        )
        rows.append(f"| {name} | {' | '.join(cells)} |")
    hearing, routing = found["milliseconds"]["safety"], found["milliseconds"]["routing"]
    times = (
        f"Hearing takes {hearing['p50']} ms (median; 99 % within {hearing['p99']} ms), routing "
        f"{routing['p50']} ms ({routing['p99']} ms)."
    )
    return [*rows, "", times]


def speed_table() -> list[str]:
    """Return the table of speed and memory."""
    speed = _result("speed")
    times, server = speed["one_core"]["milliseconds"], speed["server"]
    rows = ["| measured | value |", "|---|---|"]
    named = {
        "respond": "a whole reply",
        "search": "search alone",
        "encode": "encoding a question",
        "minilm_pipeline": "the MiniLM pipeline's search",
    }
    rows += [
        f"| {name}, ms on one core (p50, p95) | {times[key]['p50']}, {times[key]['p95']} |"
        for key, name in named.items()
    ]
    rows.append(f"| server ready after, s | {server['ready_s']} |")
    rows.append(f"| resident memory of the process, MB | {server['resident_mb']} |")
    for key, name in (("ask", "`POST /api/v1/ask`"), ("healthz", "`GET /healthz`, beside it")):
        for workers, found in server["throughput"].items():
            rows.append(
                f"| {name}, {workers}: requests a second, p99 ms "
                f"| {found[key]['requests_per_second']:.0f}, {found[key]['p99_ms']} |"
            )
    return rows


def language_table() -> list[str]:
    """Return the table of how well the language of a question is identified."""
    rows = ["| texts | number | right | right where sure | asked about |", "|---|---|---|---|---|"]
    for name, row in _result("language")["evaluation"].items():
        shares = (f"{row[key]:.1%}" for key in ("right", "right_where_sure", "asked"))
        rows.append(f"| {name} | {row['texts']} | {' | '.join(shares)} |")
    return rows


def browser_table() -> list[str]:
    """Return the table of what a person with an old phone and a slow line waits for."""
    found = _result("browser")
    sizes = found["gzip_bytes"]
    rows = ["| what | worst language, ms | asked, ms | gzip, bytes |", "|---|---|---|---|"]
    rows += [
        f"| {name}: first paint | {max(times.values())} | 1500 | {sizes[name]} |"
        for name, times in found["first_paint_ms"].items()
    ]
    panel = max(found["panel_usable_ms"].values())
    what = "the widget's panel, from the press until it can be used"
    rows.append(f"| {what} | {panel} | 2500 | {sizes['panel']} (asked: 40,000) |")
    rows.append(f"| the widget's loader | | | {sizes['loader']} (asked: 5,000) |")
    return rows


def telegram_table() -> list[str]:
    """Return the table of how soon the bot answers on Telegram."""
    found = _result("telegram")
    steady, burst = found["steady"], found["burst"]
    rows = ["| what | median, ms | 95 % | 99 % | longest |", "|---|---|---|---|---|"]
    named = {
        f"{steady['questions_a_second']:.0f} questions a second, {steady['questions']} in all": (
            steady
        ),
        f"{burst['questions']} questions at the same instant": burst,
    }
    for name, one in named.items():
        times = one["milliseconds"]
        rows.append(
            f"| {name} | {times['p50']} | {times['p95']} | {times['p99']} | {times['max']} |"
        )
    resident = f"Resident memory of the process: {found['resident_mb']} MB. "
    refused = f"Messages that Telegram's limits refused: {found['refused_by_limits']}."
    return [*rows, "", resident + refused]


def live_table() -> list[str]:
    """Return the table of how content that is edited comes into service."""
    found = _result("live")
    waits, times = found["seconds_until_served"], found["milliseconds"]
    ratios, work = found["while_renewing_over_quiet"], found["cpu_seconds_a_change"]
    rows = [
        f"| requests that failed, of {found['asked']} | {len(found['failed'])} |",
        f"| from edit to new answer, s (median, longest) | {waits['p50']}, {waits['p100']} |",
    ]
    for name, percent in (("p50", "median"), ("p99", "99 %")):
        quiet, during = times["quiet"][name], times["while_renewing"][name]
        rows.append(
            f"| an answer, ms ({percent}): quiet, while the edit is on its way "
            f"| {quiet}, {during} ({ratios[name]} times) |"
        )
    rows += [
        f"| processor time of a change to {name.replace('_', ' ')}, s | {seconds} |"
        for name, seconds in work.items()
    ]
    return ["| measured | value |", "|---|---|", *rows]


def encoder_table() -> list[str]:
    """Return the table of the encoder's accuracy on text it never saw."""
    figures = json.loads(_MEASURED.read_text(encoding="utf-8"))["figures"]
    return [
        "| text | accuracy@1 |",
        "|---|---|",
        *(f"| {name} | {figure:.3f} |" for name, figure in figures.items()),
    ]


def _result(name: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads((_RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    return result


_PARTS: Final[dict[str, Callable[[], list[str]]]] = {
    "settings": settings_table,
    "results": results_table,
    "compared": compared_table,
    "styles": styles_table,
    "danger": danger_table,
    "speed": speed_table,
    "language": language_table,
    "encoder": encoder_table,
    "browser": browser_table,
    "telegram": telegram_table,
    "live": live_table,
}


if __name__ == "__main__":
    for document in DOCUMENTS:
        document.write_text(generated(document.read_text(encoding="utf-8")), encoding="utf-8")
    ENV_EXAMPLE.write_text(env_example(), encoding="utf-8")
