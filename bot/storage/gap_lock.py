"""One at a time may change which question belongs to which gap, of all processes.

SQLite lets one write at a time anyway; PostgreSQL needs a lock, held until the transaction ends.
"""

from typing import Final

from sqlalchemy import Connection, text

_ADVISORY_LOCK: Final = 0x4965756E


def wait_for_gaps(connection: Connection) -> None:
    """Wait until nobody else changes gaps, as long as a statement may take."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})


def may_change_gaps(connection: Connection) -> bool:
    """Tell whether nobody else changes gaps now; then nobody else can until the end."""
    if connection.dialect.name != "postgresql":
        return True
    wanted = text("SELECT pg_try_advisory_xact_lock(:lock)")
    return bool(connection.execute(wanted, {"lock": _ADVISORY_LOCK}).scalar_one())
