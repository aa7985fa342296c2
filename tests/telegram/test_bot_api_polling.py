import asyncio
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import httpx
import pytest
from telegram import (
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.ext import AIORateLimiter, CallbackQueryHandler, CommandHandler, MessageHandler

from benchmarks.bot_api import Limits

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance "
# Confirms an update only when it has answered it; python-telegram-bot confirms what it fetched.
CAREFUL = """
import sys, httpx

base, token = sys.argv[1:]
with httpx.Client(base_url=f"{base}{token}/", timeout=30) as client:
    offset = 0
    while True:
        asked = client.post("getUpdates", json={"offset": offset, "limit": 1, "timeout": 5})
        for update in asked.json()["result"]:
            chat_id, text = update["message"]["chat"]["id"], update["message"]["text"]
            client.post("sendMessage", json={"chat_id": chat_id, "text": f"echo {text}"})
            offset = update["update_id"] + 1
"""


async def start(update, context):
    keyboard = [[InlineKeyboardButton("Visa", callback_data="visa")]]
    await update.message.reply_html("<b>Chào</b>", reply_markup=InlineKeyboardMarkup(keyboard))


async def pressed(update, context):
    await update.callback_query.answer("Đây")
    await update.callback_query.edit_message_text("E-9")


async def where(update, context):
    button = KeyboardButton("Ở đây", request_location=True)
    await update.message.reply_text("?", reply_markup=ReplyKeyboardMarkup([[button]]))


async def echo(update, context):
    message = update.effective_message
    await message.reply_text(message.text or f"{message.location.latitude}")


@pytest.fixture
def timedelta(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def test_a_conversation(bot_api, bot_with, while_polling):
    async def scene(bot):
        an = bot_api.user("An", language_code="vi")
        an.send("/start")
        (hello,) = await an.reply()
        assert (hello.text, hello.button_texts) == ("Chào", ["Visa"])
        assert hello.body["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
        an.press("Visa")
        assert [said.text for said in await an.reply()] == ["E-9"]
        an.send("/where")
        await an.reply()
        an.send_location(37.5, 127)
        assert [said.text for said in await an.reply()] == ["37.5"]
        assert an.transcript() == (
            "An: /start\nbot: Chào\n    [Visa]\nAn (press): [Visa]\nbot (answer): Đây\n"
            "bot (edit): E-9\nAn: /where\nbot: ?\n    [Ở đây]\nAn (location): 37.5, 127\nbot: 37.5"
        )
        await asyncio.to_thread(bot_api.wait_until, lambda: not bot_api.pending)
        assert {(update.deliveries, update.answers) for update in bot_api.updates} == {(1, 1)}

    handlers = [
        CommandHandler("start", start),
        CommandHandler("where", where),
        CallbackQueryHandler(pressed),
        MessageHandler(None, echo),
    ]
    while_polling(bot_with(*handlers), scene)


def test_errors_of_the_library(bot_api, bot_with, while_polling, timedelta):
    async def scene(bot):
        an = bot_api.user("An")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(an.id, "x")
        an.send("hi")
        bot_api.flood(7, times=1)
        with pytest.raises(RetryAfter, match="0:00:07"):
            await bot.send_message(an.id, "x")
        for status in (500, 502, "drop"):
            bot_api.fail("sendMessage", status)
            with pytest.raises(NetworkError):
                await bot.send_message(an.id, "x")
        assert an.replies == []
        bot_api.fail("sendMessage", "lose")
        with pytest.raises(NetworkError):
            await bot.send_message(an.id, "x")
        assert len(an.replies) == 1
        bot_api.fail("sendMessage", 403, description="Forbidden: user is deactivated")
        with pytest.raises(Forbidden, match="deactivated"):
            await bot.send_message(an.id, "x")
        an.block()
        with pytest.raises(Forbidden, match="blocked"):
            await bot.send_message(an.id, "x")
        group = bot_api.group("g", [bot_api.user("Bình")])
        grown = group.migrate()
        with pytest.raises(ChatMigrated) as migrated:
            await bot.send_message(group.id, "x")
        assert migrated.value.new_chat_id == grown.id
        assert (await bot.get_chat(grown.id)).title == "g"
        assert await bot.set_my_commands([("help", "Help")], language_code="en")
        assert (await bot.get_my_commands(language_code="en"))[0].description == "Help"

    while_polling(bot_with(), scene)


def test_every_method_through_the_library(bot_api, bot_with, while_polling):
    async def scene(bot):
        an = bot_api.user("An", language_code="vi")
        an.send("/start")
        place = {"latitude": 37.5, "longitude": 127}
        assert (await bot.send_venue(an.id, **place, title="C", address="D")).venue.title == "C"
        assert (await bot.send_location(an.id, **place)).location.longitude == 127
        assert await bot.send_chat_action(an.id, "typing")
        said = await bot.send_message(an.id, '<a href="tg://user?id=5">x</a>', "HTML")
        assert said.entities[0].user.id == 5
        assert (await said.edit_text("y")).text == "y"
        assert await said.delete()
        assert (await bot.get_chat(an.id)).first_name == "An"
        assert await bot.set_my_name("이음", language_code="ko")
        assert (await bot.get_my_name(language_code="ko")).name == "이음"
        assert await bot.set_my_description("x")
        assert await bot.set_my_short_description("y")
        assert (await bot.get_my_short_description("vi")).short_description == "y"
        assert await bot.set_my_commands([("help", "?")], BotCommandScopeChat(an.id))
        assert await bot.delete_my_commands(BotCommandScopeChat(an.id))
        assert not await bot.get_my_commands(BotCommandScopeAllPrivateChats())
        an.send_photo(b"picture")
        file_id = bot_api.updates[-1].body["photo"][-1]["file_id"]
        assert await (await bot.get_file(file_id)).download_as_bytearray() == b"picture"
        assert (await bot.get_webhook_info()).url == ""

    while_polling(bot_with(), scene)


def test_the_rate_limiter_waits_out_a_flood(bot_api, bot_with, while_polling, timedelta):
    async def scene(bot):
        an = bot_api.user("An")
        an.send("hi")
        bot_api.flood(1, chat=an)
        await bot.send_message(an.id, "x")
        statuses = [call.status for call in bot_api.calls("sendMessage")]
        assert statuses == [429, 200]

    limiter = AIORateLimiter(max_retries=1)
    bot = bot_with(change=lambda builder: builder.rate_limiter(limiter))
    while_polling(bot, scene)


def test_a_wrong_token(bot_api, bot_with):
    async def main():
        with pytest.raises(InvalidToken):
            async with bot_with(change=lambda builder: builder.token("5:x")).bot:
                pass

    asyncio.run(main())


def test_offset_limit_and_kinds(bot_api, call):
    an = bot_api.user("An")
    first = [an.send(str(number)) for number in range(5)]
    updates = call("getUpdates", limit=2)
    assert [update["message"]["message_id"] for update in updates] == first[:2]
    assert bot_api.pending == 5
    updates = call("getUpdates", offset=updates[-1]["update_id"] + 1)
    assert ([update["message"]["text"] for update in updates], bot_api.pending) == (list("234"), 3)
    assert [update["message"]["text"] for update in call("getUpdates", offset=-1)] == ["4"]
    assert bot_api.pending == 1
    call("getUpdates", offset=updates[-1]["update_id"] + 1, allowed_updates=["callback_query"])
    an.send("unheard")
    assert bot_api.pending == 0
    assert [update.deliveries for update in bot_api.updates] == [1, 1, 1, 1, 2]


def test_a_second_poll_ends_the_first(bot_api, call):
    answers = []
    older = threading.Thread(target=lambda: answers.append(call("getUpdates", timeout=20)))
    older.start()
    bot_api.wait_until(lambda: len(bot_api.calls("getUpdates")) == 1)
    assert call("getUpdates", timeout=1) == []
    older.join()
    assert answers == [f"{CONFLICT}is running"]


def test_a_poll_ends_when_something_happens(bot_api, call):
    answers = []
    poll = threading.Thread(target=lambda: answers.extend(call("getUpdates", timeout=20)))
    poll.start()
    bot_api.wait_until(lambda: bot_api.calls("getUpdates"))
    bot_api.user("An").send("now")
    poll.join(5)
    assert answers[0]["message"]["text"] == "now"


def test_who_hung_up_got_nothing(bot_api, client):
    url = f"{bot_api.base_url}{bot_api.token}/getUpdates"
    with pytest.raises(httpx.ReadTimeout):
        client.post(url, json={"timeout": 20}, timeout=0.2)
    time.sleep(0.1)
    bot_api.user("An").send("hi")
    assert [update.deliveries for update in bot_api.updates] == [0]


def test_asking_too_soon_waits(start_bot_api, call_at):
    api = start_bot_api(limits=Limits())
    for text in "ab":
        api.user("An").send(text)
    assert [len(call_at(api, "getUpdates")) for _ in range(2)] == [2, 1]
    hook = "https://a.kr/hook"
    again = [call_at(api, "setWebhook", url=f"{hook}{number}") for number in range(2)]
    assert again == [True, "Too Many Requests: retry after 1"]


def test_a_killed_bot_goes_on_where_it_was(bot_api):
    @contextmanager
    def bot():
        bot = subprocess.Popen([sys.executable, "-c", CAREFUL, bot_api.base_url, bot_api.token])
        try:
            yield
        finally:
            bot.kill()
            bot.wait()

    chats = [bot_api.user(f"An {number}") for number in range(20)]
    for chat in chats:
        chat.send("hi")
    bot_api.delay("sendMessage", 0.02, times=20)
    with bot():
        bot_api.wait_until(lambda: sum(update.answers for update in bot_api.updates) > 4, 20)
    assert 0 < bot_api.pending < 20
    with bot():
        for chat in chats:
            assert chat.wait_for_reply(timeout=20)[0].text == "echo hi"
        bot_api.wait_until(lambda: bot_api.pending == 0)
    answers = sorted(update.answers for update in bot_api.updates)
    assert answers[:19] == [1] * 19
    assert answers[19] in {1, 2}
    assert [len(chat.replies) for chat in chats] == [update.answers for update in bot_api.updates]


def test_two_bots_at_once(bot_with):
    conflicts = []

    async def main():
        async with bot_with().bot as one, bot_with().bot as two:
            polls = [asyncio.create_task(bot.get_updates(timeout=1)) for bot in (one, two)]
            results = await asyncio.gather(*polls, return_exceptions=True)
            conflicts.extend(result for result in results if isinstance(result, Conflict))

    asyncio.run(main())
    assert len(conflicts) == 1
