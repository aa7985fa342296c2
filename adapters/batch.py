"""Reading many questions from JSON lines, with every fault named by its line."""

import json
from typing import BinaryIO

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from adapters.question import Question
from bot.reply import Message

_MOST_FAULTS = 20


class BatchError(ValueError):
    """Lines that are not questions; the text names each."""


def read_messages(source: BinaryIO) -> list[Message]:
    """Read one question a line; blank lines are passed over.

    Raises:
        BatchError: some lines are not UTF-8, not JSON, or not questions.
    """
    messages, faults = [], []
    for number, raw in enumerate(source, start=1):
        if not raw.strip():
            continue
        try:
            messages.append(
                Question.model_validate(json.loads(raw.decode("utf-8-sig"))).to_message()
            )
        except UnicodeDecodeError:
            faults.append(f"line {number}: is not UTF-8")
        except RecursionError:
            faults.append(f"line {number}: is nested too deeply")
        except json.JSONDecodeError as error:
            faults.append(f"line {number}: is not JSON ({error.msg})")
        except ValidationError as error:
            faults += [f"line {number}: {_fault(detail)}" for detail in error.errors()]
    if faults:
        more = len(faults) - _MOST_FAULTS
        shown = faults[:_MOST_FAULTS] + ([f"and {more} more"] if more > 0 else [])
        raise BatchError("Nothing was answered.\n" + "\n".join(shown))
    return messages


def _fault(detail: ErrorDetails) -> str:
    place = ".".join(str(part) for part in detail["loc"])
    return f"{place or 'it'}: {detail['msg']}"
