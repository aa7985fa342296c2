"""What can go wrong with the bot as a whole."""


class TelegramError(Exception):
    """The bot cannot run; the message says why and what to do."""


class TelegramAwayError(TelegramError):
    """Telegram cannot be reached now, and may be later."""
