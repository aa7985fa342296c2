import re
from html import unescape

import pytest

from bot.messages import say
from knowledge.languages import NATIVE_NAMES, Language

WAGES, UNCLEAR = "life-unpaid-wages", "TOPIK"
FORM = {"content-type": "application/x-www-form-urlencoded"}
ALERT = re.compile(r'<p id="error" class="error" role="alert">([^<]+)</p>')
ASKED_WHICH = re.compile(
    r'<form method="post" action="/search#answer" class="choices"[^>]*"which">.*?</form>', re.DOTALL
)


@pytest.mark.parametrize(
    "question",
    [
        '<script>alert(1)</script>"',
        "\"' onfocus='alert(1)",
        "{{ 7 * 7 }} {% raw %}",
        "&lt;",
        "</title><b>",
    ],
)
@pytest.mark.parametrize("path", ["/search", "/mn/search"])
def test_a_question_is_shown_as_text_only(question, path, client, read):
    for response in (
        client.post(path, data={"q": question}),
        client.get(path, params={"q": question}),
    ):
        page = read(response)
        assert page.one("input", id="q")["value"] == question
        assert not page.all("script|b")
        assert "onfocus" not in page.one("input", id="q")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "The question is empty."),
        (" \t", "The question is empty."),
        ("a" * 2001, "The question is too long. Please ask in at most 2,000 characters."),
    ],
)
def test_a_question_that_cannot_be_asked_is_an_alert(question, message, language, client, read):
    page = read(client.post(f"/{language}/search", data={"q": question}))
    negotiated = read(
        client.post("/search", data={"q": question}, headers={"accept-language": language})
    )

    for answered in (page, negotiated):
        assert answered.response.status_code == 422
        assert ALERT.findall(answered.main) == [say(language, message)]
        field = answered.one("input", id="q")
        assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "error")
        assert field["value"] == question[:2000]
        assert 'id="answer"' not in answered.text
        assert answered.response.headers["cache-control"] == "no-store"


def test_a_question_in_an_address_is_no_longer_than_one_in_a_form(client, read):
    page = read(client.get("/vi/search", params={"q": "a" * 2001}))

    assert page.response.status_code == 422
    assert len(ALERT.findall(page.main)) == 1


@pytest.mark.parametrize("path", ["/search", "/vi/search", "/search?q="])
def test_the_page_to_ask_on_is_there_without_a_question(path, client, read):
    response = client.get(path, headers={"accept-language": "vi"})

    page = read(response)
    assert (response.status_code, page.language) == (200, "vi")
    assert page.one("input", id="q")["value"] == ""
    assert 'role="alert"' not in page.text
    assert 'id="answer"' not in page.text


@pytest.mark.parametrize(
    ("written", "shown"),
    [("%ff%fe", "\ufffd\ufffd"), ("%ed%a0%80", "\ufffd\ufffd\ufffd"), ("%00%1b", "\x00\x1b")],
)
@pytest.mark.parametrize("path", ["/search", "/zh/search"])
def test_bytes_that_are_no_text_break_nothing(written, shown, path, client, read):
    for response in (
        client.post(path, content=f"q={written}", headers=FORM),
        client.get(f"{path}?q={written}"),
    ):
        assert response.status_code == 200
        assert read(response).one("input", id="q")["value"] == shown


@pytest.mark.parametrize("body", [b"q=\xff\xfe", b"\x00", b"=&=&&", b"q", b"%"])
def test_bytes_that_are_no_form_break_nothing(body, client):
    assert client.post("/search", content=body, headers=FORM).status_code in {200, 422}


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
def test_a_form_that_cannot_be_read_is_refused_in_the_readers_language(kind, client):
    response = client.post("/vi/search", content=b"q=visa", headers={"content-type": kind})

    assert response.status_code == 400
    assert response.json() == {
        "detail": say(Language.VI, "Something is wrong with this request. Please try again.")
    }


def test_a_form_may_hold_more_than_we_ask_for(client, read):
    more = {f"field{number}": "x" for number in range(200)}

    response = client.post("/en/search", data={"q": "how do I extend my visa"} | more)

    assert response.status_code == 200
    assert 'id="answer"' in response.text
    assert client.get("/en/search", params={"q": "visa"} | more).status_code == 200


def test_a_language_we_do_not_know_is_a_wrong_form(client):
    response = client.post("/search", data={"q": "visa", "lang": "jp"})

    assert response.status_code == 422
    assert [fault["loc"] for fault in response.json()["detail"]] == [["body", "lang"]]
    assert "visa" not in response.text


def form_of_languages(response):
    """The form that asks for the language, as it stands in the page."""
    (form,) = ASKED_WHICH.findall(response.text)
    return form


def test_an_unclear_language_is_asked_for_with_a_button_in_each(client):
    response = client.post("/search", data={"q": UNCLEAR, "lang": ""})

    buttons = re.findall(
        r'<button class="choice" type="submit" name="lang" value="(\w+)" lang="(\w+)">([^<]+)<',
        form_of_languages(response),
    )
    assert {code: name for code, _, name in buttons} == NATIVE_NAMES
    assert [spoken for _, spoken, _ in buttons] == ["en", "ko", "zh", "vi", "mn"]
    (asked,) = re.findall(r'<div id="which">(.*?)</div>', response.text, re.DOTALL)
    assert re.findall(r'<p class="body" lang="(\w+)">([^<]+)</p>', asked) == [
        (code, say(Language(code), "In which language shall I answer?")) for code, _, _ in buttons
    ]
    assert 'class="choice" href' not in response.text


@pytest.mark.parametrize("question", [UNCLEAR, f"{UNCLEAR} \"><b> & '?"])
def test_the_chosen_button_asks_the_same_question_again(question, client, read):
    form = form_of_languages(client.post("/search", data={"q": question}))

    (kept,) = re.findall(r'<input type="hidden" name="q" value="([^"]*)">', form)
    assert unescape(kept) == question
    assert "<b>" not in form
    languages = re.findall(r'name="lang" value="(\w+)"', form)
    assert len(languages) == 5
    for language in languages:
        response = client.post("/search", data={"q": unescape(kept), "lang": language})
        assert read(response).one("form", role="search")["action"] == f"/{language}/search#answer"
        assert 'id="which"' not in response.text
        assert 'class="contacts"' in response.text


@pytest.mark.parametrize("language", Language)
def test_a_clear_or_chosen_language_is_not_asked_for(language, client, knowledge, read):
    clear = knowledge.entries[WAGES].questions.in_language(language)[0]

    for path, question in (("/search", clear), (f"/{language}/search", UNCLEAR)):
        page = read(client.post(path, data={"q": question}))
        assert page.language.startswith(language)
        assert 'id="which"' not in page.text
