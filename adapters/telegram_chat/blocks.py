"""What a message says, as blocks of text, and how they are packed into messages of Telegram's size.

Telegram counts UTF-16 code units, after the markup has been read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from adapters.sentences import sentences

LONGEST_MESSAGE: Final = 4096
_GAP: Final = "\n\n"


@dataclass(frozen=True)
class Block:
    """A paragraph; `bold` as a whole, or with its `lead` alone in bold."""

    text: str
    bold: bool = False
    lead: str = ""

    @property
    def size(self) -> int:
        """Return how much of a message it takes."""
        return _size(self.lead) + _size(self.text)

    def html(self) -> str:
        """Write it in Telegram's HTML."""
        text = escape(self.text, quote=False)
        lead = f"<b>{escape(self.lead, quote=False)}</b>" if self.lead else ""
        return f"<b>{text}</b>" if self.bold and text else lead + text


def messages(blocks: Iterable[Block], longest: int = LONGEST_MESSAGE) -> list[str]:
    """Pack blocks into as few messages as they need, in Telegram's HTML.

    A block that is too long for one is cut between sentences, and a sentence that is, between
    letters; empty blocks are left out.
    """
    packed: list[list[Block]] = []
    room = 0
    for block in blocks:
        for part in _parts(block, longest):
            if not part.size:
                continue
            if not packed or part.size + len(_GAP) > room:
                packed.append([])
                room = longest + len(_GAP)
            packed[-1].append(part)
            room -= part.size + len(_GAP)
    return [_GAP.join(block.html() for block in some) for some in packed]


def _parts(block: Block, longest: int) -> Iterator[Block]:
    if block.size <= longest:
        yield block
        return
    lead, text = block.lead, ""
    for piece in _pieces(block.text, longest - _size(lead)):
        if text and _size(lead) + _size(text) + _size(piece) > longest:
            yield Block(text.rstrip(), block.bold, lead)
            lead, text = "", piece.lstrip()
        else:
            text += piece
    yield Block(text.rstrip(), block.bold, lead)


def _pieces(text: str, longest: int) -> Iterator[str]:
    """Yield sentences, and pieces of those that are longer than a message."""
    for sentence in sentences(text):
        piece = ""
        for letter in sentence:
            if _size(piece) + _size(letter) > longest:
                yield piece
                piece = ""
            piece += letter
        yield piece


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
