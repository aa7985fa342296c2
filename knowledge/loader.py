"""Reading `knowledge/` from disk: every problem of every file at once, or all of it.

`load_knowledge` is the one door; what it returns is complete and consistent.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.base import Frozen
from knowledge.dangers import Danger
from knowledge.documents import Document
from knowledge.languages import Language
from knowledge.phrases import PhraseBook
from knowledge.places import Center, District, Line
from knowledge.problems import KnowledgeError, Problem
from knowledge.schema import Entry, Urgency
from knowledge.terms import OffTopic, Term

CONTENT_ROOT: Final = Path(__file__).parent
"""Where the content that comes with Ieum lies."""

Model = TypeVar("Model", bound=Frozen)

_FOLDERS: Final = ("services", "life", "centers", "lines", "reports")
_LISTS: Final = ("districts.yaml", "glossary.yaml", "off_topic.yaml")


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
    dangers: Mapping[str, Danger] = field(default_factory=dict)
    phrases: Mapping[Language, PhraseBook] = field(default_factory=dict)

    def danger_of(self, entry: Entry) -> Danger | None:
        """Return the danger that an emergency's entry is about."""
        if entry.urgency is not Urgency.EMERGENCY:
            return None
        of_entry = (one for one in self.dangers.values() if one.entry == entry.id)
        return max(of_entry, key=lambda one: one.rank, default=None)


class _Loader(yaml.CSafeLoader):
    """YAML as an editor means it: a day stays text, and a key stands once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping, refusing a key that is written twice."""
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"`{key}` is written twice", node.start_mark
                )
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass
class _Reading:
    """What has been read so far, and what was wrong with it."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def entries(self) -> dict[str, Entry]:
        """Read services and life topics; ids tell them apart, so neither can hide the other."""
        found: dict[str, Entry] = {}
        for name in ("services", "life"):
            for identifier, entry in self.folder(name, Entry).items():
                path = self.root / name / f"{identifier}.yaml"
                if name != entry.kind.folder:
                    self._report(path, "kind", f"is {entry.kind}, which does not stand in {name}/")
                elif (name == "life") != identifier.startswith("life-"):
                    self._report(
                        path, "id", "of a life topic, and of no other, starts with `life-`"
                    )
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
            identifier: str = item.id
            if identifier != path.stem:
                self._report(path, "id", f"is {identifier!r}, but the file is {path.name}")
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
                self._report(path, item.id, "is written twice")
            items[item.id] = item
        return items

    def _parse(self, path: Path, shape: Any) -> Any:
        try:
            raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
        except OSError as error:
            self._report(path, "", f"cannot be read: {error.strerror}")
        except UnicodeDecodeError as error:
            self._report(path, "", f"is not UTF-8 (byte {error.start})")
        except (yaml.YAMLError, ValueError, TypeError) as error:
            self._report(path, "", f"is not readable YAML: {_in_one_line(error)}")
        else:
            try:
                return TypeAdapter(shape).validate_python(raw)
            except ValidationError as error:
                for detail in error.errors():
                    place = ".".join(str(part) for part in detail["loc"])
                    self._report(path, place, _in_plain_words(detail["type"], detail["msg"]))
        return None

    def _report(self, path: Path, place: str, message: str) -> None:
        self.problems.append(Problem(str(path.relative_to(self.root)), place, message))


def _in_one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"{problem} (line {mark.line + 1})" if mark else problem


def _in_plain_words(kind: str, message: str) -> str:
    return {"missing": "is missing", "extra_forbidden": "is not a field we know"}.get(
        kind, message.removeprefix("Value error, ")
    )


def read(root: Path = CONTENT_ROOT) -> tuple[Knowledge, list[Problem]]:
    """Read what can be read under `root`, with a list of what is wrong.

    Only single files are judged here; `knowledge.checks.check` judges them together.
    """
    reading = _Reading(root)
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
        dangers=reading.folder("dangers", Danger),
        phrases={Language(name): book for name, book in books.items()},
    )
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
    files = [path for name in _FOLDERS for path in (root / name).glob("*.yaml")]
    files += [root / name for name in _LISTS if (root / name).is_file()]
    for path in sorted(files):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
