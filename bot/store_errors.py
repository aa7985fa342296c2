"""What can go wrong with the store.

One root, so that a caller can catch all of it at once:

    StoreError
    ├── StoreUrlError           the settings' address names no database that we can use
    ├── StoreUnavailableError   the database is away, locked, full, read-only or broken; it may be
    │                           back at the next call
    └── NoOpenTicketError       a message was added to a ticket that is closed, or is gone
"""


class StoreError(Exception):
    """The store cannot do it; the message says why, without passwords or people's words."""


class StoreUrlError(StoreError):
    """The address names no database that we can use."""


class StoreUnavailableError(StoreError):
    """The database cannot be reached or used now; a later call may succeed."""


class NoOpenTicketError(StoreError):
    """The ticket is closed, or there is none; nothing was written."""
