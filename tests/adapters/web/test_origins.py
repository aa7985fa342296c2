import pytest

from adapters.settings import Settings
from adapters.web.origins import allowed_origins
from bot.messages import say
from knowledge.languages import Language

ASK = "/api/v1/ask"
VISA = {"text": "visa", "language": "en"}
CENTER = "https://center.example"
FOREIGN = (
    "https://evil.example",
    "https://center.example.evil.example",
    "https://evil.example/https://center.example",
    "https://center.example:8443",
    "http://center.example",
    "null",
    "",
    "http://[",
    "testserver",
    "ftp://testserver",
    "http://testserver.evil.example",
    "http://testserver@evil.example",
)


@pytest.fixture(scope="module")
def embedded(client_of):
    """A client of a service that one website may embed."""
    return client_of(embed_origins=CENTER, demo_port=0)


@pytest.mark.parametrize("origin", ["http://testserver", "https://testserver", CENTER])
def test_our_own_website_and_a_listed_one_may_ask(origin, embedded):
    asked = embedded.post(ASK, json=VISA, headers={"origin": origin})
    searched = embedded.post("/en/search", data={"q": "visa"}, headers={"origin": origin})

    assert (asked.status_code, searched.status_code) == (200, 200)


def test_a_program_without_an_origin_may_ask(embedded):
    assert embedded.post(ASK, json=VISA).status_code == 200


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_website_may_not_ask(origin, embedded):
    response = embedded.post(ASK, json=VISA, headers={"origin": origin})

    assert response.status_code == 403
    assert response.json() == {"detail": "Ieum cannot be used on this website."}
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("language", Language)
def test_it_is_refused_in_the_readers_language(language, embedded, read):
    detail = say(language, "Ieum cannot be used on this website.")
    foreign = {"origin": "https://evil.example"}

    negotiated = embedded.post(ASK, json=VISA, headers=foreign | {"accept-language": language})
    named = embedded.post(f"{ASK}?lang={language}", json=VISA, headers=foreign)
    page = embedded.post(
        f"/{language}/search", data={"q": "visa"}, headers=foreign | {"accept": "text/html"}
    )

    assert negotiated.json() == named.json() == {"detail": detail}
    assert page.status_code == 403
    assert f'<p class="error">{detail}</p>' in read(page).main


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
def test_nothing_that_could_change_something_comes_from_a_foreign_website(method, embedded):
    response = embedded.request(method, ASK, headers={"origin": "https://evil.example"})

    assert response.status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", CENTER])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("HEAD", "/"),
        ("GET", "/en/centers"),
        ("HEAD", "/en/centers"),
        ("GET", "/api/v1/services"),
        ("GET", "/healthz"),
    ],
)
def test_reading_is_never_refused(method, path, origin, embedded):
    response = embedded.request(method, path, headers={"origin": origin})

    assert response.status_code == 200
    allowed = response.headers.get("access-control-allow-origin")
    assert allowed == (CENTER if origin == CENTER else None)


def test_a_listed_website_may_read_what_it_asked_for(embedded):
    response = embedded.post(ASK, json=VISA, headers={"origin": CENTER})

    assert response.headers["access-control-allow-origin"] == CENTER
    assert "access-control-allow-credentials" not in response.headers
    assert "origin" in response.headers["vary"].lower()


def test_a_listed_website_may_read_that_it_was_refused(embedded, client_of):
    wrong = embedded.post(ASK, json={}, headers={"origin": CENTER})
    few = client_of(embed_origins=CENTER, requests_per_minute=1)
    busy = [few.post(ASK, json=VISA, headers={"origin": CENTER}) for _ in range(2)][1]
    large = embedded.post(ASK, content=b"a" * 70_000, headers={"origin": CENTER})

    statuses = [wrong.status_code, busy.status_code, large.status_code]
    assert statuses == [422, 429, 413]
    for response in (wrong, busy, large):
        assert response.headers["access-control-allow-origin"] == CENTER


@pytest.mark.parametrize(("origin", "status"), [(CENTER, 200), ("https://evil.example", 400)])
def test_a_browser_that_asks_before_is_told_whether_it_may(origin, status, embedded):
    response = embedded.options(
        ASK,
        headers={
            "origin": origin,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        },
    )

    assert response.status_code == status
    allowed = response.headers.get("access-control-allow-origin")
    assert allowed == (CENTER if status == 200 else None)
    if status == 200:
        assert "POST" in response.headers["access-control-allow-methods"]
        assert "content-type" in response.headers["access-control-allow-headers"].lower()


def test_the_address_at_which_the_world_sees_us_is_our_own(client_of):
    client = client_of(public_url="https://Ieum.example/seoul", demo_port=0)

    statuses = [
        client.post(ASK, json=VISA, headers={"origin": origin, "host": "10.0.0.7:8000"}).status_code
        for origin in ("https://ieum.example", "http://ieum.example", "http://10.0.0.7:8000")
    ]

    assert statuses == [200, 403, 200]


def test_the_website_to_try_the_widget_on_may_ask(client_of):
    client = client_of(demo_port=8009)

    statuses = [
        client.post(ASK, json=VISA, headers={"origin": origin}).status_code
        for origin in ("http://127.0.0.1:8009", "http://localhost:8009", "http://localhost:8010")
    ]

    assert statuses == [200, 200, 403]


def test_the_origins_of_the_settings_are_allowed_and_no_others():
    websites = ("https://center.example", "http://other.example:8080")

    assert allowed_origins(Settings(demo_port=0)) == ()
    assert allowed_origins(Settings(demo_port=0, embed_origins=websites)) == websites
    with_demo = allowed_origins(Settings(demo_port=8001, host="seoul.lan", embed_origins=websites))
    assert set(with_demo) >= {*websites, "http://seoul.lan:8001", "http://localhost:8001"}
    assert len(with_demo) == len(set(with_demo))
