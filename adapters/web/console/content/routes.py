"""The addresses of this room."""

from fastapi import APIRouter

from adapters.web.console.content.browsing import browsing
from adapters.web.console.content.creating import creating
from adapters.web.console.content.editing import editing
from adapters.web.console.content.history import history

router = APIRouter(prefix="/console", include_in_schema=False)
for _part in (browsing, creating, history, editing):
    router.include_router(_part)
