import re
import uuid
from html import unescape

import pyotp
import pytest

from adapters.web.console.door import COOKIE
from bot.passwords import is_password
from bot.roles import Role
from bot.storage.audit import Wanted
from bot.storage.records import Author, Handoff, TicketMessage
from bot.storage.staff_sessions import hash_of
from bot.totp import new_secret
from knowledge.languages import Language

ACCOUNT, PASSWORD, CODES = "/console/account", "/console/account/password", "/console/account/codes"
NEW = "four green hills at dawn"


def test_what_one_wishes_is_kept(at_console, kept):
    browser = at_console()
    form = {"interface": "ko", "languages": ["vi", "ko"], "sound": "on"}

    response = browser.submit(ACCOUNT, form)
    page = browser.get(response.headers["location"])

    staff = kept.accounts.get(browser.staff.id)
    assert staff.interface is Language.KO
    assert staff.languages == (Language.KO, Language.VI)
    assert staff.sound
    assert "설정을 저장했어요." in page.text
    assert page.text.partition("<main")[2].partition("</main>")[0].count(" checked") == 3

    browser.submit(ACCOUNT, {"interface": ""})
    assert kept.accounts.get(browser.staff.id).interface is None
    assert not kept.accounts.get(browser.staff.id).sound


@pytest.mark.parametrize("form", [{"languages": "jp"}, {"languages": ["ko", ""]}])
def test_a_language_that_there_is_not_is_refused(form, at_console, kept):
    browser = at_console(languages=(Language.KO,))

    assert browser.submit(ACCOUNT, form).status_code == 422
    assert kept.accounts.get(browser.staff.id).languages == (Language.KO,)


def test_nobody_changes_another_account_through_their_own(at_console, kept):
    browser, other = at_console(), at_console()

    browser.submit(ACCOUNT, {"interface": "ko", "id": other.staff.id, "staff": other.staff.id})

    assert kept.accounts.get(other.staff.id).interface is None


def test_a_new_password_ends_every_other_session(at_console, kept, password):
    here = at_console()
    there = at_console(staff=here.staff)
    old = here.token

    response = here.submit(PASSWORD, {"old": password, "new": NEW, "again": NEW})

    assert response.headers["location"] == f"{ACCOUNT}?done=password"
    assert is_password(NEW, kept.accounts.account(here.staff.id).password)
    assert here.cookies[COOKIE] != old
    assert here.get(ACCOUNT).status_code == 200
    assert there.get(ACCOUNT).status_code == 303
    assert kept.sessions.get(hash_of(old)) is None


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"old": "wrong"}, "This is not your password"),
        ({"new": "short", "again": "short"}, "at least 12 characters"),
        ({"new": "x1y2" * 60, "again": "x1y2" * 60}, "at most 200 characters"),
        ({"again": "something else"}, "These two are not the same."),
        ({"new": "qwertyuiop123", "again": "qwertyuiop123"}, "guessed first"),
        ({"new": "Mina Kim of Guro", "again": "Mina Kim of Guro"}, "your name"),
        ({"new": "three small boats in a row"}, "a different password than before"),
    ],
)
def test_a_password_that_is_not_taken_says_why_beside_the_field(form, said, at_console, kept):
    browser = at_console(shown="Mina Kim of Guro")
    good = {"old": "three small boats in a row", "new": NEW, "again": NEW}

    response = browser.submit(PASSWORD, good | form)

    assert response.status_code == 422
    assert said in unescape(response.text)
    assert re.search(r'aria-describedby="[^"]*-problem"\s+aria-invalid="true"', response.text)
    assert NEW not in response.text
    assert is_password(good["old"], kept.accounts.account(browser.staff.id).password)


def test_passwords_cannot_be_guessed_at_an_open_computer(at_console, password, clock):
    browser = at_console()
    for _ in range(5):
        browser.submit(PASSWORD, {"old": "wrong", "new": NEW, "again": NEW})

    form = {"old": password, "new": NEW, "again": NEW}
    assert browser.submit(PASSWORD, form).status_code == 422
    clock.move(seconds=61)
    assert browser.submit(PASSWORD, form).status_code == 303


def test_who_has_a_given_password_changes_it_and_then_goes_in(at_console, password):
    browser = at_console(Role.ADMIN, must_change=True)
    assert browser.get("/console/staff").headers["location"] == PASSWORD
    assert "Somebody else has given you this password" in browser.get(PASSWORD).text

    response = browser.submit(PASSWORD, {"old": password, "new": NEW, "again": NEW})

    assert response.headers["location"] == "/console/"
    assert browser.get("/console/staff").status_code == 200


def secret_on(page):
    return re.search(r'name="secret" value="([A-Z2-7]{32})"', page.text)[1]


def test_codes_are_turned_on_by_a_code(at_console, kept, clock, password):
    browser = at_console()
    there = at_console(staff=browser.staff)
    old = browser.token
    page = browser.get(CODES)
    secret = secret_on(page)
    code = pyotp.TOTP(secret).at(int(clock.now.timestamp()))

    browser.submit(CODES, {"secret": secret, "code": code, "password": password})

    account = kept.accounts.account(browser.staff.id)
    assert account.totp == secret
    assert account.totp_step == int(clock.now.timestamp()) // 30
    assert browser.cookies[COOKIE] != old
    assert browser.get(ACCOUNT).status_code == 200
    assert there.get(ACCOUNT).status_code == 303
    # The code that turned them on opens nothing again.
    assert not kept.accounts.use_step(browser.staff.id, account.totp_step)


def test_the_picture_is_one_that_the_page_may_show(at_console):
    page = at_console().get(CODES)

    picture = re.search(r'src="(data:image/svg\+xml[^"]*)"', page.text)[1]
    assert "<script" not in unescape(picture)
    assert "img-src 'self' data:" in page.headers["content-security-policy"]
    letters = re.search(r'class="code-letters">([^<]*)<', page.text)[1]
    assert letters.replace(" ", "") == secret_on(page)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"code": "000000"}, "This is not the code that the app shows now."),
        ({"password": "wrong"}, "This is not your password"),
    ],
)
def test_codes_are_not_turned_on_by_mistake(form, said, at_console, kept, clock, password):
    browser = at_console()
    secret = secret_on(browser.get(CODES))
    code = pyotp.TOTP(secret).at(int(clock.now.timestamp()))
    good = {"secret": secret, "code": code, "password": password}

    response = browser.submit(CODES, good | form)

    assert response.status_code == 422
    assert said in response.text
    assert secret_on(response) == secret
    assert kept.accounts.account(browser.staff.id).totp is None


@pytest.mark.parametrize("secret", ["", "A" * 16, "<script>", "a" * 32])
def test_a_secret_that_is_none_is_not_taken(secret, at_console, kept, password):
    browser = at_console()

    browser.submit(CODES, {"secret": secret, "code": "123456", "password": password})

    assert kept.accounts.account(browser.staff.id).totp is None


def test_codes_are_turned_off_with_the_password_only(at_console, kept, password, staff_of):
    staff = staff_of()
    kept.accounts.set_totp(staff.id, new_secret())
    browser = at_console(staff=kept.accounts.get(staff.id))

    assert browser.submit(f"{CODES}/remove", {"password": "wrong"}).status_code == 422
    assert kept.accounts.get(staff.id).has_totp
    # Another secret cannot be put in the place of the one there is.
    browser.submit(CODES, {"secret": "A" * 32, "code": "1", "password": password})
    assert kept.accounts.account(staff.id).totp != "A" * 32
    assert browser.submit(f"{CODES}/remove", {"password": password}).status_code == 303
    assert not kept.accounts.get(staff.id).has_totp


def test_one_is_logged_out_everywhere_but_here(at_console):
    here = at_console()
    there, other = at_console(staff=here.staff), at_console()

    here.submit(f"{ACCOUNT}/sessions/end")

    assert [one.get(ACCOUNT).status_code for one in (here, there, other)] == [200, 303, 200]


def leave_traces(kept, staff, clock):
    """What somebody leaves: a reply, a pin, and records; each tells of its writer."""
    ticket = Handoff(str(uuid.uuid4()), clock.now, Language.VI, "010-1234-5678", "hỏi")
    kept.tickets.open(ticket)
    reply = TicketMessage(
        str(uuid.uuid4()),
        ticket.id,
        clock.now,
        Author.STAFF,
        f"reply of {staff.name}",
        Language.VI,
        staff=staff.id,
    )
    kept.tickets.add(reply)
    return ticket


def test_ones_own_record_is_all_of_ones_own_and_nothing_else(at_console, kept, clock):
    mine, hers = at_console(name="mina"), at_console(name="lan")
    mine.submit(ACCOUNT, {"interface": "en"})
    for browser in (mine, hers):
        leave_traces(kept, browser.staff, clock)
    address = f"{ACCOUNT}/record.json"

    response = mine.get(f"{address}?id={hers.staff.id}&staff={hers.staff.id}")

    record = response.json()
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["cache-control"] == "no-store"
    assert record["account"][0]["name"] == "mina"
    assert [one["text"] for one in record["replies"]] == ["reply of mina"]
    assert [one["action"] for one in record["audit"]] == ["account.record"]
    assert len(record["sessions"]) == 1
    assert set(record) == {
        *("account", "sessions", "shelf", "notes", "replies", "holds", "revisions", "audit"),
    }
    for secret in ('"lan"', hers.staff.id, mine.token, hash_of(mine.token), "argon2", "010-1234"):
        assert secret not in response.text, secret


def test_a_name_that_is_a_script_stays_a_text_everywhere(at_console):
    script = '"><script>alert(1)</script>'
    admin = at_console(Role.ADMIN, shown=script)

    for path in (ACCOUNT, PASSWORD, CODES, "/console/staff", f"/console/staff/{admin.staff.id}"):
        page = admin.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)" in page.text, path


def test_the_record_is_noted(at_console, kept):
    browser = at_console()
    browser.get(f"{ACCOUNT}/record.json")

    assert kept.audit.page(Wanted(), 1)[0].action == "account.record"


def test_what_is_shown_is_kept_by_no_cache(at_console):
    browser = at_console(Role.ADMIN)

    for path in (ACCOUNT, CODES, "/console/staff", "/console/audit", "/console/login"):
        assert browser.get(path).headers["cache-control"] == "no-store", path
