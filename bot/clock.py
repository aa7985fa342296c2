"""The clocks of Seoul, by which centers open and days begin."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

SEOUL: Final = ZoneInfo("Asia/Seoul")


def in_seoul(moment: datetime) -> datetime:
    """Return a moment by the clocks of Seoul; one without a zone is one of Seoul."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=SEOUL)
    return moment.astimezone(SEOUL)


def seoul_day(moment: datetime) -> date:
    """Return the day it is in Seoul at a moment."""
    return in_seoul(moment).date()


def now_in_seoul() -> datetime:
    """Return the time it is in Seoul."""
    return datetime.now(SEOUL)
