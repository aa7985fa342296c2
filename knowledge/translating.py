"""What an edit does to an entry's translations: which are as new as the Korean, which are reviewed.

Text in, text out. That a translation is stale needs no writing down: its fingerprint is no longer
that of the Korean. It is written down when somebody confirms a translation against today's Korean.
"""

from collections.abc import Collection, Iterator

from knowledge.base import Frozen, Localized
from knowledge.languages import Language
from knowledge.parsing import parse
from knowledge.schema import Entry, ReviewState
from knowledge.staleness import TRANSLATIONS, fingerprint
from knowledge.writing import FieldPath, UneditableError, edited

_UNKNOWN: str = "0" * 8
"""The fingerprint of a translation of which nobody knows from what it was made."""


def changed_languages(before: str, after: str) -> frozenset[Language]:
    """Return the languages in which an entry's words differ between two texts of its file.

    All of them, where one of the texts is no entry.
    """
    old, new = _entry(before), _entry(after)
    if old is None or new is None:
        return frozenset(Language)
    return frozenset(one for one in Language if [*_words(old, one)] != [*_words(new, one)])


def stamped(text: str, languages: Collection[Language]) -> str:
    """Note that these translations were made from, or read against, the Korean of the text.

    Raises:
        UneditableError: the text is no entry, or cannot be changed.
    """
    entry = _entry(text)
    if entry is None:
        raise UneditableError("the file holds no entry that fits the schema")
    now = fingerprint(entry)
    known = entry.made_from.model_dump() if entry.made_from else {}
    values = {
        one.value: now if one in languages else known.get(one.value, _UNKNOWN)
        for one in TRANSLATIONS
    }
    if not {*languages} & {*TRANSLATIONS}:
        return text
    return edited(text, {("made_from",): values})


def drafted(text: str, languages: Collection[Language]) -> str:
    """Note that these languages wait for a native speaker to read them.

    Raises:
        UneditableError: the text cannot be changed.
    """
    return _with_state(text, languages, ReviewState.DRAFTED)


def reviewed(text: str, languages: Collection[Language]) -> str:
    """Note that a native speaker has read these languages.

    Raises:
        UneditableError: the text cannot be changed.
    """
    return _with_state(text, languages, ReviewState.NATIVE_REVIEWED)


def followed(before: str, after: str, knowingly: Collection[Language] = ()) -> str:
    """Let `made_from` and `review` follow an edit; `before` is empty for a new file.

    The languages that changed wait for review again. `knowingly` are those whose translation
    somebody confirms against the Korean of `after`. A text that does not fit the schema comes back
    as it is.

    Raises:
        UneditableError: the text cannot be changed.
    """
    if _entry(after) is None:
        return after
    text = drafted(after, changed_languages(before, after)) if before != after else after
    return stamped(text, knowingly)


def _with_state(text: str, languages: Collection[Language], state: ReviewState) -> str:
    changes: dict[FieldPath, object] = {
        ("review", one.value): state for one in Language if one in languages
    }
    return edited(text, changes)


def _entry(text: str) -> Entry | None:
    item = parse(text.encode(errors="replace"), Entry).item
    return item if isinstance(item, Entry) else None


def _words(model: Frozen, language: Language) -> Iterator[object]:
    """Yield what a model says in one language, wherever in it that stands."""
    if isinstance(model, Localized) or hasattr(model, "in_language"):
        yield model.in_language(language)
        return
    for name in type(model).model_fields:
        yield from _within(getattr(model, name), language)
    if isinstance(model, Entry) and language is Language.KO:
        yield model.show_to_staff


def _within(value: object, language: Language) -> Iterator[object]:
    if isinstance(value, Frozen):
        yield from _words(value, language)
    elif isinstance(value, tuple):
        for one in value:
            yield from _within(one, language)
