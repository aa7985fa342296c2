import pytest


@pytest.fixture
def console_settings(console_settings):
    return console_settings | {
        "requests_per_minute": 5,
        "embed_origins": "https://center.example",
        "demo_port": 8009,
    }


def test_staff_behind_one_address_are_not_counted_as_questions(at_console, visitor):
    browser = at_console()

    assert {browser.get("/console/account").status_code for _ in range(100)} == {200}
    assert {visitor().get("/en/").status_code for _ in range(5)} == {200}
    assert visitor().get("/en/").status_code == 429
    assert browser.get("/console/account").status_code == 200


def test_staff_have_a_limit_too(visitor):
    browser = visitor()

    statuses = [browser.get("/console/x").status_code for _ in range(1_300)]

    # A minute may end meanwhile, whose count then weighs a little less.
    assert set(statuses[:1_190]) == {404}
    assert statuses[-1] == 429
    refused = browser.get("/console/x")
    assert "Too many requests came from here." in refused.text
    assert refused.headers["retry-after"] == "60"


def test_logins_are_few(visitor):
    browser = visitor()
    form = {"name": "x"}

    statuses = [browser.post("/console/login", data=form).status_code for _ in range(40)]

    assert set(statuses[:28]) == {403}
    assert statuses[-1] == 429
    assert browser.get("/console/login").status_code == 200


@pytest.mark.parametrize("origin", ["https://center.example", "http://127.0.0.1:8009"])
def test_websites_that_show_the_widget_may_not_reach_the_console(origin, at_console, visitor):
    headers = {"origin": origin}
    browser = at_console()

    read = browser.get("/console/account", headers=headers)
    sent = browser.submit("/console/account", headers=headers)
    asked = browser.options(
        "/console/account", headers={**headers, "access-control-request-method": "POST"}
    )

    assert (read.status_code, sent.status_code, asked.status_code) == (200, 403, 405)
    for response in (read, sent, asked):
        assert not [name for name in response.headers if name.startswith("access-control")]
    public = visitor().get("/en/", headers=headers)
    assert public.headers["access-control-allow-origin"] == origin
