"""A member of staff, as the console knows them."""

from dataclasses import dataclass
from datetime import datetime

from bot.roles import Permission, Role, may
from knowledge.languages import Language


@dataclass(frozen=True)
class Staff:
    """Somebody who works with the console; their password stays in the store.

    `name` is what they log in with, in small letters; `shown` is what colleagues read.
    `languages` are those in which they can answer a person. `interface` is the language of the
    console, Korean or English; None follows the browser. `must_change` means that the password was
    given by somebody else.
    """

    id: str
    name: str
    shown: str
    role: Role
    created_at: datetime
    languages: tuple[Language, ...] = ()
    interface: Language | None = None
    sound: bool = False
    is_active: bool = True
    must_change: bool = False
    has_totp: bool = False
    last_login_at: datetime | None = None

    def may(self, permission: Permission) -> bool:
        """Tell whether they have a permission."""
        return self.is_active and may(self.role, permission)
