"""What kinds, channels, reasons and states are called in the console."""

from collections.abc import Mapping
from typing import Final

from adapters.web.console.content.options import name_of
from adapters.web.console.words import noted, tell
from bot.learning import NOT_USEFUL, Channel
from bot.reply import ReplyKind
from bot.storage.gaps import GapState
from bot.storage.question_counts import Side
from bot.storage.records import Reason
from knowledge.languages import NATIVE_NAMES, Language
from knowledge.schema import Topic

_NONE: Final = noted("without one")
_KINDS: Final[Mapping[str, str]] = {
    ReplyKind.ANSWER: noted("answered"),
    ReplyKind.NO_ANSWER: noted("no answer"),
    ReplyKind.ROUTE: noted("sent to a helpline"),
    ReplyKind.CLARIFY: noted("not sure which"),
    ReplyKind.EMERGENCY: noted("danger"),
    NOT_USEFUL: noted("not useful"),
}
_CHANNELS: Final[Mapping[str, str]] = {
    Channel.WEB: noted("pages"),
    Channel.WIDGET: noted("widget"),
    Channel.API: noted("other programs"),
    Channel.TELEGRAM: noted("Telegram"),
}
_REASONS: Final[Mapping[str, str]] = {
    Reason.WRONG: noted("it is wrong"),
    Reason.UNCLEAR: noted("not understood"),
    Reason.OUTDATED: noted("out of date"),
    Reason.NOT_MY_QUESTION: noted("answers another question"),
    Reason.OTHER: noted("something else"),
}
_STATES: Final[Mapping[str, str]] = {
    GapState.OPEN: noted("still open"),
    GapState.MADE: noted("answered by an entry"),
    GapState.DISMISSED: noted("set aside"),
}
_SIDES: Final[Mapping[str, str]] = {
    Side.LANGUAGE: noted("Language"),
    Side.TOPIC: noted("Topic"),
    Side.CHANNEL: noted("Channel"),
    Side.KIND: noted("Kind of reply"),
    Side.HOUR: noted("Hour of the day"),
}


def kind_name(kind: str, interface: Language) -> str:
    """Return what a kind of reply, or of question, is called."""
    return tell(interface, _KINDS.get(kind, kind))


def channel_name(channel: str, interface: Language) -> str:
    """Return what a channel is called."""
    return tell(interface, _CHANNELS.get(channel, channel))


def reason_name(reason: str | None, interface: Language) -> str:
    """Return what a reason is called; None is that no reason was given."""
    return tell(interface, _REASONS.get(reason, reason) if reason else noted("no reason given"))


def state_name(state: str, interface: Language) -> str:
    """Return what a state of a gap is called."""
    return tell(interface, _STATES[state])


def side_name(side: str, interface: Language) -> str:
    """Return by what things are told apart."""
    return tell(interface, _SIDES[side])


def value_name(side: Side, value: str, interface: Language) -> str:
    """Return what one value of a side is called, whatever the database holds."""
    match side:
        case Side.LANGUAGE if value in set(Language):
            return NATIVE_NAMES[Language(value)]
        case Side.TOPIC if value in set(Topic):
            return name_of(Topic(value), interface)
        case Side.CHANNEL:
            return channel_name(value, interface)
        case Side.KIND:
            return kind_name(value, interface)
        case Side.HOUR:
            return f"{int(value):02}:00"
    return value or tell(interface, _NONE)
