from datetime import timedelta

import pytest

from bot.roles import Role
from bot.storage.desk import IDLE
from bot.storage.records import Author
from knowledge.languages import Language

TICKETS = "/console/tickets"
PART = {"hx-request": "true"}
PHONE = "010-9876-5432"


@pytest.fixture
def held(at_console, ask, kept, clock):
    """An counselor, and a ticket that they hold."""
    an, ticket = at_console(shown="An"), ask(reach=PHONE)
    kept.desk.claim(ticket.id, an.staff.id, clock())
    return an, f"{TICKETS}/{ticket.id}"


def test_the_conversation_is_shown_with_the_sources_of_what_the_bot_said(at_console, ask):
    ticket = ask(
        {"text": "chủ <quỵt> lương"},
        {"author": Author.BOT, "text": "Hãy nộp đơn.", "service": "life-unpaid-wages"},
        {"author": Author.STAFF, "text": "Chào bạn."},
    )
    page = at_console().get(f"{TICKETS}/{ticket.id}").text

    for words in (
        "chủ &lt;quỵt&gt; lương",
        "Hãy nộp đơn.",
        "/console/items/entry/life-unpaid-wages?lang=vi",
        "임금체불",
        "moel.go.kr",
        "Chào bạn.",
        "waits to be delivered",
    ):
        assert words in page


def test_what_cannot_reach_anybody_any_more_is_told(at_console, ask_in_chat, kept, clock):
    ticket = ask_in_chat({"author": Author.STAFF})
    kept.tickets.cut_off(ticket.id, clock())

    page = at_console().get(f"{TICKETS}/{ticket.id}").text

    assert "could not be delivered" in page
    assert "there will be a new ticket" in page
    assert "Open again" not in page


def test_a_conversation_that_is_as_it_was_is_not_drawn_again(held, kept, clock):
    an, path = held
    stamp = an.get(path).text.partition("?seen=")[2].partition('"')[0]

    assert an.get(f"{path}?seen={stamp}", headers=PART).status_code == 204
    kept.desk.release(path.rpartition("/")[2], an.staff.id)
    part = an.get(f"{path}?seen={stamp}", headers=PART)
    assert "Nobody has this ticket" in part.text
    assert "<html" not in part.text


def test_looking_is_noted_once_and_not_with_every_poll(held, audited):
    an, path = held
    an.get(path)
    an.get(path, headers=PART)

    assert audited() == ["ticket.see"]


@pytest.mark.parametrize("ticket", ["7", "3f0d9c1e-5b7a-4c2d-8e6f-1a2b3c4d5e6f"])
@pytest.mark.parametrize("deed", ["", "/reach"])
def test_what_is_no_ticket_is_not_found(at_console, ticket, deed):
    assert at_console().get(f"{TICKETS}/{ticket}{deed}").status_code == 404


def test_only_who_may_sees_where_the_person_is_reached_and_that_is_noted(held, at_console, audited):
    an, path = held
    bo, manager = at_console(), at_console(Role.MANAGER)

    for browser in (an, bo, manager):
        assert PHONE not in browser.get(path).text
    assert bo.get(f"{path}/reach").status_code == 403
    assert bo.get(f"{path}/reach", headers=PART).status_code == 403
    assert "ticket.reach" not in audited()
    for browser in (an, manager):
        assert PHONE in browser.get(f"{path}/reach").text
        assert PHONE in browser.get(f"{path}/reach", headers=PART).text
    assert audited().count("ticket.reach") == 4


def test_an_answer_from_the_look_up_stands_in_the_reply_with_its_korean(held):
    an, path = held
    page = an.get(f"{path}?entry=life-unpaid-wages").text

    assert 'name="inserts" value="entry/life-unpaid-wages"' in page
    assert "Hãy nộp đơn khiếu nại" in page.partition("<textarea")[2].partition("</textarea>")[0]
    assert "What was put in says in Korean" in page
    assert "data-inserted" in page
    assert "data-inserted" not in an.get(f"{path}?entry=unknown").text.partition("<form id=")[2][:9]


def test_each_sees_what_they_may_do(held, at_console, clock):
    an, path = held
    bo, manager = at_console(), at_console(Role.MANAGER)

    def offered(browser):
        page = browser.get(path).text
        deeds = ("claim", "take", "release", "close", "reopen")
        return [deed for deed in deeds if f'id="do-{deed}"' in page]

    assert [offered(one) for one in (an, bo, manager)] == [
        ["release", "close"],
        [],
        ["take", "release", "close"],
    ]
    assert "An has this ticket." in bo.get(path).text
    assert 'id="writing"' not in bo.get(path).text
    clock.move(seconds=IDLE.total_seconds())
    assert offered(bo) == ["take"]


def test_only_colleagues_who_answer_can_be_given_a_ticket(held, staff_of):
    an, path = held
    staff_of(Role.EDITOR, shown="Editor")
    staff_of(shown="Bo", languages=(Language.MN,))
    staff_of(shown="Gone", is_active=False)

    options = an.get(path).text.partition('<select id="to"')[2].partition("</select>")[0]

    assert "Bo (Монгол)" in options
    assert not [name for name in ("Editor", "Gone", ">An<") if name in options]


def test_times_are_told_in_seoul(at_console, ask, clock):
    ticket = ask({"at": clock() - timedelta(days=3)})

    page = at_console().get(f"{TICKETS}/{ticket.id}").text

    local = (clock() - timedelta(days=3) + timedelta(hours=9)).strftime("%Y-%m-%d %H:%M")
    assert local in page


def test_a_page_that_asks_by_itself_keeps_no_session_alive(held, clock, console):
    an, path = held
    idle = console.state.settings.staff_idle_minutes
    for _ in range(2):
        clock.move(minutes=idle / 2 + 1)
        answer = an.get(path, headers=PART | {"ieum-by-itself": "1"})
    assert answer.status_code == 401


def test_in_korean_everything_is_said_in_korean(held, at_console):
    _, path = held
    kim = at_console(interface=Language.KO)
    for address in (path, TICKETS, f"{TICKETS}?entry=life-unpaid-wages"):
        page = kim.get(address).text
        for english in ("ticket", "Reply", "Claim", "Notes", "Waits", "Opened", "Search"):
            words = page.partition("<main")[2].partition("</main>")[0]
            assert f">{english}" not in words
