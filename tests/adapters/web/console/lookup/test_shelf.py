import re

import pytest

from bot.storage.shelf import MOST_PINNED

PAY = "entry/life-severance-pay"


@pytest.fixture
def desk(at_console):
    return at_console()


def section(page, name):
    return re.search(rf'aria-labelledby="{name}">(.*?)</section>', page.text, re.DOTALL)[1]


def test_what_was_opened_stands_among_what_was_seen_last(desk, clock):
    desk.get(f"/console/items/{PAY}")
    clock.move(seconds=1)
    desk.get("/console/items/line/line-1345")
    seen = section(desk.get("/console/"), "recent")
    assert seen.index("/items/line/line-1345") < seen.index(f"/items/{PAY}")


def test_a_pin_stands_on_the_first_page_until_it_is_taken_off(desk):
    pinned = desk.submit("/console/shelf", {"act": "pin", "item": PAY, "on_item": "true"})
    assert pinned.status_code == 303
    assert pinned.headers["location"] == f"/console/items/{PAY}"
    assert f"/items/{PAY}" in section(desk.get("/console/"), "pinned")
    assert 'value="unpin"' in desk.get(f"/console/items/{PAY}").text
    desk.submit("/console/shelf", {"act": "unpin", "item": PAY})
    page = desk.get("/console/")
    assert f"/items/{PAY}" not in section(page, "pinned")
    assert f"/items/{PAY}" in section(page, "recent")


def test_htmx_gets_back_what_changed(desk):
    htmx = {"hx-request": "true"}
    button = desk.submit(
        "/console/shelf", {"act": "pin", "item": PAY, "on_item": "true"}, headers=htmx
    )
    assert 'value="unpin"' in button.text
    assert "<html" not in button.text
    shelf = desk.submit("/console/shelf", {"act": "remove", "item": PAY}, headers=htmx)
    assert "Nothing pinned yet" in shelf.text
    assert "<html" not in shelf.text


def test_what_was_seen_can_be_forgotten(desk):
    desk.get(f"/console/items/{PAY}")
    cleared = desk.submit("/console/shelf", {"act": "forget", "lang": "vi"})
    assert cleared.headers["location"] == "/console/?lang=vi"
    assert PAY not in section(desk.get("/console/"), "recent")


def test_what_is_gone_from_the_content_is_not_shown_and_cannot_be_pinned(desk, kept, clock):
    kept.shelf.pin(desk.staff.id, "entry/gone", clock())
    assert "entry/gone" not in desk.get("/console/").text
    assert desk.submit("/console/shelf", {"act": "pin", "item": "entry/gone"}).status_code == 404
    assert desk.submit("/console/shelf", {"act": "remove", "item": "entry/gone"}).status_code == 303
    assert kept.shelf.of(desk.staff.id).pinned == ()


def test_there_is_room_for_so_many_pins(desk, kept, clock):
    for number in range(MOST_PINNED):
        kept.shelf.pin(desk.staff.id, f"entry/{number}", clock())
    form = {"act": "pin", "item": PAY, "on_item": "true"}
    assert desk.submit("/console/shelf", form).status_code == 409
    told = desk.submit("/console/shelf", form, headers={"hx-request": "true"})
    assert f"There is room for {MOST_PINNED} pins" in told.text
    assert 'value="pin"' in told.text


def test_a_form_that_says_nothing_we_know_is_refused(desk):
    for form in ({}, {"act": "burn"}, {"act": "pin", "item": "x" * 121}):
        assert desk.submit("/console/shelf", form).status_code == 422


def test_without_its_token_a_form_changes_nothing(desk, kept):
    assert desk.post("/console/shelf", data={"act": "pin", "item": PAY}).status_code == 403
    assert kept.shelf.of(desk.staff.id).pinned == ()


def test_everybody_has_a_shelf_of_their_own(at_console):
    kim, lee = at_console(), at_console()
    kim.get(f"/console/items/{PAY}")
    assert PAY not in lee.get("/console/").text


def test_a_redirect_stays_in_the_console(desk):
    for item in ("//evil.example", "https://evil.example", "\\evil"):
        form = {"act": "remove", "item": item, "on_item": "true"}
        place = desk.submit("/console/shelf", form).headers["location"]
        assert place.startswith("/console/items/")
