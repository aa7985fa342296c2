import asyncio
import time

import pytest
from telegram.error import RetryAfter

from adapters.telegram_chat.pace import Pace

pytestmark = pytest.mark.anyio


class Telegram:
    """Notes when it is called, and refuses as often as it is told."""

    def __init__(self, refusals=0, after=1):
        self.times = []
        self.left = refusals
        self.after = after

    async def __call__(self):
        self.times.append(time.monotonic())
        if self.left:
            self.left -= 1
            raise RetryAfter(self.after)
        return True


def call(pace, telegram, chat=1, endpoint="sendMessage"):
    data = {} if chat is None else {"chat_id": chat}
    return pace.process_request(telegram, (), {}, endpoint, data, None)


async def test_no_more_go_out_than_telegram_bears():
    pace, telegram = Pace(), Telegram()

    await asyncio.gather(*(call(pace, telegram, chat) for chat in range(1, 61)))

    first = telegram.times[0]
    within = [sum(at <= first + second for at in telegram.times) for second in (0.05, 1)]
    assert within[0] >= 8
    assert within[1] <= 8 + 28 + 1
    assert telegram.times[-1] - first > 1.5


async def test_a_group_hears_at_most_so_many_a_minute():
    pace, telegram = Pace(), Telegram()

    calls = [asyncio.create_task(call(pace, telegram, -5)) for _ in range(12)]
    await asyncio.wait(calls, timeout=0.3)
    for one in calls:
        one.cancel()

    assert len(telegram.times) == 10


async def test_only_the_chat_that_is_asked_to_wait_waits():
    pace, slow, quick = Pace(), Telegram(refusals=1), Telegram()

    waiting = asyncio.create_task(call(pace, slow, 1))
    await asyncio.sleep(0.05)
    await asyncio.wait_for(call(pace, quick, 2), 0.3)

    assert not waiting.done()
    assert await waiting
    assert slow.times[1] - slow.times[0] >= 1


@pytest.mark.parametrize(
    ("chat", "after", "refusals", "tries"),
    [(1, 61, 1, 1), (None, 6, 1, 1), (1, 0, 9, 4), (None, 0, 1, 2)],
)
async def test_it_gives_up_where_waiting_is_of_no_use(chat, after, refusals, tries):
    telegram = Telegram(refusals, after)

    asked = call(Pace(), telegram, chat, "setMyName" if chat is None else "sendMessage")
    if refusals > 1 or after:
        with pytest.raises(RetryAfter):
            await asked
    else:
        assert await asked

    assert len(telegram.times) == tries


async def test_what_is_not_a_message_has_no_turn():
    pace, telegram = Pace(), Telegram()

    for endpoint, chat in (("sendChatAction", 1), ("answerCallbackQuery", None)):
        await asyncio.gather(*(call(pace, telegram, chat, endpoint) for _ in range(40)))

    assert telegram.times[-1] - telegram.times[0] < 0.3
