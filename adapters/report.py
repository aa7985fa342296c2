"""Counting the content, for `ieum check`."""

from collections import Counter

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
