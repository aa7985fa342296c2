"""Messages, as they are kept and as the bot sees them."""

import time
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.bot_api.world import File, World

_PICTURE_SIZES: Final = ((90, 67), (1280, 960))


@dataclass
class Message:
    """A message of the bot's or of a user's."""

    body: dict[str, Any]
    by_bot: bool
    plain: bool = True  # without a keyboard in place of the user's own

    @property
    def id(self) -> int:
        """Return its number in the chat."""
        return int(self.body["message_id"])

    def quoted(self) -> dict[str, Any]:
        """Return it as it stands in a reply to it."""
        return {name: value for name, value in self.body.items() if name != "reply_to_message"}


@dataclass(frozen=True)
class User:
    """A person with an account."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    last_name: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as the bot sees it."""
        known = {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {name: value for name, value in known.items() if value is not None}


def now() -> int:
    """Return the time of this second."""
    return int(time.time())


def keep_file(world: World, folder: str, suffix: str, content: bytes) -> dict[str, Any]:
    """Keep a file, and return what a message says of it."""
    number = next(world.ids)
    file_id = f"AgACAgUAAxkBAAI{number:07d}"
    world.files[file_id] = File(f"{folder}/file_{number}{suffix}", content)
    return {
        "file_id": file_id,
        "file_unique_id": f"AQAD{number:07d}",
        "file_size": len(content),
    }


def photo(world: World, content: bytes) -> list[dict[str, Any]]:
    """Return a photo in its sizes."""
    return [
        {**keep_file(world, "photos", ".jpg", content), "width": width, "height": height}
        for width, height in _PICTURE_SIZES
    ]


def voice(world: World, content: bytes, duration: int) -> dict[str, Any]:
    """Return a voice message."""
    kept = keep_file(world, "voice", ".oga", content)
    return {**kept, "duration": duration, "mime_type": "audio/ogg"}


def sticker(world: World, emoji: str) -> dict[str, Any]:
    """Return a sticker."""
    return {
        **keep_file(world, "stickers", ".webp", b"RIFF"),
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": emoji,
    }


def member(user: dict[str, Any], status: str) -> dict[str, Any]:
    """Return somebody's place in a chat."""
    return {"user": user, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def is_meant_for(bot: dict[str, Any], body: dict[str, Any]) -> bool:
    """Whether it gets to a bot in privacy mode: commands, its name, replies to it."""
    if body.get("reply_to_message", {}).get("from", {}).get("id") == bot["id"]:
        return True
    name = f"@{bot['username']}".lower()
    text = body.get("text", body.get("caption", "")).lower()
    if text.startswith("/"):
        _, at, other = text.split(maxsplit=1)[0].partition("@")
        return not at or f"@{other}" == name
    return name in text
