import re

import pyotp
import pytest

from adapters.web.console.door import COOKIE
from bot.storage.staff_sessions import hash_of
from bot.totp import new_secret

LOGIN, CODE = "/console/login", "/console/login/code"
HIDDEN = re.compile(r'name="csrf" value="([^"]*)"')


def code_at(secret, moment):
    return pyotp.TOTP(secret).at(int(moment.timestamp()))


@pytest.fixture
def secret(mina, kept):
    """The secret of mina's codes."""
    secret = new_secret()
    kept.accounts.set_totp(mina.id, secret)
    return secret


@pytest.fixture
def half_in(visitor, secret):
    """A browser that has given mina's password, and its form's token."""
    browser = visitor()
    response = browser.log_in("mina", place="/console/account")
    assert response.headers["location"] == f"{CODE}?next=/console/account"
    browser.csrf = HIDDEN.search(browser.get(CODE).text)[1]
    return browser


def test_a_code_opens_what_the_password_did_not(half_in, secret, clock, mina, kept):
    before = half_in.cookies[COOKIE]
    assert half_in.get("/console/account").headers["location"] == CODE
    assert kept.accounts.get(mina.id).last_login_at is None

    form = {"code": code_at(secret, clock.now), "next": "/console/account"}
    response = half_in.submit(CODE, form)

    assert (response.status_code, response.headers["location"]) == (303, "/console/account")
    assert half_in.get("/console/account").status_code == 200
    assert half_in.cookies[COOKIE] != before
    assert kept.sessions.get(hash_of(before)) is None
    assert kept.accounts.get(mina.id).last_login_at == clock.now
    assert half_in.get(CODE).status_code == 303


def test_a_code_opens_once(half_in, secret, clock, visitor):
    code = code_at(secret, clock.now)
    assert half_in.submit(CODE, {"code": code}).status_code == 303

    again = visitor()
    again.log_in("mina")
    again.csrf = HIDDEN.search(again.get(CODE).text)[1]
    replayed = again.submit(CODE, {"code": code})
    assert replayed.status_code == 422
    assert "was used already" in replayed.text

    clock.move(seconds=30)
    assert again.submit(CODE, {"code": code_at(secret, clock.now)}).status_code == 303


def test_codes_cannot_be_guessed(half_in, secret, clock, visitor):
    right = code_at(secret, clock.now)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert half_in.submit(CODE, {"code": wrong}).status_code == 422
    assert half_in.submit(CODE, {"code": right}).status_code == 429

    # The password, known, gives no new attempts.
    assert visitor().log_in("mina").status_code == 429


def test_the_code_has_to_come_soon(half_in, secret, clock):
    clock.move(minutes=11)

    response = half_in.submit(CODE, {"code": code_at(secret, clock.now)})

    assert response.headers["location"] == LOGIN


def test_codes_need_their_own_forms_token(half_in, secret, clock):
    response = half_in.post(CODE, data={"code": code_at(secret, clock.now)})

    assert response.status_code == 403


def test_a_code_says_nothing_of_where_to_go(half_in, secret, clock):
    form = {"code": code_at(secret, clock.now), "next": "https://evil.example"}

    assert half_in.submit(CODE, form).headers["location"] == "/console/"
