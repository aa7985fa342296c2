"""The aligned text that the encoder learns from: rows of one meaning in several languages."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from index.spelling import normalise
from knowledge.languages import Language

LONGEST: Final = 400
HELD_OUT: Final = "heldout"


@dataclass(frozen=True)
class Row:
    """One meaning: a text per language as it was written, and further spellings of it."""

    texts: dict[Language, str]
    spellings: dict[Language, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""


def read_rows(folder: Path) -> list[Row]:
    """Read `train`, `extra` and the WordNet pairs, without any text that `folder/heldout` holds.

    Raises:
        FileNotFoundError: a file is not in `folder`.
    """
    held_out = held_out_texts(folder / HELD_OUT)
    rows = []
    for name in ("train", "extra"):
        for raw in _lines(folder / f"{name}.jsonl.gz"):
            texts = {lang: raw[lang] for lang in Language if raw.get(lang)}
            rows.append(_row(texts, held_out, raw["src"]))
    for raw in _lines(folder / "wordnet_en_mn.jsonl.gz"):
        rows += (_row(pair, held_out, "wordnet") for pair in _synset_pairs(raw))
    return [row for row in rows if len(row.texts) > 1]


def held_out_texts(folder: Path) -> frozenset[str]:
    """Return what identifies every text that only measures; empty where there is no `folder`."""
    found: set[str] = set()
    if not folder.is_dir():
        return frozenset()
    for path in sorted(folder.glob("*-eng.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found |= {_identity(text) for text in line.split("\t")[:2]}
    for path in sorted(folder.glob("*.jsonl.gz")):
        for raw in _lines(path):
            if raw.get("partition", "test") == "test":
                found |= {_identity(raw[lang]) for lang in Language if raw.get(lang)}
    return frozenset(found)


def _synset_pairs(raw: dict[str, Any]) -> Iterator[dict[Language, str]]:
    """Yield the words of a synset, and its two definitions where it has both."""
    english, mongolian = raw["en_lemmas"], raw["mn_lemmas"]
    for place in range(min(2, len(english), len(mongolian))):
        yield {Language.EN: english[place], Language.MN: mongolian[place]}
    if raw.get("mn_def") and raw.get("en_def"):
        yield {Language.EN: raw["en_def"], Language.MN: raw["mn_def"]}


def _row(texts: dict[Language, str], held_out: frozenset[str], source: str) -> Row:
    return Row(
        {
            language: text[:LONGEST]
            for language, text in texts.items()
            if normalise(text) and _identity(text) not in held_out
        },
        source=source,
    )


def _identity(text: str) -> str:
    return "".join(letter for letter in normalise(text) if letter.isalnum())


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
