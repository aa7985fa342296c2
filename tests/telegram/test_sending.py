import time

import pytest

from bot.storage.errors import StoreUnavailableError
from bot.storage.store import Store

QUESTION = "my boss did not pay my wages"
BACK = "I am here again. Ask me anything."


@pytest.fixture
def an(bot):
    an = bot.user()
    an.ask("/start")
    return an


def test_a_blocked_chat_is_forgotten_when_an_answer_does_not_reach_it(bot, an, eventually):
    an.ask(QUESTION)
    assert bot.kept(an)
    bot.api.fail("sendMessage", 403, description="Forbidden: bot was blocked by the user")
    an.send("/help")
    eventually(lambda: bot.store.chats.get(bot.name_of(an)) is None)
    assert an.ask("/bot")[0].text == BACK


def test_a_group_that_has_moved_is_answered_where_it_is_now(bot, eventually):
    group = bot.api.group("Bạn bè", [bot.user("vi")])
    group.send("/language")
    group.wait_for_reply()
    group.press("中文")
    group.wait_for_reply()
    group.mention("free clinic for migrants")
    group.wait_for_reply()
    calls = len(bot.api.calls("sendMessage"))
    bot.api.delay("sendMessage", 0.4)
    group.mention("free clinic for migrants")
    eventually(lambda: len(bot.api.calls("sendMessage")) > calls)
    grown = group.migrate()
    (reply,) = grown.wait_for_reply()
    assert "诊" in reply.text


def test_waits_as_long_as_telegram_asks(bot, an):
    bot.api.flood(1, times=2, chat=an)
    began = time.monotonic()
    (reply,) = an.ask(QUESTION)
    assert time.monotonic() - began >= 2
    assert "1350" in reply.text


def test_one_chat_that_must_wait_holds_up_no_other(bot, an):
    bot.api.flood(2, chat=an)
    an.send(QUESTION)
    began = time.monotonic()
    assert bot.user().ask("/bot")[0].text == BACK
    assert time.monotonic() - began < 1.5
    assert "1350" in an.wait_for_reply()[0].text


@pytest.mark.parametrize("status", [500, 502, 504, "drop"])
def test_tries_again_where_telegram_breaks(bot, an, status):
    bot.api.fail("sendMessage", status, times=2)
    (reply,) = an.ask(QUESTION)
    assert "1350" in reply.text
    assert an.ask("/bot")[0].text == BACK


def test_gives_up_in_the_end_and_answers_what_comes_then(bot, an, eventually):
    calls = len(bot.api.calls("sendMessage"))
    bot.api.fail("sendMessage", 502, times=4)
    an.send(QUESTION)
    eventually(lambda: len(bot.api.calls("sendMessage")) == calls + 4)
    (reply,) = an.ask("/bot")
    assert reply.text == BACK
    assert len(an.replies) == 2


def test_what_is_refused_is_not_tried_again(bot, an):
    calls = len(bot.api.calls("sendMessage"))
    bot.api.fail("sendMessage", 400, description="Bad Request: can't parse entities")
    an.send(QUESTION)
    assert an.ask("/bot")[0].text == BACK
    assert len(bot.api.calls("sendMessage")) == calls + 2


def test_parts_that_arrived_are_not_sent_again(bot, an):
    an.ask("/help", 1)
    bot.api.fail("sendMessage", 500, times=1)
    an.send("/help")
    assert an.ask("/bot")
    texts = [reply.text for reply in an.replies if "☎" in reply.text]
    assert texts[: len(texts) // 2] == texts[len(texts) // 2 :]


def test_that_it_is_typing_is_not_worth_a_failure(bot, an):
    bot.api.fail("sendChatAction", 500, times=1)
    assert "1350" in an.ask(QUESTION)[0].text
    with bot.api.world.changed:
        bot.api.world.failures.clear()


def test_a_lost_answer_to_a_press_loses_no_reply(bot, an):
    an.ask(QUESTION)
    bot.api.fail("answerCallbackQuery", 502, times=1)
    an.press("Sources")
    assert an.wait_for_reply()[0].text.startswith("Source")


class _Away:
    """A part of a store that is away."""

    def __getattr__(self, name):
        def fail(*_, **__):
            raise StoreUnavailableError("it is away")

        return fail


class DeadStore(Store):
    """A store whose database is away from the beginning."""

    def __init__(self):
        super().__init__("sqlite:////nowhere/ieum.db")
        self.inbox = self.chats = self.tickets = _Away()
        self.migrate = self.add_feedback = self.purge = _Away().anything


def test_a_dead_database_silences_nobody(start_bot_api, run_bot):
    with run_bot(start_bot_api(), store=DeadStore()) as bot:
        an = bot.user()
        assert "Hello!" in an.ask("/start")[0].text
        assert "1350" in an.ask(QUESTION)[0].text
        an.press("👍 Useful")
        assert "could not save" in an.wait_for_reply()[0].text
        assert "112" in an.ask("my husband hits me")[0].text
        (first,) = an.ask("free clinic for migrants")
        (more,) = an.ask("and on Sunday?")
        assert more.text.partition("\n")[0] == first.text.partition("\n")[0]
        (reply,) = an.ask("/person")
        assert reply.text.startswith("You cannot leave a message here.")
        assert "1577-1366" in reply.text
        for text in ("/clear", "/language", "/help", "/bot"):
            assert an.ask(text)
        assert an.ask(QUESTION)
