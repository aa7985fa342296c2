import asyncio

import pytest

from adapters.telegram_chat import intake as module

pytestmark = pytest.mark.anyio


async def test_a_chat_is_answered_in_order_and_others_meanwhile(taking, update, answers):
    answers.gate.clear()
    async with taking(answers) as intake:
        await intake.take([update(n, chat=n % 3) for n in range(1, 31)])
        await asyncio.sleep(0.2)
        first_of_each = sorted(answers.begun)
        answers.gate.set()
        await answers.until(30)

    assert first_of_each == [1, 2, 3]
    for chat in range(3):
        own = [number for number in answers.ended if number % 3 == chat]
        assert own == sorted(own)


async def test_a_chat_that_floods_leaves_room_for_others(taking, update, answers):
    answers.gate.clear()
    async with taking(answers) as intake:
        await intake.take([update(n, chat=1) for n in range(1, 301)])
        await intake.take([update(n, chat=n) for n in range(301, 311)])
        await asyncio.sleep(0.3)

    assert sorted(answers.begun) == [1, *range(301, 311)]


async def test_only_so_many_are_answered_at_once(taking, update, answers):
    async with taking(answers) as intake:
        await intake.take([update(n, chat=n) for n in range(1, 201)])
        await answers.until(200)

    assert answers.most_at_once <= module._AT_ONCE


async def test_what_is_known_is_passed_over_even_when_it_was_answered(
    taking, update, until_erased, answers
):
    async with taking(answers) as intake:
        await intake.take([update(1, 7), update(2, 7)])
        await answers.until(2)
        await until_erased()
        await intake.take([update(1, 7), update(2, 7), update(3, 7), update(3, 7)])
        await answers.until(3)
        await asyncio.sleep(0.05)

    assert answers.begun == [1, 2, 3]


async def test_numbers_may_come_in_any_order_and_begin_anew(taking, update, until_erased, answers):
    """Webhooks overtake each other; after a week of silence Telegram counts from anywhere."""
    async with taking(answers) as intake:
        for number in (900, 20, 500, 3):
            await intake.take([update(number, chat=number)])
        await answers.until(4)
        await until_erased()

    assert sorted(answers.ended) == [3, 20, 500, 900]


@pytest.mark.parametrize("chat", [1, 2])
async def test_one_that_fails_stops_nobody(chat, caplog, taking, update, until_erased, answers):
    answers.broken = {1}
    async with taking(answers) as intake:
        await intake.take([update(1, 1), update(2, chat)])
        await answers.until(2)
        await until_erased()

    assert sorted(answers.ended) == [1, 2]
    assert "could not be answered" in caplog.text
    assert "my boss" not in caplog.text


async def test_one_that_has_no_chat_we_can_read_stops_nobody(taking, update, answers):
    odd = [{"update_id": 1, "message": {}}, {"update_id": 2, "callback_query": {"message": 5}}]
    async with taking(answers) as intake:
        await intake.take([*odd, {"update_id": 3}, update(4, 9)])
        await answers.until(4)

    assert sorted(answers.ended) == [1, 2, 3, 4]


async def test_it_is_full_until_something_is_answered(
    monkeypatch, taking, update, until_erased, answers
):
    monkeypatch.setattr(module, "MOST_WAITING", 3)
    answers.gate.clear()
    async with taking(answers) as intake:
        await intake.take([update(1, 1), update(2, 1)])
        before = intake.is_full
        await intake.take([update(3, 2)])
        full = intake.is_full
        answers.gate.set()
        await answers.until(3)
        await until_erased()
        await asyncio.sleep(0.05)
        assert (before, full, intake.is_full) == (False, True, False)


async def test_bodies_are_unreadable_and_erased_when_answered(
    taking, update, rows, until_erased, answers
):
    answers.gate.clear()
    async with taking(answers) as intake:
        await intake.take([update(1, 4_242_424_242), update(2, 4_242_424_242)])
        async with asyncio.timeout(5):
            while not answers.begun:
                await asyncio.sleep(0.01)
        kept = rows()
        assert "boss" not in str(kept)
        assert "4242424242" not in str(kept)
        assert [(number, begun) for number, _, begun in kept] == [(1, 1), (2, 0)]
        assert all(sealed for _, sealed, _ in kept)
        answers.gate.set()
        await until_erased()

    assert [(number, sealed) for number, sealed, _ in rows()] == [(1, None), (2, None)]


async def test_where_somebody_is_is_answered_and_kept_nowhere(taking, update, rows, answers):
    place = update(1, 7)
    place["message"] |= {"location": {"latitude": 37.5665, "longitude": 126.978}}

    async with taking(answers) as intake:
        await intake.take([place, update(2, 7)])
        await answers.until(2)

    assert answers.ended == [1, 2]
    assert [number for number, *_ in rows()] == [2]
