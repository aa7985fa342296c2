"""Noting who saw and did what."""

from datetime import timedelta
from typing import Final

from fastapi import Request

from adapters.keeping import keeping_of
from adapters.web.console.visit import Visit
from adapters.web.parts import now_of
from bot.storage.audit import AuditRecord

_AGAIN: Final = timedelta(hours=1)


async def note(request: Request, visit: Visit, action: str, subject: str, detail: str = "") -> None:
    """Keep that somebody saw or did something; `action` is a short verb, `ticket.see`.

    Note what is seen before it is shown: what cannot be noted is not seen.

    Raises:
        StoreUnavailableError: it is not kept.
    """
    record = record_of(request, visit, action, subject, detail)
    await keeping_of(request.app).use(lambda store: store.audit.add(record))


async def note_once(request: Request, visit: Visit, action: str, subject: str) -> None:
    """Keep that somebody saw what a page shows again and again: once an hour, as long as it does.

    Whatever shows it calls this: there is no way round the note.

    Raises:
        StoreUnavailableError: it is not kept.
    """
    record = record_of(request, visit, action, subject)
    since = record.at - _AGAIN
    await keeping_of(request.app).use(lambda store: store.audit.add_once(record, since))


def record_of(
    request: Request, visit: Visit, action: str, subject: str, detail: str = ""
) -> AuditRecord:
    """Return what `note` keeps, for who keeps it together with other things."""
    staff = visit.staff
    return AuditRecord(now_of(request), staff.id, staff.name, action, subject, detail)
