import time
from datetime import UTC, datetime

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe

from bot.roles import Role
from bot.storage.audit import AuditRecord
from bot.totp import new_secret
from knowledge.languages import Language

pytestmark = pytest.mark.e2e

PASSWORD = "three small boats in a row"
NEW = "four green hills at dawn"
LOOKS = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": {"width": 320, "height": 640}},
]
SMALL = """[...document.querySelectorAll('a, button, select, input:not([type=hidden])')]
    .filter(one => one.checkVisibility() && !one.closest('p, dd') && !one.matches('.skip'))
    .map(one => [one.outerHTML, (one.closest('label.check') ?? one).getBoundingClientRect().height])
    .filter(([_, height]) => height < 43.5)"""


def violations(page):
    """What axe-core finds wrong: the rule, and where."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def log_in(page, name, password=PASSWORD):
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def fresh_code(secret):
    """A code that is not about to change while the browser is slow."""
    while datetime.now(UTC).timestamp() % 30 > 25:
        time.sleep(0.2)
    return pyotp.TOTP(secret).now()


def test_one_logs_in_changes_a_given_password_and_turns_codes_on(open_page, staff_of, kept):
    staff_of(Role.MANAGER, name="mina", must_change=True)
    page = open_page("/console/audit")
    assert page.url.endswith("/console/login?next=/console/audit")

    log_in(page, "mina")
    assert page.url.endswith("/console/account/password")
    page.get_by_label("Your password until now").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password, once more").fill(NEW)
    page.get_by_role("button", name="Change the password").click()

    page.goto("/console/account/codes")
    assert page.locator(".code-picture").evaluate("one => one.complete && one.naturalWidth > 100")
    secret = page.locator(".code-letters").inner_text().replace(" ", "")
    page.get_by_label("The six digits that the app on your telephone shows").fill(
        fresh_code(secret)
    )
    page.get_by_label("Your password").fill(NEW)
    page.get_by_role("button", name="Log in with codes from now on").click()
    assert "From now on you need a code" in page.get_by_role("main").inner_text()

    page.get_by_role("button", name="Log out").click()
    assert page.url.endswith("/console/login")
    page.go_back()
    page.reload()
    assert "/console/login" in page.url

    # The code that turned them on opens nothing; time is given back to the test by another step.
    staff = kept.accounts.named("mina").staff
    kept.accounts.set_totp(staff.id, secret, None)
    page.goto("/console/login?next=/console/audit")
    log_in(page, "mina", NEW)
    assert page.get_by_role("heading", level=1).inner_text() == "Code"
    page.get_by_label("The six digits that the app on your telephone shows").fill(
        fresh_code(secret)
    )
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    assert page.url.endswith("/console/audit")


def test_an_admin_adds_somebody_who_can_log_in(console_page, open_page, staff_of, kept):
    page = console_page(Role.ADMIN, "/console/staff")

    page.get_by_label("Name to log in with").fill("lan")
    page.get_by_label("Shown to colleagues as").fill("Lan")
    page.get_by_label("Tiếng Việt").check()
    page.get_by_role("button", name="Add, and show a password once").click()
    password = page.locator(".code-letters").inner_text()

    other = open_page("/console/login")
    log_in(other, "lan", password)
    assert other.url.endswith("/console/account/password")
    assert kept.accounts.named("lan").staff.languages == (Language.VI,)


def test_it_works_without_scripts(open_page, staff_of):
    staff_of(name="noscript")
    page = open_page("/console/account", java_script_enabled=False)

    log_in(page, "noscript")
    page.get_by_label("Language of the console").select_option("ko")
    page.locator("main form").first.get_by_role("button").click()

    assert "설정을 저장했어요." in page.get_by_role("main").inner_text()


def test_it_works_by_keyboard_alone(open_page, staff_of):
    staff_of(name="keys")
    page = open_page("/console/login?next=/console/account")

    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("keys")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/account")
    assert page.get_by_role("heading", level=1).inner_text() == "Your account"


@pytest.fixture
def lived_in(kept, staff_of):
    """Something to be seen on every page; returns the pages."""
    one = staff_of(Role.MANAGER, shown="Mina Kim", languages=(Language.KO, Language.VI))
    kept.accounts.note_login(one.id, datetime.now(UTC))
    kept.accounts.set_totp(one.id, new_secret())
    staff_of(is_active=False)
    for action in ("login", "ticket.see", "purge"):
        kept.audit.add(AuditRecord(datetime.now(UTC), one.id, one.name, action, "t1", "more"))
    return [
        "/console/account",
        "/console/account/password",
        "/console/account/codes",
        "/console/staff",
        f"/console/staff/{one.id}",
        "/console/audit",
        "/console/audit?subject=nothing-of-this",
    ]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_axe_finds_nothing_wrong(locale, look, console_page, open_page, lived_in):
    page = console_page(Role.ADMIN, "/console/account", locale, **look)

    for path in lived_in:
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate(SMALL) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    visitor = open_page("/console/login", locale, **look)
    assert violations(visitor) == []
    assert visitor.evaluate(SMALL) == []


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_axe_finds_nothing_wrong_where_something_went_wrong(
    locale, console_page, staff_of, kept, address
):
    page = console_page(Role.ADMIN, "/console/audit", locale)
    page.expected += ["404 (Not Found)", "422 (Unproc", "403 (Forbidden)"]

    for path in ("/console/nowhere", "/console/audit?person=nobody", "/console/audit?before=x"):
        page.goto(path)
        assert page.locator(".error").count() >= 1, path
        assert violations(page) == [], path

    page.goto("/console/account/password")
    for field in ("old", "new", "again"):
        page.locator(f"#{field}").fill("x")
    page.locator("main form button").click()
    assert page.locator("[aria-invalid=true]").count() == 1
    assert violations(page) == []

    half = staff_of(name=f"half-{locale.lower()}")
    kept.accounts.set_totp(half.id, new_secret())
    token = kept.sessions.open(half.id, datetime.now(UTC), awaits_code=True)
    cookie = {
        "name": "__Host-ieum-staff",
        "value": token,
        "url": address.replace("http:", "https:"),
    }
    page.context.add_cookies([{**cookie, "secure": True}])
    page.goto("/console/login/code")
    assert page.locator("#code").count() == 1
    assert violations(page) == []
