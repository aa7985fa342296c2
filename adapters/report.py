"""Counting the content, for `ieum check`."""

from collections import Counter

from knowledge.languages import Language
from knowledge.loader import Knowledge


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
    return "\n".join(lines)


def _questions(knowledge: Knowledge, language: Language) -> int:
    return sum(len(entry.questions.in_language(language)) for entry in knowledge.entries.values())
