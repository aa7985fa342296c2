import pytest
from fastapi.testclient import TestClient

from adapters.web.console.words import tell
from bot.roles import Role
from bot.storage.errors import StoreUnavailableError
from knowledge.languages import Language

HTMX = {"hx-request": "true"}
AWAY = (
    "The database cannot be reached just now. What you did last may not be saved. Please try "
    "again in a minute."
)
NO_PAGE = "There is no such page. It may have been deleted."


@pytest.fixture
def away(console):
    """Take the database away."""

    def away():
        def fail(*_):
            raise StoreUnavailableError("The database (somewhere) cannot be used: it is away")

        console.state.keeping._store._database._connected = fail

    return away


@pytest.mark.parametrize("path", ["/console/nowhere", "/console/staff/nowhere", "/console/login/x"])
def test_a_page_that_there_is_not(path, visitor):
    page = visitor().get(path)

    assert page.status_code == 404
    assert NO_PAGE in page.text
    assert '<a class="button second" href="/console/">' in page.text


def test_errors_come_in_the_console_s_languages(visitor, at_console, kept):
    korean = visitor().get("/console/nowhere", headers={"accept-language": "ko"})
    vietnamese = visitor().get("/console/nowhere", headers={"accept-language": "vi"})
    browser = at_console(Role.COUNSELOR, interface=Language.KO)
    chosen = browser.get("/console/staff")

    assert tell(Language.KO, NO_PAGE) in korean.text
    assert korean.headers["content-language"] == "ko"
    assert NO_PAGE in vietnamese.text
    assert chosen.status_code == 403
    assert "이 일을 할 권한이 없어요." in chosen.text
    assert browser.staff.shown in chosen.text


def test_a_method_that_there_is_not(at_console):
    page = at_console().put("/console/account")

    assert page.status_code == 405
    assert "You cannot do this here." in page.text


def test_a_form_that_is_not_ours(at_console):
    page = at_console(Role.ADMIN).submit("/console/staff", {"role": "<b>boss</b>"})

    assert page.status_code == 422
    assert "Something in this request is wrong." in page.text
    assert "boss" not in page.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/console/account"),
        ("POST", "/console/account"),
        ("GET", "/console/staff"),
        ("POST", "/console/staff"),
        ("GET", "/console/audit"),
        ("POST", "/console/logout"),
    ],
)
def test_a_database_that_is_away_is_told_plainly(method, path, at_console, away, caplog):
    browser = at_console(Role.ADMIN)
    away()

    page = browser.request(method, path, data={"csrf": browser.csrf})

    assert page.status_code == 503
    assert page.headers["retry-after"] == "30"
    assert AWAY in page.text
    assert "it is away" in caplog.text
    assert "somewhere" not in page.text


def test_nobody_logs_in_while_the_database_is_away(visitor, staff_of, away):
    staff_of(name="mina")
    browser = visitor()
    browser.get("/console/login")
    away()

    assert browser.get("/console/login").status_code == 503
    response = browser.post("/console/login", data={"name": "mina", "csrf": "x"})
    assert response.status_code == 503


def test_what_broke_is_owned_and_not_explained(console, at_console, monkeypatch):
    browser = at_console()

    def fail(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(console.state.keeping._store.sessions, "of", fail)
    plain = TestClient(console, base_url="https://testserver", raise_server_exceptions=False)
    plain.cookies = browser.cookies

    page = plain.get("/console/account")

    assert page.status_code == 500
    assert "Something went wrong on our side." in page.text
    assert "secret detail" not in page.text
    assert "content-security-policy" in page.headers


def test_htmx_gets_a_part_for_the_place_of_troubles(at_console):
    refused = at_console().get("/console/staff", headers=HTMX)

    assert refused.status_code == 403
    assert (refused.headers["hx-retarget"], refused.headers["hx-reswap"]) == (
        "#trouble",
        "innerHTML",
    )
    assert refused.text.startswith('<p class="error">')
    assert "<html" not in refused.text


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/console/account", 70_000, 413),
        ("/console/login", 70_000, 413),
        ("/console/content", 70_000, None),
        ("/console/content/new", 990_000, None),
        ("/console/content/new", 1_000_001, 413),
        ("/console/tickets", 990_000, 413),
    ],
)
def test_only_content_may_be_long(path, size, status, visitor):
    page = visitor().post(path, content=b"a" * size)

    if status:
        assert page.status_code == status
        assert "This is too long to be sent at once." in page.text
    else:
        assert page.status_code != 413
