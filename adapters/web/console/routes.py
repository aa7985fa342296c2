"""All rooms of the console; each adds its router here."""

from fastapi import APIRouter

from adapters.web.console.access.routes import router as access
from adapters.web.console.content.routes import router as content
from adapters.web.console.learning.routes import router as learning
from adapters.web.console.lookup.routes import router as lookup
from adapters.web.console.tickets.routes import router as tickets

console = APIRouter(include_in_schema=False)
for _room in (access, lookup, learning, content, tickets):
    console.include_router(_room)
