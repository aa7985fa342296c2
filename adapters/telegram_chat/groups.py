"""Who speaks to us in a group: they name us, or reply to what we said."""

from telegram import Message
from telegram.constants import MessageEntityType


def addressed(message: Message, username: str, bot_id: int) -> str:
    """Return what a message in a group asks us, without our name; nothing if it does not."""
    if not message.text:
        return ""
    text, name = message.text, f"@{username}".lower()
    named = [
        mention
        for mention in message.parse_entities([MessageEntityType.MENTION]).values()
        if mention.lower() == name
    ]
    replied = message.reply_to_message
    is_reply = bool(replied and replied.from_user and replied.from_user.id == bot_id)
    for mention in named:
        text = text.replace(mention, " ")
    return " ".join(text.split()) if named or is_reply else ""
