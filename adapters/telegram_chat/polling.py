"""Asking Telegram for messages: `ieum telegram`, for a machine that has no address of its own."""

import asyncio
import logging
import signal
from pathlib import Path
from typing import Final

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter
from telegram.error import TelegramError as Refused

from adapters.assemble import Ieum
from adapters.keeping import Keeping
from adapters.live import Live
from adapters.recording import Recording
from adapters.retention import purging
from adapters.settings import Settings, TelegramMode
from adapters.telegram_chat.errors import TelegramError
from adapters.telegram_chat.program import ALLOWED_UPDATES, Program

log = logging.getLogger("ieum")

_LONG_POLL: Final = 30
_PAUSE: Final = 2.0
_FULL_PAUSE: Final = 0.2
ALIVE: Final = "telegram.alive"
"""The file in `IEUM_VAR` that is touched whenever Telegram has answered."""


async def poll(
    ieum: Ieum | Live,
    settings: Settings,
    keeping: Keeping,
    *,
    drop_webhook: bool = False,
    stop: asyncio.Event | None = None,
) -> None:
    """Answer what Telegram has, until told to stop: by `stop`, else by SIGINT or SIGTERM.

    Raises:
        TelegramError: it cannot run: no token, a wrong one, a webhook is set (and not to be
            dropped), or another program asks, too.
    """
    if settings.telegram_mode is not TelegramMode.POLLING:
        raise TelegramError(
            f"IEUM_TELEGRAM_MODE is {settings.telegram_mode}; `ieum telegram` is for `polling`."
        )
    live = Live.of(ieum)
    recording = Recording(live, keeping, settings.question_days)
    program = Program(live, settings, keeping, recording)
    if stop is None:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await keeping.open()
    try:
        await program.start()
        await _end_webhook(program, drop_webhook=drop_webhook)
        log.info("Ieum answers on Telegram as @%s.", program.bot.username)
        async with live.following(), recording.running(), purging(keeping, settings):
            await _ask(program, settings.var / ALIVE, stop)
    except InvalidToken as error:
        raise TelegramError("Telegram does not know this token (IEUM_TELEGRAM_TOKEN).") from error
    except NetworkError as error:
        raise TelegramError(f"Telegram cannot be reached: {error}") from error
    except Refused as error:
        raise TelegramError(f"Telegram refuses: {error}") from error
    finally:
        await program.stop()
        keeping.close()


async def _end_webhook(program: Program, *, drop_webhook: bool) -> None:
    """See to it that Telegram does not tell another program what we ask for."""
    told = (await program.bot.get_webhook_info()).url
    if told and not drop_webhook:
        raise TelegramError(
            f"Telegram tells {told} of this bot's messages, and cannot be asked, too. Stop that "
            "program, then say `ieum telegram --drop-webhook` once."
        )
    if told:
        await program.bot.delete_webhook()


async def _ask(program: Program, alive: Path, stop: asyncio.Event) -> None:
    """Ask again and again; what comes is kept before Telegram may forget it."""
    offset, stopping = 0, asyncio.create_task(stop.wait())
    alive.touch()
    while not stop.is_set():
        if program.intake.is_full:
            await asyncio.sleep(_FULL_PAUSE)
            continue
        asking = asyncio.ensure_future(
            program.bot.get_updates(offset, timeout=_LONG_POLL, allowed_updates=ALLOWED_UPDATES)
        )
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            asking.cancel()
            return
        try:
            updates = asking.result()
        except Conflict as error:
            raise TelegramError(
                "Another program asks Telegram for this bot's messages. Only one may: stop it, or "
                "take another token."
            ) from error
        except (NetworkError, RetryAfter) as error:
            log.warning("Telegram does not answer now: %s", error)
            await asyncio.wait({stopping}, timeout=_PAUSE)
            continue
        alive.touch()
        if updates:
            await program.intake.take([update.to_dict() for update in updates])
            offset = updates[-1].update_id + 1
