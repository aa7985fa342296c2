from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

import bot.storage.migrations
from bot.storage.records import Feedback, Handoff, Reason, TicketStatus
from knowledge.languages import Language

NOW = datetime(2026, 11, 27, 1, 30, 0, 123456, tzinfo=UTC)
FEEDBACK_ID = "11111111-2222-4333-8444-555555555555"
HANDOFF_ID = "66666666-7777-4888-8999-000000000000"
OTHER_ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"


@pytest.fixture
def at_revision(backend, sql):
    """Make tables as they were at a revision, in a database of which nobody else knows yet."""

    def make(revision):
        if backend.url.startswith("sqlite:///"):
            file = Path(backend.url.removeprefix("sqlite:///"))
            file.parent.mkdir(parents=True)
            file.touch()
        config = Config()
        folder = str(Path(bot.storage.migrations.__file__).parent)
        config.set_main_option("script_location", folder.replace("%", "%%"))
        with sql(backend.url) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)

    return make


def test_what_was_kept_before_tickets_and_chats_is_kept(backend, store, sql, at_revision):
    at_revision("0001")
    asked = text(
        "INSERT INTO handoff VALUES "
        "(:id, :at, 'mn', '010-1234-5678', 'цалин', NULL, 'guro', 'widget', :status)"
    )
    given = text(
        "INSERT INTO feedback VALUES (:id, :at, 'vi', 'answer', :useful, "
        "'life-unpaid-wages', 'outdated', 'cũ', '', 'widget')"
    )
    at = f"{NOW:%Y-%m-%d %H:%M:%S.%f}"
    with sql(backend.url) as connection:
        if connection.dialect.name == "postgresql":
            at = NOW
        connection.execute(given, {"id": FEEDBACK_ID, "at": at, "useful": False})
        for name, status in ((HANDOFF_ID, "open"), (OTHER_ID, "done")):
            connection.execute(asked, {"id": name, "at": at, "status": status})

    store.migrate()

    feedback = Feedback(
        FEEDBACK_ID,
        NOW,
        Language.VI,
        "answer",
        useful=False,
        service="life-unpaid-wages",
        reason=Reason.OUTDATED,
        comment="cũ",
    )
    waiting = Handoff(HANDOFF_ID, NOW, Language.MN, "010-1234-5678", "цалин", district="guro")
    assert store.feedback() == (feedback,)
    assert store.tickets.get(HANDOFF_ID) == waiting
    assert store.tickets.get(OTHER_ID).status is TicketStatus.CLOSED
    assert not store.add_handoff(waiting)
    assert store.tickets.close(HANDOFF_ID, NOW)
