"""Webhooks: set, asked for, deleted; and the posting of updates to them."""

import asyncio
import random
import re
import time
from collections.abc import Callable
from typing import Any, Final

import httpx

from benchmarks.bot_api.arguments import Arguments
from benchmarks.bot_api.errors import ApiError, bad_request, too_many_requests
from benchmarks.bot_api.links import is_link
from benchmarks.bot_api.updates import Update
from benchmarks.bot_api.world import Webhook, World

SECRET: Final = "X-Telegram-Bot-Api-Secret-Token"
_LOOPBACK: Final = re.compile(r"http://(?:127\.0\.0\.1|localhost)(?::\d+)?(?:/.*)?")
_PORTS: Final = {80, 88, 443, 8443}
_MAX_SECRET: Final = 256
_CONNECTIONS: Final = 40
_MAX_RESEND: Final = (60, 120)
_NOT_AS_ANSWER: Final = ("get", "setwebhook", "deletewebhook", "close", "logout")


def webhook_of(arguments: Arguments) -> Webhook | None:
    """Read a webhook, None if none is to be set."""
    url, secret = arguments["url"], arguments["secret_token"]
    if not url:
        return None
    if not _LOOPBACK.fullmatch(url):
        if not is_link(url):
            raise bad_request("invalid webhook URL specified")
        if not url.lower().startswith("https:"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (httpx.URL(url).port or 443) not in _PORTS:
            ports = "Webhook can be set up only on ports 80, 88, 443 or 8443"
            raise bad_request(f"bad webhook: {ports}")
    if len(secret) > _MAX_SECRET:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    return Webhook(url, secret, arguments.integer("max_connections", _CONNECTIONS, 1, 100))


class Delivery:
    """Posts updates: in order in every lane, the lanes beside each other."""

    def __init__(
        self,
        world: World,
        call: Callable[[str, Arguments], Any],
        *,
        seconds: float,
        timeout: float,
    ) -> None:
        self.world = world
        self._call = call
        self._seconds = seconds  # until a failed update is posted again; then ever longer
        self._client = httpx.AsyncClient(timeout=timeout, trust_env=False)
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(_CONNECTIONS)
        self._next_set = 0.0

    def set_webhook(self, arguments: Arguments) -> bool:
        """Set a webhook, or delete it."""
        webhook = webhook_of(arguments)
        now = time.monotonic()
        if webhook and self.world.limits.asking:
            if now < self._next_set:
                raise too_many_requests(1)
            self._next_set = now + 1
        with self.world.changed:
            self.world.updates.allow(arguments["allowed_updates"])
            if arguments.flag("drop_pending_updates"):
                self.world.updates.confirm(self.world.updates.waiting)
            if webhook != self.world.webhook:
                self._stop()
                self.world.webhook, self.world.webhook_error = webhook, None
                self._slots = asyncio.Semaphore(webhook.max_connections if webhook else 1)
            self.world.changed.notify_all()
        self.wake()
        return True

    def info(self) -> dict[str, Any]:
        """Return how the webhook fares."""
        world, webhook = self.world, self.world.webhook
        known: dict[str, Any] = {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(world.updates.waiting),
        }
        if webhook:
            known |= {"max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
        if world.updates.allowed:
            known["allowed_updates"] = world.updates.allowed
        if world.webhook_error:
            date, message = world.webhook_error
            known |= {"last_error_date": date, "last_error_message": message}
        return known

    def wake(self) -> None:
        """Serve the lanes in which something waits."""
        webhook = self.world.webhook
        if not webhook:
            return
        with self.world.changed:
            lanes = {update.lane for update in self.world.updates.waiting}
        for lane in lanes - self._lanes.keys():
            self._lanes[lane] = asyncio.create_task(self._serve(webhook, self._slots, lane))

    async def close(self) -> None:
        """Post no more."""
        self._stop()
        await self._client.aclose()

    def _stop(self) -> None:
        for task in self._lanes.values():
            task.cancel()
        self._lanes = {}

    async def _serve(self, webhook: Webhook, slots: asyncio.Semaphore, lane: int) -> None:
        while update := self._next(lane):
            await self._deliver(webhook, slots, update)
            with self.world.changed:
                self.world.updates.confirm([update])
                self.world.changed.notify_all()
        del self._lanes[lane]

    def _next(self, lane: int) -> Update | None:
        with self.world.changed:
            waiting = self.world.updates.waiting
            return next((update for update in waiting if update.lane == lane), None)

    async def _deliver(self, webhook: Webhook, slots: asyncio.Semaphore, update: Update) -> None:
        """Post an update until the bot has it: the second time at once, then ever later."""
        delay, fails = self._seconds, 0
        while not update.confirmed:
            async with slots:
                wait = await self._post(webhook, update)
            if wait is None:
                return
            if not wait and fails:
                delay = min(delay * 2, random.uniform(*_MAX_RESEND) * self._seconds)  # noqa: S311
                wait = delay
            fails += 1
            await asyncio.sleep(wait)

    async def _post(self, webhook: Webhook, update: Update) -> float | None:
        """Post an update; gives the seconds that the bot asks to wait, None if it has it."""
        headers = {SECRET: webhook.secret_token} if webhook.secret_token else {}
        with self.world.changed:
            update.deliveries += 1
            self.world.changed.notify_all()
        try:
            answer = await self._client.post(webhook.url, json=update.as_json(), headers=headers)
        except httpx.TimeoutException:
            return self._failed("Read timeout expired")
        except httpx.ConnectError:
            return self._failed("Connection refused")
        except httpx.HTTPError:
            return self._failed("Webhook connection closed")
        if answer.is_success:
            self._obey(answer)
            return None
        self._failed(
            f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        )
        asked = answer.headers.get("retry-after", "0")
        return min(float(asked), 3600) if asked.isdigit() else 0

    def _failed(self, why: str) -> float:
        self.world.webhook_error = (int(time.time()), why)
        return 0

    def _obey(self, answer: httpx.Response) -> None:
        """Call the method that an answer asks for; the bot does not learn what became of it."""
        try:
            body = answer.json()
        except ValueError:
            return
        method = str(body.pop("method", "")) if isinstance(body, dict) else ""
        if not method or method.lower().startswith(_NOT_AS_ANSWER):
            return
        try:
            self._call(method, Arguments.of_json(body))
        except ApiError:
            return
