import pytest

from adapters.web.console.door import COOKIE, place_after_login
from bot.roles import Role
from bot.storage.staff_sessions import hash_of

ACCOUNT = "/console/account"
LOGIN = "/console/login?next=/console/account"


def test_a_session_that_is_used_lasts_until_the_longest_time(at_console, clock):
    browser = at_console()

    for _ in range(14):
        clock.move(minutes=50)
        assert browser.get(ACCOUNT).status_code == 200
    clock.move(minutes=20)
    ended = browser.get(ACCOUNT)

    assert (ended.status_code, ended.headers["location"]) == (303, LOGIN)
    assert f'{COOKIE}=""' in ended.headers["set-cookie"]


def test_a_session_that_is_not_used_ends_sooner(at_console, clock):
    browser = at_console()

    clock.move(minutes=59)
    assert browser.get(ACCOUNT).status_code == 200
    clock.move(minutes=61)
    assert browser.get(ACCOUNT).headers["location"] == LOGIN


def test_how_long_a_session_lasts_is_a_setting(console, at_console, clock):
    console.state.settings = console.state.settings.model_copy(update={"staff_idle_minutes": 5})
    browser = at_console()

    clock.move(minutes=6)

    assert browser.get(ACCOUNT).status_code == 303


def test_who_is_kept_out_is_out_at_once(at_console, kept):
    browser = at_console()
    assert browser.get(ACCOUNT).status_code == 200

    kept.accounts.set_active(browser.staff.id, is_active=False)

    assert browser.get(ACCOUNT).headers["location"] == LOGIN


def test_another_role_needs_another_login(at_console, kept):
    browser = at_console(Role.MANAGER)
    assert browser.get("/console/audit").status_code == 200

    kept.accounts.set_role(browser.staff.id, Role.COUNSELOR)
    assert browser.get("/console/audit").status_code == 303

    browser.sit_down(kept.accounts.get(browser.staff.id))
    assert browser.get("/console/audit").status_code == 403


def test_who_logs_out_is_out_also_with_the_old_cookie(at_console, kept):
    browser = at_console()
    old = browser.token

    left = browser.submit("/console/logout")

    assert (left.status_code, left.headers["location"]) == (303, "/console/login")
    assert f'{COOKIE}=""' in left.headers["set-cookie"]
    assert kept.sessions.get(hash_of(old)) is None
    browser.bring(old)
    assert browser.get(ACCOUNT).status_code == 303


def test_htmx_is_sent_to_the_login_with_the_whole_page(visitor):
    headers = {
        "hx-request": "true",
        "hx-current-url": "https://testserver/console/tickets?mine=1#top",
    }

    for method in ("GET", "POST"):
        response = visitor().request(method, ACCOUNT, headers=headers)
        assert response.status_code == 401
        assert response.headers["hx-redirect"] == "/console/login?next=/console/tickets%3Fmine%3D1"
        assert response.text == ""


def test_htmx_is_never_sent_to_another_website(visitor):
    headers = {"hx-request": "true", "hx-current-url": "https://evil.example//evil.example/x"}

    response = visitor().get(ACCOUNT, headers=headers)

    assert response.headers["hx-redirect"] == "/console/login"


def test_the_token_comes_back_in_a_field_or_in_a_header(at_console):
    browser = at_console()
    header = {"x-csrf-token": browser.csrf}

    assert browser.post(ACCOUNT, data={"csrf": browser.csrf}).status_code == 303
    assert browser.post(ACCOUNT, data={}, headers=header).status_code == 303
    assert browser.post(ACCOUNT, files={"csrf": (None, browser.csrf)}).status_code == 303
    assert browser.post(ACCOUNT, json={"csrf": browser.csrf}).status_code == 403
    assert browser.post(f"{ACCOUNT}?csrf={browser.csrf}").status_code == 403


def test_a_form_without_its_token_changes_nothing_and_is_told_plainly(at_console, kept):
    browser = at_console()

    refused = browser.post(ACCOUNT, data={"interface": "ko"})

    assert refused.status_code == 403
    assert "This page was open for too long" in refused.text
    assert kept.accounts.get(browser.staff.id).interface is None


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://testserver.evil.example", "http://other"]
)
def test_no_other_website_sends_a_form_also_with_the_token(origin, at_console, kept):
    browser = at_console()

    refused = browser.submit(ACCOUNT, {"interface": "ko"}, headers={"origin": origin})

    assert refused.status_code == 403
    assert kept.accounts.get(browser.staff.id).interface is None


def test_our_own_website_sends_forms(at_console):
    headers = {"origin": "https://testserver"}

    assert at_console().submit(ACCOUNT, headers=headers).status_code == 303


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("/console/tickets?mine=1", "/console/tickets?mine=1"),
        ("/console/", "/console/"),
        ("", "/console/"),
        ("/", "/console/"),
        ("/en/", "/console/"),
        ("/consoles", "/console/"),
        ("https://evil.example/console/", "/console/"),
        ("//evil.example/console/", "/console/"),
        ("///evil.example/console/", "/console/"),
        ("/\\evil.example/console/", "/console/"),
        ("\\\\evil.example/console/", "/console/"),
        ("javascript:alert(1)//console/", "/console/"),
        ("/console/../../evil", "/console/"),
        ("/console/\r\nset-cookie: x=y", "/console/"),
        ("/console/\t//evil.example", "/console/"),
        ("/console//evil.example", "/console//evil.example"),
        ("/console/login?next=/console/login", "/console/"),
        ("/console/logout", "/console/"),
    ],
)
def test_login_leads_to_a_page_of_the_console_only(wanted, place):
    assert place_after_login(wanted) == place
