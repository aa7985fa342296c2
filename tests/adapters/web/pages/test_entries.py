import re
from html import unescape

import pytest

from bot.messages import say
from knowledge.languages import Language

WAGES = "life-unpaid-wages"
TOLD = re.compile(r'<p class="body">(.*?)</p>', re.DOTALL)
RELATED = re.compile(r'<nav aria-labelledby="related">.*?</nav>', re.DOTALL)


def place_of(entry):
    return f"{entry.kind.folder}/{entry.id}"


@pytest.mark.parametrize("language", Language)
def test_every_entry_has_a_page_with_all_that_a_reply_says(language, pages_in, ieum):
    for entry in ieum.knowledge.entries.values():
        page = pages_in(language)[place_of(entry)]
        reply = ieum.assistant.show(entry, language)

        assert page.heading == reply.title == entry.title.in_language(language)
        assert page.title == f"{reply.title} · Ieum 이음"
        assert TOLD.findall(page.main) == [reply.body]
        for part in (reply.show_to_staff, reply.caution, reply.status):
            assert part in page.main
        for citation in reply.citations:
            doubt = f" — {say(language, 'not confirmed')}" if citation.sureness != "V" else ""
            assert f"<li>{citation.label}{doubt}</li>" in page.main
        for quote in reply.quotes:
            assert f'<blockquote lang="ko">{quote.text}</blockquote>' in page.main
        names = [contact.name for contact in reply.contacts]
        assert names
        assert all(name in page.main for name in names)


@pytest.mark.parametrize("language", Language)
def test_every_entry_is_a_faq_page_for_machines(language, pages_in, ieum):
    for entry in ieum.knowledge.entries.values():
        page = pages_in(language)[place_of(entry)]
        about = page.structured
        (question,) = about["mainEntity"]

        assert (about["@context"], about["@type"]) == ("https://schema.org", "FAQPage")
        assert about["inLanguage"] == language
        assert about["url"] == page.one("link", rel="canonical")["href"]
        assert question["name"] == entry.questions.in_language(language)[0]
        assert question["acceptedAnswer"]["text"].startswith(TOLD.findall(page.main)[0])


@pytest.mark.parametrize("language", Language)
def test_every_entry_leads_to_its_topic_and_to_the_others_in_it(language, pages_in, knowledge):
    for entry in knowledge.entries.values():
        page = pages_in(language)[place_of(entry)]
        others = {
            f"/{language}/{place_of(other)}"
            for other in knowledge.entries.values()
            if other.topic is entry.topic and other.id != entry.id
        }

        assert f'<p class="crumbs"><a href="/{language}/#{entry.topic}">' in page.main
        related = "".join(RELATED.findall(page.main))
        links = re.findall(r'href="([^"]+)"', related)
        assert len(links) == len(set(links))
        assert set(links) == others


def test_the_topics_that_entries_lead_to_are_on_the_first_page(pages_in, knowledge):
    home = pages_in(Language.EN)[""]

    anchors = {details["id"] for details in home.all("details")}
    assert anchors == {entry.topic for entry in knowledge.entries.values()}


@pytest.mark.parametrize("language", Language)
def test_an_entry_stands_in_its_own_folder_only(language, client, knowledge):
    gone = say(language, "There is no such page.")
    for entry in knowledge.entries.values():
        wrong = "life" if entry.kind.folder == "services" else "services"

        response = client.get(f"/{language}/{wrong}/{entry.id}")

        assert (response.status_code, response.json()) == (404, {"detail": gone})


@pytest.mark.parametrize(
    "name", ["nothing", "seoul-global", "..%2fhelp", "%00", "%ff", "Life-Unpaid-Wages", "a" * 5000]
)
@pytest.mark.parametrize("folder", ["life", "services"])
def test_an_entry_that_is_not_there_is_404_in_the_language_of_the_path(folder, name, client, read):
    path = f"/mn/{folder}/{name}"

    page = read(client.get(path, headers={"accept": "text/html", "accept-language": "vi"}))

    assert page.response.status_code == 404
    assert page.language == "mn"
    assert say(Language.MN, "There is no such page.") in page.main


def test_a_question_on_the_page_of_an_entry_goes_on_with_it(client, read):
    place = "life/life-visa-extension"
    page = read(client.get(f"/en/{place}"))
    form = page.one("form", role="search")
    kept = page.one("input", name="conversation")["value"]

    asked = {"q": "how much does it cost?", "conversation": kept}
    answer = client.post(form["action"].partition("#")[0], data=asked)
    unasked = client.post("/en/search", data={"q": asked["q"]})

    title = re.compile(r'<h2 id="answer" tabindex="-1">([^<]+)</h2>')
    assert [unescape(found) for found in title.findall(answer.text)] == [page.heading]
    assert title.findall(unasked.text) != title.findall(answer.text)


@pytest.mark.parametrize("language", Language)
def test_the_words_of_the_content_stand_as_text(language, pages_in, knowledge):
    for entry in knowledge.entries.values():
        page = pages_in(language)[place_of(entry)]
        assert "&lt;" not in page.text
        assert "&amp;#" not in page.text
        assert "{" not in TOLD.findall(page.main)[0]
