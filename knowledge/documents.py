"""Source documents: what they are called, who published them, and what they say, retold."""

from pydantic import Field

from knowledge.base import Frozen, Identifier, Localized, PartialDate, Text
from knowledge.schema import Figures


class Retelling(Frozen):
    """A part of a source document, retold in our own Korean; its figures stand as values."""

    id: Identifier
    section: Text
    service: Identifier
    title: Text
    text: Text
    figures: Figures = Field(default={})


class Document(Frozen):
    """A source document: what it is called, who published it, when it was true, what it says."""

    id: Identifier
    title: Localized
    publisher: Localized
    as_of: PartialDate
    passages: tuple[Retelling, ...] = ()
