"""Where the parts of a text of YAML stand in it, comments left out."""

import re
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

_COLON: Final = re.compile(r"\s*:")


class Source:
    """A text and its parts: every place is a position in characters."""

    def __init__(self, text: str) -> None:
        """Read the text.

        Raises:
            ruamel.yaml.error.YAMLError: it is not readable YAML.
        """
        self.text = text
        self.root: Node = YAML(typ="rt", pure=True).compose(text)

    def fields(self) -> list[tuple[Node, Node]]:
        """Return the fields of the file, key and value; none where it holds something else."""
        return list(self.root.value) if isinstance(self.root, MappingNode) else []

    def start(self, node: Node) -> int:
        """Return where a value begins; the first dash of a list, the first key of a mapping."""
        position: int = node.start_mark.index
        return position

    def column(self, node: Node) -> int:
        """Return how many characters from the left a value begins."""
        column: int = node.start_mark.column
        return column

    def end(self, node: Node) -> int:
        """Return where the last character of a value ends, and not what is laid out after it."""
        if _is_block_collection(node) and node.value:
            last = node.value[-1]
            if isinstance(node, MappingNode):
                return self.field_end(*last)
            return max(self.end(last), self.start(node) + 1)
        end: int = node.end_mark.index
        written = self.text[self.start(node) : end]
        return self.start(node) + len(written.rstrip())

    def field_end(self, key: Node, value: Node) -> int:
        """Return where a field ends: behind its colon, where nothing follows it."""
        return max(self.after_colon(key), self.end(value) if is_written(value) else 0)

    def after_colon(self, key: Node) -> int:
        """Return the place behind the colon of a field."""
        found = _COLON.match(self.text, key.end_mark.index)
        return found.end() if found else self.end(key)

    def line_start(self, position: int) -> int:
        """Return where the line of a position begins."""
        return self.text.rfind("\n", 0, position) + 1

    def line_end(self, position: int) -> int:
        """Return where the line of a position ends, its comment included, its break not."""
        found = self.text.find("\n", position)
        return found if found >= 0 else len(self.text)

    def dash(self, item: Node) -> int:
        """Return where the dash of a list's item stands."""
        return self.text.rfind("-", 0, self.start(item))

    def is_first_in_line(self, position: int) -> bool:
        """Return whether only spaces stand before a position in its line."""
        return not self.text[self.line_start(position) : position].strip()


def is_written(value: Node) -> bool:
    """Return whether a value is there at all; `field:` without one says that it is empty."""
    return bool(value.end_mark.index > value.start_mark.index)


def is_flow(node: Node) -> bool:
    """Return whether a list or mapping stands within brackets."""
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def _is_block_collection(node: Node) -> bool:
    return isinstance(node, MappingNode | SequenceNode) and not is_flow(node)
