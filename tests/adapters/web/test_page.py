import re
from html import unescape

import pytest

from bot.messages import say
from bot.reply import Message
from knowledge.languages import NATIVE_NAMES, Language

WAGES, EMERGENCY = "life-unpaid-wages", "life-medical-emergency"
UNCLEAR = "TOPIK"
CODES = {language: "zh-Hans" if language == "zh" else language.value for language in Language}


def main_of(response):
    """What stands between the header and the footer, unescaped."""
    return unescape(response.text.partition("<main")[2].partition("</main>")[0])


def language_of(response):
    (code,) = re.findall(r'<html lang="([^"]+)">', response.text)
    return code, response.headers["content-language"]


@pytest.mark.parametrize("language", Language)
def test_the_page_speaks_each_language(language, client):
    response = client.get("/", params={"lang": language})

    assert response.status_code == 200
    assert language_of(response) == (CODES[language], language)
    assert say(language, "What do you need to know?") in main_of(response)
    assert re.findall(r'lang="(\w+)" hreflang="\w+" aria-current="true"', response.text) == [
        language
    ]
    for name in NATIVE_NAMES.values():
        assert f">{name}</a>" in response.text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("mn", "mn"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("zh-TW", "zh"),
        ("zh-Hans-CN", "zh"),
        ("fr-FR,ko;q=0.5", "ko"),
        ("ko;q=0.5,vi;q=0.9", "vi"),
        ("ko;q=0,mn;q=0.1", "mn"),
        ("fr", "en"),
        ("*", "en"),
        ("", "en"),
        (";;,,;q=", "en"),
        ("x" * 10_000, "en"),
    ],
)
def test_the_browsers_preference_is_asked(accepted, language, client):
    response = client.get("/", headers={"accept-language": accepted})

    assert language_of(response) == (CODES[Language(language)], language)
    assert response.headers["vary"] == "accept-language"


def test_without_a_preference_the_setting_decides(client_of):
    response = client_of(default_language="mn").get("/", headers={"accept-language": "fr"})

    assert language_of(response)[1] == "mn"


def test_the_chosen_language_wins_over_browser_and_question(client, knowledge):
    question = knowledge.entries[WAGES].questions.vi[0]

    response = client.post(
        "/", data={"q": question, "lang": "ko"}, headers={"accept-language": "mn"}
    )

    assert language_of(response)[1] == "ko"
    assert knowledge.entries[WAGES].title.ko in main_of(response)


@pytest.mark.parametrize("language", Language)
def test_an_answer_comes_in_the_language_of_the_question(language, client, ieum):
    entry = ieum.knowledge.entries[WAGES]
    question = entry.questions.in_language(language)[0]

    response = client.post("/", data={"q": question, "lang": ""})

    reply = ieum.assistant.respond(Message(question))
    page = main_of(response)
    assert language_of(response)[1] == language
    assert f'value="{question}"' in page
    for part in (reply.title, reply.body, reply.show_to_staff, reply.citations[0].label):
        assert part in page
    numbers = [number.number for contact in reply.contacts for number in contact.numbers]
    assert re.findall(r'href="tel:([^"]+)"', page) == numbers
    assert page.count(f"({say(language, 'please confirm')})") >= sum(
        number.confirm for contact in reply.contacts for number in contact.numbers
    )


@pytest.mark.parametrize("language", Language)
def test_an_emergency_is_a_card_with_its_numbers_on_top(language, client, ieum):
    card = ieum.knowledge.dangers["medical-fire"]
    question = ieum.knowledge.entries[EMERGENCY].questions.in_language(language)[1]

    page = main_of(client.post("/", data={"q": question, "lang": language}))

    calls, _, rest = page.partition(f"<h3>{say(language, 'Say or show this in Korean:')}")
    assert '<section class="reply emergency"' in calls
    numbers = [ieum.knowledge.lines[name].numbers[0] for name in card.lines]
    assert re.findall(r'href="tel:([^"]+)"', calls) == numbers
    for step in card.do:
        assert step.in_language(language) in calls
    assert card.say in rest
    assert 'rel="noreferrer"' in rest
    assert 'href="tel:119"' in rest


def test_a_greeting_gets_choices_that_lead_to_answers(client):
    page = main_of(client.post("/", data={"q": "hello", "lang": "vi"}))

    choices = re.findall(r'<a class="choice" href="([^"]+)">([^<]+)</a>', page)
    assert len(choices) == 3
    for link, title in choices:
        chosen = main_of(client.get(link))
        assert f'<h2 id="answer" tabindex="-1">{title}</h2>' in chosen


def form_of_languages(response):
    """The form that asks for the language, as it stands in the page."""
    (form,) = re.findall(
        r'<form method="post" action="/#answer" class="choices" aria-labelledby="which">.*?</form>',
        response.text,
        re.DOTALL,
    )
    return form


def test_an_unclear_language_is_asked_for_with_a_button_in_each(client):
    response = client.post("/", data={"q": UNCLEAR, "lang": ""})

    buttons = re.findall(
        r'<button class="choice" name="lang" value="(\w+)" lang="(\w+)">([^<]+)</button>',
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
def test_the_chosen_button_asks_the_same_question_again(question, client):
    form = form_of_languages(client.post("/", data={"q": question, "lang": ""}))

    (kept,) = re.findall(r'<input type="hidden" name="q" value="([^"]*)">', form)
    assert unescape(kept) == question
    assert "<b>" not in form
    for language in re.findall(r'name="lang" value="(\w+)"', form):
        response = client.post("/", data={"q": unescape(kept), "lang": language})
        assert language_of(response)[1] == language
        assert 'id="which"' not in response.text
        assert 'class="contacts"' in response.text


@pytest.mark.parametrize("language", Language)
def test_a_clear_or_chosen_language_is_not_asked_for(language, client, knowledge):
    clear = knowledge.entries[WAGES].questions.in_language(language)[0]

    for data in ({"q": clear, "lang": ""}, {"q": UNCLEAR, "lang": language}):
        response = client.post("/", data=data)
        assert language_of(response)[1] == language
        assert 'id="which"' not in response.text


def test_a_chosen_entry_keeps_its_place_when_the_language_changes(client, ieum):
    response = client.get("/", params={"service": WAGES, "lang": "vi"})

    links = re.findall(r'href="(/\?lang=mn[^"]*)"', response.text)
    assert [unescape(link) for link in links] == [f"/?lang=mn&service={WAGES}"]
    title = ieum.knowledge.entries[WAGES].title.mn
    assert f">{title}</h2>" in main_of(client.get(unescape(links[0])))


def test_the_page_needs_no_script_and_nothing_from_elsewhere(client, knowledge):
    response = client.post("/", data={"q": knowledge.entries[EMERGENCY].questions.ko[0]})

    addresses = re.findall(r'(?:src|href|action)="([^"]*)"', response.text)
    outside = {a for a in addresses if not a.startswith(("/", "#", "tel:"))}
    assert outside == {"https://www.google.com/"}, "the quick exit leaves, and loads nothing"
    assert not [address for address in addresses if address.startswith("//")]
    assert "<script" not in response.text
    assert " style=" not in response.text
