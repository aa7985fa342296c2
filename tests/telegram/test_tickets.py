import time
import uuid
from datetime import UTC, datetime

import pytest

from bot.storage.records import Author, TicketMessage
from knowledge.languages import Language

QUESTION = "my boss did not pay my wages"
BACK = "I am here again. Ask me anything."


def staff_write(bot, ticket, text, language=Language.EN):
    message = TicketMessage(
        str(uuid.uuid4()), ticket, datetime.now(UTC), Author.STAFF, text, language
    )
    assert bot.store.tickets.add(message)
    return message


@pytest.fixture
def an(bot):
    """Somebody whose chat staff have."""
    an = bot.user()
    an.ask(QUESTION)
    an.ask("/person")
    return an


def test_a_ticket_says_what_it_is_about(bot):
    bold = bot.user("mn")
    bold.ask("цалингаа авч чадаагүй")
    bold.ask("/person")
    ticket = bot.ticket_of(bold)
    assert ticket.language is Language.MN
    assert ticket.service == "life-unpaid-wages"
    assert (ticket.channel, ticket.reach) == ("telegram", "telegram")
    assert ticket.question == "цалингаа авч чадаагүй"
    assert str(bold.id) not in repr(ticket)


def test_the_last_turns_are_scrubbed(bot):
    an = bot.user()
    an.ask("my boss did not pay my wages, my passport is M12345678 and phone 010-1234-5678")
    an.ask("/person")
    an.send("my registration number is 900101-5123456")
    an.ask("/bot")
    (ticket,) = [one for one in bot.store.tickets.all() if one.chat == bot.name_of(an)]
    texts = [one.text for one in bot.store.tickets.messages(ticket.id)]
    said = " ".join([ticket.question, *texts])
    assert "[passport-number]" in ticket.question
    for number in ("M12345678", "1234-5678", "5123456"):
        assert number not in said
    assert "[registration-number]" in texts[-1]


def test_asking_in_words_opens_one_too(bot):
    an = bot.user()
    (reply,) = an.ask("I want to talk to a human")
    assert "I have told our staff" in reply.text
    assert bot.ticket_of(an)


def test_asking_twice_opens_one(bot, an):
    before = bot.ticket_of(an)
    (reply,) = an.ask("/person")
    assert "I have told our staff" in reply.text
    assert bot.ticket_of(an) == before


def test_silent_while_staff_have_the_word_and_passes_texts_on(bot, an, eventually):
    before = len(an.replies)
    an.send("free clinic for migrants")
    an.send("are you there?")
    an.send_voice()
    eventually(lambda: bot.said_to_staff(an)[-2:] == ["free clinic for migrants", "are you there?"])
    (unreadable,) = an.wait_for_reply()
    assert "text only" in unreadable.text
    (back,) = an.ask("/bot")
    assert back.text == BACK
    assert len(an.replies) == before + 2


def test_danger_is_answered_all_the_same(bot, an):
    (reply,) = an.ask("my husband hits me")
    assert "112" in reply.text
    assert bot.said_to_staff(an)[-1] == "my husband hits me"
    assert bot.ticket_of(an)


def test_what_staff_write_arrives_in_order_once_and_soon(bot, an, eventually):
    began = time.monotonic()
    ticket = bot.ticket_of(an).id
    words = [f"{number} < 10 & <b>" for number in range(5)]
    sent = [staff_write(bot, ticket, text) for text in words]
    replies = an.wait_for_reply(5, timeout=3)
    assert time.monotonic() - began < 3
    assert [reply.text for reply in replies] == [f"Staff: {text}" for text in words]
    eventually(lambda: all(one.delivered_at for one in bot.store.tickets.messages(ticket)[-5:]))
    assert [one.id for one in bot.store.tickets.messages(ticket)[-5:]] == [one.id for one in sent]
    time.sleep(1.2)
    assert not an.unread


def test_a_long_word_of_the_staff_comes_in_parts(bot, an):
    staff_write(bot, bot.ticket_of(an).id, "이것은 문장입니다. " * 600, Language.KO)
    first, second = an.wait_for_reply(2, timeout=3)
    assert first.body["entities"][0]["type"] == "bold"
    assert first.text.endswith("문장입니다.")
    assert second.text.startswith("이것은")


def test_a_ticket_closed_by_staff_gives_the_word_back(bot, an):
    bot.store.tickets.close(bot.ticket_of(an).id, datetime.now(UTC))
    (reply,) = an.ask(QUESTION)
    assert "1350" in reply.text


def test_after_staff_have_closed_it_a_new_one_can_be_opened(bot, an):
    old = bot.ticket_of(an).id
    bot.store.tickets.close(old, datetime.now(UTC))
    (reply,) = an.ask("/person")
    assert "I have told our staff" in reply.text
    assert bot.ticket_of(an).id != old


@pytest.mark.parametrize("command", ["/bot", "/clear"])
def test_the_person_can_take_the_word_back(bot, an, command):
    an.ask(command)
    assert bot.ticket_of(an) is None
    (reply,) = an.ask(QUESTION)
    assert "1350" in reply.text


def test_what_staff_wrote_before_they_closed_it_still_arrives(bot, an, eventually):
    ticket = bot.ticket_of(an)
    staff, now = str(uuid.uuid4()), datetime.now(UTC)
    first, farewell = (
        TicketMessage(
            str(uuid.uuid4()), ticket.id, now, Author.STAFF, text, Language.EN, staff=staff
        )
        for text in ("Please come at 10.", "We have closed this conversation.")
    )
    bot.store.desk.claim(ticket.id, staff, now)
    bot.store.desk.reply(first)
    bot.store.desk.close(farewell)

    replies = an.wait_for_reply(2, timeout=3)
    assert [one.text for one in replies] == [f"Staff: {first.text}", f"Staff: {farewell.text}"]
    eventually(lambda: bot.store.tickets.get(ticket.id).sealed is None)
    (reply,) = an.ask(QUESTION)
    assert "1350" in reply.text


def test_staff_see_on_what_the_bot_s_answers_rest_and_how_urgent_it_is(bot):
    an = bot.user()
    an.ask(QUESTION)
    an.ask("/person")
    ticket = bot.ticket_of(an)
    services = [one.service for one in bot.store.tickets.messages(ticket.id)]
    assert services == [None, "life-unpaid-wages"]
    assert (ticket.urgency, ticket.topic) == ("urgent", "work")

    an.ask("my husband hits me")
    assert bot.ticket_of(an).urgency == "emergency"


def test_danger_that_was_told_before_makes_the_ticket_an_emergency(bot):
    an = bot.user()
    an.ask("my husband hits me")
    an.ask("/person")
    assert bot.ticket_of(an).urgency == "emergency"


def test_who_has_blocked_the_bot_has_no_ticket_any_more(bot, an, eventually):
    ticket = bot.ticket_of(an).id
    an.block()
    staff_write(bot, ticket, "hello")
    eventually(lambda: bot.ticket_of(an) is None)


def test_where_nothing_is_kept_there_are_no_tickets(start_bot_api, run_bot, tmp_path):
    with run_bot(start_bot_api(), keep_days=0, var=tmp_path) as bot:
        an = bot.user()
        assert "1350" in an.ask(QUESTION)[0].text
        for text in ("/person", "I want to talk to a human"):
            (reply,) = an.ask(text)
            assert reply.text.startswith("You cannot leave a message here.")
            assert "1577-1366" in reply.text
        an.press("👍 Useful")
        an.wait_for_reply()
        assert "1350" in an.ask(QUESTION)[0].text
        assert "forgotten" in an.ask("/clear")[0].text
        assert bot.store.tickets.all() == ()
        assert bot.store.feedback() == ()
