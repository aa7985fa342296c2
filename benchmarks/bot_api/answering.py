"""Answers over HTTP, right ones and, where it is wanted, wrong ones."""

import asyncio
import hmac
import json
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from benchmarks.bot_api.arguments import Arguments, read_arguments
from benchmarks.bot_api.errors import ApiError, bad_request, refusal
from benchmarks.bot_api.methods import METHODS
from benchmarks.bot_api.polling import Polling
from benchmarks.bot_api.webhook import Delivery
from benchmarks.bot_api.world import Call, Failure, World

_GATEWAY: Final = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n"
    "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
_JSON: Final = "application/json"


class Answering:
    """Answers the requests of the bot."""

    def __init__(self, world: World, token: str, *, seconds: float, timeout: float) -> None:
        self.world = world
        self.polling = Polling(world)
        self.delivery = Delivery(world, self._obey, seconds=seconds, timeout=timeout)
        self._token = token

    def wake(self) -> None:
        """Hand out what is new."""
        self.polling.wake()
        self.delivery.wake()

    async def answer(self, request: Request) -> Response:
        """Answer a method."""
        call = Call(request.path_params["method"], Arguments())
        try:
            self._check(request.path_params["token"])
            call.arguments = await read_arguments(request)
            with self.world.changed:
                failure = self.world.record(call)
            await asyncio.sleep(failure.seconds)
            if failure.drop:
                return _HangUp()
            if failure.status:
                return _failed(call, failure)
            body = {"ok": True, "result": await self._result(call, request)}
            call.status = HTTPStatus.OK
        except ApiError as error:
            body = error.as_json()
            call.status, call.description = error.code, error.description
            failure = Failure("", 0)
        with self.world.changed:
            self.world.changed.notify_all()
        if failure.lose:
            return _HangUp()
        return Response(json.dumps(body, ensure_ascii=False), call.status, media_type=_JSON)

    async def file(self, request: Request) -> Response:
        """Give a file away."""
        try:
            self._check(request.path_params["token"])
        except ApiError as error:
            return PlainTextResponse(error.description, error.code)
        for file in [*self.world.files.values()]:
            if file.path == request.path_params["path"]:
                return Response(file.content, media_type="application/octet-stream")
        return PlainTextResponse("Not Found", HTTPStatus.NOT_FOUND)

    def _check(self, token: str) -> None:
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            number, _, secret = token.partition(":")
            raise refusal(401 if number.isdigit() and secret else 404)

    async def _result(self, call: Call, request: Request) -> Any:
        method = call.method.lower()
        if method == "getupdates":
            gone = asyncio.create_task(_hung_up(request))
            try:
                return await self.polling.get_updates(call.arguments, gone)
            finally:
                gone.cancel()
        if method in {"setwebhook", "deletewebhook"}:
            if method == "deletewebhook":
                call.arguments.pop("url", None)
            if call.arguments["url"]:
                self.polling.abort()
            return self.delivery.set_webhook(call.arguments)
        with self.world.changed:
            if method == "getwebhookinfo":
                return self.delivery.info()
            return self._do(method, call.arguments)

    def _do(self, method: str, arguments: Arguments) -> Any:
        if method not in METHODS:
            raise refusal(404, "method not found")
        if not all(_is_text(value) for value in arguments.values()):
            raise bad_request("strings must be encoded in UTF-8")
        return METHODS[method](self.world, arguments)

    def _obey(self, method: str, arguments: Arguments) -> None:
        call = Call(method, arguments)
        with self.world.changed:
            self.world.record(call)
            try:
                self._do(method.lower(), arguments)
                call.status = HTTPStatus.OK
            except ApiError as error:
                call.status, call.description = error.code, error.description


class _HangUp(Response):
    """Promises a body and closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        headers = [(b"content-length", b"1"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def _failed(call: Call, failure: Failure) -> Response:
    call.status = failure.status
    phrase = HTTPStatus(failure.status).phrase
    call.description = failure.description or phrase
    if failure.description or failure.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        body = ApiError(failure.status, call.description).as_json()
        return Response(json.dumps(body), failure.status, media_type=_JSON)
    page = _GATEWAY.format(f"{failure.status} {phrase}")
    return Response(page, failure.status, media_type="text/html")


def _is_text(value: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in value)


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
