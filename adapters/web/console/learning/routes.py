"""The room of learning, all of its pages."""

from fastapi import APIRouter

from adapters.web.console.learning.answers import answers
from adapters.web.console.learning.entries import entries
from adapters.web.console.learning.exports import exports
from adapters.web.console.learning.gap import gap
from adapters.web.console.learning.gaps import gaps
from adapters.web.console.learning.trends import trends

router = APIRouter(prefix="/console", include_in_schema=False)
for _page in (gaps, gap, answers, entries, trends, exports):
    router.include_router(_page)
