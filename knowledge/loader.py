"""Reading `knowledge/` from disk: every problem of every file at once, or all of it.

`load_knowledge` is the one door; what it returns is complete and consistent.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from knowledge.base import Frozen
from knowledge.dangers import Danger
from knowledge.documents import Document
from knowledge.languages import Language
from knowledge.parsing import Fault, Parser
from knowledge.phrases import PhraseBook
from knowledge.places import Center, District, Line
from knowledge.problems import KnowledgeError, Problem
from knowledge.schema import Entry, Urgency
from knowledge.terms import CannedReply, OffTopic, Term

CONTENT_ROOT: Final = Path(__file__).parent
"""Where the content that comes with Ieum lies."""

Model = TypeVar("Model", bound=Frozen)

FOLDERS: Final = ("services", "life", "centers", "lines", "reports", "dangers", "phrases")
"""Where the content lies under its root, a file an item."""
LISTS: Final = ("districts.yaml", "glossary.yaml", "off_topic.yaml", "canned_replies.yaml")
"""Files of the content that hold a list each."""


@dataclass(frozen=True)
class Knowledge:
    """All that Ieum knows, by id, in the order of the files' names."""

    entries: Mapping[str, Entry]
    centers: Mapping[str, Center]
    lines: Mapping[str, Line]
    districts: Mapping[str, District]
    documents: Mapping[str, Document]
    glossary: Mapping[str, Term]
    off_topic: Mapping[str, OffTopic] = field(default_factory=dict)
    canned_replies: Mapping[str, CannedReply] = field(default_factory=dict)
    dangers: Mapping[str, Danger] = field(default_factory=dict)
    phrases: Mapping[Language, PhraseBook] = field(default_factory=dict)

    def danger_of(self, entry: Entry) -> Danger | None:
        """Return the danger that an emergency's entry is about."""
        if entry.urgency is not Urgency.EMERGENCY:
            return None
        of_entry = (one for one in self.dangers.values() if one.entry == entry.id)
        return max(of_entry, key=lambda one: one.rank, default=None)


WRITTEN_TWICE: Final = "is written twice"


def misplaced(folder: str, identifier: str, entry: Entry) -> Fault | None:
    """Tell why an entry does not belong into a folder, if it does not."""
    if folder != entry.kind.folder:
        return "kind", f"is {entry.kind}, which does not stand in {folder}/"
    if (folder == "life") != identifier.startswith("life-"):
        return "id", "of a life topic, and of no other, starts with `life-`"
    return None


def misnamed(identifier: str, file: str) -> Fault | None:
    """Tell that an item has another id than its file, such as `line-120.yaml`, if it has."""
    if file == f"{identifier}.yaml":
        return None
    return "id", f"is {identifier!r}, but the file is {file}"


@dataclass
class _Reading:
    """What has been read so far, and what was wrong with it."""

    root: Path
    parser: Parser
    problems: list[Problem] = field(default_factory=list)

    def entries(self) -> dict[str, Entry]:
        """Read services and life topics; ids tell them apart, so neither can hide the other."""
        found: dict[str, Entry] = {}
        for name in ("services", "life"):
            for identifier, entry in self.folder(name, Entry).items():
                path = self.root / name / f"{identifier}.yaml"
                if fault := misplaced(name, identifier, entry):
                    self._report(path, *fault)
                else:
                    found[identifier] = entry
        return found

    def folder(self, name: str, model: type[Model]) -> dict[str, Model]:
        """Read every file of a folder; the id of each must be its file's name."""
        items: dict[str, Model] = {}
        for path in sorted((self.root / name).glob("*.yaml")):
            item = self._parse(path, model)
            if item is None:
                continue
            if fault := misnamed(item.id, path.name):
                self._report(path, *fault)
            items[path.stem] = item
        return items

    def listing(self, name: str, model: type[Model], *, optional: bool = False) -> dict[str, Model]:
        """Read one file that holds a list of items with unique ids."""
        path = self.root / name
        items: dict[str, Model] = {}
        if optional and not path.exists():
            return items
        for item in self._parse(path, tuple[model, ...]) or ():  # type: ignore[valid-type]
            if item.id in items:
                self._report(path, item.id, WRITTEN_TWICE)
            items[item.id] = item
        return items

    def _parse(self, path: Path, shape: Any) -> Any:
        parsed = self.parser.parse(path, shape)
        for fault in parsed.faults:
            self._report(path, *fault)
        return parsed.item

    def _report(self, path: Path, place: str, message: str) -> None:
        self.problems.append(Problem(str(path.relative_to(self.root)), place, message))


def read(
    root: Path = CONTENT_ROOT, parser: Parser | None = None
) -> tuple[Knowledge, list[Problem]]:
    """Read what can be read under `root`, with a list of what is wrong.

    Only single files are judged here; `knowledge.checks.check` judges them together. `parser` keeps
    what it has parsed, so that reading again costs little.
    """
    reading = _Reading(root, parser or Parser())
    if not root.is_dir():
        return Knowledge({}, {}, {}, {}, {}, {}), [Problem(str(root), "", "is not a folder")]
    books = reading.folder("phrases", PhraseBook)
    knowledge = Knowledge(
        entries=reading.entries(),
        centers=reading.folder("centers", Center),
        lines=reading.folder("lines", Line),
        districts=reading.listing("districts.yaml", District),
        documents=reading.folder("reports", Document),
        glossary=reading.listing("glossary.yaml", Term),
        off_topic=reading.listing("off_topic.yaml", OffTopic, optional=True),
        canned_replies=reading.listing("canned_replies.yaml", CannedReply, optional=True),
        dangers=reading.folder("dangers", Danger),
        phrases={Language(name): book for name, book in books.items()},
    )
    reading.parser.forget_others()
    return knowledge, reading.problems


def load_knowledge(root: Path = CONTENT_ROOT) -> Knowledge:
    """Load everything under `root`.

    Raises:
        KnowledgeError: a file is unreadable or does not fit the schema; names every one.
    """
    knowledge, problems = read(root)
    if problems:
        raise KnowledgeError(problems)
    return knowledge


def content_hash(root: Path = CONTENT_ROOT) -> str:
    """Hash every content file under `root`: 64 hexadecimal digits, names included."""
    digest = hashlib.sha256()
    files = [path for name in FOLDERS for path in (root / name).glob("*.yaml")]
    files += [root / name for name in LISTS if (root / name).is_file()]
    for path in sorted(files):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
