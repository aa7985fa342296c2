import re
from html import unescape

import pytest

from bot.messages import say
from knowledge.languages import Language


def main_of(response):
    """What stands between the header and the footer, unescaped."""
    return unescape(response.text.partition("<main")[2].partition("</main>")[0])


@pytest.mark.parametrize(
    "question",
    ['<script>alert(1)</script>"', "\"' onfocus='alert(1)", "{{ 7 * 7 }} {% raw %}", "&lt;"],
)
def test_a_question_is_shown_as_text_only(question, client):
    response = client.post("/", data={"q": question, "lang": "en"})

    (shown,) = re.findall(r'name="q" type="text" [^>]*value="([^"]*)"', response.text)
    assert unescape(shown) == question
    assert "<script" not in response.text


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "The question is empty."),
        (" \t", "The question is empty."),
        ("a" * 2001, "The question is too long. Please ask in at most 2,000 characters."),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_a_question_that_cannot_be_asked_is_an_alert(question, message, language, client):
    response = client.post("/", data={"q": question, "lang": language})

    page = main_of(response)
    assert response.status_code == 422
    assert f'<p id="error" class="error" role="alert">{say(language, message)}</p>' in page
    assert 'aria-invalid="true" aria-describedby="error"' in page
    assert "<h3>" not in page


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/?lang=jp", "We do not know this language."),
        ("/?lang=%ff", "We do not know this language."),
        ("/?service=nothing", "There is no such page."),
        ("/?service=../../etc/passwd", "There is no such page."),
    ],
)
def test_what_is_not_there_is_404_and_says_so(path, message, client):
    response = client.get(path, headers={"accept-language": "vi"})

    assert response.status_code == 404
    assert say(Language.VI, message) in main_of(response)


@pytest.mark.parametrize("body", [b"q=%ff%fe", b"q=\xff\xfe", b"q=%00%1b", b"q=%ed%a0%80"])
def test_bytes_that_are_no_text_break_nothing(body, client):
    kind = {"content-type": "application/x-www-form-urlencoded"}

    assert client.post("/", content=body, headers=kind).status_code in {200, 422}
