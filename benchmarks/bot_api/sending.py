"""The methods that say something in a chat, and change what was said."""

from typing import Any, Final

from benchmarks.bot_api.arguments import Arguments, field, optional_field
from benchmarks.bot_api.chats import Chat
from benchmarks.bot_api.errors import bad_request
from benchmarks.bot_api.keyboards import reply_markup
from benchmarks.bot_api.messages import Message, now
from benchmarks.bot_api.text import message_text
from benchmarks.bot_api.transcript import BOT, Said, buttons_of
from benchmarks.bot_api.world import World

_ACTIONS: Final = {
    "typing",
    "choose_sticker",
    "find_location",
    "record_video",
    "record_video_note",
    "record_voice",
    "upload_document",
    "upload_photo",
    "upload_video",
    "upload_video_note",
    "upload_voice",
}
_SAME: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_LONGEST: Final = 1 << 31


def find_chat(world: World, arguments: Arguments) -> Chat:
    """Return the chat that a call is about."""
    if not arguments["chat_id"]:
        raise bad_request("chat_id is empty")
    try:
        chat = world.chats.get(int(arguments["chat_id"]))
    except ValueError:
        chat = None
    if chat is None or not chat.open:
        raise bad_request("chat not found")
    return chat


def send_message(world: World, arguments: Arguments) -> dict[str, Any]:
    """Say something."""
    text, entities = message_text(arguments)
    body = {"text": text} | ({"entities": entities} if entities else {})
    options = arguments.parsed(
        "link_preview_options", "Can't parse link preview options JSON object"
    )
    body |= {"link_preview_options": options} if options else {}
    return _send(world, arguments, "text", text, body)


def send_location(world: World, arguments: Arguments) -> dict[str, Any]:
    """Show a place on the map."""
    where = _location(arguments, "Wrong location specified")
    shown = f"{where['latitude']}, {where['longitude']}"
    return _send(world, arguments, "location", shown, {"location": where})


def send_venue(world: World, arguments: Arguments) -> dict[str, Any]:
    """Show a place on the map, with its name and address."""
    where = _location(arguments, "Wrong venue location specified")
    venue = {"location": where, "title": arguments["title"], "address": arguments["address"]}
    for name in ("title", "address"):
        if not arguments[name].strip():
            raise bad_request(f"VENUE_{name.upper()}_INVALID")
    shown = f"{venue['title']}, {venue['address']}"
    return _send(world, arguments, "venue", shown, {"location": where, "venue": venue})


def send_chat_action(world: World, arguments: Arguments) -> bool:
    """Show for a moment what the bot is doing."""
    if arguments["action"].lower() not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = find_chat(world, arguments)
    chat.check_write()
    chat.note(Said(BOT, "action", arguments["action"]))
    return True


def edit_message_text(world: World, arguments: Arguments) -> dict[str, Any]:
    """Change the text of a message, and its keyboard."""
    text, entities = message_text(arguments)
    chat, message, markup = _to_edit(world, arguments)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    body = {"text": text} | ({"entities": entities} if entities else {})
    return _edit(world, chat, message, body, markup, "edit")


def edit_message_reply_markup(world: World, arguments: Arguments) -> dict[str, Any]:
    """Change the keyboard of a message."""
    chat, message, markup = _to_edit(world, arguments)
    kept: dict[str, Any] = {
        name: message.body[name] for name in ("text", "entities") if name in message.body
    }
    return _edit(world, chat, message, kept, markup, "keyboard")


def delete_message(world: World, arguments: Arguments) -> bool:
    """Take a message back."""
    chat = find_chat(world, arguments)
    chat.check_write()
    message = chat.messages.pop(arguments.integer("message_id", 0, 0, _LONGEST), None)
    if message is None:
        raise bad_request("message to delete not found")
    chat.note(Said(BOT, "delete", message.body.get("text", ""), message.id))
    return True


def _send(
    world: World, arguments: Arguments, kind: str, shown: str, body: dict[str, Any]
) -> dict[str, Any]:
    reply_to, alone = _reply_to(arguments)
    markup = reply_markup(arguments, private=not arguments["chat_id"].startswith("-"))
    chat = find_chat(world, arguments)
    chat.check_write()
    if reply_to and reply_to in chat.messages:
        body["reply_to_message"] = chat.messages[reply_to].quoted()
    elif reply_to and not alone:
        raise bad_request("message to be replied not found")
    world.flood.pass_message(chat.id)
    inline = markup is not None and "inline_keyboard" in markup
    if inline:
        body["reply_markup"] = markup
    message = chat.post(body, world.bot, by_bot=True)
    message.plain = inline or markup is None
    if not message.plain:
        chat.keyboard = buttons_of(markup)
    chat.note(Said(BOT, kind, shown, message.id, buttons_of(markup), message.body))
    world.updates.answered(chat.id, reply_to)
    return message.body


def _reply_to(arguments: Arguments) -> tuple[int, bool]:
    value = arguments.parsed("reply_parameters", "Can't parse reply parameters JSON object")
    if value is None:
        value = {"message_id": arguments.integer("reply_to_message_id", 0, 0, _LONGEST)}
    if not isinstance(value, dict):
        raise bad_request("Object expected as reply parameters")
    alone = optional_field(value, "allow_sending_without_reply", bool)
    return field(value, "message_id", int), alone


def _location(arguments: Arguments, wrong: str) -> dict[str, float]:
    where = {}
    for name, most in (("latitude", 90), ("longitude", 180)):
        if not arguments[name].strip():
            raise bad_request(f"{name} is empty")
        try:
            where[name] = float(arguments[name])
        except ValueError:
            where[name] = 0.0  # as Telegram reads what is no number
        if not abs(where[name]) <= most:
            raise bad_request(wrong)
    return where


def _to_edit(world: World, arguments: Arguments) -> tuple[Chat, Message, dict[str, Any] | None]:
    markup = reply_markup(
        arguments, private=not arguments["chat_id"].startswith("-"), only_inline=True
    )
    message_id = arguments.integer("message_id", 0, 0, _LONGEST)
    if not arguments["chat_id"] and not message_id:
        raise bad_request("Message identifier is not specified")
    chat = find_chat(world, arguments)
    chat.check_write()
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot or not message.plain:
        raise bad_request("message can't be edited")
    return chat, message, markup


def _edit(
    world: World,
    chat: Chat,
    message: Message,
    body: dict[str, Any],
    markup: dict[str, Any] | None,
    kind: str,
) -> dict[str, Any]:
    new = body | ({"reply_markup": markup} if markup else {})
    changing = ("text", "entities", "reply_markup")
    if new == {name: message.body[name] for name in changing if name in message.body}:
        raise bad_request(_SAME)
    world.flood.pass_message(chat.id)
    kept = {name: value for name, value in message.body.items() if name not in changing}
    message.body = kept | {"edit_date": now()} | new
    said = Said(BOT, kind, body.get("text", ""), message.id, buttons_of(markup), message.body)
    chat.note(said)
    if kind == "edit":
        world.updates.answered(chat.id, 0)
    return message.body
