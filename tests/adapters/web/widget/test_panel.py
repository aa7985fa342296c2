import gzip
import json
import re

import pytest

from adapters.web.assets import STATIC
from adapters.web.pages.view import TEMPLATES
from adapters.web.widget.words import words_in
from bot.assistant import LONGEST_QUESTION
from knowledge.languages import NATIVE_NAMES, Language

PANEL = "/widget/panel"
CODES = {language: "zh-Hans" if language == "zh" else language.value for language in Language}
MOST_BYTES = 40_000


def addresses(html):
    return dict.fromkeys(re.findall(r'(?:href|src)="(/(?:static|widget)/[^"]+)"', html))


def data_of(html):
    """What the scripts are given, read as they read it."""
    (written,) = re.findall(
        r'<script type="application/json" id="ieum-words">(.*?)</script>', html, re.DOTALL
    )
    return json.loads(written)


def language_of(response):
    (code,) = re.findall(r'<html lang="([^"]+)"', response.text)
    return code, response.headers["content-language"]


@pytest.mark.parametrize("language", Language)
def test_the_panel_comes_in_the_language_that_is_named(language, client):
    response = client.get(PANEL, params={"lang": language})

    assert response.status_code == 200
    assert language_of(response) == (CODES[language], CODES[language])
    for word in ("greeting", "lead", "example1", "private", "stored", "leave", "ask"):
        assert f">{words_in(language, 30)[word]}<" in response.text
    assert f'<option value="{language}" lang="{CODES[language]}" selected>' in response.text
    for name in NATIVE_NAMES.values():
        assert f">{name}</option>" in response.text


@pytest.mark.parametrize("named", ["", "xx", "VI", "vi-VN", '"><b>', "../vi", "v" * 5_000])
def test_without_a_language_we_know_the_browser_is_asked(named, client):
    headers = {"accept-language": "fr, mn;q=0.8"}

    response = client.get(PANEL, params={"lang": named}, headers=headers)

    assert response.status_code == 200
    assert language_of(response) == ("mn", "mn")
    assert "accept-language" in response.headers["vary"].lower()
    assert "<b>" not in response.text.partition("<strong")[0]


@pytest.mark.parametrize(
    ("named", "theme"),
    [("dark", "dark"), ("light", "light"), ("auto", None), ("", None), ('"><b>', None)],
)
def test_the_theme_is_one_we_know_or_that_of_the_system(named, theme, client):
    response = client.get(PANEL, params={"theme": named})

    assert response.status_code == 200
    assert re.findall(r'<html [^>]*data-theme="(\w+)"', response.text) == [theme] * bool(theme)


def test_the_policy_lets_in_our_own_files_and_named_websites_only(client_of):
    websites = "https://center.example https://gu.example"

    for client, ancestors in (
        (client_of(embed_origins=websites, demo_port=0), websites),
        (client_of(demo_port=0), "'none'"),
    ):
        policy = client.get(PANEL).headers["content-security-policy"]
        assert policy == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; "
            f"frame-ancestors {ancestors}"
        )


def test_a_policy_names_no_website_that_it_cannot_understand(client):
    assert "[" not in client.get(PANEL).headers["content-security-policy"]


def test_nothing_in_the_panel_needs_an_exception_from_the_policy(client):
    html = client.get(PANEL).text

    assert " style=" not in html
    assert not re.findall(r"\son\w+=", html)
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", html) == []
    assert re.findall(r'(?:src|href)="(?!/|#|tel:)', html) == []


def test_a_script_in_the_settings_stays_text(client_of):
    leave = "https://neutral.example/</script><script>alert(1)</script>"

    html = client_of(quick_exit=leave).get(PANEL).text

    assert "alert(1)</script>" not in html
    assert data_of(html)["exit"] == leave


def test_scripts_are_told_all_words_and_what_they_need_to_know(client_of, knowledge):
    html = (
        client_of(
            embed_origins="https://center.example",
            demo_port=0,
            keep_days=7,
            quick_exit="https://n.example",
        )
        .get(PANEL)
        .text
    )

    data = data_of(html)
    assert data["words"] == {language.value: words_in(language, 30) for language in Language}
    assert data["names"] == NATIVE_NAMES
    assert data["codes"] == CODES
    assert data["origins"] == ["https://center.example"]
    assert (data["exit"], data["longest"], data["days"]) == (
        "https://n.example",
        LONGEST_QUESTION,
        7,
    )
    assert data["lines"] == [["120", "weekdays"], ["1577-1366", "dayAndNight"]]


def test_danger_has_its_numbers(client):
    strip = client.get(PANEL).text.partition("<nav")[2].partition("</nav>")[0]

    assert re.findall(r'href="tel:([^"]+)"', strip) == ["112", "119", "1577-1366"]


def test_every_word_is_translated():
    english = words_in(Language.EN, 30)

    for language in set(Language) - {Language.EN}:
        words = words_in(language, 30)
        assert [name for name in english if words[name] == english[name]] == []
        for name, text in english.items():
            assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", words[name])


def test_scripts_and_template_use_the_words_there_are():
    scripts = "".join(path.read_text() for path in (STATIC / "panel").glob("*.js"))
    template = (TEMPLATES / "panel.html").read_text()
    known = set(words_in(Language.EN, 30))

    used = {*re.findall(r"\bwords\.(?!js\b)(\w+)", scripts + template)}
    named = {word for word in known if re.search(rf"\b{word}\b", scripts + template)}
    of_the_server = {"police", "rescue", "advice", "weekdays", "dayAndNight"}
    assert used - known == set()
    assert known - named - of_the_server == set()


def test_everything_the_panel_loads_is_there_and_light(client):
    html = client.get(PANEL).text

    weight = len(gzip.compress(html.encode()))
    for address in addresses(html):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "immutable" in response.headers["cache-control"]
        weight += len(gzip.compress(response.content))
    assert {address.rpartition("/")[2] for address in addresses(html)} == {
        "ieum.css",
        "ieum.svg",
        "panel.css",
        "panel.js",
    }
    assert weight <= MOST_BYTES


def test_the_panels_script_of_another_edition_is_asked_for_again(client):
    script = client.get("/widget/older/panel.js")

    assert "must-revalidate" in script.headers["cache-control"]
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    etag = script.headers["etag"]
    again = client.get("/widget/older/panel.js", headers={"if-none-match": etag})
    assert again.status_code == 304


def test_no_object_is_shown_in_place_of_a_word(client):
    assert "built-in" not in client.get(PANEL).text


def test_the_loader_is_light(client):
    assert len(gzip.compress(client.get("/widget.js").content)) <= 5_000


def test_no_script_writes_markup_or_is_long():
    for path in (STATIC / "panel").glob("*.js"):
        script = path.read_text()
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b", script)
        assert len(script.splitlines()) < 250, path.name


def test_a_panel_the_browser_has_is_not_sent_again(client):
    first = client.get(PANEL, params={"lang": "ko"})
    etag = first.headers["etag"]

    again = client.get(PANEL, params={"lang": "ko"}, headers={"if-none-match": etag})
    other = client.get(PANEL, params={"lang": "vi"}, headers={"if-none-match": etag})

    assert first.headers["cache-control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "cache-control", "content-security-policy"):
        assert again.headers[name] == first.headers[name]
    assert other.status_code == 200


@pytest.mark.parametrize("address", [PANEL, "/widget.js"])
def test_the_head_can_be_asked_for(address, client):
    response = client.head(address)

    assert (response.status_code, response.content) == (200, b"")


def test_any_website_may_load_the_loader(client):
    response = client.get("/widget.js", headers={"origin": "https://center.example"})

    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["cache-control"] == "public, max-age=300"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    etag = response.headers["etag"]
    assert client.get("/widget.js", headers={"if-none-match": etag}).status_code == 304


def test_neither_stands_in_the_description_of_the_api(client):
    assert not [path for path in client.get("/openapi.json").json()["paths"] if "widget" in path]
