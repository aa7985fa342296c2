"""How the Bot API refuses: a code, a description and now and then parameters."""

from typing import Any, Final

_PREFIXES: Final = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    500: "Internal Server Error",
}


class ApiError(Exception):
    """A request was refused."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return body | ({"parameters": self.parameters} if self.parameters else {})


def refusal(code: int, text: str = "", **parameters: int) -> ApiError:
    """Word an error as Telegram does: the prefix of its code, then the text with a small letter."""
    if text[:1].isupper() and not text[1:2].isupper() and text[1:2] != "_":
        text = text[0].lower() + text[1:]
    return ApiError(code, f"{_PREFIXES[code]}: {text}" if text else _PREFIXES[code], **parameters)


def bad_request(text: str) -> ApiError:
    """Return the usual refusal."""
    return refusal(400, text)


def too_many_requests(seconds: int) -> ApiError:
    """Return the refusal of flood control."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
