"""Whether a translation is as new as the Korean answer it was made from.

Korean is written first. Each translation carries the fingerprint of the Korean text it was made
from, so that it is known to be stale as soon as the Korean changes.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Final

from knowledge.languages import Language
from knowledge.schema import Entry

TRANSLATIONS: Final = tuple(language for language in Language if language is not Language.KO)

_STAMP: Final = re.compile(r"^made_from:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_NEXT_FIELD: Final = re.compile(r"^show_to_staff:", re.MULTILINE)


def fingerprint(entry: Entry) -> str:
    """Return eight hexadecimal digits of the Korean answer, its caution and figures."""
    figures = {name: figure.model_dump() for name, figure in sorted(entry.figures.items())}
    texts = [entry.answer.ko, entry.caution.ko if entry.caution else ""]
    words = [" ".join(text.split()) for text in texts]
    return hashlib.sha256(json.dumps([words, figures]).encode()).hexdigest()[:8]


def stale_languages(entry: Entry) -> tuple[Language, ...]:
    """Return the languages whose answer was made from another Korean text, or from none known."""
    if entry.made_from is None:
        return TRANSLATIONS
    now = fingerprint(entry)
    return tuple(lang for lang in TRANSLATIONS if getattr(entry.made_from, lang.value) != now)


def entry_path(root: Path, entry: Entry) -> Path:
    """Return the file of an entry."""
    return root / entry.kind.folder / f"{entry.id}.yaml"


def stamp(path: Path, entry: Entry, languages: tuple[Language, ...] = TRANSLATIONS) -> None:
    """Write into an entry's file that these translations were made from its Korean of today.

    Only the line `made_from` is touched.

    Raises:
        OSError: the file cannot be read or written.
    """
    now = fingerprint(entry)
    before = entry.made_from.model_dump() if entry.made_from else {}
    values = {
        lang.value: now if lang in languages else before.get(lang.value, "00000000")
        for lang in TRANSLATIONS
    }
    line = "made_from: {" + ", ".join(f'{k}: "{v}"' for k, v in values.items()) + "}\n"
    text = _STAMP.sub("", path.read_text(encoding="utf-8"))
    at = _NEXT_FIELD.search(text)
    place = at.start() if at else len(text)
    waiting = path.with_name(f".{path.name}.part")
    waiting.write_text(text[:place] + line + text[place:], encoding="utf-8")
    waiting.replace(path)
