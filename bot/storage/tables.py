"""The tables of what people leave with us, the same for SQLite and PostgreSQL.

Those of the counselors' console stand in `console_tables.py`. A change here needs a migration
beside it (`bot/storage/migrations/versions`); a test compares the two.
"""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)
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
    Column("chat", String(32)),
    Column("sealed", Text),
    Column("closed_at", UtcTime),
    Column("urgency", String(12), nullable=False, server_default="none"),
    Column("topic", String(40)),
    # The hash of what a widget shows to read and write on: the id alone opens nothing.
    Column("key", String(64)),
    Column("holder", String(36)),
    Column("held_at", UtcTime),
    Column("last_at", UtcTime),
    Column("awaits", Boolean, nullable=False, server_default=true()),
    Column("since", UtcTime),
    Index("ix_handoff_queue", "status", "at"),
    Index("ix_handoff_holder", "holder", "status"),
    # A chat has one open ticket at most.
    Index(
        "ix_handoff_open_chat",
        "chat",
        unique=True,
        sqlite_where=text("status = 'open'"),
        postgresql_where=text("status = 'open'"),
    ),
)

TICKET_MESSAGES: Final = Table(
    "ticket_message",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("ticket", String(36), ForeignKey("handoff.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("author", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("begun", Boolean, nullable=False),
    Column("delivered_at", UtcTime),
    Column("staff", String(36)),
    Column("service", String(80)),
    UniqueConstraint("ticket", "number"),
    Index(
        "ix_ticket_message_undelivered",
        "ticket",
        "number",
        sqlite_where=text("author = 'staff' AND delivered_at IS NULL"),
        postgresql_where=text("author = 'staff' AND delivered_at IS NULL"),
    ),
)

CHATS: Final = Table(
    "chat",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("language", String(8)),
    Column("conversation", Text, nullable=False),
)

# What has been answered stays as a number, so that it is recognised when it arrives again.
INBOX: Final = Table(
    "inbox",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False, index=True),
    Column("sealed", Text),
    Column("begun", Boolean, nullable=False),
    Index(
        "ix_inbox_waiting",
        "number",
        sqlite_where=text("sealed IS NOT NULL"),
        postgresql_where=text("sealed IS NOT NULL"),
    ),
)
