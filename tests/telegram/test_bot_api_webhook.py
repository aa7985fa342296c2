import asyncio
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import MessageHandler

BAD = "Bad Request: "
SECRET = "x-telegram-bot-api-secret-token"


@contextmanager
def listening(answer):
    app = Starlette(routes=[Route("/hook", answer, methods=["POST"])])
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/hook"
    server.should_exit = True
    thread.join()


def test_python_telegram_bot_in_an_application_of_ours(bot_api, bot_with, call):
    async def echo(update, context):
        await update.message.reply_text(f"{update.message.text}!")

    bot = bot_with(MessageHandler(None, echo), change=lambda builder: builder.updater(None))
    secrets = []

    async def hook(request):
        secrets.append(request.headers[SECRET])
        await bot.update_queue.put(Update.de_json(await request.json(), bot.bot))
        return Response()

    async def main(url, chats):
        async with bot:
            await bot.start()
            await bot.bot.set_webhook(url, secret_token="s3cret_-", allowed_updates=["message"])
            for chat in chats:
                chat.send("hi")
            replies = [await chat.reply() for chat in chats]
            await bot.bot.delete_webhook()
            await bot.stop()
            return [said.text for (said,) in replies]

    chats = [bot_api.user(f"An {number}") for number in range(30)]
    # The bot answers from the event loop of the test, so the hook has to run there as well.
    app = Starlette(routes=[Route("/hook", hook, methods=["POST"])])

    async def both():
        config = uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        answers = await main(f"http://127.0.0.1:{port}/hook", chats)
        server.should_exit = True
        await serving
        return answers

    assert asyncio.run(both()) == ["hi!"] * 30
    assert secrets == ["s3cret_-"] * 30
    assert {(update.deliveries, update.answers) for update in bot_api.updates} == {(1, 1)}
    assert bot_api.pending == 0


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        ({"url": "http://a.kr/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://a.kr:8000/x"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "ftp://a.kr"}, "invalid webhook URL specified"),
        ({"secret_token": "x" * 257}, "secret token is too long"),
        ({"secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
def test_what_may_be_set(call, arguments, refusal):
    assert call("setWebhook", **{"url": "https://a.kr/x"} | arguments) == BAD + refusal


def test_a_webhook_and_polling_exclude_each_other(bot_api, call):
    answers = []
    poll = threading.Thread(target=lambda: answers.append(call("getUpdates", timeout=20)))
    poll.start()
    bot_api.wait_until(lambda: bot_api.calls("getUpdates"))
    assert call("setWebhook", url="https://a.kr/x", max_connections=7) is True
    poll.join()
    assert answers == ["Conflict: terminated by setWebhook request"]
    assert call("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to "
        "delete the webhook first"
    )
    info = call("getWebhookInfo")
    assert (info["url"], info["max_connections"]) == ("https://a.kr/x", 7)
    call("deleteWebhook", url="https://a.kr/x")
    assert call("getWebhookInfo")["url"] == ""
    assert call("getUpdates") == []


def test_updates_come_in_order_until_the_bot_has_them(bot_api, call):
    got, failing = [], [500, 302, 404]

    async def hook(request):
        update = await request.json()
        got.append((update["message"]["chat"]["first_name"], update["message"]["text"]))
        return Response(status_code=failing.pop() if failing and got[-1][1] == "a1" else 204)

    an, binh = bot_api.user("An"), bot_api.user("Binh")
    for text in ("a1", "a2", "a3"):
        an.send(text)
    binh.send("b1")
    with listening(hook) as url:
        call("setWebhook", url=url)
        bot_api.wait_until(lambda: bot_api.pending == 0)
    order = [text for name, text in got if name == "An"]
    assert order == ["a1"] * 4 + ["a2", "a3"]
    assert got.count(("Binh", "b1")) == 1
    assert [update.deliveries for update in bot_api.updates] == [4, 1, 1, 1]
    assert call("getWebhookInfo")["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )


def test_a_bot_that_is_down_gets_everything_later(bot_api, call):
    with listening(lambda _: Response()) as url:
        pass
    call("setWebhook", url=url)
    bot_api.user("An").send("hi")
    bot_api.wait_until(lambda: bot_api.updates[0].deliveries > 1)
    assert call("getWebhookInfo")["last_error_message"] == "Connection refused"
    assert call("getWebhookInfo")["pending_update_count"] == 1
    call("setWebhook", url=url, drop_pending_updates=True)
    assert bot_api.pending == 0


def test_no_more_connections_than_allowed(bot_api, call):
    now, most = [0], [0]

    async def hook(request):
        now[0] += 1
        most[0] = max(most[0], now[0])
        await asyncio.sleep(0.02)
        now[0] -= 1
        return Response()

    with listening(hook) as url:
        call("setWebhook", url=url, max_connections=3)
        for number in range(12):
            bot_api.user(f"An {number}").send("hi")
        bot_api.wait_until(lambda: bot_api.pending == 0)
    assert most == [3]


def test_a_method_in_the_answer(bot_api, call):
    async def hook(request):
        chat_id = (await request.json())["message"]["chat"]["id"]
        return JSONResponse({"method": "sendMessage", "chat_id": chat_id, "text": "at once"})

    an = bot_api.user("An")
    with listening(hook) as url:
        call("setWebhook", url=url)
        assert an.ask("hi")[0].text == "at once"
    assert bot_api.calls("sendMessage")[0].status == 200


def test_retry_after(bot_api, call):
    times = []

    async def hook(request):
        times.append(time.monotonic())
        first = len(times) == 1
        return Response(status_code=429 if first else 200, headers={"retry-after": "1"})

    with listening(hook) as url:
        call("setWebhook", url=url)
        bot_api.user("An").send("hi")
        bot_api.wait_until(lambda: bot_api.pending == 0)
    assert times[1] - times[0] >= 1
