import re
import uuid
from datetime import UTC, datetime

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from bot.roles import Role
from knowledge.languages import Language

pytestmark = pytest.mark.e2e

TICKETS = "/console/tickets"
SOON = 20_000
"""Milliseconds in which a page that looks every five or ten seconds has seen something new."""
expect.set_options(timeout=SOON)


class Widget:
    """Somebody who waits on our website; plain HTTP stands for the widget."""

    def __init__(self, address, question="chủ quỵt lương 3 tháng"):
        self.id, self.key = str(uuid.uuid4()), uuid.uuid4().hex
        self.path = f"{address}/api/v1/handoff/{self.id}/messages"
        self.http = httpx.Client(trust_env=False, headers={"Ieum-Ticket-Key": self.key})
        turns = [
            {"author": "person", "text": question},
            {"author": "bot", "service": "life-unpaid-wages"},
        ]
        asked = {"id": self.id, "language": "vi", "question": "Gặp người thật", "key": self.key}
        body = asked | {"turns": turns, "service": "life-unpaid-wages", "reach": "010-9876-5432"}
        assert self.http.post(f"{address}/api/v1/handoff", json=body).json()["stored"]

    def write(self, text):
        body = {"id": str(uuid.uuid4()), "language": "vi", "text": text}
        assert self.http.post(self.path, json=body).json()["stored"]

    def heard(self):
        """What staff have written so far."""
        messages = self.http.get(self.path, params={"after": 0}).json()["messages"]
        return [one["text"] for one in messages if one["author"] == "staff"]


@pytest.fixture
def widgets(address):
    """Make somebody who waits on our website."""
    opened = []

    def widget(**more):
        opened.append(Widget(address, **more))
        return opened[-1]

    yield widget
    for one in opened:
        one.http.close()


@pytest.fixture
def held(widgets, staff_of, kept):
    """Somebody who waits, and the counselor who holds their ticket."""
    widget, staff = widgets(), staff_of(shown="An")
    kept.desk.claim(widget.id, staff.id, datetime.now(UTC))
    return widget, staff


def sent(page, text):
    page.locator("#text").fill(text)
    page.locator("#send").click()


def test_of_two_counselors_who_claim_at_once_one_has_the_ticket(
    console_page, widgets, staff_of, kept
):
    widget = widgets()
    path = f"{TICKETS}/{widget.id}"
    an = console_page(path=path, staff=staff_of(shown="An"))
    bo = console_page(path=path, staff=staff_of(shown="Bo"))
    bo.expected.append("409")

    an.get_by_role("button", name="Claim").click()
    expect(an.get_by_text("You have this ticket.")).to_be_visible()
    bo.get_by_role("button", name="Claim").click()

    expect(bo.get_by_text("An has this ticket now")).to_be_visible()
    expect(bo.locator("#writing")).to_have_count(0)
    assert kept.tickets.get(widget.id).holder == an.staff.id
    sent(an, "Chào bạn")
    expect(an.locator("#talk .bubble.staff")).to_contain_text("Chào bạn")
    expect(bo.locator("#talk .bubble.staff")).to_contain_text("Chào bạn")


def test_a_conversation_from_the_queue_to_its_end(console_page, widgets):
    widget = widgets()
    page = console_page(path=TICKETS)
    page.locator(f"#to-{widget.id}").click()
    page.get_by_role("button", name="Claim").click()
    # What the bot said stands there with its sources.
    expect(page.locator(".bubble.bot")).to_contain_text("moel.go.kr")
    expect(page.locator(".bubble.bot")).to_contain_text("Hãy nộp đơn")

    page.keyboard.press("i")
    page.keyboard.type("임금체불")
    page.locator("#found button").first.click()
    expect(page.locator("#text")).to_have_value(re.compile("Hãy nộp đơn"))
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#writing .korean-of")).to_contain_text("임금체불")
    page.locator("#send").click()
    expect(page.locator("#text")).to_have_value("")
    assert "Hãy nộp đơn" in widget.heard()[0]
    expect(page.locator(".bubble.staff")).to_contain_text("delivered")

    page.locator("#text").fill("Tôi đang viết")
    widget.write("Cảm ơn <b>chị</b>")
    expect(page.locator("#talk")).to_contain_text("Cảm ơn <b>chị</b>")
    expect(page.locator("#text")).to_have_value("Tôi đang viết")
    expect(page.locator("#text")).to_be_focused()

    page.get_by_role("button", name="Close the ticket").click()
    expect(page.get_by_text("Closed.")).to_be_visible()
    assert len(widget.heard()) == 2
    page.get_by_role("button", name="Open again").click()
    expect(page.get_by_text("You have this ticket.")).to_be_visible()


def test_enter_in_the_search_for_texts_sends_nothing(console_page, held):
    widget, staff = held
    page = console_page(path=f"{TICKETS}/{widget.id}", staff=staff)
    page.locator("#text").fill("Chưa gửi")
    page.locator("#find-text").fill("visa")
    page.locator("#find-text").press("Enter")

    expect(page.locator("#found button").first).to_be_visible()
    expect(page.locator("#text")).to_have_value("Chưa gửi")
    assert widget.heard() == []


def test_a_draft_outlives_a_reload_and_is_gone_when_it_is_sent(console_page, held):
    widget, staff = held
    page = console_page(path=f"{TICKETS}/{widget.id}?entry=life-unpaid-wages", staff=staff)
    expect(page.locator("#text")).to_have_value(re.compile("Hãy nộp đơn"))
    assert "entry" not in page.url
    page.locator("#text").press("Control+End")
    page.keyboard.type(" Chào!")
    message = page.locator("[name=message]").input_value()

    page.reload()
    expect(page.locator("#text")).to_have_value(re.compile("Hãy nộp đơn.* Chào!$", re.S))
    expect(page.locator("#writing .korean-of")).to_be_visible()
    assert page.locator("[name=message]").input_value() == message
    page.locator("#send").click()
    expect(page.locator("#text")).to_have_value("")
    page.reload()
    expect(page.locator("#text")).to_have_value("")
    assert len(widget.heard()) == 1


def test_a_draft_outlives_a_session_and_goes_with_logging_out(console_page, held, kept):
    widget, staff = held
    page = console_page(path=f"{TICKETS}/{widget.id}", staff=staff)
    page.expected.append("401")
    page.locator("#text").fill("Chào bạn")
    (session,) = kept.sessions.of(staff.id)
    kept.sessions.end(session.token)

    page.locator("#send").click()
    page.wait_for_url("**/console/login**")
    assert widget.heard() == []
    kept_draft = page.evaluate("JSON.stringify(sessionStorage)")
    assert "Chào bạn" in kept_draft

    page.locator("#name").fill(staff.name)
    page.locator("#password").fill("three small boats in a row")
    page.locator("main button").first.click()
    page.wait_for_url(f"**{TICKETS}/{widget.id}")
    expect(page.locator("#text")).to_have_value("Chào bạn")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/console/login**")
    assert "Chào bạn" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_who_loses_a_ticket_while_writing_is_told_and_keeps_the_words(
    console_page, held, staff_of, kept
):
    widget, staff = held
    page = console_page(path=f"{TICKETS}/{widget.id}", staff=staff)
    page.expected.append("422")
    page.locator("#text").fill("Tôi đang viết")
    manager = staff_of(Role.MANAGER, shown="Manager")
    kept.desk.take_over(widget.id, manager.id, datetime.now(UTC), any_ticket=True)

    expect(page.locator("#talk")).to_contain_text("Manager has this ticket.")
    page.locator("#send").click()
    expect(page.locator("#text-error")).to_contain_text("Manager has this ticket now")
    expect(page.locator("#text")).to_have_value("Tôi đang viết")
    assert widget.heard() == []


def test_a_double_click_sends_once(console_page, held, kept):
    widget, staff = held
    page = console_page(path=f"{TICKETS}/{widget.id}", staff=staff)
    page.locator("#text").fill("Chào bạn")
    page.locator("#send").dblclick()

    expect(page.locator("#talk .bubble.staff")).to_have_count(1)
    assert widget.heard() == ["Chào bạn"]


def test_the_queue_shows_who_comes_and_keeps_the_focus(console_page, widgets):
    first = widgets(question="first")
    page = console_page(path=TICKETS)
    page.locator(f"#to-{first.id}").focus()
    second = widgets(question="second")

    expect(page.locator(f"#to-{second.id}")).to_be_visible(timeout=2 * SOON)
    expect(page.locator(f"#to-{first.id}")).to_be_focused()


def test_the_title_counts_new_tickets_only_where_that_is_wanted(console_page, widgets, staff_of):
    widgets()
    wants = console_page(path=TICKETS, staff=staff_of(sound=True))
    calm = console_page(path=TICKETS)

    expect(wants).to_have_title(re.compile(r"^\(\d+\) Tickets"))
    expect(calm).to_have_title(re.compile("^Tickets"))


def test_where_to_reach_a_person_is_shown_when_it_is_asked_for(console_page, held):
    widget, staff = held
    page = console_page(path=f"{TICKETS}/{widget.id}", staff=staff)

    expect(page.get_by_text("010-9876-5432")).to_have_count(0)
    page.get_by_role("link", name="Show how to reach them").click()
    expect(page.get_by_text("010-9876-5432")).to_be_visible()


def test_without_scripts_a_ticket_is_claimed_answered_and_noted(console_page, widgets):
    widget = widgets()
    page = console_page(path=f"{TICKETS}/{widget.id}", java_script_enabled=False)
    page.get_by_role("button", name="Claim").click()
    page.locator("#text").fill("Chào bạn.")
    page.locator("#find-text").fill("임금체불")
    page.locator("#find-text").press("Enter")
    page.locator("#found button").first.click()
    page.locator("#send").click()
    page.locator("#note").fill("gọi lại")
    page.get_by_role("button", name="Keep the note").click()

    assert widget.heard()[0].startswith("Chào bạn.\n\nHãy nộp đơn")
    assert "gọi lại" in page.locator("#notes").inner_text()


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("interface", [Language.KO, Language.EN])
@pytest.mark.parametrize(
    "look", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 700}}]
)
def test_axe_finds_nothing_wrong(console_page, widgets, staff_of, kept, interface, look):
    staff = staff_of(Role.MANAGER, interface=interface)
    now = datetime.now(UTC)
    mine, closed, free = widgets(), widgets(), widgets()
    for one in (mine, closed):
        kept.desk.claim(one.id, staff.id, now)
    kept.tickets.close(closed.id, now)
    page = console_page(path=TICKETS, staff=staff, **look)

    assert violations(page) == []
    for path in ("?tab=closed", f"/{free.id}", f"/{closed.id}", "?entry=life-unpaid-wages"):
        page.goto(f"{TICKETS}{path}")
        assert violations(page) == [], path
    page.goto(f"{TICKETS}/{mine.id}?entry=life-unpaid-wages")
    for summary in page.locator("summary").all():
        if summary.is_visible():
            summary.click()
    page.locator("#find-text").fill("visa")
    expect(page.locator("#found button").first).to_be_visible()
    assert violations(page) == []
