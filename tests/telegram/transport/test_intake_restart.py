import asyncio
import logging

import pytest

from adapters.keeping import Keeping
from adapters.telegram_chat import intake as module
from adapters.telegram_chat.intake import Intake
from bot.sealing import Seal
from bot.storage.store import Store

pytestmark = pytest.mark.anyio


async def test_what_was_left_is_answered_first_and_what_was_begun_again(
    caplog, taking, update, until_erased, answers, new_answers
):
    caplog.set_level(logging.INFO)
    crashed = new_answers()
    crashed.gate.clear()
    async with taking(crashed) as intake:
        await intake.take([update(5, 1), update(6, 1), update(2, 2)])
        await asyncio.sleep(0.2)
    async with taking(answers) as intake:
        await intake.take([update(4, 1), update(6, 1), update(7, 2)])
        await answers.until(5)
        await until_erased()

    assert [number for number in answers.ended if number in {4, 5, 6}] == [5, 6, 4]
    assert [number for number in answers.ended if number in {2, 7}] == [2, 7]
    assert caplog.text.count("may have been answered before") == 2


async def test_what_is_kept_and_not_begun_stays_for_the_next_start(
    taking, update, until_erased, answers, new_answers
):
    later = new_answers()
    answers.gate.clear()
    async with taking(answers) as intake:
        await intake.take([update(number, 1) for number in range(1, 6)])
        await asyncio.sleep(0.1)
        finishing = asyncio.create_task(intake.finish(5))
        await asyncio.sleep(0.05)
        answers.gate.set()
        await finishing
        assert answers.ended == [1]
    async with taking(later):
        await later.until(4)
        await until_erased()

    assert later.ended == [2, 3, 4, 5]


async def test_finishing_does_not_wait_for_ever(taking, update, rows, answers):
    answers.gate.clear()
    async with taking(answers) as intake:
        await intake.take([update(1, 1), update(2, 1)])
        await asyncio.sleep(0.1)
        async with asyncio.timeout(2):
            await intake.finish(0.1)

    assert (answers.begun, answers.ended) == ([1], [])
    assert [begun for _, sealed, begun in rows() if sealed] == [1, 0]


async def test_what_another_token_sealed_is_erased_with_a_warning(
    caplog, taking, update, until_erased, answers, new_answers
):
    crashed = new_answers()
    crashed.gate.clear()
    async with taking(crashed, seal=Seal("6000000000:another-long-token")) as intake:
        await intake.take([update(1, 1), update(2, 2)])
    async with taking(answers) as intake:
        await intake.take([update(3, 1)])
        await answers.until(1)
        await until_erased()

    assert answers.ended == [3]
    assert "another token cannot be answered: 2" in caplog.text


async def test_nothing_is_stored_where_nothing_may_be_kept(tmp_path, taking, update, answers):
    async with taking(answers, days=0) as intake:
        await intake.take([update(1, 1), update(2, 1)])
        await answers.until(2)
        await intake.run()
        await intake.finish(1)

    assert answers.ended == [1, 2]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("count", [1, 3])
async def test_a_dead_store_keeps_nobody_from_an_answer(
    tmp_path, caplog, count, taking, update, answers
):
    (tmp_path / "file").write_text("")
    async with taking(answers, url=f"sqlite:///{tmp_path / 'file' / 'ieum.db'}") as intake:
        await intake.take([update(number, 1) for number in range(1, count + 1)])
        await answers.until(count)

    assert answers.ended == [*range(1, count + 1)]
    assert "cannot be read now" in caplog.text
    assert "my boss" not in caplog.text


async def test_a_store_that_dies_and_comes_back_misses_nothing(
    away, taking, update, until_erased, answers, new_answers
):
    """What could not be erased is, with the next; nothing is answered twice at the next start."""
    later = new_answers()
    answers.gate.clear()
    async with taking(answers) as intake:
        await intake.take([update(1, 1)])
        await asyncio.sleep(0.1)
        with away():
            answers.gate.set()
            await answers.until(1)
            await intake.take([update(2, 2)])
            await answers.until(2)
        await intake.take([update(3, 3)])
        await answers.until(3)
        await until_erased()
    async with taking(later):
        await asyncio.sleep(0.05)

    assert answers.ended == [1, 2, 3]
    assert later.begun == []


async def test_what_was_left_waits_for_the_store_to_come_back(
    url, away, monkeypatch, taking, update, answers
):
    monkeypatch.setattr(module, "_PAUSE", 0.05)
    answers.gate.clear()
    async with taking(answers) as intake:
        await intake.take([update(1, 1)])
    answers.gate.set()
    keeping = Keeping(Store(url), 30)
    intake = Intake(keeping, Seal("5000000000:a-token-long-enough"), answers)
    with away():
        running = asyncio.create_task(intake.run())
        await asyncio.sleep(0.2)
        assert not running.done()
    await asyncio.wait_for(running, 5)
    await answers.until(1)
    await intake.finish(1)
    keeping.close()

    assert answers.ended == [1]
