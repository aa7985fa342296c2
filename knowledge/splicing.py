"""The smallest changes that make a text of YAML say something else: pieces cut out and put in."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from knowledge.layout import ordered, place_of
from knowledge.rendering import WIDTH, after_key, inline, item, mapping, scalar, style_within
from knowledge.yaml_nodes import Source, is_flow, is_written

_HEADER: Final = re.compile(r"([>|]-)[ \t]*(#.*)?")
"""Of a folded or literal text, with a comment perhaps."""


Span = tuple[int, int]


@dataclass(frozen=True)
class Splice:
    """A piece of a text, from `start` to before `end`, and what stands there instead."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text with pieces replaced; what is put in at a place comes before what is cut."""
    pieces, done = [], 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        pieces += [text[done : splice.start], splice.text]
        done = max(done, splice.end)
    return "".join([*pieces, text[done:]])


def agrees(said: Any, wanted: Any) -> bool:
    """Return whether a text says already what is wanted.

    A year may stand as a number, and spaces round a text mean nothing.
    """
    if isinstance(said, Mapping) and isinstance(wanted, Mapping):
        return said.keys() == wanted.keys() and all(agrees(said[key], wanted[key]) for key in said)
    if isinstance(said, list) and isinstance(wanted, list):
        return len(said) == len(wanted) and all(map(agrees, said, wanted))
    if isinstance(said, str) and isinstance(wanted, str):
        return said.strip() == wanted.strip()
    if isinstance(wanted, str) and type(said) is int:
        return str(said) == wanted
    return type(said) is type(wanted) and bool(said == wanted)


@dataclass(frozen=True)
class Splicer:
    """Compares what a text says with what is wanted, and finds the pieces to change."""

    source: Source

    def changes(self, node: Node, said: Any, wanted: Any, name: str = "") -> Iterator[Splice]:
        """Find what to change in a mapping or list, so that it says what is wanted.

        `said` has the shape of `wanted`, and neither is empty; `name` is the field's.
        """
        if isinstance(node, MappingNode):
            yield from self._in_mapping(node, said, wanted, name)
        else:
            yield from self._in_list(node, said, wanted, name)

    def _in_mapping(self, node: Node, said: Any, wanted: Any, name: str) -> Iterator[Splice]:
        fields = [*said]
        for (key, value), field in zip(node.value, fields, strict=True):
            if field in wanted and not agrees(said[field], wanted[field]):
                yield from self._field(key, value, said[field], wanted[field], node, name)
        kept = [number for number, field in enumerate(fields) if field in wanted]
        spans = [self._field_span(*pair) for pair in node.value]
        yield from self._cut(node, spans, sorted({*range(len(fields))} - {*kept}))
        new = ordered({field: wanted[field] for field in wanted if field not in said}, name)
        for field, value in new.items():
            place = place_of(field, [fields[number] for number in kept], name)
            behind = kept[place - 1] + 1 if place else 0
            if is_flow(node):
                text = f"{inline(field)}: {inline(value, style_within(name))}"
            else:
                text = mapping({field: value}, name, self.source.column(node)).lstrip()
            yield self._put(node, spans, behind, text)

    def _in_list(self, node: Node, said: Any, wanted: Any, name: str) -> Iterator[Splice]:
        spans = [self._item_span(node, one) for one in node.value]
        matched = SequenceMatcher(None, [*map(_key, said)], [*map(_key, wanted)], autojunk=False)
        for what, first, last, start, stop in matched.get_opcodes():
            if what == "equal":
                continue
            both = min(last - first, stop - start)
            for old, new in zip(range(first, last), range(start, stop), strict=False):
                yield from self._item(node, node.value[old], said[old], wanted[new], name)
            yield from self._cut(node, spans, [*range(first + both, last)])
            for new in range(start + both, stop):
                one, column = ordered(wanted[new], name), self.source.column(node)
                text = inline(one) if is_flow(node) else item(one, name, column)
                yield self._put(node, spans, first + both, text)

    def _field(
        self, key: Node, value: Node, said: Any, wanted: Any, holder: Node, parent: str
    ) -> Iterator[Splice]:
        source, name = self.source, str(key.value)
        if _same_shape(said, wanted):
            yield from self.changes(value, said, wanted, name)
        elif is_flow(holder):
            text = f" {inline(ordered(wanted, name), _style(value))}"
            yield Splice(source.after_colon(key), source.field_end(key, value), text)
        elif is_written(value) and isinstance(value, ScalarNode) and _is_scalar(wanted):
            text = self._scalar(value, wanted, source.column(key))
            yield Splice(source.start(value), source.end(value), text)
        else:
            text = after_key(ordered(wanted, name), name, parent, source.column(key))
            yield Splice(source.after_colon(key), source.field_end(key, value), text)

    def _item(
        self, holder: Node, value: Node, said: Any, wanted: Any, name: str
    ) -> Iterator[Splice]:
        source = self.source
        if agrees(said, wanted):
            return
        if _same_shape(said, wanted):
            yield from self.changes(value, said, wanted, name)
        elif is_flow(holder):
            yield Splice(source.start(value), source.end(value), inline(wanted, _style(value)))
        else:
            start, end = self._item_span(holder, value)
            text = item(ordered(wanted, name), name, source.column(holder))
            yield Splice(start, end, text)

    def _scalar(self, value: Node, wanted: Any, indent: int) -> str:
        """Write a text as the one before it was written, its header and that one's comment kept."""
        source, style = self.source, _style(value)
        column = source.column(value)
        before = source.text[source.start(value) : source.end(value)]
        if isinstance(wanted, str) and not style and column + len(before) > WIDTH:
            style = ""  # a text that was on one long line stays on one
        written = scalar(wanted, indent, column, style)
        header, _, _ = before.partition("\n")
        match = _HEADER.fullmatch(header)
        return header + written[2:] if match and written.startswith(f"{match[1]}\n") else written

    def _field_span(self, key: Node, value: Node) -> Span:
        return self.source.start(key), self.source.field_end(key, value)

    def _item_span(self, holder: Node, value: Node) -> Span:
        if is_flow(holder):
            return self.source.start(value), self.source.end(value)
        dash = self.source.dash(value)
        return dash, max(dash + 1, self.source.end(value))

    def _put(self, holder: Node, spans: list[Span], behind: int, text: str) -> Splice:
        """Put a field or an item behind so many of those that are there."""
        place = spans[behind - 1][1] if behind else spans[0][0]
        if is_flow(holder):
            return Splice(place, place, f", {text}" if behind else f"{text}, ")
        source, pad = self.source, " " * self.source.column(holder)
        if behind:
            place = source.line_end(place)
            return Splice(place, place, f"\n{pad}{text}")
        before = source.line_start(place) - 1
        if source.is_first_in_line(place) and before >= 0:
            return Splice(before, before, f"\n{pad}{text}")
        return Splice(place, place, f"{text}\n{pad}")

    def _cut(self, holder: Node, spans: list[Span], numbers: list[int]) -> Iterator[Splice]:
        """Cut out fields or items, by their numbers; at least one of all is kept."""
        source = self.source
        for number in numbers:
            start, end = spans[number]
            has_next = number + 1 < len(spans)
            if is_flow(holder):
                if all(one in numbers for one in range(number)):
                    end = spans[number + 1][0]
                else:
                    start = spans[number - 1][1]
            elif source.is_first_in_line(start):
                # The break before it goes, not that behind it, where something may be put in.
                first = source.line_start(start)
                start, end = max(first - 1, 0), source.line_end(end) + (first == 0)
            elif has_next:
                end = spans[number + 1][0]
            yield Splice(start, end, "")


def _same_shape(said: Any, wanted: Any) -> bool:
    """Return whether one can be changed into the other bit by bit."""
    if isinstance(said, Mapping) and isinstance(wanted, Mapping):
        return bool(said.keys() & wanted.keys())
    return isinstance(said, list) and isinstance(wanted, list) and bool(said and wanted)


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, Mapping | list)


def _style(value: Node) -> str | None:
    style: str | None = getattr(value, "style", None)
    return style or None


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
