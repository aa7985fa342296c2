"""How the bot presents itself on Telegram: name, descriptions and commands, in five languages."""

import logging
from typing import Any, Final

from telegram import BotCommand
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.messages import mark, say
from knowledge.languages import Language

log = logging.getLogger("ieum")

COMMANDS: Final = {
    "start": mark("Begin"),
    "language": mark("Choose the language"),
    "centers": mark("Centers, and those near me"),
    "help": mark("Helplines"),
    "person": mark("Talk to a person"),
    "clear": mark("Forget our conversation"),
    "bot": mark("Talk to Ieum again"),
}
_SHORT: Final = "Help for foreign residents of Seoul, in five languages"
_LONG: Final = (
    "Ask in your own words. The answer comes from checked sources, with a date, and names who can "
    "help you."
)


async def present(bot: ExtBot[Any]) -> None:
    """Tell Telegram name, descriptions and commands in each language, and in English for others."""
    for code, language in [("", Language.EN), *((one.value, one) for one in Language)]:
        commands = [BotCommand(name, say(language, what)) for name, what in COMMANDS.items()]
        try:
            await bot.set_my_commands(commands, language_code=code)
            await bot.set_my_name("Ieum 이음", language_code=code)
            await bot.set_my_description(say(language, _LONG), language_code=code)
            await bot.set_my_short_description(say(language, _SHORT), language_code=code)
        except TelegramError as error:
            # It may say so only a few times a day; yesterday's words will do.
            log.info("Telegram takes no new presentation now: %s", error)
            return
