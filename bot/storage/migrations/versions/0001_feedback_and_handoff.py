"""Feedback and handoffs.

Columns are spelled out: a migration says what was, and does not follow `bot.storage.tables`. There
is no way down; before an upgrade one makes a copy.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first two tables."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("useful", sa.Boolean, nullable=False),
        sa.Column("service", sa.String(80)),
        sa.Column("reason", sa.String(40)),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_at", "feedback", ["at"])
    op.create_table(
        "handoff",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("reach", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("service", sa.String(80)),
        sa.Column("district", sa.String(40)),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handoff"),
    )
    op.create_index("ix_handoff_at", "handoff", ["at"])
