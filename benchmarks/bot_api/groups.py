"""Groups of several people and the bot."""

from itertools import count
from typing import Any

from benchmarks.bot_api.chats import Chat
from benchmarks.bot_api.errors import ApiError, bad_request
from benchmarks.bot_api.messages import User
from benchmarks.bot_api.transcript import Said
from benchmarks.bot_api.world import World


class Group(Chat):
    """A group; its first member added the bot. `by` says who does something, else the first."""

    type = "group"

    def __init__(self, world: World, chat_id: int, title: str, members: list[User]) -> None:
        super().__init__(world, chat_id, members[0])
        self.title = title
        self.members = members
        self.open = True
        self.upgraded: Group | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as the bot sees it."""
        return {"id": self.id, "title": self.title, "type": self.type}

    def check_write(self) -> None:
        """Refuse the bot if it may not write here."""
        if self.upgraded:
            text = bad_request("group chat was upgraded to a supergroup chat").description
            raise ApiError(400, text, migrate_to_chat_id=self.upgraded.id)
        super().check_write()

    def add_bot(self) -> None:
        """Bring the bot in."""
        with self.world.changed:
            self.shut = ""
            self.tell_membership(self.user, "left", "member")
            self._service("join", {"new_chat_members": [self.world.bot]})

    def mention(self, text: str, *, by: User | None = None) -> int:
        """Say something to the bot by its name."""
        return self.send(f"@{self.world.bot['username']} {text}", by=by)

    def kick(self) -> None:
        """Throw the bot out."""
        self._shut("kick", f"bot was kicked from the {self.type} chat", "member", "kicked")

    def migrate(self) -> "Group":
        """Make a supergroup of the group; the old number is dead from then on."""
        with self.world.changed:
            if self.upgraded or self.type != "group":
                raise ValueError("it is a supergroup already")
            grown = Supergroup(self.world, -(10**12) + self.id, self.title, self.members)
            self._service("migrate", {"migrate_to_chat_id": grown.id})
            self.upgraded, self.shut = grown, "the group is a supergroup now"
            grown._service("migrate", {"migrate_from_chat_id": self.id})
            return grown

    def _service(self, kind: str, body: dict[str, Any]) -> None:
        message = self.post(body, self.user.as_json(), by_bot=False)
        self.note(Said(self.user.first_name, kind, "", message.id, body=message.body))
        self.world.tell("message", dict(message.body), self)


class Supergroup(Group):
    """A group that has grown; it counts its messages by itself."""

    type = "supergroup"

    def __init__(self, world: World, chat_id: int, title: str, members: list[User]) -> None:
        super().__init__(world, chat_id, title, members)
        self._ids = count(1)
