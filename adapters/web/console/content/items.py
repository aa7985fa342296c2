"""What is edited: an item of the content with its file, and what a form makes of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from adapters.web.console.content.fields import FieldPath, Form, Found
from adapters.web.console.content.forms import FORMS, ItemKind
from adapters.web.console.content.posting import Posted
from bot.storage.revisions import digest_of
from knowledge.glossary_file import term_added, term_edited, terms
from knowledge.languages import Language
from knowledge.paths import FileKind, path_of
from knowledge.staleness import TRANSLATIONS
from knowledge.translating import followed, reviewed
from knowledge.writing import UneditableError, edited, fields, rendered

_FOLDERS = {
    ItemKind.CENTER: FileKind.CENTER,
    ItemKind.LINE: FileKind.LINE,
    ItemKind.TERM: FileKind.GLOSSARY,
}
_LIFE = "life-"
_KEPT = 4


class NoSuchItemError(ValueError):
    """The file does not hold such an item."""


@dataclass(frozen=True)
class Item:
    """An item as it stands: `text` is its whole file, empty where there is none yet.

    `digest` is that of the file, by which a save knows whether somebody was quicker.
    """

    kind: ItemKind
    id: str
    path: str
    text: str
    digest: str
    raw: Mapping[str, object]

    @property
    def form(self) -> Form:
        """The form for its kind."""
        return FORMS[self.kind]

    @property
    def is_new(self) -> bool:
        """Whether it is not in the content yet."""
        return not self.raw


@dataclass(frozen=True)
class Made:
    """What a posted form makes of a file: its text then, and what could not be read."""

    path: str
    text: str
    faults: tuple[Found, ...] = ()


def file_of(kind: ItemKind, identifier: str) -> str:
    """Return in which file an item stands.

    Raises:
        UnknownFileError: the id is none.
    """
    if kind is not ItemKind.ENTRY:
        return path_of(_FOLDERS[kind], identifier)
    is_life = identifier.startswith(_LIFE)
    return path_of(FileKind.LIFE if is_life else FileKind.SERVICE, identifier)


def item_of(kind: ItemKind, identifier: str, path: str, text: str) -> Item:
    """Read an item out of the text of its file.

    Raises:
        NoSuchItemError: the glossary has no such term.
        UneditableError: the file cannot be read.
    """
    raw = _terms(text).get(identifier) if kind is ItemKind.TERM else fields(text)
    if raw is None:
        raise NoSuchItemError(identifier)
    return Item(kind, identifier, path, text, digest_of(text), raw)


def new_item(kind: ItemKind, identifier: str, path: str, text: str = "") -> Item:
    """Return an item that is not there yet; `text` is that of a file that it joins."""
    return Item(kind, identifier, path, text, digest_of(text) if text else "", {})


def made(
    item: Item, posted: Posted, knowingly: Collection[Language], read_by: Collection[Language]
) -> Made:
    """Return what the file would be with what was posted.

    `knowingly` are the translations made from today's Korean, `read_by` the languages that a native
    speaker has read.
    """
    try:
        if item.is_new:
            return _made_new(item, posted)
        read = item.form.read(item.raw, posted)
        text = with_changes(item, read.changes)
        if item.kind is ItemKind.ENTRY:
            text = reviewed(followed(item.text, text, knowingly), read_by)
    except UneditableError as error:
        return Made(item.path, item.text, (("", str(error)),))
    return Made(item.path, text, read.faults)


def with_changes(item: Item, changes: Mapping[FieldPath, object]) -> str:
    """Return the text of the file with some fields of the item changed.

    Raises:
        UneditableError: it cannot be changed.
    """
    if not changes:
        return item.text
    if item.kind is ItemKind.TERM:
        return term_edited(item.text, item.id, changes)
    return edited(item.text, changes)


@lru_cache(_KEPT)
def _terms(text: str) -> Mapping[str, Mapping[str, object]]:
    """Read the glossary, which takes a quarter of a second, once for each of its texts."""
    return terms(text)


def _made_new(item: Item, posted: Posted) -> Made:
    values, faults = item.form.values(posted)
    whole = {"id": item.id, **values}
    if item.kind is ItemKind.TERM:
        return Made(item.path, term_added(item.text, whole), faults)
    text = rendered(whole)
    if item.kind is ItemKind.ENTRY:
        text = followed("", text, TRANSLATIONS)
    return Made(item.path, text, faults)
