import json

import pytest
from starlette.requests import Request

from adapters.web.refusal import refusal, refuse, wants_page
from bot.messages import say
from knowledge.languages import Language

GONE = "There is no such page."


@pytest.fixture
def request_for(client):
    """A request to the application, with what its sender accepts and reads."""

    def make(path="/vi/help", accept="text/html", accepted="ko"):
        headers = {"host": "ieum.example", "accept": accept, "accept-language": accepted}
        return Request(
            {
                "type": "http",
                "method": "GET",
                "path": path,
                "query_string": b"",
                "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
                "app": client.app,
            }
        )

    return make


@pytest.mark.parametrize(
    ("path", "accept", "wanted"),
    [
        ("/vi/help", "text/html,application/xhtml+xml,*/*;q=0.8", True),
        ("/", "text/html", True),
        ("/nowhere", "text/html", True),
        ("/vi/help", "application/json", False),
        ("/vi/help", "*/*", False),
        ("/vi/help", "", False),
        ("/api/v1/ask", "text/html", False),
        ("/static/x/ieum.css", "text/html,*/*", False),
        ("/apiary", "text/html", True),
    ],
)
def test_a_browser_that_opens_a_page_wants_a_page(path, accept, wanted, request_for):
    assert wants_page(request_for(path, accept)) is wanted


@pytest.mark.parametrize("language", Language)
def test_a_browser_is_refused_with_a_page_in_its_language(language, request_for, read):
    response = refuse(request_for(f"/{language}/nowhere"), 404, GONE, {"x-why": "gone"})

    response.text = response.body.decode()
    page = read(response)
    assert response.status_code == 404
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["x-why"] == "gone"
    assert page.language.startswith(language)
    assert page.heading == say(language, "Something went wrong")
    assert f'<p class="error">{say(language, GONE)}</p>' in page.main
    assert page.one("a", class_="button")["href"] == f"/{language}/"
    assert page.one("meta", name="robots")["content"] == "noindex"


@pytest.mark.parametrize("language", Language)
def test_a_program_is_refused_with_json_in_its_language(language, request_for):
    response = refuse(
        request_for("/nowhere", "application/json", language), 429, GONE, {"retry-after": "60"}
    )

    assert response.status_code == 429
    assert response.headers["content-type"] == "application/json"
    assert response.headers["retry-after"] == "60"
    assert json.loads(response.body) == {"detail": say(language, GONE)}


def test_a_detail_stands_as_it_is_and_as_text_only(request_for):
    page = refusal(request_for(), 403, "<b>No</b> & no")
    plain = refusal(request_for(accept=""), 403, "<b>No</b> & no")

    assert b'<p class="error">&lt;b&gt;No&lt;/b&gt; &amp; no</p>' in page.body
    assert json.loads(plain.body) == {"detail": "<b>No</b> & no"}
