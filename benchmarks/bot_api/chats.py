"""Chats: what the bot may do there, and what people do there."""

import asyncio
from typing import Any, Final

from benchmarks.bot_api.errors import bad_request, refusal
from benchmarks.bot_api.messages import (
    Message,
    User,
    is_meant_for,
    member,
    now,
    photo,
    sticker,
    voice,
)
from benchmarks.bot_api.text import find_entities
from benchmarks.bot_api.transcript import Button, Said, buttons_of
from benchmarks.bot_api.world import CallbackQuery, World

_QUERIES: Final = 3 << 33  # the lanes of callback queries, one a user
_MEMBERS: Final = 5 << 33  # the lanes of what becomes of the bot, one a chat


class Chat:
    """A private chat with one user; what the user does is a method here."""

    type = "private"

    def __init__(self, world: World, chat_id: int, user: User) -> None:
        self.world = world
        self.id = chat_id
        self.user = user
        self.open = False  # until the user has said something, the bot may not
        self.shut = ""  # why the bot is shut out
        self.messages: dict[int, Message] = {}
        self.keyboard: tuple[tuple[Button, ...], ...] = ()  # in place of the user's own
        self.said: list[Said] = []
        self._ids = world.message_ids
        self._read = 0
        world.chats[chat_id] = self

    def as_json(self) -> dict[str, Any]:
        """Return it as the bot sees it."""
        known = {"id": self.id, "type": self.type, "username": self.user.username}
        known |= {"first_name": self.user.first_name, "last_name": self.user.last_name}
        return {name: value for name, value in known.items() if value is not None}

    def check_write(self) -> None:
        """Refuse the bot if it may not write here."""
        if not self.open:
            raise bad_request("chat not found")
        if self.shut:
            raise refusal(403, self.shut)

    def post(self, body: dict[str, Any], author: dict[str, Any], *, by_bot: bool) -> Message:
        """Keep a message."""
        head = {"message_id": next(self._ids), "from": author, "chat": self.as_json()}
        message = Message({**head, "date": now(), **body}, by_bot)
        self.messages[message.id] = message
        return message

    def note(self, said: Said) -> None:
        """Write down what somebody said."""
        self.said.append(said)
        self.world.changed.notify_all()

    def send(self, text: str, *, by: User | None = None, reply_to: int | None = None) -> int:
        """Say something; gives the number of the message."""
        body: dict[str, Any] = {"text": text}
        if entities := find_entities(text):
            body["entities"] = entities
        return self._send("text", text, body, by, reply_to)

    def send_location(self, latitude: float, longitude: float, *, by: User | None = None) -> int:
        """Say where one is."""
        where = {"latitude": latitude, "longitude": longitude}
        return self._send("location", f"{latitude}, {longitude}", {"location": where}, by)

    def send_photo(
        self, content: bytes = b"\xff\xd8", caption: str = "", *, by: User | None = None
    ) -> int:
        """Show a picture."""
        body = {"photo": photo(self.world, content)} | ({"caption": caption} if caption else {})
        return self._send("photo", caption, body, by)

    def send_voice(
        self, content: bytes = b"OggS", duration: int = 3, *, by: User | None = None
    ) -> int:
        """Speak."""
        return self._send("voice", "", {"voice": voice(self.world, content, duration)}, by)

    def send_sticker(self, emoji: str = "👍", *, by: User | None = None) -> int:
        """Send a sticker."""
        return self._send("sticker", emoji, {"sticker": sticker(self.world, emoji)}, by)

    def send_contact(self, phone: str, *, by: User | None = None) -> int:
        """Hand over a telephone number."""
        author = by or self.user
        contact = {
            "phone_number": phone,
            "first_name": author.first_name,
            "user_id": author.id,
        }
        return self._send("contact", phone, {"contact": contact}, by)

    def edit(self, message_id: int, text: str) -> None:
        """Change what one said."""
        with self.world.changed:
            message = self.messages[message_id]
            _require(not message.by_bot, "a user edits only messages of their own")
            message.body |= {"text": text, "edit_date": now(), "entities": find_entities(text)}
            self.note(Said(message.body["from"]["first_name"], "edit", text, message_id))
            if self._reaches_bot(message.body):
                self.world.tell("edited_message", dict(message.body), self)

    def press(self, button: str, *, by: User | None = None, message_id: int | None = None) -> str:
        """Press a button by its text or its data, on the latest message that has it.

        Gives the id of the callback query; "" if it was a key that sends its text.
        """
        author = by or self.user
        with self.world.changed:
            for message in [*self.messages.values()][::-1]:
                if message_id in {None, message.id}:
                    for found in _buttons(message):
                        if button in {found.text, found.data}:
                            return self._press(message, found, author)
            if button in [key.text for row in self.keyboard for key in row]:
                self.send(button, by=by)
                return ""
        raise ValueError(f"there is no button {button!r} in:\n{self.transcript()}")

    def block(self) -> None:
        """Block the bot."""
        self._shut("block", "bot was blocked by the user", "member", "kicked")

    def unblock(self) -> None:
        """Let the bot in again."""
        self._shut("unblock", "", "kicked", "member")

    @property
    def replies(self) -> list[Said]:
        """Return what the bot said, and what it changed."""
        return [said for said in self.said if said.is_reply]

    @property
    def unread(self) -> list[Said]:
        """Return the replies that nobody waited for yet."""
        return self.replies[self._read :]

    def wait_for_reply(self, n: int = 1, timeout: float = 10) -> list[Said]:
        """Wait for the next n replies; each is given once."""
        with self.world.changed:
            if not self.world.changed.wait_for(lambda: len(self.unread) >= n, timeout):
                heard = f"{len(self.unread)} of {n} replies in {timeout} s"
                raise TimeoutError(f"{heard}:\n{self.transcript()}")
            replies = self.unread[:n]
            self._read += n
            return replies

    async def reply(self, n: int = 1, timeout: float = 10) -> list[Said]:
        """Wait as `wait_for_reply` does, beside a bot in the same event loop."""
        return await asyncio.to_thread(self.wait_for_reply, n, timeout)

    def ask(self, text: str, n: int = 1, timeout: float = 10) -> list[Said]:
        """Say something and wait for the next n replies; earlier ones count as read."""
        with self.world.changed:
            self._read = len(self.replies)
            self.send(text)
        return self.wait_for_reply(n, timeout)

    def transcript(self) -> str:
        """Return what both sides said, in order, with buttons."""
        return "\n".join(map(str, self.said))

    def _send(
        self,
        kind: str,
        text: str,
        body: dict[str, Any],
        by: User | None,
        reply_to: int | None = None,
    ) -> int:
        author = by or self.user
        with self.world.changed:
            _require(not self.shut, self.shut)
            self.open = True
            if reply_to:
                body["reply_to_message"] = self.messages[reply_to].quoted()
            message = self.post(body, author.as_json(), by_bot=False)
            self.note(Said(author.first_name, kind, text, message.id, body=message.body))
            if self._reaches_bot(message.body):
                self.world.tell("message", dict(message.body), self)
            return message.id

    def _reaches_bot(self, body: dict[str, Any]) -> bool:
        return self.id > 0 or not self.world.privacy or is_meant_for(self.world.bot, body)

    def _press(self, message: Message, button: Button, author: User) -> str:
        _require(not button.url, f"{button} opens an address")
        query_id = str((author.id << 32) + next(self.world.ids))
        self.note(Said(author.first_name, "press", str(button), message.id))
        body = {
            "id": query_id,
            "from": author.as_json(),
            "message": dict(message.body),
            "chat_instance": str(-self.id - 1),
            "data": button.data,
        }
        update = self.world.tell("callback_query", body, self, author.id + _QUERIES)
        self.world.queries[query_id] = CallbackQuery(self, update)
        return query_id

    def _shut(self, kind: str, why: str, old: str, new: str, by: User | None = None) -> None:
        author = by or self.user
        with self.world.changed:
            self.shut = why
            self.note(Said(author.first_name, kind))
            self.tell_membership(author, old, new)

    def tell_membership(self, author: User, old: str, new: str) -> None:
        """Tell the bot what became of it."""
        body = {
            "chat": self.as_json(),
            "from": author.as_json(),
            "date": now(),
            "old_chat_member": member(self.world.bot, old),
            "new_chat_member": member(self.world.bot, new),
        }
        self.world.tell("my_chat_member", body, self, self.id + _MEMBERS)


def _require(condition: bool, text: str) -> None:
    if not condition:
        raise ValueError(text)


def _buttons(message: Message) -> list[Button]:
    if not message.by_bot:
        return []
    return [button for row in buttons_of(message.body.get("reply_markup")) for button in row]
