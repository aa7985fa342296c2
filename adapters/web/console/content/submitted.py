"""What an editor posts: the form itself, and what goes with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from fastapi import Request

from adapters.web.console.content.posting import Posted, first, gathered
from knowledge.languages import Language

LOOK: Final = "look"
SAVE: Final = "save"
QUESTIONS: Final = "questions"
_LONGEST_NOTE: Final = 500
_TAKE: Final = "_take."


@dataclass(frozen=True)
class Submitted:
    """A form that came back.

    `act` is the button that was pressed. `parent` is the digest of the file from which the form was
    made, and `base` what each unit looked like then. `takes` says, after a conflict, whose text of
    which unit is taken: `mine` or `theirs`.
    """

    posted: Posted
    act: str = LOOK
    parent: str = ""
    base: Mapping[str, str] = field(default_factory=dict)
    knowingly: frozenset[Language] = frozenset()
    read_by: frozenset[Language] = frozenset()
    note: str = ""
    gap: str = ""
    takes: Mapping[str, str] = field(default_factory=dict)


async def submitted(request: Request) -> Submitted:
    """Read a form that was posted."""
    form = await request.form(max_files=0)
    posted = gathered((name, value) for name, value in form.multi_items() if isinstance(value, str))
    return Submitted(
        _with_offered(posted),
        first(posted, "do") or LOOK,
        first(posted, "parent"),
        _marks(first(posted, "base")),
        _languages(posted, "_knowingly"),
        _languages(posted, "_read_by"),
        first(posted, "_note")[:_LONGEST_NOTE],
        first(posted, "gap"),
        {
            name.removeprefix(_TAKE): values[0]
            for name, values in posted.items()
            if name.startswith(_TAKE)
        },
    )


def _with_offered(posted: Mapping[str, tuple[str, ...]]) -> Posted:
    """Put questions that were ticked among the entry's own."""
    found = dict(posted)
    for language in Language:
        ticked = found.pop(f"_offered.{language}", ())
        if ticked:
            name = f"questions.{language}"
            known = first(found, name).split("\n")
            more = [question for question in ticked if question not in known]
            found[name] = ("\n".join(line for line in (*known, *more) if line),)
    return found


def _languages(posted: Posted, name: str) -> frozenset[Language]:
    return frozenset(Language(one) for one in posted.get(name, ()) if one in set(Language))


def _marks(text: str) -> Mapping[str, str]:
    try:
        read = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(mark) for name, mark in read.items()} if isinstance(read, dict) else {}
