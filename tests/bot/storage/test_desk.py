import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.clock import SEOUL
from bot.roles import Role
from bot.staff import Staff
from bot.storage.desk import IDLE
from bot.storage.errors import (
    NoColleagueError,
    NoOpenTicketError,
    StoreUnavailableError,
    TicketError,
    TicketHeldError,
    UnreachableError,
)
from bot.storage.records import Author, Handoff, TicketMessage, TicketStatus
from knowledge.languages import Language

NOW = datetime(2026, 11, 27, 10, 30, tzinfo=SEOUL)
LATER = NOW + timedelta(minutes=5)
PRIVATE = "제 번호는 010-1234-5678이에요."


def handoff(**more):
    given = {"id": str(uuid.uuid4()), "at": NOW, "language": Language.VI, "reach": ""}
    chat = {"channel": "telegram", "chat": uuid.uuid4().hex, "sealed": "sealed address"}
    return Handoff(**given | chat | more)


def of_widget(**more):
    return handoff(channel="widget", chat=None, sealed=None, key="0" * 64, **more)


def words(ticket, staff, **more):
    given = {"id": str(uuid.uuid4()), "at": LATER, "text": PRIVATE, "language": Language.VI}
    return TicketMessage(ticket=ticket.id, author=Author.STAFF, staff=staff, **given | more)


@pytest.fixture
def hire(store):
    """Make an account, and give its id."""

    def hire(role=Role.COUNSELOR, **more):
        one = str(uuid.uuid4())
        assert store.accounts.add(Staff(one, one[:8], "Kim", role, NOW, **more), "hash")
        return one

    return hire


@pytest.fixture
def an(hire):
    return hire()


@pytest.fixture
def bo(hire):
    return hire()


@pytest.fixture
def opened(store):
    one = handoff()
    assert store.tickets.open(one)
    return one


@pytest.fixture
def held(store, opened, an):
    """A ticket that An holds."""
    store.desk.claim(opened.id, an, NOW)
    return opened


def holder_of(store, ticket):
    return store.tickets.get(ticket.id).holder


def test_of_sixteen_who_claim_a_ticket_at_once_one_has_it(store, opened, at_once):
    staff = [str(uuid.uuid4()) for _ in range(16)]

    def claim(number):
        try:
            store.desk.claim(opened.id, staff[number], NOW)
        except TicketHeldError as error:
            return error.holder
        return None

    told = at_once(16, claim)
    winner = staff[told.index(None)]
    assert [one for one in told if one is not None] == [winner] * 15
    assert holder_of(store, opened) == winner


def test_who_has_claimed_a_ticket_may_claim_it_again(store, held, an):
    store.desk.claim(held.id.upper(), an, LATER)

    assert store.tickets.get(held.id).held_at == NOW


def test_what_is_closed_or_unknown_cannot_be_changed(store, opened, an, bo):
    store.tickets.close(opened.id, NOW)
    for one in (opened, handoff()):
        for call in (
            lambda of: store.desk.claim(of.id, an, NOW),
            lambda of: store.desk.take_over(of.id, an, NOW, any_ticket=True),
            lambda of: store.desk.release(of.id, an, any_ticket=True),
            lambda of: store.desk.assign(of.id, an, bo, NOW, any_ticket=True),
            lambda of: store.desk.reply(words(of, an)),
            lambda of: store.desk.close(words(of, an), any_ticket=True),
        ):
            with pytest.raises(NoOpenTicketError):
                call(one)
    assert store.tickets.messages(opened.id) == ()


def test_only_who_holds_a_ticket_gives_it_away_answers_or_closes_it(store, held, an, bo):
    for call in (
        lambda: store.desk.claim(held.id, bo, LATER),
        lambda: store.desk.take_over(held.id, bo, LATER),
        lambda: store.desk.release(held.id, bo),
        lambda: store.desk.assign(held.id, bo, bo, LATER),
        lambda: store.desk.reply(words(held, bo)),
        lambda: store.desk.close(words(held, bo)),
    ):
        with pytest.raises(TicketHeldError) as refused:
            call()
        assert refused.value.holder == an
    assert holder_of(store, held) == an
    assert store.tickets.messages(held.id) == ()


def test_what_nobody_holds_has_to_be_claimed_first(store, opened, an):
    for call in (
        lambda: store.desk.reply(words(opened, an)),
        lambda: store.desk.reply(words(opened, None)),
        lambda: store.desk.close(words(opened, an)),
        lambda: store.desk.assign(opened.id, an, an, NOW),
    ):
        with pytest.raises(TicketHeldError) as refused:
            call()
        assert refused.value.holder is None
    store.desk.release(opened.id, an)
    assert holder_of(store, opened) is None


def test_who_may_assign_gives_and_takes_any_ticket(store, held, an, bo):
    store.desk.assign(held.id, bo, bo, LATER, any_ticket=True)
    assert holder_of(store, held) == bo
    store.desk.take_over(held.id, an, LATER, any_ticket=True)
    assert holder_of(store, held) == an
    store.desk.release(held.id, bo, any_ticket=True)
    assert holder_of(store, held) is None


def test_a_ticket_is_given_to_who_answers_tickets_only(store, held, hire, an):
    nobody = (hire(Role.EDITOR), hire(is_active=False), str(uuid.uuid4()))
    for one in nobody:
        with pytest.raises(NoColleagueError):
            store.desk.assign(held.id, an, one, LATER)
    assert holder_of(store, held) == an

    manager = hire(Role.MANAGER)
    store.desk.assign(held.id, an, manager, LATER)
    assert holder_of(store, held) == manager


def test_a_ticket_left_alone_for_long_can_be_taken_over(store, held, an, bo):
    store.desk.reply(words(held, an, at=LATER))
    with pytest.raises(TicketHeldError):
        store.desk.take_over(held.id, bo, LATER + IDLE - timedelta(seconds=1))

    store.desk.take_over(held.id, bo, LATER + IDLE)
    assert holder_of(store, held) == bo


def test_a_ticket_of_who_has_left_can_be_taken_over(store, held, an, bo):
    store.accounts.set_active(an, is_active=False)

    store.desk.take_over(held.id, bo, LATER)

    assert holder_of(store, held) == bo


def test_a_reply_goes_out_as_it_is_once(store, held, an):
    said = words(held, an, service="life-unpaid-wages")

    assert store.desk.reply(said)
    assert not store.desk.reply(replace(said, text="something else"))

    assert store.tickets.messages(held.id) == (replace(said, number=1),)
    assert [one.message.text for one in store.tickets.undelivered(10)] == [PRIVATE]
    kept = store.tickets.get(held.id)
    assert (kept.awaits, kept.held_at) == (False, LATER)


def test_a_reply_that_was_sent_is_known_after_the_ticket_was_lost_too(store, held, an, bo):
    said = words(held, an)
    store.desk.reply(said)
    store.desk.assign(held.id, an, bo, LATER)

    assert not store.desk.reply(said)


def test_where_nothing_can_reach_the_person_nothing_is_written(store, an):
    called = handoff(channel="widget", chat=None, sealed=None, reach="010-1234-5678")
    store.tickets.open(called)
    store.desk.claim(called.id, an, NOW)

    with pytest.raises(UnreachableError):
        store.desk.reply(words(called, an))
    store.desk.close(words(called, an))
    assert store.tickets.messages(called.id) == ()
    assert store.tickets.get(called.id).status is TicketStatus.CLOSED


def test_closing_says_so_last_and_delivers_all(store, held, an):
    store.desk.reply(words(held, an, text="first"))
    store.desk.close(words(held, an, text="farewell", at=LATER))

    kept = store.tickets.get(held.id)
    assert (kept.status, kept.closed_at, kept.holder) == (TicketStatus.CLOSED, LATER, an)
    waiting = store.tickets.undelivered(10)
    assert [one.message.text for one in waiting] == ["first", "farewell"]
    for one in waiting:
        store.tickets.delivered(one.message.id, LATER)
    assert store.tickets.get(held.id).sealed is None


def test_a_widget_s_ticket_can_be_opened_again(store, an, bo):
    asked = of_widget()
    store.tickets.open(asked)
    store.desk.claim(asked.id, an, NOW)
    store.desk.close(words(asked, an))

    store.desk.reopen(asked.id, bo, LATER)
    store.desk.reopen(asked.id, an, LATER)

    kept = store.tickets.get(asked.id)
    assert (kept.status, kept.closed_at, kept.holder) == (TicketStatus.OPEN, None, bo)
    assert store.desk.reply(words(asked, bo))


def test_a_chat_s_ticket_cannot_be_opened_again(store, held, an):
    store.desk.close(words(held, an))
    with pytest.raises(UnreachableError):
        store.desk.reopen(held.id, an, LATER)
    store.chats.forget(held.chat)
    with pytest.raises(UnreachableError):
        store.desk.reopen(held.id, an, LATER)
    with pytest.raises(NoOpenTicketError):
        store.desk.reopen(str(uuid.uuid4()), an, LATER)


def attempt(deed):
    """Do something; return whether it was done."""
    try:
        deed()
    except TicketError:
        return False
    return True


def test_a_reply_and_a_closing_at_once_leave_nothing_half_done(store, an, at_once):
    for _ in range(8):
        ticket = handoff()
        store.tickets.open(ticket)
        store.desk.claim(ticket.id, an, NOW)
        deeds = (
            lambda of=ticket: store.desk.reply(words(of, an, text="reply")),
            lambda of=ticket: store.desk.close(words(of, an, text="farewell")),
        )
        replied, closed = at_once(2, lambda number, deeds=deeds: attempt(deeds[number]))

        assert closed
        texts = [one.text for one in store.tickets.messages(ticket.id)]
        assert texts == (["reply", "farewell"] if replied else ["farewell"])
        mine = [one for one in store.tickets.undelivered(100) if one.message.ticket == ticket.id]
        assert [one.message.text for one in mine] == texts


def test_of_two_who_answer_at_once_only_the_holder_does(store, an, bo, at_once):
    for _ in range(8):
        ticket = handoff()
        store.tickets.open(ticket)
        store.desk.claim(ticket.id, an, NOW)
        deeds = (
            lambda of=ticket: store.desk.reply(words(of, an, text="An's")),
            lambda of=ticket: store.desk.reply(words(of, bo, text="Bo's")),
            lambda of=ticket: store.desk.assign(of.id, an, bo, LATER),
        )
        by_an, by_bo, given = at_once(3, lambda number, deeds=deeds: attempt(deeds[number]))

        texts = [one.text for one in store.tickets.messages(ticket.id)]
        assert given
        assert texts == ["An's"] * by_an + ["Bo's"] * by_bo


def test_eight_same_replies_at_once_are_one(store, held, an, at_once):
    said = words(held, an)

    assert sum(at_once(8, lambda _: store.desk.reply(said))) == 1
    assert len(store.tickets.messages(held.id)) == 1


def test_claims_and_closings_at_once_agree(store, an, bo, at_once):
    for _ in range(8):
        ticket = of_widget()
        store.tickets.open(ticket)
        deeds = (
            lambda of=ticket: store.desk.claim(of.id, bo, NOW),
            lambda of=ticket: store.desk.close(words(of, an), any_ticket=True),
        )
        claimed, closed = at_once(2, lambda number, deeds=deeds: attempt(deeds[number]))

        kept = store.tickets.get(ticket.id)
        assert closed
        assert (kept.status, kept.holder) == (TicketStatus.CLOSED, bo if claimed else None)


def test_what_is_wrong_is_refused(store, held, an):
    naive = NOW.replace(tzinfo=None)
    for call in (
        lambda: store.desk.claim("7", an, NOW),
        lambda: store.desk.claim(held.id, "7", NOW),
        lambda: store.desk.claim(held.id, an, naive),
        lambda: store.desk.take_over(held.id, an, naive),
        lambda: store.desk.release("7", an),
        lambda: store.desk.assign(held.id, an, "7", NOW),
        lambda: store.desk.reply(words(held, an, at=naive)),
        lambda: store.desk.close(words(held, an, id="7")),
        lambda: store.desk.reopen("7", an, NOW),
    ):
        with pytest.raises(ValueError, match=r"UUID|zone|hexadecimal"):
            call()


def test_a_desk_that_is_away_is_used_when_it_comes_back(backend, store, held, an):
    backend.take_away()
    try:
        with pytest.raises(StoreUnavailableError):
            store.desk.reply(words(held, an))
    finally:
        backend.give_back()

    assert store.desk.reply(words(held, an))
