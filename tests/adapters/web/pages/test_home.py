import re
from html import unescape
from urllib.parse import unquote_plus

import pytest

from adapters.web.pages.view import HTML_LANGUAGES
from bot.messages import say
from bot.reply import Message
from knowledge.languages import Language

WAGES, EMERGENCY = "life-unpaid-wages", "life-medical-emergency"
ENTRY_LINK = re.compile(r'<li><a href="(/\w+/(?:services|life)/[^"]+)">([^<]+)</a></li>')


@pytest.mark.parametrize("language", Language)
def test_the_first_page_speaks_each_language(language, pages_in):
    page = pages_in(language)[""]

    assert page.language == HTML_LANGUAGES[language]
    assert page.heading == say(language, "What do you need to know?")
    assert page.one("form", role="search")["action"] == f"/{language}/search#answer"
    assert page.one("a", **{"aria-current": "page"})["href"] == f"/{language}/"


@pytest.mark.parametrize("language", Language)
def test_the_first_page_lists_every_entry_once_in_its_topic(language, pages_in, knowledge):
    page = pages_in(language)[""]

    listed = {}
    for topic, shelf in re.findall(r'<details id="(\w+)">(.*?)</details>', page.main, re.DOTALL):
        for link, title in ENTRY_LINK.findall(shelf):
            assert link not in listed
            listed[link] = (title, topic)
    assert listed == {
        f"/{language}/{entry.kind.folder}/{entry.id}": (
            entry.title.in_language(language),
            entry.topic,
        )
        for entry in knowledge.entries.values()
    }


@pytest.mark.parametrize("language", Language)
def test_each_example_on_the_first_page_finds_something(language, client, pages_in, read):
    examples = pages_in(language)[""].all("button", class_="choice")

    assert len(examples) == 3
    for example in examples:
        answer = read(client.post(f"/{language}/search", data={"q": example["value"]}))
        assert 'class="contacts"' in answer.main


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("mn", "mn"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("zh-TW", "zh"),
        ("zh-Hans-CN", "zh"),
        ("fr-FR,ko;q=0.5", "ko"),
        ("ko;q=0.5,vi;q=0.9", "vi"),
        ("ko; q=0.5, vi; q=0.9", "vi"),
        ("ko;q=0,mn;q=0.1", "mn"),
        ("fr", "en"),
        ("*", "en"),
        ("", "en"),
        (";;,,;q=", "en"),
        ("ko;q=nan", "en"),
        ("x" * 10_000, "en"),
    ],
)
def test_the_browsers_preference_is_asked(accepted, language, client, read):
    response = client.get("/", headers={"accept-language": accepted})

    page = read(response)
    assert response.status_code == 200
    assert page.language == HTML_LANGUAGES[Language(language)]
    assert page.one("link", rel="canonical")["href"] == f"http://testserver/{language}/"
    assert page.one("form", role="search")["action"] == "/search#answer"
    assert "accept-language" in response.headers["vary"]
    assert "etag" not in response.headers


def test_without_a_preference_the_setting_decides(client_of, read):
    response = client_of(default_language="mn").get("/", headers={"accept-language": "fr"})

    assert read(response).language == "mn"


def test_a_language_without_a_slash_leads_to_its_first_page(client):
    response = client.get("/vi", follow_redirects=False)

    assert (response.status_code, response.headers["location"]) == (308, "/vi/")


@pytest.mark.parametrize(
    "path", ["/", "/mn/", "/mn/help", "/mn/search", "/search", "/mn/life/life-kiip"]
)
def test_the_head_of_a_page_can_be_asked_for_alone(path, client):
    whole, head = client.get(path), client.head(path)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == "text/html; charset=utf-8"
    assert head.headers.get("etag") == whole.headers.get("etag")


def test_the_chosen_language_wins_over_browser_and_question(client, knowledge, read):
    question = knowledge.entries[WAGES].questions.vi[0]

    for path, form in (("/ko/search", {}), ("/search", {"lang": "ko"})):
        page = read(
            client.post(path, data={"q": question} | form, headers={"accept-language": "mn"})
        )
        assert page.language == "ko"
        assert knowledge.entries[WAGES].title.ko in page.main
        assert page.one("form", role="search")["action"] == "/ko/search#answer"


def test_a_question_can_be_asked_in_an_address_too(client, knowledge, read):
    question = knowledge.entries[WAGES].questions.vi[0]

    own = read(client.get("/search", params={"q": question}))
    chosen = read(client.get("/mn/search", params={"q": question}))

    assert (own.language, chosen.language) == ("vi", "mn")
    assert knowledge.entries[WAGES].title.vi in own.main
    assert knowledge.entries[WAGES].title.mn in chosen.main


@pytest.mark.parametrize("language", Language)
def test_an_answer_comes_in_the_language_of_the_question(language, client, ieum, read):
    question = ieum.knowledge.entries[WAGES].questions.in_language(language)[0]

    response = client.post("/search", data={"q": question, "lang": ""})

    reply = ieum.assistant.respond(Message(question))
    page = read(response)
    assert page.language == HTML_LANGUAGES[language]
    assert page.one("input", id="q")["value"] == question
    assert page.title == f"{reply.title} · Ieum 이음"
    for part in (reply.title, reply.body, reply.show_to_staff, reply.citations[0].label):
        assert part in page.main
    numbers = [number for contact in reply.contacts for number in contact.numbers]
    assert re.findall(r'href="tel:([^"]+)"', page.main) == [one.number for one in numbers]
    unsure = [one.number for one in numbers if one.confirm]
    for number in unsure:
        confirm = f'<span class="confirm">({say(language, "please confirm")})</span>'
        assert f'href="tel:{number}">{number}</a> {confirm}' in page.main


@pytest.mark.parametrize("language", Language)
def test_an_emergency_is_a_card_with_its_numbers_on_top(language, client, ieum):
    card = ieum.knowledge.dangers["medical-fire"]
    question = ieum.knowledge.entries[EMERGENCY].questions.in_language(language)[1]

    page = unescape(client.post(f"/{language}/search", data={"q": question}).text)

    main = page.partition('<section class="reply emergency"')[2]
    calls, _, rest = main.partition(f"<h3>{say(language, 'Say or show this in Korean:')}")
    numbers = [ieum.knowledge.lines[name].numbers[0] for name in card.lines]
    assert re.findall(r'href="tel:([^"]+)"', calls) == numbers
    for step in card.do:
        assert step.in_language(language) in calls
    assert card.say in rest
    assert 'class="button leave" href="/leave" rel="noreferrer"' in rest
    assert 'href="tel:119"' in rest


@pytest.mark.parametrize("language", Language)
def test_who_looks_over_the_shoulder_is_not_told_of_an_emergency(language, client, cries, read):
    for response in (
        client.post("/search", data={"q": cries[language]}),
        client.get(f"/{language}/search", params={"q": cries[language]}),
    ):
        page = read(response)
        assert "reply emergency" in page.text
        assert page.title == "Ieum 이음"


@pytest.mark.parametrize("question", ["my boss did not pay my wages", "hello", "TOPIK", ""])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_question_is_kept_out_of_caches_links_and_search_engines(question, method, client, read):
    if method == "get":
        response = client.get("/en/search", params={"q": question})
    else:
        response = client.post("/search", data={"q": question})

    page = read(response)
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
    assert page.one("meta", name="robots")["content"] == "noindex"
    addresses = [tag.get("href", tag.get("action", "")) for tag in page.all("a|form|link")]
    assert len(addresses) > 10
    assert not [one for one in addresses if one.startswith("/") and "?" in one]
    assert not [one for one in addresses if question and question in unquote_plus(one)]


def test_the_other_languages_of_an_answer_are_pages_of_its_entry(client, knowledge, read):
    page = read(client.post("/search", data={"q": knowledge.entries[WAGES].questions.en[0]}))

    ways = [tag["href"] for tag in page.all("a") if "hreflang" in tag]
    assert ways == [f"/{language}/life/{WAGES}" for language in Language]
    assert read(client.get("/mn/life/life-unpaid-wages")).heading == (
        knowledge.entries[WAGES].title.mn
    )


def test_the_other_languages_of_no_answer_are_first_pages(client, read):
    page = read(client.post("/en/search", data={"q": "what is the best football team"}))

    ways = [tag["href"] for tag in page.all("a") if "hreflang" in tag]
    assert ways == [f"/{language}/" for language in Language]


@pytest.mark.parametrize("language", Language)
def test_a_greeting_gets_choices_that_lead_to_entries(language, client, read):
    page = read(client.post(f"/{language}/search", data={"q": "hello"}))

    choices = re.findall(r'<a class="choice" href="([^"]+)">([^<]+)</a>', page.main)
    assert len(choices) == 3
    for link, title in choices:
        chosen = read(client.get(link))
        assert (chosen.response.status_code, chosen.heading) == (200, title)
        assert chosen.language == HTML_LANGUAGES[language]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_quick_exit_leads_away_and_forgets(method, client_of):
    client = client_of(quick_exit="https://weather.example/today")

    response = client.request(method, "/leave", follow_redirects=False)

    assert response.status_code == 303
    assert response.headers["location"] == "https://weather.example/today"
    assert response.headers["clear-site-data"] == '"cache", "storage"'
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["referrer-policy"] == "same-origin"
