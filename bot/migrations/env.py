"""Runs migrations on the connection, and in the transaction, that `bot.database` has opened."""

from alembic import context

from bot.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
