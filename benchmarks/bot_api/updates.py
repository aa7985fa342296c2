"""Updates: what happened, kept until the bot has confirmed it."""

import json
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.bot_api.errors import bad_request

_FIRST_ID: Final = 700_000_001
# Everything that this server can tell; some of it only if it is asked for by name.
_KINDS: Final = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})


@dataclass(eq=False)
class Update:
    """One update, how often it was handed to the bot and how often the bot answered it."""

    id: int
    kind: str
    body: dict[str, Any]
    chat_id: int
    lane: int
    at: float = field(default_factory=time.monotonic)
    deliveries: int = 0
    answers: int = 0
    confirmed: bool = False

    @property
    def message_id(self) -> int:
        """Return the message that it is about, 0 if about none."""
        body = self.body.get("message", self.body)
        return int(body.get("message_id", 0))

    def as_json(self) -> dict[str, Any]:
        """Return it as the bot gets it."""
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """All updates in order; those not confirmed wait for the bot."""

    def __init__(self) -> None:
        self.all: list[Update] = []
        self.waiting: list[Update] = []
        self.allowed: list[str] = []
        self._by_chat: defaultdict[int, list[Update]] = defaultdict(list)

    def add(
        self, kind: str, body: dict[str, Any], chat_id: int, lane: int | None = None
    ) -> Update | None:
        """Tell the bot, if it wants to hear of this kind."""
        if kind not in (self.allowed or _KINDS):
            return None
        lane = chat_id if lane is None else lane
        update = Update(_FIRST_ID + len(self.all), kind, body, chat_id, lane)
        self.all.append(update)
        self.waiting.append(update)
        self._by_chat[chat_id].append(update)
        return update

    def allow(self, kinds: str) -> None:
        """Take the kinds from now on; if none are given, all stays as it was."""
        if not kinds:
            return
        try:
            allowed = json.loads(kinds)
        except ValueError:
            raise bad_request("Can't parse allowed_updates JSON object") from None
        self.allowed = [str(kind) for kind in allowed]

    def confirm(self, updates: Iterable[Update]) -> None:
        """Forget what the bot has got."""
        for update in updates:
            update.confirmed = True
        self.waiting = [update for update in self.waiting if not update.confirmed]

    def confirm_before(self, offset: int) -> None:
        """Forget what is older than an update; a negative number keeps so many of the latest."""
        if offset < 0:
            self.confirm(self.waiting[:offset])
        self.confirm([update for update in self.waiting if update.id < offset])

    def answered(self, chat_id: int, reply_to: int) -> None:
        """Note that the bot said something in a chat, to a message or to what it got there.

        A guess where the bot does not reply to a message: the oldest update that it got in this
        chat and has not answered, or else the latest that it got.
        """
        got = [update for update in self._by_chat[chat_id] if update.deliveries]
        exact = [update for update in got if reply_to and update.message_id == reply_to]
        open_ = [update for update in got if not update.answers][:1]
        for update in (exact or open_ or got)[-1:]:
            update.answers += 1
