"""The arguments of a request, each of them a string, as Telegram's own server reads them."""

import json
from typing import Any, Final, Self

from starlette.datastructures import UploadFile
from starlette.requests import Request

from benchmarks.bot_api.errors import bad_request

_TRUE: Final = {"true", "yes", "1"}


class Arguments(dict[str, str]):
    """Arguments by name; what is absent is an empty string."""

    @classmethod
    def of_json(cls, body: dict[str, Any]) -> Self:
        """Take them out of a JSON object, where numbers, flags and objects stand as they are."""
        return cls({name: _text(value) for name, value in body.items() if value is not None})

    def __missing__(self, name: str) -> str:
        return ""

    def flag(self, name: str) -> bool:
        """Read a Boolean."""
        return self[name].lower() in _TRUE

    def integer(self, name: str, default: int, least: int, most: int) -> int:
        """Read an integer; one out of bounds is brought within, and nonsense is the default."""
        try:
            value = int(self[name] or default)
        except ValueError:
            value = default
        return min(max(value, least), most)

    def parsed(self, name: str, wrong: str) -> Any:
        """Read JSON, None if absent."""
        if not self[name]:
            return None
        try:
            return json.loads(self[name])
        except ValueError:
            raise bad_request(wrong) from None


def field(value: Any, name: str, kind: type = str) -> Any:
    """Return a required field of a JSON object."""
    if name not in value:
        raise bad_request(f'Can\'t find field "{name}"')
    return optional_field(value, name, kind)


def optional_field(value: Any, name: str, kind: type = str) -> Any:
    """Return a field of a JSON object, or an empty value of its kind."""
    found = value.get(name)
    if found is None:
        return kind()
    if kind is str and isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)
    if not isinstance(found, kind):
        names = {str: "String", list: "Array", dict: "Object", bool: "Boolean", int: "Number"}
        raise bad_request(f'Field "{name}" must be of type {names[kind]}')
    return found


async def read_arguments(request: Request) -> Arguments:
    """Read the query, then a body of JSON, of a form, or of several parts."""
    found = Arguments(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json":
        try:
            body = await request.json()
        except ValueError:
            raise bad_request("Can't parse JSON object") from None
        found.update(Arguments.of_json(body))
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        form = await request.form()
        for name, value in form.items():
            found[name] = f"attach://{name}" if isinstance(value, UploadFile) else value
        await form.close()
    return found


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
