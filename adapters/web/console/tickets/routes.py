"""The room in which people's tickets are answered."""

from fastapi import APIRouter

from adapters.web.console.tickets.deeds import deeds
from adapters.web.console.tickets.queue_page import queue
from adapters.web.console.tickets.replying import replying
from adapters.web.console.tickets.ticket_page import ticket_page

router = APIRouter(prefix="/console", include_in_schema=False)
for _part in (queue, ticket_page, deeds, replying):
    router.include_router(_part)
