"""Handoffs become tickets with messages; chats; and updates that wait to be answered."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Widen handoffs, and make three tables."""
    _widen_handoffs()
    _make_ticket_messages()
    op.create_table(
        "chat",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(8)),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chat"),
    )
    op.create_index("ix_chat_at", "chat", ["at"])
    op.create_table(
        "inbox",
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.Text),
        sa.Column("begun", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_inbox"),
    )
    op.create_index("ix_inbox_at", "inbox", ["at"])
    _create_partial_index("ix_inbox_waiting", "inbox", ["number"], "sealed IS NOT NULL")


def _widen_handoffs() -> None:
    with op.batch_alter_table("handoff") as handoff:
        handoff.add_column(sa.Column("chat", sa.String(32)))
        handoff.add_column(sa.Column("sealed", sa.Text))
        handoff.add_column(sa.Column("closed_at", sa.DateTime(timezone=True)))
    # There are two states now; only "open" meant that somebody waits.
    op.execute("UPDATE handoff SET status = 'closed' WHERE status <> 'open'")
    _create_partial_index(
        "ix_handoff_open_chat", "handoff", ["chat"], "status = 'open'", unique=True
    )


def _make_ticket_messages() -> None:
    op.create_table(
        "ticket_message",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("ticket", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(8), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("begun", sa.Boolean, nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_message"),
        sa.UniqueConstraint("ticket", "number", name="uq_ticket_message_ticket_number"),
        sa.ForeignKeyConstraint(
            ["ticket"], ["handoff.id"], name="fk_ticket_message_ticket", ondelete="CASCADE"
        ),
    )
    _create_partial_index(
        "ix_ticket_message_undelivered",
        "ticket_message",
        ["ticket", "number"],
        "author = 'staff' AND delivered_at IS NULL",
    )


def _create_partial_index(
    name: str, table: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    op.create_index(
        name,
        table,
        columns,
        unique=unique,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
