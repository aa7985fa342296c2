"""The methods of the Bot API that answer at once, by their names in small letters."""

import time
from collections.abc import Callable
from typing import Any, Final

from benchmarks.bot_api.arguments import Arguments
from benchmarks.bot_api.errors import bad_request
from benchmarks.bot_api.profile import (
    delete_my_commands,
    get_my_commands,
    set_my_commands,
    text_getter,
    text_setter,
)
from benchmarks.bot_api.sending import (
    delete_message,
    edit_message_reply_markup,
    edit_message_text,
    find_chat,
    send_chat_action,
    send_location,
    send_message,
    send_venue,
)
from benchmarks.bot_api.transcript import BOT, Said
from benchmarks.bot_api.world import World

_MAX_ANSWER: Final = 200
_TOO_OLD: Final = "query is too old and response timeout expired or query ID is invalid"


def get_me(world: World, arguments: Arguments) -> dict[str, Any]:  # noqa: ARG001
    """Return who the bot is."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, arguments: Arguments) -> dict[str, Any]:
    """Return what is known of a chat."""
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), True
    )
    return find_chat(world, arguments).as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts | {"gifts_from_channels": True},
    }


def get_file(world: World, arguments: Arguments) -> dict[str, Any]:
    """Return where a file lies."""
    file_id = arguments["file_id"]
    if not file_id:
        raise bad_request("file_id not specified")
    if file_id not in world.files:
        raise bad_request("invalid file_id")
    file = world.files[file_id]
    return {
        "file_id": file_id,
        "file_unique_id": file_id[-11:],
        "file_size": len(file.content),
        "file_path": file.path,
    }


def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """Answer a press, once and soon."""
    query = world.queries.get(arguments["callback_query_id"])
    late = query is None or time.monotonic() - query.at > world.query_seconds
    if query is None or late or query.answered:
        raise bad_request(_TOO_OLD)
    if len(arguments["text"]) > _MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered = True
    query.chat.note(Said(BOT, "answer", arguments["text"]))
    return True


METHODS: Final[dict[str, Callable[[World, Arguments], Any]]] = {
    "getme": get_me,
    "getchat": get_chat,
    "getfile": get_file,
    "answercallbackquery": answer_callback_query,
    "sendmessage": send_message,
    "sendlocation": send_location,
    "sendvenue": send_venue,
    "sendchataction": send_chat_action,
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyname": text_setter("name", 64, "BOT_TITLE_INVALID"),
    "getmyname": text_getter("name"),
    "setmydescription": text_setter("description", 512, "BOT_DESCRIPTION_INVALID"),
    "getmydescription": text_getter("description"),
    "setmyshortdescription": text_setter("short_description", 120, "BOT_ABOUT_INVALID"),
    "getmyshortdescription": text_getter("short_description"),
}
