import re
import time
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher

from adapters.settings import Settings
from adapters.web.console.access import hashing
from adapters.web.console.door import COOKIE
from adapters.web.server import create_app
from bot.passwords import is_outdated
from bot.storage.audit import Wanted
from bot.storage.staff_sessions import hash_of

LOGIN, CODE = "/console/login", "/console/login/code"
WRONG = "The name or the password is wrong."
WAIT = "There were too many attempts"
HIDDEN = re.compile(r'name="csrf" value="([^"]*)"')


def cookies_of(response):
    """What a response sets: each cookie's value and attributes, by its name."""
    set_ = {}
    for header in response.headers.get_list("set-cookie"):
        name, _, rest = header.partition("=")
        value, *attributes = rest.split("; ")
        set_[name] = (value, {one.lower() for one in attributes})
    return set_


def test_who_has_an_account_logs_in(visitor, mina, kept, clock):
    browser = visitor()

    response = browser.log_in(" Mina ", place="/console/account")

    assert (response.status_code, response.headers["location"]) == (303, "/console/account")
    assert browser.get("/console/account").status_code == 200
    assert kept.accounts.get(mina.id).last_login_at == clock.now
    assert [one.action for one in kept.audit.page(Wanted(staff_id=mina.id), 9)] == ["login"]


def test_the_cookie_goes_nowhere_else_and_no_script_reads_it(visitor, mina):
    value, attributes = cookies_of(visitor().log_in("mina"))[COOKIE]

    assert len(value) == 43
    assert attributes == {"httponly", "secure", "samesite=lax", "path=/"}


def test_a_token_that_somebody_planted_opens_nothing(visitor, mina, kept, at_console):
    """Session fixation: the attacker's own session, or an invented one, is never used on."""
    attacker = at_console()
    for planted in (attacker.token, "planted"):
        browser = visitor()
        browser.bring(planted)
        token, _ = cookies_of(browser.log_in("mina"))[COOKIE]
        assert token != planted
        assert kept.sessions.get(hash_of(planted)) is None
        assert kept.sessions.get(hash_of(token)).staff.id == mina.id


@pytest.mark.parametrize("place", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_login_leads_to_no_other_website(place, visitor, mina):
    assert visitor().log_in("mina", place=place).headers["location"] == "/console/"
    page = visitor().get(f"{LOGIN}?next={quote(place)}")
    assert "evil.example" not in page.text


def test_a_wrong_name_is_told_as_a_wrong_password_is(visitor, mina, kept, staff_of, clock):
    staff_of(name="gone", is_active=False)
    tried = [("mina", "wrong"), ("nobody", "wrong"), ("gone", "wrong"), ("gone", None), ("", "")]

    pages = []
    for name, password in tried:
        browser = visitor()
        response = browser.log_in(name, **({} if password is None else {"password": password}))
        assert response.status_code == 422
        assert COOKIE not in cookies_of(response)
        same = HIDDEN.sub("", response.text).replace(f'value="{name}"', 'value=""')
        pages.append(same)

    assert WRONG in pages[0]
    assert len(set(pages)) == 1


def test_an_unknown_name_costs_as_much_as_a_known_one(visitor, mina, monkeypatch):
    asked = []

    def verify(password, kept):
        asked.append(kept)
        return verifying(password, kept)

    verifying = hashing.is_password
    monkeypatch.setattr(hashing, "is_password", verify)
    visitor().log_in("mina", "wrong")
    visitor().log_in("nobody", "wrong")

    assert [kept is None for kept in asked] == [False, True]


def test_verifying_for_nobody_takes_about_as_long(hashed):
    def seconds(kept):
        best = []
        for _ in range(5):
            started = time.perf_counter()
            assert not hashing.is_password("wrong password here", kept)
            best.append(time.perf_counter() - started)
        return min(best)

    known, nobody = seconds(hashed), seconds(None)
    assert known / 3 < nobody < known * 3


def test_after_five_failures_one_waits_a_minute(visitor, mina, clock, kept):
    for _ in range(5):
        assert visitor().log_in("mina", "wrong").status_code == 422
    waiting = visitor().log_in("mina")
    other = visitor().log_in("nobody", "wrong")

    assert waiting.status_code == 429
    assert WAIT in waiting.text
    assert waiting.headers["retry-after"] == "61"
    assert COOKIE not in cookies_of(waiting)
    assert other.status_code == 422
    clock.move(seconds=61)
    assert visitor().log_in("mina").status_code == 303
    assert [one.action for one in kept.audit.page(Wanted(staff_id=mina.id), 9)] == [
        "login",
        *["login.fail"] * 5,
    ]


def test_an_unknown_name_has_to_wait_as_a_known_one_does(visitor, mina):
    texts = {}
    for name in ("mina", "nobody"):
        for _ in range(6):
            response = visitor().log_in(name, "wrong")
        texts[name] = HIDDEN.sub("", response.text).replace(f'value="{name}"', "")

    assert texts["mina"] == texts["nobody"]
    assert WAIT in texts["mina"]


def test_processes_count_together(visitor, mina, ieum, console_settings, console):
    second = create_app(ieum, Settings(**console_settings))
    second.state.clock = console.state.clock
    browser = type(visitor())(second)
    for _ in range(5):
        visitor().log_in("mina", "wrong")

    assert browser.log_in("mina").status_code == 429
    second.state.keeping.close()


def test_an_address_waits_after_twenty_failures_with_any_names(visitor, mina):
    for number in range(20):
        assert visitor().log_in(f"name-{number}", "wrong").status_code == 422

    assert visitor().log_in("mina").status_code == 429


def test_a_right_login_counts_for_nothing(visitor, mina):
    for _ in range(30):
        assert visitor().log_in("mina").status_code == 303


def test_a_right_login_clears_the_name(visitor, mina):
    for _ in range(3):
        for _ in range(4):
            visitor().log_in("mina", "wrong")
        assert visitor().log_in("mina").status_code == 303


def test_nobody_is_logged_in_by_another_website(visitor, mina):
    """Login CSRF: a form without what this browser's cookie gave is refused, and kept as typed."""
    form = {"name": "mina", "password": "three small boats in a row"}
    other = HIDDEN.search(visitor().get(LOGIN).text)[1]

    for data, comes_before in ((form, True), (form | {"csrf": other}, True), (form, False)):
        browser = visitor()
        if comes_before:
            browser.get(LOGIN)
        response = browser.post(LOGIN, data=data)
        assert response.status_code == 403
        assert COOKIE not in cookies_of(response)
        assert "Your browser did not send our cookie back" in response.text
        assert 'value="mina"' in response.text


def test_the_way_back_works_after_a_cookie_was_lost(visitor, mina):
    browser = visitor()
    refused = browser.post(LOGIN, data={"name": "mina", "password": "x"})

    csrf = HIDDEN.search(refused.text)[1]
    form = {"name": "mina", "password": "three small boats in a row", "csrf": csrf}
    assert browser.post(LOGIN, data=form).status_code == 303


def test_while_there_is_no_account_the_page_says_how_to_make_one(visitor, staff_of):
    command = "ieum staff add NAME --role admin --generate"

    assert command in visitor().get(LOGIN).text
    staff_of()
    assert command not in visitor().get(LOGIN).text


def test_an_old_hash_is_made_anew_at_login(visitor, mina, kept):
    cheap = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1)
    old = cheap.hash("three small boats in a row")
    kept.accounts.set_password(mina.id, old, must_change=False)

    assert visitor().log_in("mina", "wrong").status_code == 422
    assert kept.accounts.account(mina.id).password == old
    assert visitor().log_in("mina").status_code == 303
    assert not is_outdated(kept.accounts.account(mina.id).password)
    assert visitor().log_in("mina").status_code == 303
