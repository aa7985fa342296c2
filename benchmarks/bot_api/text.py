"""The text of messages: its limits, its markup, and what Telegram finds in it by itself."""

import re
from typing import Any, Final

from benchmarks.bot_api.arguments import Arguments
from benchmarks.bot_api.errors import bad_request
from benchmarks.bot_api.markup import parse_html, utf16_length

_MAX_BYTES: Final = 1 << 15
_MAX_LENGTH: Final = 4096
_SPACE: Final = " \n\t\r\v\f"
_FOUND: Final = {
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}(?!\w)"),
    "hashtag": re.compile(r"(?<![\w#])#\w*[^\W\d]\w*"),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "url": re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]", re.IGNORECASE),
}


def message_text(arguments: Arguments) -> tuple[str, list[dict[str, Any]]]:
    """Return the text and the entities of a message, or refuse it."""
    text = arguments["text"]
    if not text:
        raise bad_request("Message text is empty")
    if len(text.encode()) > _MAX_BYTES:
        raise bad_request("Text is too long")
    mode = arguments["parse_mode"].lower()
    entities: list[dict[str, Any]] = []
    if mode == "html":
        text, entities = parse_html(text)
    elif mode:
        raise bad_request("Unsupported parse_mode")
    else:
        entities = arguments.parsed("entities", "Can't parse entities JSON object") or []
    text, entities = _trim(text, entities)
    if not text:
        raise bad_request("Text must be non-empty")
    if utf16_length(text) > _MAX_LENGTH:
        raise bad_request("Message is too long")
    return text, entities + [
        entity for entity in find_entities(text) if not _overlaps(entity, entities)
    ]


def find_entities(text: str) -> list[dict[str, Any]]:
    """Find commands, mentions, hashtags and addresses."""
    found: list[dict[str, Any]] = []
    for kind, pattern in _FOUND.items():
        for match in pattern.finditer(text):
            entity = {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match[0]),
            }
            if not _overlaps(entity, found):
                found.append(entity)
    return sorted(found, key=lambda entity: int(entity["offset"]))


def _overlaps(entity: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    return any(
        other["offset"] < end and begin < other["offset"] + other["length"] for other in others
    )


def _trim(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Take white space from both ends; an entity keeps what stands before it."""
    if not text.strip(_SPACE):
        return "", []
    text = text.rstrip(_SPACE)
    first = min((entity["offset"] for entity in entities), default=len(text))
    space = min(len(text) - len(text.lstrip(" \n")), first)
    end = utf16_length(text) - space
    kept = [entity | {"offset": entity["offset"] - space} for entity in entities]
    kept = [
        entity | {"length": min(entity["length"], end - entity["offset"])}
        for entity in kept
        if entity["offset"] < end
    ]
    return text[space:], kept
