import subprocess
import sys
import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.clock import SEOUL
from bot.storage.errors import NoOpenTicketError, StoreUnavailableError
from bot.storage.records import Author, Handoff, TicketMessage, TicketStatus, Undelivered
from knowledge.languages import Language

NOW = datetime(2026, 11, 27, 10, 30, 0, 123456, tzinfo=SEOUL)
LATER = NOW + timedelta(hours=1)
CHAT = "0123456789abcdef" * 2
PRIVATE = "I am M12345678, call 010-1234-5678"
SCRUBBED = "I am [passport-number], call [phone-number]"


def ticket(**more):
    given = {
        "id": str(uuid.uuid4()),
        "at": NOW,
        "language": Language.VI,
        "reach": "",
        "question": "chủ quỵt lương 3 tháng",
        "service": "life-unpaid-wages",
        "district": "guro",
        "channel": "telegram",
        "chat": uuid.uuid4().hex,
        "sealed": "sealed address",
    }
    return Handoff(**given | more)


def message(of, **more):
    given = {
        "id": str(uuid.uuid4()),
        "ticket": of.id,
        "at": NOW,
        "author": Author.STAFF,
        "text": "Anh mang theo hợp đồng nhé.",
        "language": Language.VI,
    }
    return TicketMessage(**given | more)


def numbered(*messages):
    return tuple(replace(one, number=number) for number, one in enumerate(messages, 1))


@pytest.fixture
def opened(store):
    """An open ticket of a chat, with nothing said yet."""
    one = ticket()
    assert store.tickets.open(one)
    return one


def test_a_ticket_comes_back_with_its_messages_in_order(store):
    asked = ticket()
    said = (
        message(asked, author=Author.PERSON, text="월급을 못 받았어요 😢", language=Language.KO),
        message(asked, author=Author.BOT, text="цалингаа авч чадаагүй", language=Language.MN),
        message(asked, at=NOW - timedelta(days=1), delivered_at=LATER),
    )

    assert store.tickets.open(asked, said)

    assert store.tickets.get(asked.id.upper()) == asked
    assert store.tickets.messages(asked.id.upper()) == numbered(*said)


def test_a_handoff_from_elsewhere_is_a_ticket_without_a_chat(store):
    asked = [ticket(chat=None, sealed=None, reach=PRIVATE, at=at) for at in (LATER, NOW)]
    for one in asked:
        assert store.add_handoff(one)

    assert store.tickets.all() == store.handoffs() == tuple(asked[::-1])
    assert store.tickets.add(message(asked[0]))
    assert store.tickets.undelivered(10) == ()


def test_a_ticket_that_is_opened_again_stays_as_it_is(store, opened):
    said = message(opened)
    store.tickets.add(said)
    before = store.tickets.get(opened.id)

    again = replace(opened, id=opened.id.upper(), question="something else")
    assert not store.tickets.open(again, [message(opened)])
    assert store.tickets.get(opened.id) == before
    assert store.tickets.messages(opened.id) == numbered(said)


def test_a_closed_ticket_is_not_opened_by_sending_it_again(store, opened):
    store.tickets.close(opened.id, LATER)

    assert not store.tickets.open(opened)
    assert store.tickets.get(opened.id).status is TicketStatus.CLOSED


def test_a_chat_has_one_open_ticket_at_most(store):
    first, second = ticket(chat=CHAT), ticket(chat=CHAT)

    assert store.tickets.open(first)
    assert not store.tickets.open(second, [message(second)])
    assert store.tickets.open_of(CHAT) == first
    assert store.tickets.get(second.id) is None
    assert store.tickets.messages(second.id) == ()

    store.tickets.close(first.id, LATER)
    assert store.tickets.open_of(CHAT) is None
    assert store.tickets.open(second)
    assert store.tickets.open_of(CHAT) == second


def test_what_is_not_there_is_nothing(store):
    unknown = str(uuid.uuid4())

    assert store.tickets.get(unknown) is None
    assert store.tickets.open_of(CHAT) is None
    assert store.tickets.messages(unknown) == ()
    assert not store.tickets.close(unknown, NOW)
    store.tickets.begin_delivery(unknown)
    store.tickets.delivered(unknown, NOW)


def test_what_is_wrong_is_refused(store, opened):
    without_zone = NOW.replace(tzinfo=None)
    for call in (
        lambda: store.tickets.get("7"),
        lambda: store.tickets.messages("7"),
        lambda: store.tickets.close("7", NOW),
        lambda: store.tickets.close(opened.id, without_zone),
        lambda: store.tickets.cut_off(opened.id, without_zone),
        lambda: store.tickets.delivered(opened.id, without_zone),
        lambda: store.tickets.open(ticket(closed_at=without_zone)),
        lambda: store.tickets.open(ticket(), [message(opened)]),
        lambda: store.tickets.add(message(opened, id="7")),
        lambda: store.tickets.add(message(opened, ticket="7")),
        lambda: store.tickets.add(message(opened, at=without_zone)),
    ):
        with pytest.raises(ValueError, match=r"UUID|zone|another ticket"):
            call()

    assert store.tickets.all() == (opened,)
    assert store.tickets.messages(opened.id) == ()


@pytest.mark.parametrize("how", ["open", "add"])
@pytest.mark.parametrize(
    ("author", "kept"),
    [(Author.PERSON, SCRUBBED), (Author.BOT, PRIVATE), (Author.STAFF, PRIVATE)],
)
def test_only_the_person_s_words_are_scrubbed(author, kept, how, store):
    asked = ticket(question=PRIVATE)
    said = message(asked, author=author, text=PRIVATE)
    if how == "open":
        store.tickets.open(asked, [said])
    else:
        store.tickets.open(asked)
        store.tickets.add(said)

    assert store.tickets.get(asked.id).question == SCRUBBED
    assert [one.text for one in store.tickets.messages(asked.id)] == [kept]


def test_what_no_database_can_hold_is_left_out(store, opened):
    store.tickets.add(message(opened, author=Author.PERSON, text="010-\0001234-5678 \ud83d"))

    assert store.tickets.messages(opened.id)[0].text == "[phone-number] ?"


def test_messages_are_numbered_as_they_are_added(store, opened):
    said = [message(opened, at=at, author=author) for at in (LATER, NOW) for author in Author]
    other = ticket()
    store.tickets.open(other, [message(other), message(other)])

    assert all(store.tickets.add(replace(one, number=99)) for one in said)
    assert store.tickets.messages(opened.id) == numbered(*said)
    assert store.tickets.add(message(other))
    assert [one.number for one in store.tickets.messages(other.id)] == [1, 2, 3]


def test_a_message_that_is_added_again_stays_as_it_is(store, opened):
    said = message(opened)

    assert store.tickets.add(said)
    assert not store.tickets.add(replace(said, id=said.id.upper(), text="something else"))
    assert store.tickets.messages(opened.id) == numbered(said)
    store.tickets.close(opened.id, LATER)
    assert not store.tickets.add(said)


@pytest.mark.parametrize("author", Author)
def test_nothing_is_added_to_a_ticket_that_is_closed_or_gone(author, store, opened):
    said = message(opened)
    store.tickets.add(said)
    store.tickets.close(opened.id, LATER)

    for of in (opened, ticket()):
        with pytest.raises(NoOpenTicketError):
            store.tickets.add(message(of, author=author))
    assert store.tickets.messages(opened.id) == numbered(said)


def test_closing_erases_the_address_once_where_nothing_waits(backend, store, opened, sql):
    assert store.tickets.close(opened.id.upper(), LATER)
    assert not store.tickets.close(opened.id, LATER + timedelta(days=1))

    closed = replace(opened, status=TicketStatus.CLOSED, closed_at=LATER, sealed=None)
    assert store.tickets.get(opened.id) == closed
    assert store.tickets.open_of(opened.chat) is None
    with sql(backend.url) as connection:
        assert connection.exec_driver_sql("SELECT sealed FROM handoff").all() == [(None,)]


def test_only_what_the_staff_wrote_into_chats_is_to_be_delivered(store):
    asked, lost, unreachable = ticket(), ticket(), ticket(sealed=None)
    for one in (asked, lost, unreachable):
        store.tickets.open(one, [message(one, author=author) for author in Author])
    assert store.tickets.cut_off(lost.id, LATER)

    staffs = store.tickets.messages(asked.id)[-1]
    assert store.tickets.undelivered(10) == (Undelivered(staffs, asked.sealed, begun=False),)


def test_what_waits_when_a_ticket_is_closed_is_delivered_and_then_its_address_is_erased(store):
    asked = ticket()
    said = [message(asked) for _ in range(3)]
    store.tickets.open(asked, said)
    store.tickets.delivered(said[0].id, LATER)

    assert store.tickets.close(asked.id, LATER)
    assert [one.message.id for one in store.tickets.undelivered(10)] == [said[1].id, said[2].id]
    store.tickets.delivered(said[1].id, LATER)
    assert store.tickets.get(asked.id).sealed == asked.sealed
    store.tickets.delivered(said[2].id, LATER)
    assert store.tickets.get(asked.id).sealed is None
    assert store.tickets.undelivered(10) == ()


def test_a_chat_goes_on_while_its_closed_ticket_still_has_a_word_to_deliver(store):
    first, second = ticket(chat=CHAT), ticket(chat=CHAT)
    store.tickets.open(first, [message(first)])
    store.tickets.close(first.id, LATER)

    assert store.tickets.open_of(CHAT) is None
    assert store.tickets.open(second, [message(second)])
    assert len(store.tickets.undelivered(10)) == 2


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_ticket_whose_person_is_gone_delivers_nothing_and_keeps_no_address(is_closed, store):
    asked = ticket()
    store.tickets.open(asked, [message(asked)])
    if is_closed:
        store.tickets.close(asked.id, NOW)

    assert store.tickets.cut_off(asked.id, LATER) is not is_closed
    kept = store.tickets.get(asked.id)
    assert (kept.sealed, kept.status) == (None, TicketStatus.CLOSED)
    assert kept.closed_at == (NOW if is_closed else LATER)
    assert store.tickets.undelivered(10) == ()


def test_closing_and_delivering_at_once_leave_no_address(store, at_once):
    for _ in range(10):
        asked = ticket()
        said = message(asked)
        store.tickets.open(asked, [said])
        deeds = (
            partial(store.tickets.delivered, said.id, LATER),
            partial(store.tickets.close, asked.id, LATER),
        )
        at_once(2, lambda number, deeds=deeds: deeds[number]())
        kept = store.tickets.get(asked.id)
        assert (kept.status, kept.sealed) == (TicketStatus.CLOSED, None)


def test_every_message_tells_since_when_who_waits(store, opened):
    def state():
        kept = store.tickets.get(opened.id)
        return kept.awaits, kept.since, kept.last_at

    times = [NOW + timedelta(minutes=minute) for minute in range(5)]
    assert state() == (True, None, None)
    store.tickets.add(message(opened, author=Author.PERSON, at=times[1]))
    assert state() == (True, None, times[1])
    store.tickets.add(message(opened, at=times[2]))
    assert state() == (False, times[2], times[2])
    store.tickets.add(message(opened, author=Author.BOT, at=times[3]))
    assert state() == (False, times[2], times[3])
    store.tickets.add(message(opened, author=Author.PERSON, at=times[4]))
    assert state() == (True, times[4], times[4])


def test_danger_makes_a_ticket_more_urgent_and_nothing_makes_it_less(store, opened):
    for urgency, then in [("urgent",) * 2, ("none", "urgent"), ("emergency",) * 2]:
        store.tickets.add(message(opened, author=Author.PERSON), urgency)
        assert store.tickets.get(opened.id).urgency == then


def test_a_message_of_another_ticket_is_not_taken_for_one_of_this(store, opened):
    other = ticket()
    said = message(other)
    store.tickets.open(other, [said])

    with pytest.raises(ValueError, match="another ticket"):
        store.tickets.add(replace(said, ticket=opened.id))


def test_what_a_widget_was_given_is_delivered(store):
    asked = ticket(chat=None, sealed=None, key="0" * 64)
    store.tickets.open(asked, [message(asked, author=author) for author in (*Author, Author.STAFF)])

    store.tickets.shown(asked.id.upper(), [1, 3], LATER)
    store.tickets.shown(asked.id, [3], LATER + timedelta(days=1))

    times = [one.delivered_at for one in store.tickets.messages(asked.id)]
    assert times == [None, None, LATER, None]
    assert [one.number for one in store.tickets.messages(asked.id, after=2)] == [3, 4]


def test_what_is_to_be_delivered_comes_in_order(store):
    later, sooner = ticket(at=LATER), ticket()
    for one in (later, sooner):
        store.tickets.open(one, [message(one, at=at) for at in (LATER, NOW)])
    store.tickets.add(message(sooner))

    waiting = store.tickets.undelivered(10)
    assert [(one.message.ticket, one.message.number) for one in waiting] == [
        (sooner.id, 1),
        (sooner.id, 2),
        (sooner.id, 3),
        (later.id, 1),
        (later.id, 2),
    ]
    assert store.tickets.undelivered(2) == waiting[:2]


def test_what_is_delivered_is_not_delivered_again(store, opened):
    first, second = message(opened), message(opened)
    store.tickets.add(first)
    store.tickets.add(second)

    store.tickets.begin_delivery(first.id.upper())
    assert [one.begun for one in store.tickets.undelivered(10)] == [True, False]
    store.tickets.delivered(first.id.upper(), LATER)
    store.tickets.delivered(first.id, LATER + timedelta(days=1))

    assert [one.message.id for one in store.tickets.undelivered(10)] == [second.id]
    assert [one.delivered_at for one in store.tickets.messages(opened.id)] == [LATER, None]


def test_what_eight_threads_open_at_once_is_opened_once(store, at_once):
    asked = ticket()
    said = [[message(asked), message(asked)] for _ in range(8)]

    opened = at_once(8, lambda number: store.tickets.open(asked, said[number]))

    assert sum(opened) == 1
    assert store.tickets.messages(asked.id) == numbered(*said[opened.index(True)])


def test_of_tickets_that_eight_threads_open_for_a_chat_at_once_one_is_kept(store, at_once):
    asked = [ticket(chat=CHAT) for _ in range(8)]

    opened = at_once(8, lambda number: store.tickets.open(asked[number]))

    assert sum(opened) == 1
    assert store.tickets.all() == (asked[opened.index(True)],)


def test_messages_that_eight_threads_add_at_once_have_numbers_of_their_own(store, opened, at_once):
    said = [message(opened) for _ in range(8)]
    same = message(opened)

    assert all(at_once(8, lambda number: store.tickets.add(said[number])))
    assert sum(at_once(8, lambda _: store.tickets.add(same))) == 1
    kept = store.tickets.messages(opened.id)
    assert [one.number for one in kept] == list(range(1, 10))
    assert {one.id for one in kept} == {one.id for one in [*said, same]}


def test_a_ticket_that_eight_threads_close_at_once_is_closed_once(store, opened, at_once):
    times = [LATER + timedelta(minutes=number) for number in range(8)]

    closed = at_once(8, lambda number: store.tickets.close(opened.id, times[number]))

    assert sum(closed) == 1
    assert store.tickets.get(opened.id).closed_at == times[closed.index(True)]


def test_of_two_processes_one_opens_the_ticket_of_a_chat(backend, store):
    program = """
import sys, time, uuid
from datetime import UTC, datetime
from bot.storage.records import Handoff
from bot.storage.store import Store
from knowledge.languages import Language
store = Store(sys.argv[1])
store.migrate()
time.sleep(max(0, float(sys.argv[2]) - time.time()))
now = datetime.now(UTC)
asked = [Handoff(str(uuid.uuid4()), now, Language.EN, "", chat=f"{n:032}") for n in range(20)]
print(sum(store.tickets.open(one) for one in asked))
store.close()
"""
    store.migrate()
    command = [sys.executable, "-c", program, backend.url, str(time.time() + 2)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]

    assert sum(int(process.communicate(timeout=60)[0]) for process in running) == 20
    assert {one.chat for one in store.tickets.all()} == {f"{number:032}" for number in range(20)}


def test_purging_deletes_old_tickets_with_their_messages(backend, store, sql, purged):
    old = NOW - timedelta(microseconds=1)
    kept, opened, closed = ticket(), ticket(at=old), ticket(at=old)
    for one in (kept, opened, closed):
        store.tickets.open(one, [message(one), message(one, at=LATER)])
    store.tickets.close(closed.id, LATER)

    assert purged(store, NOW.astimezone(UTC)) == 2
    assert purged(store, NOW) == 0
    assert store.tickets.all() == (kept,)
    with sql(backend.url) as connection:
        of = connection.exec_driver_sql("SELECT ticket FROM ticket_message").scalars().all()
        assert of == [kept.id, kept.id]


def test_tickets_that_are_away_are_used_when_they_come_back(backend, store, opened):
    said = message(opened)
    backend.take_away()
    try:
        for call in (
            lambda: store.tickets.open(ticket()),
            lambda: store.tickets.get(opened.id),
            lambda: store.tickets.add(said),
            lambda: store.tickets.undelivered(10),
            lambda: store.tickets.delivered(said.id, NOW),
            lambda: store.tickets.close(opened.id, NOW),
        ):
            with pytest.raises(StoreUnavailableError):
                call()
    finally:
        backend.give_back()

    assert store.tickets.add(said)
    assert store.tickets.get(opened.id) == replace(opened, last_at=NOW, awaits=False, since=NOW)
