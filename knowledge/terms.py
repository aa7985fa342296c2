"""Words residents meet at counters, and messages that are none of our matters."""

from knowledge.base import Frozen, Identifier, Localized, Spellings


class Term(Frozen):
    """One word met at a counter, with the spellings people type."""

    id: Identifier
    name: Localized
    spellings: Spellings = Spellings()


class OffTopic(Frozen):
    """A kind of message that Ieum declines, and what people type who send it."""

    id: Identifier
    phrases: Spellings
