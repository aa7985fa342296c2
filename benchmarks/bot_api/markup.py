"""The HTML of messages, read as `parse_html` of Telegram's TDLib reads it, its errors included."""

from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.bot_api.errors import bad_request
from benchmarks.bot_api.links import is_link, is_link_to_user

_SPACES: Final = b" \t\n\r\0\x0b"
_END: Final = 0
_TYPES: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_ARGUMENTS: Final = {
    ("a", "href"): "",
    ("tg-emoji", "emoji-id"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
}
_NAMED: Final = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}


def utf16_length(text: str) -> int:
    """Count as Telegram counts: in code units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(html: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text that is left, and its entities."""
    return _Parser(html.encode()).parse()


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


@dataclass
class _Parser:
    html: bytes
    at: int = 0
    out: bytearray = field(default_factory=bytearray)
    open: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def parse(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.html):
            if self.html[self.at] == ord("<"):
                if self._peek(1) == ord("/"):
                    self._close_tag()
                else:
                    self._open_tag()
            else:
                self.out += self._character()
        if self.open:
            raise _wrong(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"', None
            )
        found = sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))
        return self.out.decode(), found

    def _peek(self, ahead: int = 0) -> int:
        at = self.at + ahead
        return self.html[at] if at < len(self.html) else _END

    def _position(self) -> int:
        return utf16_length(self.out.decode())

    def _until(self, *stops: str) -> bytes:
        begin = self.at
        while self._peek() not in {*_SPACES, *map(ord, stops)}:
            self.at += 1
        return self.html[begin : self.at]

    def _skip_spaces(self) -> None:
        while self.at < len(self.html) and self._peek() in _SPACES:
            self.at += 1

    def _character(self) -> bytes:
        """Read one byte, or a character written as an HTML entity."""
        if self._peek() == ord("&") and (decoded := self._entity()):
            return decoded
        self.at += 1
        return self.html[self.at - 1 : self.at]

    def _entity(self) -> bytes | None:
        end = self.at + 1
        if self.html[end : end + 1] == b"#":
            sixteen = self.html[end + 1 : end + 2] == b"x"
            end += 2 if sixteen else 1
            begin = end
            digits = b"0123456789abcdefABCDEF" if sixteen else b"0123456789"
            while end < len(self.html) and self.html[end] in digits:
                end += 1
            code = int(self.html[begin:end] or b"0", 16 if sixteen else 10)
            if not 0 < code < 0x10FFFF or end - self.at >= 10:
                return None
            if 0xD800 <= code <= 0xDFFF:
                raise bad_request(
                    "Can't parse entities: Text contains invalid Unicode characters after decoding "
                    "HTML entities, check for unmatched surrogate code units"
                )
            character = chr(code)
        else:
            begin = end
            while self.html[end : end + 1].isalpha():
                end += 1
            if self.html[begin:end] not in _NAMED:
                return None
            character = _NAMED[self.html[begin:end]]
        self.at = end + (self.html[end : end + 1] == b";")
        return character.encode()

    def _open_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._until(">").decode(errors="replace").lower()
        if self._peek() == _END:
            raise _wrong("Unclosed start tag", begin)
        if tag not in _TYPES:
            raise _wrong(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        self._skip_spaces()
        while self._peek() != ord(">"):
            name, value = self._attribute(tag, begin)
            start = _ARGUMENTS.get((tag, name))
            if start is not None and value.startswith(start):
                argument = value.removeprefix(start)
            elif (tag, name) == ("blockquote", "expandable"):
                argument = "1"
            self._skip_spaces()
        if tag == "span" and argument != "spoiler":
            raise _wrong('Tag "span" must have class "tg-spoiler"', begin)
        self.at += 1
        self.open.append(_Open(tag, argument, self._position(), len(self.out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._until("=", ">", "/", '"', "'").decode(errors="replace")
        if not name:
            raise _wrong(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_spaces()
        if self._peek() == _END:
            raise _wrong(f'Unclosed start tag "{tag}"', begin)
        if self._peek() != ord("="):
            return name, ""
        self.at += 1
        self._skip_spaces()
        if self._peek() == _END:
            raise _wrong(f'Unclosed start tag "{tag}"', begin)
        value = self._literal() if self._peek() in b"'\"" else self._token()
        if self._peek() == _END:
            raise _wrong("Unclosed start tag", begin)
        return name, value

    def _token(self) -> str:
        begin = self.at
        while chr(self._peek()) in ".-" or bytes([self._peek()]).isalnum():
            self.at += 1
        if self._peek() not in _SPACES and self._peek() != ord(">"):
            raise _wrong("Unexpected end of name token", begin)
        return self.html[begin : self.at].decode().lower()

    def _literal(self) -> str:
        quote, value = self._peek(), bytearray()
        self.at += 1
        while self._peek() not in {quote, _END}:
            value += self._character()
        self.at += self._peek() == quote
        return value.decode(errors="replace")

    def _close_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _wrong("Unexpected end tag", begin)
        self.at += 2
        tag = self._until(">").decode(errors="replace").lower()
        self._skip_spaces()
        if self._peek() != ord(">"):
            raise _wrong("Unclosed end tag", begin)
        self.at += 1
        closed = self.open.pop()
        if tag not in {"", closed.tag}:
            found = f'expected "</{closed.tag}>", found "</{tag}>"'
            raise _wrong(f"Unmatched end tag at byte offset {begin}, {found}", None)
        length = self._position() - closed.offset
        if length:
            self._add(closed, length)

    def _add(self, closed: _Open, length: int) -> None:
        entity = {"offset": closed.offset, "length": length, "type": _TYPES[closed.tag]}
        last = self.entities[-1] if self.entities else {}
        around = (last.get("offset"), last.get("length")) == (closed.offset, length)
        if closed.tag == "tg-emoji":
            if not closed.argument.isdigit() or not int(closed.argument):
                raise bad_request("Can't parse entities: Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = closed.argument
        elif closed.tag == "a":
            url = closed.argument or self.out[closed.begin :].decode()
            if is_link_to_user(url):
                user = {"id": int(url.rpartition("=")[2]), "is_bot": False, "first_name": "User"}
                entity |= {"type": "text_mention", "user": user}
            elif is_link(url):
                entity["url"] = url
            else:
                return
        elif closed.tag == "blockquote" and closed.argument:
            entity["type"] = "expandable_blockquote"
        elif closed.tag == "code" and closed.argument:
            entity["language"] = closed.argument
        elif closed.tag == "pre" and around and last.get("type") == "code" and "language" in last:
            last["type"] = "pre"
            return
        self.entities.append(entity)


def _wrong(what: str, offset: int | None) -> Exception:
    where = "" if offset is None else f" at byte offset {offset}"
    return bad_request(f"Can't parse entities: {what}{where}")
