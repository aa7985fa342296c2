from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_TICKETS = Path(__file__).parents[1] / "tickets" / "conftest.py"
_spec = spec_from_file_location("tickets_fixtures", _TICKETS)
_tickets = module_from_spec(_spec)
_spec.loader.exec_module(_tickets)

# Attacks on tickets need tickets, made as in their own room.
ask, ask_in_chat, audited = _tickets.ask, _tickets.ask_in_chat, _tickets.audited
