"""Who is at the console, as a request of theirs knows it."""

from dataclasses import dataclass

from bot.roles import Permission
from bot.staff import Staff
from knowledge.languages import Language


@dataclass(frozen=True)
class Visit:
    """A request of a member of staff who has logged in.

    `session` is the hash by which the store knows the session; `csrf` has to come back with
    everything that changes something; `interface` is the language of the console.
    """

    staff: Staff
    session: str
    csrf: str
    interface: Language

    def may(self, permission: str) -> bool:
        """Tell whether they have a permission, by its name."""
        return self.staff.may(Permission(permission))
