"""Reading many questions from JSON lines, with every fault named by its line."""

import json
from typing import BinaryIO, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Line = TypeVar("Line", bound=BaseModel)
_MOST_FAULTS: Final = 20


class BatchError(ValueError):
    """Lines that are not what was expected; the text names each."""


def read_lines(source: BinaryIO, kind: type[Line]) -> list[Line]:
    """Read one of a kind a line; blank lines are passed over.

    Raises:
        BatchError: some lines are not UTF-8, not JSON, or not of the kind.
    """
    read, faults = [], []
    for number, raw in enumerate(source, start=1):
        if not raw.strip():
            continue
        try:
            read.append(kind.model_validate(json.loads(raw.decode("utf-8-sig"))))
        except UnicodeDecodeError:
            faults.append(f"line {number}: is not UTF-8")
        except RecursionError:
            faults.append(f"line {number}: is nested too deeply")
        except ValidationError as error:
            faults += [f"line {number}: {_fault(detail)}" for detail in error.errors()]
        except ValueError as error:
            # A number of thousands of digits is refused without being called a JSON error.
            faults.append(f"line {number}: is not JSON ({getattr(error, 'msg', error)})")
    if faults:
        more = len(faults) - _MOST_FAULTS
        shown = faults[:_MOST_FAULTS] + ([f"and {more} more"] if more > 0 else [])
        raise BatchError("\n".join(shown))
    return read


def _fault(detail: ErrorDetails) -> str:
    place = ".".join(str(part) for part in detail["loc"])
    return f"{place or 'it'}: {detail['msg']}"
