"""The tables of the store, the same for SQLite and PostgreSQL.

A change here needs a migration beside it (`bot/migrations/versions`); a test compares the two.
"""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Boolean, Column, DateTime, Dialect, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A moment: stored in UTC, read as an aware time, also where the database knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment with its zone."""
        if value is None or value.tzinfo:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


# SQLite can only change constraints that have names.
METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

FEEDBACK: Final = Table(
    "feedback",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("language", String(8), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("useful", Boolean, nullable=False),
    Column("service", String(80)),
    Column("reason", String(40)),
    Column("comment", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("channel", String(40), nullable=False),
)

HANDOFFS: Final = Table(
    "handoff",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("language", String(8), nullable=False),
    Column("reach", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("service", String(80)),
    Column("district", String(40)),
    Column("channel", String(40), nullable=False),
    Column("status", String(40), nullable=False),
)
