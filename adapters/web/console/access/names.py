"""What roles and times are called on the pages of access."""

from datetime import datetime
from typing import Final

from adapters.web.console.words import noted, tell
from bot.clock import in_seoul
from bot.roles import Role
from knowledge.languages import Language

ROLES: Final = {
    Role.COUNSELOR: noted("counselor"),
    Role.EDITOR: noted("editor"),
    Role.MANAGER: noted("manager"),
    Role.ADMIN: noted("admin"),
}
ABOUT_ROLES: Final = {
    Role.COUNSELOR: noted("looks things up and answers tickets"),
    Role.EDITOR: noted("looks things up, sees what was asked, and changes content"),
    Role.MANAGER: noted(
        "answers and assigns tickets, sees what was asked, exports, reads the audit log"
    ),
    Role.ADMIN: noted("may do everything, and adds staff"),
}


def role_names(language: Language) -> dict[Role, str]:
    """Return what the roles are called."""
    return {role: tell(language, name) for role, name in ROLES.items()}


def moment(at: datetime) -> str:
    """Return a moment by the clocks of Seoul, to the minute."""
    return f"{in_seoul(at):%Y-%m-%d %H:%M}"
