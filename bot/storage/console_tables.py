"""The tables of the counselors' console: who works here, what was asked, how content changed.

As in `tables.py`, a change here needs a migration beside it.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from bot.storage.tables import METADATA, UtcTime

STAFF: Final = Table(
    "staff",
    METADATA,
    Column("id", String(36), primary_key=True),
    # What is typed to log in, in small letters; `shown` is what colleagues read.
    Column("name", String(80), nullable=False, unique=True),
    Column("shown", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password", String(200), nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("totp", String(64)),
    # The last step that was used: a code opens once.
    Column("totp_step", BigInteger),
    Column("languages", String(40), nullable=False),
    Column("interface", String(8)),
    Column("sound", Boolean, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("last_login_at", UtcTime),
)

# Of a session, only the hash of its token is kept: who reads the table can open nothing.
STAFF_SESSIONS: Final = Table(
    "staff_session",
    METADATA,
    Column("token", String(64), primary_key=True),
    Column("staff", String(36), ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", UtcTime, nullable=False, index=True),
    Column("seen_at", UtcTime, nullable=False),
    Column("awaits_code", Boolean, nullable=False),
    Index("ix_staff_session_staff", "staff"),
)

LOGIN_FAILURES: Final = Table(
    "login_failure",
    METADATA,
    Column("number", Integer, primary_key=True),
    # A hash of the name, or of the address, from which it was tried.
    Column("key", String(64), nullable=False),
    Column("at", UtcTime, nullable=False, index=True),
    Index("ix_login_failure_key", "key", "at"),
)

# No foreign key: what somebody did stays known when they have left.
AUDIT: Final = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("staff", String(36), index=True),
    Column("name", String(80), nullable=False),
    Column("action", String(40), nullable=False, index=True),
    Column("subject", String(120), nullable=False, index=True),
    Column("detail", Text, nullable=False),
)

TICKET_NOTES: Final = Table(
    "ticket_note",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("ticket", String(36), ForeignKey("handoff.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("staff", String(36), nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_ticket_note_ticket", "ticket", "at"),
)

SHELF: Final = Table(
    "shelf",
    METADATA,
    Column("staff", String(36), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("item", String(120), primary_key=True),
    Column("is_pinned", Boolean, nullable=False),
    Column("at", UtcTime, nullable=False),
)

GAPS: Final = Table(
    "gap",
    METADATA,
    Column("id", String(36), primary_key=True),
    # The mean of its questions' vectors, float32, and which encoder made them.
    Column("centre", LargeBinary, nullable=False),
    Column("encoder", String(80), nullable=False),
    Column("count", Integer, nullable=False),
    Column("example", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("entry", String(80)),
    Column("first_at", UtcTime, nullable=False),
    Column("last_at", UtcTime, nullable=False),
    Index("ix_gap_state", "state", "count"),
    Index("ix_gap_last", "state", "last_at"),
)

QUESTIONS: Final = Table(
    "question",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("language", String(8), nullable=False),
    # The kind of the reply; or `not-useful`, where the person said so.
    Column("kind", String(20), nullable=False),
    Column("service", String(80)),
    Column("topic", String(40)),
    Column("channel", String(40), nullable=False),
    Column("reason", String(40)),
    Column("text", Text, nullable=False),
    Column("gap", String(36), ForeignKey("gap.id", ondelete="SET NULL")),
    # Everything that is counted of a gap stands in it: no row has to be read for that.
    Index("ix_question_gap", "gap", "language", "kind", "at"),
)

# How much was asked, and nobody's words; kept when the questions are gone.
QUESTION_COUNTS: Final = Table(
    "question_count",
    METADATA,
    Column("day", String(10), primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("language", String(8), primary_key=True),
    Column("channel", String(40), primary_key=True),
    Column("kind", String(20), primary_key=True),
    # Empty where a reply has none.
    Column("topic", String(40), primary_key=True),
    Column("service", String(80), primary_key=True),
    Column("asked", Integer, nullable=False),
    Column("useful", Integer, nullable=False),
    Column("not_useful", Integer, nullable=False),
    # A row lies where its key does: what is counted together is read in one go.
    sqlite_with_rowid=False,
)

REVISIONS: Final = Table(
    "revision",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("path", String(120), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("staff", String(36)),
    Column("name", String(80), nullable=False),
    # The whole file after the change, and the SHA-256 of it and of what it was made from.
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("parent", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_revision_path", "path", "number"),
)
