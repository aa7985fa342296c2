"""Who guesses, floods, or is quick: it gets them nowhere."""

import time
import uuid

import pytest
from fastapi.testclient import TestClient

from adapters.settings import Settings
from adapters.web.console.access import attempts
from adapters.web.console.door import COOKIE
from adapters.web.server import create_app
from bot.passwords import hash_password
from bot.privacy import scrub
from bot.roles import Role
from bot.storage.staff_sessions import hash_of
from bot.totp import new_secret, step_of


def test_codes_are_guessed_a_few_times_an_hour_at_most(visitor, staff_of, kept, clock):
    staff, secret = staff_of(), new_secret()
    kept.accounts.set_totp(staff.id, secret)
    browser = visitor()
    browser.log_in(staff.name)
    looked_at = 0
    for _ in range(120):
        clock.move(seconds=30)
        form = {"code": "000000", "csrf": browser_csrf(browser)}
        answer = browser.post("/console/login/code", data=form)
        if answer.status_code == 303:
            browser.log_in(staff.name)
            continue
        looked_at += answer.status_code == 422
    assert 5 <= looked_at <= 65
    assert step_of(secret, "000000", clock()) is None


def browser_csrf(browser):
    page = browser.get("/console/login/code").text
    return page.partition('name="csrf" value="')[2].partition('"')[0]


@pytest.mark.parametrize("change", ["password", "codes", "inactive"])
def test_a_login_that_was_under_way_opens_nothing_after_a_change(
    change, visitor, staff_of, kept, monkeypatch
):
    staff, browser = staff_of(), visitor()
    is_right = attempts.is_right

    async def slowly(*given):
        right = await is_right(*given)
        if change == "password":
            kept.accounts.set_password(staff.id, hash_password("another one now"), must_change=True)
        elif change == "codes":
            kept.accounts.set_totp(staff.id, new_secret())
        else:
            kept.accounts.set_active(staff.id, is_active=False)
        return right

    monkeypatch.setattr(attempts, "is_right", slowly)
    browser.log_in(staff.name)

    assert browser.get("/console/account").status_code == 303
    assert kept.sessions.of(staff.id) == ()


@pytest.mark.parametrize("change", ["role", "password", "codes/remove", "active"])
def test_an_old_cookie_opens_nothing_after_an_admin_changed_the_account(
    change, at_console, staff_of, kept
):
    browser, admin = at_console(Role.MANAGER), at_console(Role.ADMIN)
    old = browser.token
    form = {"role": "counselor", "active": "no"}

    admin.submit(f"/console/staff/{browser.staff.id}/{change}", form)

    browser.bring(old)
    for path in ("/console/", "/console/tickets", "/console/account/password"):
        assert browser.get(path).headers["location"].startswith("/console/login")
    assert kept.sessions.get(hash_of(old)) is None


def test_a_cookie_of_before_the_login_is_good_for_nothing_after_it(visitor, staff_of):
    browser, staff = visitor(), staff_of()
    browser.get("/console/login")
    planted = {one.name: one.value for one in browser.cookies.jar}
    browser.log_in(staff.name)
    token = browser.cookies.get(COOKIE)

    assert token not in planted.values()
    for value in planted.values():
        browser.bring(value)
        assert browser.get("/console/account").status_code == 303


def test_nobody_floods_the_queue_also_not_with_cries_for_help(ieum, tmp_path):
    app = create_app(ieum, Settings(requests_per_minute=60, demo_port=0, var=tmp_path))
    resident = TestClient(app, base_url="https://testserver")
    told = []
    for _ in range(40):
        wish = {"id": str(uuid.uuid4()), "language": "en", "key": "k" * 32}
        told.append(
            resident.post("/api/v1/handoff", json={**wish, "question": "my husband is beating me"})
        )
    app.state.keeping.close()

    assert {one.status_code for one in told} == {201}
    assert all(one.json()["reply"]["kind"] == "emergency" for one in told)
    kept = [one.json()["stored"] for one in told]
    assert kept[:10] == [True] * 10
    # A minute may end meanwhile, and another begin.
    assert sum(kept) < 40


HARD = (
    "1-" * 1_000,
    "1 " * 1_000,
    "a@" * 1_000,
    "@" * 2_000,
    "a." * 1_000,
    "서울시 " * 500,
    "내 이름은 " * 300,
    "my name is " * 180,
    "010-" * 500,
    "kakao id " * 200,
    "１２３" * 600,
    "0" * 2_000,
    "Nguyễn " * 280,
    "동 101호 " * 250,
    "\u200b" * 1_000 + "1" * 1_000,
    "+" * 1_000 + "8" * 1_000,
)


@pytest.mark.parametrize("text", HARD, ids=lambda text: text[:8])
def test_no_text_makes_scrubbing_slow(text):
    before = time.process_time()
    scrub(text[:2_000])
    assert time.process_time() - before < 2
