"""Whatever stands in a form: it is refused plainly, and breaks nothing."""

import re
import uuid

import pytest

from adapters.web.console.access.login import _BEFORE
from bot.roles import Role
from bot.storage.records import Author
from bot.storage.staff_sessions import csrf_of

HIDDEN = re.compile(r'name="csrf" value="([^"]*)"')
WRONG = ("\0", "a\0b", "\ud800", "9" * 5_000, "\u202e\u2066x", "{}%s{0.__class__}", "x" * 9_000)


def body_of(charset, **fields):
    """A form of parts in a charset of one's own, and what says so."""
    parts = [
        f'--b\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    content = "".join(parts).encode() + b"--b--\r\n"
    return content, {"content-type": f"multipart/form-data; boundary=b; charset={charset}"}


def url_encoded(fields):
    quoted = (
        f"{name}={''.join(f'%{byte:02x}' for byte in value.encode(errors='surrogatepass'))}"
        for name, value in fields.items()
    )
    return "&".join(quoted).encode(), {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("field", ["name", "password", "csrf", "next"])
def test_no_field_breaks_the_login(field, wrong, visitor):
    browser = visitor()
    csrf = HIDDEN.search(browser.get("/console/login").text)[1]
    content, headers = url_encoded(
        {"name": "mina", "password": "p" * 12, "csrf": csrf, "next": ""} | {field: wrong}
    )

    answer = browser.post("/console/login", content=content, headers=headers)

    assert answer.status_code in {403, 422}


@pytest.mark.parametrize(
    "charset", ["raw_unicode_escape", "utf-7", "idna", "punycode", "undefined"]
)
def test_no_charset_of_a_form_breaks_a_page(charset, visitor, at_console):
    browser = visitor()
    browser.cookies.set(_BEFORE, "x", domain="testserver.local", path="/")
    fields = {"name": r"\ud800", "password": r"\ud800", "csrf": csrf_of("x"), "next": r"\ud800"}
    at_login = {name: {**fields, name: r"\ud800+2AA-"} for name in fields}
    for form in at_login.values():
        content, headers = body_of(charset, **form)
        answer = browser.post("/console/login", content=content, headers=headers)
        assert answer.status_code in {403, 422, 400}

    staff = at_console(Role.ADMIN)
    for path in ("/console/account", "/console/shelf", "/console/staff", "/console/content/new"):
        content, headers = body_of(charset, csrf=r"\ud800+2AA-", name=r"\ud800", item=r"\ud800")
        answer = staff.post(path, content=content, headers=headers)
        assert answer.status_code in {400, 403, 422}


@pytest.mark.parametrize("wrong", WRONG)
def test_no_field_breaks_a_page_of_somebody_who_is_in(wrong, at_console, staff_of, ask, kept):
    browser = at_console(Role.ADMIN)
    other = staff_of()
    ticket = ask()
    kept.desk.claim(ticket.id, browser.staff.id, browser.app.state.clock())
    place = f"/console/tickets/{ticket.id}"
    forms = {
        "/console/account": ("interface", "sound", "languages"),
        "/console/account/password": ("old", "new", "again"),
        "/console/account/codes": ("secret", "code", "password"),
        "/console/staff": ("name", "shown", "role", "languages"),
        f"/console/staff/{other.id}/role": ("role",),
        f"/console/staff/{other.id}/active": ("active",),
        "/console/shelf": ("act", "item", "lang"),
        f"{place}/reply": ("text", "message", "inserts", "sure"),
        f"{place}/insert": ("text", "message", "inserts", "insert"),
        f"{place}/texts": ("q",),
        f"{place}/notes": ("text", "note_id"),
        f"{place}/assign": ("to",),
        "/console/content/new": ("id", "kind", "title.en", "_note", "base", "gap", "do", "parent"),
        "/console/content/new/look": ("id", "dates.as_of", "visas.terms", "figures.0.name"),
    }
    usual = {"act": "unpin", "item": "entry/x", "name": "someone", "shown": "x", "text": "xin"}
    usual |= {"note_id": str(uuid.uuid4())}
    for path, fields in forms.items():
        for field in fields:
            form = {**usual, "csrf": browser.csrf, field: wrong}
            content, headers = url_encoded(form)
            for part in ({}, {"hx-request": "true"}):
                answer = browser.post(path, content=content, headers={**headers, **part})
                assert answer.status_code < 500, (path, field, answer.status_code)


@pytest.mark.parametrize("path", ["/console/login", "/console/account", "/console/content/new"])
def test_ten_thousand_fields_are_refused_at_once(path, at_console):
    browser = at_console(Role.ADMIN)
    fields = b"&".join(b"a=" for _ in range(10_000))
    parts = b"".join(
        b'--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n' for _ in range(10_000)
    )
    kinds = {
        "application/x-www-form-urlencoded": fields,
        "multipart/form-data; boundary=b": parts + b"--b--\r\n",
    }
    for kind, content in kinds.items():
        headers = {"content-type": kind, "x-csrf-token": browser.csrf}
        answer = browser.post(path, content=content, headers=headers)
        assert answer.status_code in {400, 413}
        assert "This did not work" in answer.text


def test_a_file_in_the_place_of_a_text_is_refused(at_console, ask):
    browser = at_console(Role.ADMIN)
    place = f"/console/tickets/{ask().id}"
    for path, field in (
        ("/console/account", "interface"),
        ("/console/login", "name"),
        (f"{place}/reply", "text"),
        (f"{place}/reply", "sure"),
        (f"{place}/texts", "q"),
        (f"{place}/insert", "insert"),
        (f"{place}/notes", "text"),
        ("/console/content/new", "title.en"),
        ("/console/content/new", "csrf"),
    ):
        files = {field: ("x.txt", b"<script>x</script>", "text/html")}
        headers = {} if field == "csrf" else {"x-csrf-token": browser.csrf}
        answer = browser.post(path, files=files, headers=headers)
        assert answer.status_code < 500, (path, field)
        assert "<script>x" not in answer.text


def test_a_reply_with_the_id_of_another_tickets_message_is_refused(at_console, ask, kept, clock):
    theirs = ask({"id": (message := str(uuid.uuid4())), "text": "secret"})
    mine = ask()
    browser = at_console()
    kept.desk.claim(mine.id, browser.staff.id, clock())

    place = f"/console/tickets/{mine.id}/reply"
    answer = browser.submit(place, {"text": "hello", "message": message})

    assert answer.status_code < 500
    assert [one.text for one in kept.tickets.messages(theirs.id)] == ["secret"]
    assert "secret" not in answer.text
    sent = [one for one in kept.tickets.messages(mine.id) if one.author is Author.STAFF]
    assert len(sent) == (answer.status_code == 303)


def test_a_note_with_the_id_of_another_tickets_note_is_not_taken_for_kept(at_console, ask, kept):
    theirs, mine = ask(), ask()
    browser, note = at_console(), str(uuid.uuid4())
    assert browser.submit(f"/console/tickets/{theirs.id}/notes", {"note_id": note, "text": "one"})

    browser.submit(f"/console/tickets/{mine.id}/notes", {"note_id": note, "text": "two"})

    assert [one.text for one in kept.notes.of(theirs.id)] == ["one"]
