import re
from html import unescape

import pytest

from bot.lookup_items import items_of
from bot.roles import Role
from knowledge.languages import Language


@pytest.fixture
def desk(at_console):
    return at_console()


def copied(page, language):
    found = re.search(rf'<pre id="copy-{language}"[^>]*>(.*?)</pre>', page.text, re.DOTALL)
    return unescape(found[1])


def test_the_answer_stands_in_korean_and_in_the_language_of_the_resident(desk, ieum):
    page = desk.get("/console/items/entry/life-severance-pay?lang=vi")
    assert page.status_code == 200
    korean, theirs = (
        page.text.index(f'<article class="panel column" lang="{code}"') for code in ("ko", "vi")
    )
    assert korean < theirs
    entry = ieum.knowledge.entries["life-severance-pay"]
    assert entry.title.vi in unescape(page.text)


def test_the_text_to_copy_is_what_the_reply_says(desk, ieum):
    page = desk.get("/console/items/entry/life-tourism?lang=mn&district=guro")
    for language in (Language.KO, Language.MN):
        reply = ieum.assistant.show(ieum.knowledge.entries["life-tourism"], language, "guro")
        assert copied(page, language) == f"{reply.title}\n\n{reply.text}"


def test_a_korean_speaker_gets_one_column(desk):
    page = desk.get("/console/items/entry/life-severance-pay?lang=ko")
    assert page.text.count('<article class="panel column"') == 1
    assert 'data-copy="copy-ko"' in page.text
    assert page.text.count("data-copy=") == 1


def test_sources_and_their_sureness_stand_before_the_answer(desk, ieum):
    page = unescape(desk.get("/console/items/entry/life-severance-pay?lang=vi").text)
    top = page[page.index("How far this can be relied on") : page.index('<article class="panel')]
    reply = ieum.assistant.show(ieum.knowledge.entries["life-severance-pay"], Language.EN)
    assert all(citation.label in top for citation in reply.citations)
    assert reply.status in top
    assert "Vietnamese: drafted" in top


def test_a_translation_that_is_older_than_the_korean_is_told(desk, ieum):
    entries = ieum.knowledge.entries.values()
    stale = next((one for one in entries if one.made_from is None), None)
    page = desk.get(f"/console/items/entry/{(stale or next(iter(entries))).id}?lang=vi")
    assert ("older than the Korean" in page.text) is (stale is not None)


def test_who_it_is_for_and_its_figures(desk):
    page = desk.get("/console/items/entry/life-part-time-work?lang=en").text
    assert "Visas named" in page
    assert "D-2" in page
    assert "How people ask" in page


def test_what_belongs_to_it_is_linked_for_the_same_resident(desk):
    page = desk.get("/console/items/entry/seoul-global-center?lang=zh&district=jongno").text
    links = re.findall(r'href="(/console/items/passage/[^"]*)"', page)
    assert links
    assert all(unescape(link).endswith("?lang=zh&district=jongno") for link in links)
    assert desk.get(unescape(links[0])).status_code == 200


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("center/seoul-global-center", "Open now?|open|closed|Opens"),
        ("line/line-1345", "☎ 1345"),
        ("term/arc", "alien registration card"),
    ],
)
def test_other_things_are_shown_too(desk, item, told):
    page = desk.get(f"/console/items/{item}?lang=en")
    assert page.status_code == 200
    assert re.search(told, page.text)
    assert "Belongs to it" in page.text
    assert "Send to ticket" not in page.text


def test_a_passage_is_korean_and_leads_to_its_answer(desk, ieum):
    document = next(one for one in ieum.knowledge.documents.values() if one.passages)
    told = document.passages[0]
    page = desk.get(f"/console/items/passage/{document.id}/{told.id}?lang=mn").text
    assert page.count('<article class="panel column"') == 1
    assert f"/console/items/entry/{told.service}?lang=mn" in page
    assert "{" not in page[page.index('<article class="panel') :]


def test_it_can_be_sent_to_a_ticket_by_who_answers_tickets(at_console):
    path = "/console/items/entry/life-severance-pay?lang=vi"
    link = "/console/tickets?entry=life-severance-pay&amp;lang=vi"
    assert link in at_console(Role.COUNSELOR).get(path).text
    assert link not in at_console(Role.EDITOR).get(path).text


def test_the_language_is_the_first_foreign_one_of_the_counselor(at_console):
    path = "/console/items/entry/life-severance-pay"
    speaks = at_console(languages=(Language.KO, Language.MN))
    assert '<article class="panel column" lang="mn"' in speaks.get(path).text
    assert '<article class="panel column" lang="en"' in at_console().get(path).text


@pytest.mark.parametrize(
    "path",
    [
        "entry/no-such-entry",
        "nonsense/life-severance-pay",
        "entry/../../etc/passwd",
        "passage/report-2025-04",
        "entry/",
        "entry/%00",
    ],
)
def test_what_is_not_there_is_not_found(desk, path):
    assert desk.get(f"/console/items/{path}").status_code == 404


def test_a_language_or_district_that_we_do_not_know_changes_nothing(desk):
    page = desk.get("/console/items/entry/life-severance-pay?lang=xx&district=busan")
    assert page.status_code == 200
    assert '<article class="panel column" lang="en"' in page.text


def test_every_item_can_be_shown(desk, ieum):
    for number, item in enumerate(items_of(ieum.knowledge)):
        if number % 7 == 0:
            assert desk.get(f"/console/items/{item.key}?lang=vi").status_code == 200, item.key
