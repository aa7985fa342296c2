"""The counselors' console: staff, tickets that are held, what was asked, how content changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Widen tickets and their messages, and make the console's own tables."""
    _widen_tickets()
    _make_staff()
    _make_notes()
    _make_questions()
    _make_revisions()


def _widen_tickets() -> None:
    with op.batch_alter_table("handoff") as handoff:
        handoff.add_column(
            sa.Column("urgency", sa.String(12), nullable=False, server_default="none")
        )
        handoff.add_column(sa.Column("topic", sa.String(40)))
        handoff.add_column(sa.Column("key", sa.String(64)))
        handoff.add_column(sa.Column("holder", sa.String(36)))
        handoff.add_column(sa.Column("held_at", _time()))
        handoff.add_column(sa.Column("last_at", _time()))
        handoff.add_column(
            sa.Column("awaits", sa.Boolean, nullable=False, server_default=sa.true())
        )
        handoff.add_column(sa.Column("since", _time()))
    op.create_index("ix_handoff_queue", "handoff", ["status", "at"])
    op.create_index("ix_handoff_holder", "handoff", ["holder", "status"])
    with op.batch_alter_table("ticket_message") as message:
        message.add_column(sa.Column("staff", sa.String(36)))
        message.add_column(sa.Column("service", sa.String(80)))


def _make_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("shown", sa.String(120), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("totp", sa.String(64)),
        sa.Column("totp_step", sa.BigInteger),
        sa.Column("languages", sa.String(40), nullable=False),
        sa.Column("interface", sa.String(8)),
        sa.Column("sound", sa.Boolean, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("created_at", _time(), nullable=False),
        sa.Column("last_login_at", _time()),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("name", name="uq_staff_name"),
    )
    op.create_table(
        "staff_session",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("staff", sa.String(36), nullable=False),
        sa.Column("created_at", _time(), nullable=False),
        sa.Column("seen_at", _time(), nullable=False),
        sa.Column("awaits_code", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_staff_session"),
        _owned_by("staff_session", "staff", "staff"),
    )
    op.create_index("ix_staff_session_created_at", "staff_session", ["created_at"])
    op.create_index("ix_staff_session_staff", "staff_session", ["staff"])
    op.create_table(
        "login_failure",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", _time(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_login_failure"),
    )
    op.create_index("ix_login_failure_at", "login_failure", ["at"])
    op.create_index("ix_login_failure_key", "login_failure", ["key", "at"])
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", _time(), nullable=False),
        sa.Column("staff", sa.String(36)),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    for column in ("at", "staff", "action", "subject"):
        op.create_index(f"ix_audit_{column}", "audit", [column])


def _make_notes() -> None:
    op.create_table(
        "ticket_note",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("ticket", sa.String(36), nullable=False),
        sa.Column("at", _time(), nullable=False),
        sa.Column("staff", sa.String(36), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_note"),
        _owned_by("ticket_note", "ticket", "handoff"),
    )
    op.create_index("ix_ticket_note_ticket", "ticket_note", ["ticket", "at"])
    op.create_table(
        "shelf",
        sa.Column("staff", sa.String(36), nullable=False),
        sa.Column("item", sa.String(120), nullable=False),
        sa.Column("is_pinned", sa.Boolean, nullable=False),
        sa.Column("at", _time(), nullable=False),
        sa.PrimaryKeyConstraint("staff", "item", name="pk_shelf"),
        _owned_by("shelf", "staff", "staff"),
    )


def _make_questions() -> None:
    op.create_table(
        "gap",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("centre", sa.LargeBinary, nullable=False),
        sa.Column("encoder", sa.String(80), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("example", sa.Text, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("entry", sa.String(80)),
        sa.Column("first_at", _time(), nullable=False),
        sa.Column("last_at", _time(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gap"),
    )
    op.create_index("ix_gap_state", "gap", ["state", "count"])
    op.create_index("ix_gap_last", "gap", ["state", "last_at"])
    op.create_table(
        "question",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("at", _time(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("service", sa.String(80)),
        sa.Column("topic", sa.String(40)),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("gap", sa.String(36)),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        sa.ForeignKeyConstraint(["gap"], ["gap.id"], name="fk_question_gap", ondelete="SET NULL"),
    )
    op.create_index("ix_question_at", "question", ["at"])
    op.create_index("ix_question_gap", "question", ["gap", "language", "kind", "at"])
    _make_counts()


def _make_counts() -> None:
    op.create_table(
        "question_count",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("hour", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("service", sa.String(80), nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("useful", sa.Integer, nullable=False),
        sa.Column("not_useful", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(
            "day",
            "hour",
            "language",
            "channel",
            "kind",
            "topic",
            "service",
            name="pk_question_count",
        ),
        sqlite_with_rowid=False,
    )


def _make_revisions() -> None:
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("path", sa.String(120), nullable=False),
        sa.Column("at", _time(), nullable=False),
        sa.Column("staff", sa.String(36)),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("parent", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_revision"),
    )
    op.create_index("ix_revision_path", "revision", ["path", "number"])


def _time() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _owned_by(table: str, column: str, owner: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{owner}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )
