"""What can go wrong with the store.

One root, so that a caller can catch all of it at once:

    StoreError
    ├── StoreUrlError           the settings' address names no database that we can use
    ├── StoreUnavailableError   the database is away, locked, full, read-only or broken; it may be
    │                           back at the next call
    ├── NoOpenTicketError       a message was added to a ticket that is closed, or is gone
    ├── LastAdminError          nobody would be left who may change accounts
    └── EditConflictError       somebody else has changed the content file in the meantime
"""

from datetime import datetime


class StoreError(Exception):
    """The store cannot do it; the message says why, without passwords or people's words."""


class StoreUrlError(StoreError):
    """The address names no database that we can use."""


class StoreUnavailableError(StoreError):
    """The database cannot be reached or used now; a later call may succeed."""


class TicketError(StoreError):
    """A ticket is not as whoever wants to change it believes; nothing was written."""


class NoOpenTicketError(TicketError):
    """The ticket is closed, or there is none."""


class TicketHeldError(TicketError):
    """Somebody else has claimed the ticket: `holder`, by id; None where nobody has."""

    def __init__(self, holder: str | None) -> None:
        """Take who holds it."""
        super().__init__("Somebody else holds the ticket." if holder else "Nobody holds it.")
        self.holder = holder


class UnreachableError(TicketError):
    """Nothing that is written in the ticket can reach the person any more."""


class NoColleagueError(TicketError):
    """Whom the ticket was to be given to is not here, or answers no tickets."""


class LastAdminError(StoreError):
    """Nobody would be left who may change accounts; nothing was written."""


class EditConflictError(StoreError):
    """A content file is no longer as whoever edits it has seen it; nothing was written.

    `text` is what it is now, `digest` that text's, `name` who saved it, empty where that is not
    known, and `at` when.
    """

    def __init__(
        self, path: str, text: str, digest: str, *, name: str = "", at: datetime | None = None
    ) -> None:
        """Take what the file is now."""
        super().__init__(f"{path} was changed in the meantime.")
        self.path = path
        self.text = text
        self.digest = digest
        self.name = name
        self.at = at
