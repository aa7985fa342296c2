"""Who of the staff may do what."""

from enum import StrEnum
from typing import Final


class Permission(StrEnum):
    """One thing that can be done in the console."""

    LOOK_UP = "look-up"
    """Search all that is known, and keep a shelf of one's own."""
    ANSWER = "answer"
    """See tickets, claim them, answer them."""
    ASSIGN = "assign"
    """Give a ticket to a colleague, or take it from one who has claimed it."""
    LEARN = "learn"
    """See what was asked, and how useful the answers were."""
    EXPORT = "export"
    """Take figures and questions away as a file."""
    EDIT = "edit"
    """Change content."""
    AUDIT = "audit"
    """See who has seen and done what."""
    STAFF = "staff"
    """Add members of staff, and change what they may do."""
    OWN = "own"
    """Change one's own password and settings, and take one's own record away."""


class Role(StrEnum):
    """What a member of staff is here for."""

    COUNSELOR = "counselor"
    EDITOR = "editor"
    MANAGER = "manager"
    ADMIN = "admin"


_EVERYBODY: Final = frozenset({Permission.LOOK_UP, Permission.OWN})
PERMISSIONS: Final = {
    Role.COUNSELOR: _EVERYBODY | {Permission.ANSWER},
    Role.EDITOR: _EVERYBODY | {Permission.LEARN, Permission.EDIT},
    Role.MANAGER: _EVERYBODY
    | {
        Permission.ANSWER,
        Permission.ASSIGN,
        Permission.LEARN,
        Permission.EXPORT,
        Permission.AUDIT,
    },
    Role.ADMIN: frozenset(Permission),
}
"""An editor sees no tickets, a manager changes no content: nobody may do more than they need."""


def may(role: Role, permission: Permission) -> bool:
    """Tell whether a role has a permission."""
    return permission in PERMISSIONS[role]
