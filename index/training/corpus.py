"""The aligned text that the encoder learns from: rows of one meaning in several languages."""

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

from index.tokens import normalise
from index.training.noise import romanise, unmark
from knowledge.languages import Language
from knowledge.loader import Knowledge

Row = dict[Language, tuple[str, ...]]
"""Per language, the spellings of one meaning; the first is the clean one."""

_LONGEST = 400


def read_rows(folder: Path, seed: int) -> list[Row]:
    """Read `train`, `extra` and the WordNet pairs, and add the noisy spellings.

    Raises:
        FileNotFoundError: a file is not in `folder`.
    """
    rng = random.Random(seed)
    rows = []
    for name in ("train", "extra"):
        for raw in _lines(folder / f"{name}.jsonl.gz"):
            texts = {lang: raw[lang] for lang in Language if raw.get(lang)}
            rows.append(_row(texts, rng))
    for raw in _lines(folder / "wordnet_en_mn.jsonl.gz"):
        english, mongolian = raw["en_lemmas"], raw["mn_lemmas"]
        if english and mongolian:
            rows.append(_row({Language.EN: english[0], Language.MN: mongolian[0]}, rng))
    return [row for row in rows if len(row) > 1]


def glossary_rows(knowledge: Knowledge, seed: int) -> list[Row]:
    """Make rows of the glossary's terms, with every spelling people type."""
    rng = random.Random(seed)
    rows = []
    for term in knowledge.glossary.values():
        row = _row({lang: term.name.in_language(lang) for lang in Language}, rng)
        for lang in Language:
            row[lang] += tuple(normalise(word) for word in term.spellings.in_language(lang))
        rows.append(row)
    return rows


def _row(texts: dict[Language, str], rng: random.Random) -> Row:
    row: Row = {}
    for language, text in texts.items():
        clean = normalise(text)[:_LONGEST]
        if not clean:
            continue
        if language is Language.MN:
            row[language] = (clean, romanise(clean, rng), romanise(clean, rng))
        elif language is Language.VI:
            row[language] = (clean, unmark(clean))
        else:
            row[language] = (clean,)
    return row


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
