"""Times as the pages of this room tell them."""

from datetime import datetime

from bot.clock import in_seoul


def moment(at: datetime) -> str:
    """Return a moment by the clocks of Seoul, as both languages of the console read it."""
    return f"{in_seoul(at):%Y-%m-%d %H:%M}"
