"""The bot, put together: what it knows, what it remembers, how it is reached."""

import asyncio
from typing import Any, Final

from telegram import Update
from telegram.ext import Application, ExtBot
from telegram.request import HTTPXRequest

from adapters.keeping import Keeping
from adapters.live import Live
from adapters.recording import Recording
from adapters.settings import Settings
from adapters.telegram_chat.answering import Answering
from adapters.telegram_chat.delivery import Delivery
from adapters.telegram_chat.errors import TelegramError
from adapters.telegram_chat.handing_over import Handover
from adapters.telegram_chat.handlers import Handlers
from adapters.telegram_chat.intake import Intake, Raw
from adapters.telegram_chat.memory import ChatMemory
from adapters.telegram_chat.pace import Pace
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.presses import Presses
from adapters.telegram_chat.profile import present
from adapters.telegram_chat.sending import Sender
from bot.sealing import Seal

ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query")
_CONNECTIONS: Final = 64
_FAREWELL_SECONDS: Final = 10.0


class Program:
    """Answers on Telegram, however the updates come in."""

    def __init__(
        self, live: Live, settings: Settings, keeping: Keeping, recording: Recording
    ) -> None:
        """Put the parts together.

        Raises:
            TelegramError: there is no token.
        """
        if settings.telegram_token is None:
            raise TelegramError("There is no token: set IEUM_TELEGRAM_TOKEN (docs/operating.md).")
        token = settings.telegram_token.get_secret_value()
        self._requests = (HTTPXRequest(connection_pool_size=_CONNECTIONS), HTTPXRequest())
        self.application = (
            Application.builder()
            .token(token)
            .base_url(f"{settings.telegram_api}/bot")
            .request(self._requests[0])
            .get_updates_request(self._requests[1])
            .rate_limiter(Pace())
            .updater(None)
            .build()
        )
        seal = Seal(token)
        memory = ChatMemory(keeping, seal)
        sender = Sender(self.bot, memory)
        handover = Handover(keeping, seal, live)
        default = settings.default_language
        answering = Answering(live, sender, memory, handover, recording, default)
        places = Places(live, sender)
        presses = Presses(answering, places, keeping)
        handlers = Handlers(answering, places, presses, settings.question_days)
        handlers.register(self.application)
        self.intake = Intake(keeping, seal, self._answer)
        self._delivery = Delivery(keeping, seal, memory, sender)
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def bot(self) -> ExtBot[Any]:
        """Return Telegram's side."""
        bot: ExtBot[Any] = self.application.bot
        return bot

    async def start(self) -> None:
        """Begin to answer what is taken in, and to bring what staff answer.

        Raises:
            telegram.error.TelegramError: Telegram does not know the token, or is away.
        """
        await self.application.initialize()
        runs = (self.intake.run(), self._delivery.run(), present(self.bot))
        self._tasks = [asyncio.create_task(run) for run in runs]

    async def stop(self) -> None:
        """Finish what is being answered, and go."""
        await asyncio.gather(
            self.intake.finish(_FAREWELL_SECONDS), self._delivery.finish(_FAREWELL_SECONDS)
        )
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.application.shutdown()
        for request in self._requests:
            # The library leaves them open where it could not begin.
            await request.shutdown()

    async def _answer(self, raw: Raw) -> None:
        update = Update.de_json(raw, self.bot)
        if update:
            await self.application.process_update(update)
