"""Being told by Telegram: `POST /telegram/webhook`, within `ieum serve`."""

import asyncio
import hmac
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, HTTPException, Request

from adapters.keeping import Keeping
from adapters.live import Live
from adapters.settings import Settings, TelegramMode
from adapters.telegram_chat.errors import TelegramAwayError, TelegramError
from bot.storage.inbox import LARGEST

if TYPE_CHECKING:
    from telegram.error import TelegramError as Refused

    # Telegram's library takes half a second and 40 MB, which only a bot should cost.
    from adapters.telegram_chat.program import Program

log = logging.getLogger("ieum")

_PAUSE: Final = 30.0
"""Seconds until Telegram is tried again."""
PATH: Final = "/telegram/webhook"
_HEADER: Final = "x-telegram-bot-api-secret-token"
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)

webhook = APIRouter(include_in_schema=False)


@webhook.post(PATH)
async def take(request: Request) -> dict[str, bool]:
    """Take an update in, and answer it afterwards."""
    program: Program | None = getattr(request.app.state, "telegram", None)
    if program is None:
        raise HTTPException(404)
    secret: bytes = request.app.state.telegram_secret
    told = request.headers.get(_HEADER, "").encode("utf-8", "replace")
    if not hmac.compare_digest(told, secret):
        raise HTTPException(403)
    if program.intake.is_full:
        raise HTTPException(503, headers={"retry-after": "1"})
    try:
        update: Any = await request.json()
    except ValueError as error:
        raise HTTPException(400) from error
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or abs(number) > LARGEST:
        raise HTTPException(400)
    await program.intake.take([update])
    return {"ok": True}


def check(settings: Settings) -> str:
    """Return the webhook's secret, if the settings have what a webhook needs.

    Raises:
        TelegramError: a setting is missing.
    """
    secret = settings.telegram_secret.get_secret_value() if settings.telegram_secret else ""
    if settings.telegram_token is None:
        raise TelegramError("There is no token: set IEUM_TELEGRAM_TOKEN (docs/operating.md).")
    if not _SECRET.fullmatch(secret):
        raise TelegramError("A webhook needs IEUM_TELEGRAM_SECRET: letters, digits, `_`, `-`.")
    if settings.public_url is None:
        raise TelegramError("A webhook needs IEUM_PUBLIC_URL, the address Telegram can reach.")
    if settings.workers > 1:
        raise TelegramError("A webhook needs IEUM_WORKERS=1: one process answers a bot.")
    return secret


@asynccontextmanager
async def listening(
    state: Any, live: Live, settings: Settings, keeping: Keeping
) -> AsyncIterator[None]:
    """Listen to Telegram, where the settings say so.

    Raises:
        TelegramError: a setting is missing, or Telegram does not take our address.
    """
    if settings.telegram_mode is not TelegramMode.WEBHOOK:
        yield
        return
    secret = check(settings)
    state.telegram, state.telegram_secret = None, secret.encode()
    try:
        state.telegram = await _listen(state, live, settings, keeping)
    except TelegramAwayError as error:
        log.warning("%s The pages are served; Telegram is tried again.", error)
    retrying = asyncio.create_task(_retry(state, live, settings, keeping))
    try:
        yield
    finally:
        retrying.cancel()
        await asyncio.gather(retrying, return_exceptions=True)
        if state.telegram:
            await state.telegram.stop()


async def _retry(state: Any, live: Live, settings: Settings, keeping: Keeping) -> None:
    """Try again until Telegram can be reached."""
    while state.telegram is None:
        await asyncio.sleep(_PAUSE)
        try:
            state.telegram = await _listen(state, live, settings, keeping)
            log.info("Telegram is reached.")
        except TelegramAwayError:
            continue
        except TelegramError as error:
            log.error("%s", error)  # noqa: TRY400 - the cause may quote the token
            return


async def _listen(state: Any, live: Live, settings: Settings, keeping: Keeping) -> "Program":
    from telegram.error import TelegramError as Refused

    from adapters.telegram_chat.program import ALLOWED_UPDATES, Program

    program = Program(live, settings, keeping, state.recording)
    try:
        await program.start()
        await program.bot.set_webhook(
            f"{settings.public_url}{PATH}",
            secret_token=state.telegram_secret.decode(),
            allowed_updates=ALLOWED_UPDATES,
        )
    except Refused as error:
        await program.stop()
        # The cause is left out: it may quote the token, and the server logs it.
        raise _why(error) from None
    return program


def _why(error: "Refused") -> TelegramError:
    from telegram.error import BadRequest, InvalidToken, NetworkError

    if isinstance(error, InvalidToken):
        return TelegramError("Telegram does not know this token (IEUM_TELEGRAM_TOKEN).")
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return TelegramAwayError(f"Telegram cannot be reached: {error}.")
    return TelegramError(f"Telegram does not take our address: {error}")
