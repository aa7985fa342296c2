import uuid
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import insert, update

from bot.learning import Learned
from bot.storage.console_tables import GAPS, QUESTIONS
from knowledge.languages import Language

_TICKETS = Path(__file__).parents[1] / "tickets" / "conftest.py"
_spec = spec_from_file_location("tickets_fixtures", _TICKETS)
_tickets = module_from_spec(_spec)
_spec.loader.exec_module(_tickets)

# Attacks on tickets need tickets, made as in their own room.
ask, ask_in_chat, audited = _tickets.ask, _tickets.ask_in_chat, _tickets.audited


@pytest.fixture
def gap_of(kept, clock):
    """Make a gap with one question, and give its id."""

    def gap_of(text="rác ở đâu?"):
        gap, question, now = str(uuid.uuid4()), str(uuid.uuid4()), clock()
        kept.questions.add([Learned(question, now, Language.VI, "no_answer", "web", text)])
        row = {"id": gap, "centre": np.zeros(2, np.float32).tobytes(), "encoder": "x", "count": 1}
        row |= {"example": text, "state": "open", "first_at": now, "last_at": now}
        with kept._database.writing() as connection:
            connection.execute(insert(GAPS).values(row))
            connection.execute(update(QUESTIONS).where(QUESTIONS.c.id == question).values(gap=gap))
        return gap

    return gap_of


@pytest.fixture
def gap(gap_of):
    return gap_of()
