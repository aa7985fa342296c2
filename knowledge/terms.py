"""Words residents meet at counters, messages that are none of our matters, replies of staff."""

from knowledge.base import Frozen, Identifier, Localized, Spellings


class Term(Frozen):
    """One word met at a counter, with the spellings people type."""

    id: Identifier
    name: Localized
    spellings: Spellings = Spellings()


class CannedReply(Frozen):
    """What counselors write again and again: what it is called, and what it says."""

    id: Identifier
    name: Localized
    text: Localized


class OffTopic(Frozen):
    """A kind of message that Ieum declines, and what people type who send it."""

    id: Identifier
    phrases: Spellings
