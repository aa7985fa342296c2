"""The methods that say who the bot is: its commands, its name and its descriptions."""

import re
from collections.abc import Callable
from typing import Any, Final

from benchmarks.bot_api.arguments import Arguments, field
from benchmarks.bot_api.errors import ApiError, bad_request
from benchmarks.bot_api.world import World

_MAX_COMMANDS: Final = 100
_MAX_COMMAND: Final = 32
_MAX_DESCRIPTION: Final = 256
_MAX_DESCRIPTIONS: Final = 4096  # of all commands of a list together
_SCOPES: Final = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_IN_CHAT: Final = ("chat", "chat_administrators", "chat_member")


def set_my_commands(world: World, arguments: Arguments) -> bool:
    """Set the commands of a scope and a language."""
    commands = arguments.parsed("commands", "Can't parse commands JSON object") or []
    if not isinstance(commands, list):
        raise bad_request("Expected an Array of BotCommand")
    read = [_command(command) for command in commands]
    key = _scope(world, arguments), _language(arguments)
    checked = [_check(command, description) for command, description in read]
    descriptions = sum(len(command["description"]) for command in checked)
    if len(checked) > _MAX_COMMANDS or descriptions > _MAX_DESCRIPTIONS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[key] = checked
    return True


def get_my_commands(world: World, arguments: Arguments) -> list[dict[str, str]]:
    """Return the commands of a scope and a language."""
    return world.commands.get((_scope(world, arguments), _language(arguments)), [])


def delete_my_commands(world: World, arguments: Arguments) -> bool:
    """Forget the commands of a scope and a language."""
    world.commands.pop((_scope(world, arguments), _language(arguments)), None)
    return True


def text_setter(name: str, most: int, wrong: str) -> Callable[[World, Arguments], bool]:
    """Return the method that sets a name or a description."""

    def set_text(world: World, arguments: Arguments) -> bool:
        language = _language(arguments)
        if len(arguments[name]) > most:
            raise bad_request(wrong)
        world.texts[name, language] = arguments[name]
        return True

    return set_text


def text_getter(name: str) -> Callable[[World, Arguments], dict[str, str]]:
    """Return the method that returns a name or a description, in its language or without one."""

    def get_text(world: World, arguments: Arguments) -> dict[str, str]:
        default = world.bot["first_name"] if name == "name" else ""
        texts = (world.texts.get((name, lang), "") for lang in (_language(arguments), ""))
        return {name: next(filter(None, texts), default)}

    return get_text


def _command(value: Any) -> tuple[str, str]:
    try:
        if not isinstance(value, dict):
            raise bad_request("expected an Object")
        return field(value, "command"), field(value, "description")
    except ApiError as error:
        reason = error.description.removeprefix("Bad Request: ")
        raise bad_request(f"Can't parse BotCommand: {reason}") from None


def _check(command: str, description: str) -> dict[str, str]:
    command, description = command.strip().removeprefix("/"), description.strip()
    if not command:
        raise bad_request("Command must be non-empty")
    if len(command) > _MAX_COMMAND:
        raise bad_request(f"Command length must not exceed {_MAX_COMMAND}")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > _MAX_DESCRIPTION:
        raise bad_request(f"Command description length must not exceed {_MAX_DESCRIPTION}")
    if not re.fullmatch(r"[a-z0-9_]+", command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _language(arguments: Arguments) -> str:
    if not re.fullmatch(r"(?:[a-z]{2})?", arguments["language_code"]):
        raise bad_request("Invalid language code specified")
    return arguments["language_code"]


def _scope(world: World, arguments: Arguments) -> str:
    value = arguments.parsed("scope", "Can't parse BotCommandScope JSON object")
    if value is None:
        return "default"
    wrong = "Can't parse BotCommandScope: "
    if not isinstance(value, dict):
        raise bad_request(f"{wrong}BotCommandScope must be an Object")
    kind, chat_id = value.get("type"), str(value.get("chat_id", ""))
    if kind in _SCOPES:
        return str(kind)
    if kind not in _IN_CHAT:
        raise bad_request(f"{wrong}Unsupported type specified")
    if not re.fullmatch(r"-?\d+", chat_id) or int(chat_id) not in world.chats:
        raise bad_request("chat not found" if chat_id else f"{wrong}Empty chat_id specified")
    if kind != "chat" and int(chat_id) > 0:
        raise bad_request("can't use specified scope in private chats")
    return f"{kind} {chat_id} {value.get('user_id', '')}".strip()
