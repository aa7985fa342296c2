"""What goes along with every answer of the console, also with those that refuse."""

import pytest

from bot.roles import Role

PATHS = (
    "/console/",
    "/console/tickets",
    "/console/tickets/new",
    "/console/tickets/x",
    "/console/learning",
    "/console/learning/export/gaps.csv",
    "/console/content",
    "/console/audit",
    "/console/audit?day=x",
    "/console/staff",
    "/console/account",
    "/console/account/record.json",
    "/console/no-such-page",
)


@pytest.mark.parametrize("path", PATHS)
def test_no_website_frames_it_no_cache_keeps_it_no_browser_guesses(path, at_console, visitor):
    for browser in (at_console(Role.ADMIN), at_console(Role.COUNSELOR), visitor()):
        for headers in ({}, {"hx-request": "true"}):
            answer = browser.get(path, headers=headers)
            policy = answer.headers["content-security-policy"]
            assert "frame-ancestors 'none'" in policy
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "same-origin"
            assert "no-store" in answer.headers["cache-control"]
            assert not [one for one in answer.headers if one.startswith("access-control")]


@pytest.mark.parametrize("name", ["host", "x-forwarded-host", "forwarded", "x-original-url"])
def test_no_forged_host_turns_up_in_an_answer(name, visitor, staff_of):
    browser, headers = visitor(), {name: "evil.example", "x-forwarded-proto": "javascript"}
    page = browser.get("/console/login", headers=headers)
    sent = browser.get("/console/tickets", headers=headers)

    assert "evil.example" not in page.text
    assert sent.headers["location"] == "/console/login?next=/console/tickets"


def test_no_forged_address_starts_the_count_of_failures_anew(visitor, staff_of):
    browser, staff = visitor(), staff_of()
    statuses = []
    for number in range(7):
        browser.headers["x-forwarded-for"] = f"203.0.113.{number}"
        browser.headers["x-real-ip"] = f"203.0.113.{number}"
        statuses.append(browser.log_in(staff.name, "wrong wrong wrong").status_code)

    assert statuses == [422] * 5 + [429] * 2


def test_no_header_of_htmx_changes_what_somebody_may(at_console):
    headers = {
        "hx-request": "true",
        "hx-boosted": "true",
        "hx-target": "main",
        "hx-current-url": "https://testserver/console/staff",
        "hx-prompt": "admin",
    }
    browser = at_console(Role.COUNSELOR)

    refused = browser.get("/console/staff", headers=headers)

    assert refused.status_code == 403
    assert refused.headers["hx-retarget"] == "#trouble"
    assert not {"hx-redirect", "hx-location", "hx-push-url", "hx-trigger"} & {*refused.headers}
