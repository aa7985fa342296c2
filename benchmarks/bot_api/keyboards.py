"""Keyboards under messages and in place of the user's own, checked as Telegram checks them."""

from collections.abc import Callable
from typing import Any, Final

from benchmarks.bot_api.arguments import Arguments, field, optional_field
from benchmarks.bot_api.errors import ApiError, bad_request
from benchmarks.bot_api.links import check_link, is_link_to_user

_MAX_DATA: Final = 64
_MAX_BUTTONS: Final = 100
_STYLES: Final = {"", "danger", "primary", "success"}
_PRIVATE: Final = {
    "request_contact": "Phone number can be requested in private chats only",
    "request_location": "Location can be requested in private chats only",
    "request_poll": "Poll can be requested in private chats only",
    "request_users": "Users can be requested in private chats only",
    "request_chat": "Chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}


def reply_markup(
    arguments: Arguments, *, private: bool, only_inline: bool = False
) -> dict[str, Any] | None:
    """Return the keyboard of a message, None if it has none."""
    value = arguments.parsed("reply_markup", "Can't parse reply keyboard markup JSON object")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("Object expected as reply markup")
    inline = _buttons(value, "inline_keyboard", _read_inline_button)
    shown = _buttons(value, "keyboard", _read_button)
    if only_inline and not inline and "inline_keyboard" not in value:
        raise bad_request("Inline keyboard expected")
    for button in inline:
        _check_inline_button(button, private=private)
    for button in shown:
        _check_button(button, private=private)
    if len(inline) > _MAX_BUTTONS or len(shown) > 3 * _MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    if "inline_keyboard" in value:
        rows = [row for row in value["inline_keyboard"] if row]
        return {"inline_keyboard": rows} if rows else None
    return value


def _buttons(value: dict[str, Any], name: str, read: Callable[[Any], None]) -> list[Any]:
    buttons = [button for row in _rows(value, name) for button in row]
    for button in buttons:
        try:
            read(button)
        except ApiError as error:
            reason = error.description.removeprefix("Bad Request: ")
            what = name.removesuffix("_keyboard").removesuffix("keyboard")
            what = f"{what} keyboard button".strip()
            raise bad_request(f"Can't parse {what}: {reason[:1].upper()}{reason[1:]}") from None
    return buttons


def _rows(value: dict[str, Any], name: str) -> list[list[Any]]:
    rows: list[Any] = optional_field(value, name, list)
    if not all(isinstance(row, list) for row in rows):
        of = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
        raise bad_request(f'Field "{name}"{of} must be an Array of Arrays')
    return rows


def _read_inline_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("InlineKeyboardButton must be an Object")
    field(button, "text")
    if optional_field(button, "style") not in _STYLES:
        raise bad_request("invalid button style specified")
    if optional_field(button, "url") or optional_field(button, "callback_data"):
        return
    objects = {"copy_text", "login_url", "web_app", "switch_inline_query_chosen_chat"}
    for name in objects & button.keys():
        field(button, name, dict)
        return
    if not button.keys() & {
        "callback_game",
        "pay",
        "switch_inline_query",
        "switch_inline_query_current_chat",
    }:
        raise bad_request("Text buttons are unallowed in the inline keyboard")


def _check_inline_button(button: dict[str, Any], *, private: bool) -> None:
    what = "Inline keyboard button"
    if not button["text"]:
        raise bad_request(f"{what} text must be non-empty")
    if url := button.get("url"):
        if not is_link_to_user(url):
            check_link(url, what)
    elif data := button.get("callback_data"):
        if len(data.encode()) > _MAX_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "web_app" in button:
        if not private:
            raise bad_request("BUTTON_TYPE_INVALID")
        check_link(field(button["web_app"], "url"), f"{what} Web App", https_only=True)
    elif "copy_text" in button and not 1 <= len(field(button["copy_text"], "text")) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _read_button(button: Any) -> None:
    if isinstance(button, str):
        return
    if not isinstance(button, dict):
        raise bad_request("KeyboardButton must be a String or an Object")
    field(button, "text")


def _check_button(button: Any, *, private: bool) -> None:
    text = button if isinstance(button, str) else button["text"]
    if not text:
        raise bad_request("Keyboard button text must be non-empty")
    if isinstance(button, str) or private:
        return
    for name, refused in _PRIVATE.items():
        if button.get(name):
            raise bad_request(refused)
