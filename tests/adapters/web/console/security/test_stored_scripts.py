"""What a person wrote stays text on every page of the console: no tag, no attribute, no `hx-`."""

import csv
import io
import uuid
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter, ValidationError

from bot.roles import Role
from bot.storage.records import Feedback, Reason
from knowledge.languages import Language
from knowledge.places import WebAddress

MARK = "evil"
EVIL = (
    f"</textarea></title></script><script>{MARK}()</script>"
    f"\"'><img src=x onerror={MARK}()><svg onload={MARK}()>"
    f'<div hx-get="/console/logout" hx-trigger="load" hx-vals="js:{MARK}" data-hx-on="{MARK}">'
    f'<meta name="htmx-config" content="{MARK}">{{{{7*7}}}}{{%raw%}}'
)
KEY = {"ieum-ticket-key": "k" * 32}


class Tags(HTMLParser):
    """Collects where the mark stands in anything but text and values."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.wrong, self.texts, self._raw = [], [], None

    def handle_starttag(self, tag, attrs):
        self._raw = tag if tag in {"script", "style"} else None
        for name, value in attrs:
            if MARK in name or name.startswith("on") or name in {"hx-vals", "data-hx-on"}:
                self.wrong.append((tag, name, value))
            if MARK in (value or "") and name not in {"value", "title", "aria-label", "href"}:
                self.wrong.append((tag, name, value))
            if MARK in (value or "") and name == "href" and not value.startswith("/"):
                self.wrong.append((tag, name, value))

    def handle_data(self, data):
        if MARK in data:
            self.texts.append(data)
            if self._raw:
                self.wrong.append((self._raw, data))


def shown(answer):
    """What a page shows of the mark, after seeing that it is text."""
    reader = Tags()
    reader.feed(answer.text)
    assert reader.wrong == []
    assert "49" not in "".join(reader.texts)
    return reader.texts


@pytest.fixture
def told(console, kept, clock):
    """A person who writes it wherever they can; gives the id of their ticket."""
    resident, ticket = TestClient(console, base_url="https://testserver"), str(uuid.uuid4())
    wish = {"id": ticket, "language": "vi", "question": EVIL, "key": "k" * 32, "reach": EVIL[:190]}
    turns = [{"author": "person", "text": EVIL}]
    assert resident.post("/api/v1/handoff", json={**wish, "turns": turns}).status_code == 201
    said = {"id": str(uuid.uuid4()), "language": "vi", "text": EVIL}
    place = f"/api/v1/handoff/{ticket}/messages"
    assert resident.post(place, json=said, headers=KEY).status_code == 201
    kept.add_feedback(
        Feedback(
            id=str(uuid.uuid4()),
            at=clock(),
            language=Language.VI,
            kind="answer",
            useful=False,
            service="life-unpaid-wages",
            reason=Reason.WRONG,
            comment=EVIL,
            question=EVIL,
        )
    )
    return ticket


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["page", "part"])
def test_of_what_a_person_wrote_nothing_becomes_markup(told, headers, at_console, gap_of):
    browser = at_console(Role.ADMIN)
    place, gap = f"/console/tickets/{told}", gap_of(EVIL)
    assert browser.submit(f"{place}/claim").status_code == 303
    note = {"text": EVIL, "note_id": str(uuid.uuid4())}
    assert browser.submit(f"{place}/notes", note).status_code == 303
    assert browser.submit(f"{place}/reply", {"text": EVIL, "sure": "1"}).status_code == 303

    for path in (
        place,
        f"{place}/reach",
        "/console/tickets?tab=mine",
        f"/console/learning/gaps/{gap}",
        "/console/learning",
        "/console/learning/answers",
    ):
        assert shown(browser.get(path, headers=headers)), path
    for path, form in (
        (f"{place}/reply", {"text": EVIL * 40}),
        (f"{place}/insert", {"text": EVIL, "insert": EVIL[:100]}),
        (f"{place}/notes", {"text": EVIL * 40, "note_id": str(uuid.uuid4())}),
    ):
        assert shown(browser.submit(path, form, headers=headers)), path
    for path in (f"/console/content/new?gap={gap}", "/console/audit"):
        shown(browser.get(path, headers=headers))


def test_of_what_staff_are_called_nothing_becomes_markup(at_console, staff_of, ask, kept, clock):
    evil = EVIL[:110]
    colleague, ticket = staff_of(shown=evil), ask()
    kept.desk.claim(ticket.id, colleague.id, clock())
    browser = at_console(Role.ADMIN, shown=evil)

    for path in (
        f"/console/tickets/{ticket.id}",
        "/console/tickets?tab=open",
        "/console/staff",
        f"/console/staff/{colleague.id}",
        "/console/audit",
        "/console/account",
        "/console/",
    ):
        assert shown(browser.get(path)), path


def test_of_what_is_looked_for_nothing_becomes_markup(at_console):
    browser = at_console(Role.ADMIN)
    for path in ("/console/", "/console/content"):
        answer = browser.get(path, params={"q": EVIL[:190]})
        shown(answer)
        assert MARK in answer.text
    for name in ("kind", "visa", "district", "on", "lang", "person", "action", "subject", "day"):
        for path in ("/console/", "/console/content", "/console/audit", "/console/tickets"):
            shown(browser.get(path, params={name: EVIL[:40]}))


@pytest.mark.parametrize("text", ["=1+1", "+82", "-1", "@x", "\t=1", "  =1", '"=1', "＝1"])
def test_no_exported_question_is_computed_by_a_spreadsheet(text, at_console, gap_of):
    gap_of(f"{text} ở đâu?")
    browser = at_console(Role.MANAGER)

    for what in ("questions", "gaps"):
        table = browser.get(f"/console/learning/export/{what}.csv?days=7").text
        cells = [cell for row in csv.reader(io.StringIO(table.lstrip("\ufeff"))) for cell in row]
        assert any("ở đâu?" in cell for cell in cells)
        assert not [cell for cell in cells if cell.strip()[:1] in {*"=+-@＝"} and cell.strip()]


def test_no_center_links_to_a_script():
    address = TypeAdapter(WebAddress)
    for wrong in (
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://",
        "https://seoul.go.kr@evil.example/",
        "https:\\\\evil.example",
        "https://a b",
        "https://a\njavascript:x",
    ):
        with pytest.raises(ValidationError):
            address.validate_python(wrong)
    for right in ("https://global.seoul.go.kr", "http://www.seoul.go.kr/x?y=z#a"):
        assert address.validate_python(right) == right
