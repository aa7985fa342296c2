"""Whatever stands in an address, a header or a cookie breaks nothing, and leads nowhere else."""

from urllib.parse import quote

import pytest

from adapters.web.console.access.login import _BEFORE
from bot.roles import Role

WRONG = (
    "\0",
    "%00",
    "\ud800".encode(errors="surrogatepass").decode("latin-1"),
    "9" * 30,
    "-1",
    "9" * 5_000,
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "٣",
    "../../../etc/passwd",
    "' OR 1=1 --",
    '"*" NEAR(a b) -',
    "{{7*7}} %(a)s {0.__class__}",
    "0_0001-01-01T00:00:00+23:59_00000000-0000-0000-0000-000000000000",
    "99999999999999999999_2026-01-01T00:00:00+00:00_00000000-0000-0000-0000-000000000000",
    "\r\nset-cookie: x=y",
    "x" * 3_000,
)
ADDRESSES = (
    "/console/?q={}",
    "/console/?q=a&kind={}&visa={}&district={}&on={}&since={}&lang={}&audience={}&page={}",
    "/console/items/entry/{}",
    "/console/items/{}/x",
    "/console/items/entry/life-unpaid-wages?lang={}&district={}",
    "/console/tickets?after={}",
    "/console/tickets?tab={}&language={}&topic={}&channel={}&urgency={}&seen={}",
    "/console/tickets?entry={}",
    "/console/tickets/{}",
    "/console/tickets/{}/reach",
    "/console/learning?state={}",
    "/console/learning?language={}&kind={}&days={}&sort={}",
    "/console/learning?page={}",
    "/console/learning/gaps/{}",
    "/console/learning/answers?service={}",
    "/console/learning/answers?reason={}&page={}",
    "/console/learning/trends?by={}&days={}",
    "/console/learning/entries?order={}&sort={}&page={}",
    "/console/learning/export/{}.csv",
    "/console/learning/export/gaps.csv?days={}",
    "/console/content?q={}",
    "/console/content?kind={}&topic={}&status={}&review={}&stale={}&page={}",
    "/console/content/{}/x",
    "/console/content/entry/{}",
    "/console/content/term/{}",
    "/console/content/entry/{}/history?said={}",
    "/console/content/new?kind={}",
    "/console/content/new?gap={}",
    "/console/audit?person={}",
    "/console/audit?action={}&subject={}",
    "/console/audit?day={}",
    "/console/audit?before={}",
    "/console/staff/{}",
    "/console/account?done={}",
    "/console/login?next={}",
    "/console/login/code?next={}",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_breaks_a_page(address, at_console):
    browser = at_console(Role.ADMIN)
    for wrong in WRONG:
        for headers in ({}, {"hx-request": "true"}):
            place = address.replace("{}", quote(wrong, safe=""))
            answer = browser.get(place, headers=headers)
            assert answer.status_code < 500, (place[:120], answer.status_code)
            assert "set-cookie: x=y" not in str(answer.headers).lower()


@pytest.mark.parametrize(
    "shown",
    ["http://[", "http://[::1", "//[x", "http://\u2100.example/console/", "\x01", "javascript:1"],
)
def test_no_current_page_breaks_the_way_to_the_login(shown, visitor):
    headers = {"hx-request": "true", "hx-current-url": shown.encode("latin-1", "replace")}

    answer = visitor().get("/console/tickets", headers=headers)

    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/console/login")


@pytest.mark.parametrize("place", ["//[", "http://[::1", "/console/%2e%2e/en/", "/console/.%2E/x"])
def test_no_place_after_login_breaks_it_or_leaves_the_console(place, visitor, staff_of):
    staff = staff_of()
    browser = visitor()

    assert browser.get("/console/login", params={"next": place}).status_code == 200
    assert browser.log_in(staff.name, place=place).headers["location"] == "/console/"


@pytest.mark.parametrize("cookie", ['"\\012\\015x"', '"\\377"', "é", "a" * 4_000, '"', ",;="])
def test_no_cookie_breaks_the_login(cookie, visitor):
    headers = {"cookie": f"{_BEFORE}={cookie}; __Host-ieum-staff={cookie}".encode("latin-1")}

    for path, status in (("/console/login", 200), ("/console/account", 303)):
        answer = visitor().get(path, headers=headers)
        assert answer.status_code == status
