import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from adapters.web.widget.demo import create_demo
from knowledge.languages import Language


@pytest.fixture(scope="module")
def demo():
    return TestClient(create_demo(8000), base_url="http://center.test:8001")


def script(response):
    """The tag that embeds the widget, and the one that is shown to be copied."""
    live = re.search(r"<script[^<]*</script>", response.text)[0]
    shown = unescape(re.search(r"<code>(&lt;script.*?)</code>", response.text, re.DOTALL)[1])
    return " ".join(live.split()), " ".join(shown.split())


def test_the_snippet_is_used_and_shown(demo):
    response = demo.get("/")

    expected = '<script async src="http://center.test:8000/widget.js" data-lang="en"></script>'
    assert script(response) == (expected, expected)
    assert '<html lang="en">' in response.text
    assert "There is no such center" in response.text


def test_the_policy_lets_nothing_in_but_the_widget(demo):
    headers = demo.get("/").headers

    ieum = "http://center.test:8000"
    assert headers["content-security-policy"] == (
        f"default-src 'none'; script-src {ieum}; frame-src {ieum}; style-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"


def test_the_page_names_the_directives_that_a_host_needs(demo):
    page = demo.get("/").text

    assert "script-src http://center.test:8000\nframe-src http://center.test:8000" in page


@pytest.mark.parametrize("language", Language)
def test_a_language_can_be_chosen(language, demo):
    response = demo.get("/", params={"lang": language.value})

    assert f'data-lang="{language}"' in script(response)[0]
    assert f'<html lang="{"zh-Hans" if language == "zh" else language}">' in response.text
    assert re.findall(r'lang="(\w+)" aria-current="true"', response.text) == [language]


def test_theme_and_position_are_passed_on(demo):
    live, shown = script(demo.get("/?theme=dark&position=left&lang=mn"))

    assert live == shown
    assert live.endswith(' data-lang="mn" data-theme="dark" data-position="left"></script>')


@pytest.mark.parametrize(
    "query", ["lang=fr", "theme=pink", "position=top", 'lang="><b>', "lang=", "src=vi", "_=1"]
)
def test_what_is_not_allowed_is_passed_over(query, demo):
    response = demo.get(f"/?{query}")

    assert script(response)[0].endswith('/widget.js" data-lang="en"></script>')
    assert "<b>" not in response.text


def test_every_choice_leads_to_itself(demo):
    page = demo.get("/?lang=vi").text
    links = {unescape(link) for link in re.findall(r'href="(/\?[^"]+)"', page)}

    assert len(links) == 10
    for link in links:
        assert demo.get(link).status_code == 200
    assert "/?lang=vi&theme=dark#embed" in links


@pytest.mark.parametrize(
    ("host", "ieum", "source"),
    [
        ("127.0.0.1:8001", "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("[::1]:8001", "http://[::1]:8000", "http://*:8000"),
        ("Center.Test", "http://center.test:8000", "http://center.test:8000"),
    ],
)
def test_ieum_is_on_the_host_that_was_asked(host, ieum, source, demo):
    response = demo.get("/", headers={"host": host})

    assert f'src="{ieum}/widget.js"' in script(response)[0]
    assert f"script-src {source};" in response.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["center;x", "center'x"])
def test_a_host_that_is_none_is_refused(host, demo):
    assert demo.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["center;script-src *", 'center"><b>'])
def test_no_host_gets_into_page_or_policy(host, demo):
    response = demo.get("/", headers={"host": host})

    assert "<b>" not in response.text
    assert "src *" not in response.headers.get("content-security-policy", "")


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html"), ("/demo.css", "text/css"), ("/demo.svg", "image/svg+xml")],
)
def test_pages_are_read_only(path, kind, demo):
    assert demo.get(path).headers["content-type"].startswith(kind)
    head = demo.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert demo.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/static/demo.css", "/widget.js"])
def test_there_is_nothing_else(path, demo):
    assert demo.get(path).status_code == 404
