"""Reports for people: what the content holds (`ieum check`), how good it is (`ieum evaluate`)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.expiry import old_places, outdated, passed
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.schema import ReviewState
from knowledge.staleness import stale_languages


def content_report(knowledge: Knowledge) -> str:
    """Count entries by kind and questions by language, and everything else we hold."""
    kinds = Counter(entry.kind.value for entry in knowledge.entries.values())
    lines = [f"{count:>4} entries of kind {kind}" for kind, count in sorted(kinds.items())]
    lines += [
        f"{len(knowledge.entries):>4} entries in {language.value}, "
        f"with {_questions(knowledge, language)} questions"
        for language in Language
    ]
    for name in ("centers", "lines", "districts", "documents", "glossary"):
        held = len(getattr(knowledge, name))
        lines.append(f"{held:>4} {'glossary terms' if name == 'glossary' else name}")
    retold = sum(len(document.passages) for document in knowledge.documents.values())
    lines.append(f"{retold:>4} passages of documents retold")
    return "\n".join(lines)


def stale_report(knowledge: Knowledge) -> str:
    """List the translations that were made from another Korean text than today's."""
    stale = {name: stale_languages(entry) for name, entry in knowledge.entries.items()}
    lines = [f"  {name}: {', '.join(found)}" for name, found in sorted(stale.items()) if found]
    count = sum(len(found) for found in stale.values())
    return "\n".join([f"{count:>4} stale translations", *lines])


def expiry_counts(knowledge: Knowledge, day: date) -> str:
    """Count in one line what time has overtaken by a day."""
    return (
        f"{len(passed(knowledge, day)):>4} entries passed and {len(outdated(knowledge, day))} "
        f"with no source of the last year, as of {day} (`--as-of DATE` lists them)"
    )


def expiry_report(knowledge: Knowledge, day: date) -> str:
    """List each entry that time has overtaken by a day, with what and since when."""
    lines = []
    for title, found in (
        ("entries passed", passed(knowledge, day)),
        ("entries with no source of the last year", outdated(knowledge, day)),
    ):
        lines.append(f"{len(found):>4} {title}, as of {day}")
        lines += [f"  {item.entry}: {item.what}, since {item.since}" for item in found]
    old = old_places(knowledge, day)
    lines.append(
        f"{old.centers:>4} of {len(knowledge.centers)} centers and {old.lines} of "
        f"{len(knowledge.lines)} lines with a fact more than a year old"
    )
    return "\n".join(lines)


def review_report(knowledge: Knowledge) -> str:
    """List, by language, the entries that no native speaker has reviewed."""
    lines = []
    for language in Language:
        waiting = [
            name
            for name, entry in knowledge.entries.items()
            if entry.review.get(language) is not ReviewState.NATIVE_REVIEWED
        ]
        lines.append(f"{len(waiting):>4} entries await native review in {language.value}")
        lines += [f"  {name}" for name in sorted(waiting)]
    return "\n".join(lines)


def _questions(knowledge: Knowledge, language: Language) -> int:
    return sum(len(entry.questions.in_language(language)) for entry in knowledge.entries.values())


def evaluation_report(measures: Mapping[str, Any]) -> str:
    """Return the measures of `adapters.evaluation.report` as a table for people."""
    head = f"{'':<16}{'questions':>10}{'first':>8}{'95 %':>14}{'of five':>9}{'answered':>10}"
    rows = [
        ("all", measures["all"]),
        *measures["by_language"].items(),
        ("clean", measures["clean"]),
        ("noisy", measures["noisy"]),
        *measures["by_style"].items(),
    ]
    lines = [head, *(_measured(name, row) for name, row in rows if row["questions"])]
    abstention = measures["abstention"]
    if measures["questions"]["off_topic"]:
        lines.append(f"off-topic declined: {abstention['off_topic_declined']:.1%}")
    if measures["questions"]["ours"]:
        lines.append(f"of our own declined: {abstention['ours_declined']:.1%}")
        lines.append(f"best minus worst language: {measures['best_minus_worst_language']:.1%}")
        lines.append(f"calibration error: {measures['calibration_error']:.3f}")
    latency = measures["latency_ms"]
    lines.append(f"milliseconds a reply: {latency['p50']} (median), {latency['p95']} (95 %)")
    return "\n".join(lines)


def _measured(name: str, row: Mapping[str, Any]) -> str:
    low, high = row["first_interval"]
    interval = f"{low:.0%} to {high:.0%}"
    return (
        f"{name or '-':<16}{row['questions']:>10}{row['first']:>8.1%}{interval:>14}"
        f"{row['among_five']:>9.1%}{row['answered']:>10.1%}"
    )
