import re
from datetime import datetime
from html import unescape

import pytest

from bot.clock import SEOUL
from bot.contacts import language_name
from bot.messages import say
from bot.opening import State, opening_at
from knowledge.languages import Language

LISTED = re.compile(r'<h2><a href="/(\w+)/centers/([^"]+)">([^<]+)</a>')
FOUND = re.compile(r'<p role="status"><strong>([^<]+)</strong>')
SECTION = re.compile(r"<section>\s*<h2>([^<]+)</h2>(.*?)</section>", re.DOTALL)
LEFT_OUT = "Centers whose hours or languages we do not know are not shown here."
WEDNESDAY = datetime(2026, 12, 2, 11, tzinfo=SEOUL)
WEDNESDAY_EARLY = datetime(2026, 12, 2, 9, 30, tzinfo=SEOUL)
SATURDAY = datetime(2026, 11, 28, 11, tzinfo=SEOUL)
SUNDAY = datetime(2026, 11, 29, 11, tzinfo=SEOUL)
NEW_YEAR = datetime(2027, 1, 1, 11, tzinfo=SEOUL)


def listed(page):
    return [name for _, name, _ in LISTED.findall(page.main)]


@pytest.fixture
def client_at(client_of, monkeypatch):
    """A client of an application for which it is another time; no page of it is kept yet."""

    def make(now):
        monkeypatch.setattr("adapters.web.pages.centers.now_in_seoul", lambda: now)
        return client_of()

    return make


@pytest.mark.parametrize("language", Language)
def test_all_centers_are_listed_those_for_the_whole_city_first(language, pages_in, knowledge):
    page = pages_in(language)["centers"]

    links = LISTED.findall(page.main)
    assert {code for code, _, _ in links} == {language}
    assert {name: unescape(title).strip() for _, name, title in links} == {
        name: center.name.in_language(language) for name, center in knowledge.centers.items()
    }
    assert len(links) == len(knowledge.centers)
    kinds = [knowledge.centers[name].kind for _, name, _ in links]
    local = [kind in {"regional", "youth", "family"} for kind in kinds]
    assert local == sorted(local)
    assert FOUND.findall(page.main) == [
        say(language, "Centers found: {count}", count=str(len(knowledge.centers)))
    ]
    assert page.one("a", **{"aria-current": "page"})["href"] == f"/{language}/centers"


@pytest.mark.parametrize("language", Language)
def test_centers_can_be_chosen_by_district(language, client, knowledge, read):
    districts = {center.district for center in knowledge.centers.values()}
    for district in districts:
        page = read(client.get(f"/{language}/centers", params={"district": district}))
        assert set(listed(page)) == {
            name for name, one in knowledge.centers.items() if one.district == district
        }
        assert page.one("option", value=district)
        label = knowledge.districts[district].name.in_language(language)
        assert f'<option value="{district}" selected>{label}</option>' in page.main


def test_centers_can_be_chosen_by_the_language_spoken_there(client, knowledge, read):
    choices = client.get("/vi/centers").text.partition('id="speaks"')[2]
    spoken = dict(re.findall(r'<option value="([a-z]{2,3})">([^<]+)</option>', choices))

    assert list(spoken)[:5] == list(Language)
    for code, name in spoken.items():
        page = read(client.get("/vi/centers", params={"speaks": code}))
        those = {
            center.id
            for center in knowledge.centers.values()
            if center.languages and code in center.languages.codes
        }
        assert set(listed(page)) == those != set()
        assert name == language_name(code, Language.VI)
        assert say(Language.VI, LEFT_OUT) in page.main


@pytest.mark.parametrize(
    ("now", "some"),
    [(WEDNESDAY, 2), (WEDNESDAY_EARLY, 1), (SUNDAY, 1), (SATURDAY, 0), (NEW_YEAR, 0)],
)
def test_centers_can_be_chosen_by_whether_they_are_open(now, some, client_at, knowledge, read):
    page = read(client_at(now).get("/ko/centers", params={"open": "now"}))

    opened = [
        name
        for name, center in knowledge.centers.items()
        if opening_at(center.hours, now).state is State.OPEN
    ]
    assert sorted(listed(page)) == opened
    assert len(opened) == some
    none = 'href="/ko/help">' + say(Language.KO, "You can get help by phone from these helplines.")
    assert (none in page.main) == (not opened)
    assert '<input type="checkbox" name="open" value="now" checked>' in page.main


def test_choices_are_taken_together(client_at, knowledge, read):
    client = client_at(WEDNESDAY)
    chosen = {"district": "jongno", "speaks": "vi", "open": "now"}

    both = listed(read(client.get("/en/centers", params=chosen)))
    apart = [
        set(listed(read(client.get("/en/centers", params={name: value}))))
        for name, value in chosen.items()
    ]

    assert both == ["seoul-global-center"]
    assert set.intersection(*apart) == set(both)
    assert all(len(one) > len(both) for one in apart)


@pytest.mark.parametrize(
    "query",
    [
        {"district": "busan"},
        {"district": "guro", "speaks": "tlh"},
        {"speaks": "ENGLISH"},
        {"open": "yes"},
        {"district": '"><script>'},
        {"district": "\x00"},
    ],
)
@pytest.mark.parametrize("language", Language)
def test_a_choice_we_do_not_know_is_said_and_all_centers_are_shown(
    query, language, client, knowledge, read
):
    response = client.get(f"/{language}/centers", params=query)

    page = read(response)
    error = say(language, "We cannot search by this choice. Here are all the centers.")
    assert response.status_code == 422
    assert f'<p class="error" role="alert">{error}</p>' in page.main
    assert len(listed(page)) == len(knowledge.centers)
    assert " selected>" not in page.main
    assert " checked>" not in page.main
    assert "etag" not in response.headers
    assert {tag["type"] for tag in page.all("script")} == set()


def test_what_is_open_is_shown_on_the_page_of_a_center(client_at, read):
    name = "seoul-foreign-resident-center"

    opened = read(client_at(SUNDAY).get(f"/en/centers/{name}"))
    closed = read(client_at(SATURDAY).get(f"/en/centers/{name}"))

    assert "<dd>Open now, closes 18:00</dd>" in opened.main
    assert "Open now," not in closed.main
    assert "<dd>Closed now, opens" in closed.main


@pytest.mark.parametrize("language", Language)
def test_every_center_has_a_page_with_all_that_is_known_of_it(language, pages_in, knowledge):
    confirm = say(language, "please confirm")
    for name, center in knowledge.centers.items():
        page = pages_in(language)[f"centers/{name}"]
        assert page.heading == center.name.in_language(language)
        assert center.name.ko in page.main
        assert center.about.in_language(language) in page.main
        assert knowledge.districts[center.district].name.in_language(language) in page.main
        for phone in center.phones:
            doubt = f' <span class="confirm">({confirm})</span>' if phone.must_confirm else ""
            dial = f'href="tel:{phone.number}">{phone.number}</a>{doubt}'
            assert dial in page.main
        assert (not center.address) or center.address.ko in page.main
        maps = [a for a in page.all("a") if "openstreetmap" in a["href"]]
        assert len(maps) == (center.address is not None)
        fallback = page.main.partition(say(language, "If the center does not answer"))[2]
        numbers = re.findall(r'href="tel:([^"]+)"', fallback)
        assert numbers == [
            number for line in center.fallback_lines for number in knowledge.lines[line].numbers
        ]


@pytest.mark.parametrize("language", Language)
def test_every_center_leads_to_what_it_can_help_with(language, pages_in, knowledge):
    for name, center in knowledge.centers.items():
        page = pages_in(language)[f"centers/{name}"]
        helps = {entry.id for entry in knowledge.entries.values() if name in entry.centers}
        links = re.findall(rf'<li><a href="/{language}/(?:life|services)/([^"]+)"', page.main)
        assert len(links) == len(set(links))
        assert set(links) == helps | {center.service}
        assert links[0] == center.service


@pytest.mark.parametrize("language", Language)
def test_every_center_is_a_government_office_for_machines(language, pages_in, knowledge):
    for name, center in knowledge.centers.items():
        page = pages_in(language)[f"centers/{name}"]
        about = page.structured
        assert (about["@context"], about["@type"]) == ("https://schema.org", "GovernmentOffice")
        assert about["url"] == about["@id"] == page.one("link", rel="canonical")["href"]
        assert about["name"] == center.name.in_language(language)
        sure = [phone.number for phone in center.phones if not phone.must_confirm]
        assert about.get("telephone", []) == sure


@pytest.mark.parametrize("name", ["nothing", "guro-centre", "%ff", "line-120", "muap", "..%2fhelp"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_center_that_is_not_there_is_404_in_the_language_of_the_path(name, method, client, read):
    headers = {"accept": "text/html", "accept-language": "vi"}

    response = client.request(method, f"/zh/centers/{name}", headers=headers)

    assert (response.status_code, response.headers["content-language"]) == (404, "zh-Hans")
    if method == "GET":
        assert say(Language.ZH, "There is no such page.") in read(response).main


@pytest.mark.parametrize("language", Language)
def test_every_helpline_is_listed_once_those_for_danger_first(language, pages_in, knowledge):
    page = pages_in(language)["help"]

    sections = dict(SECTION.findall(page.main))
    danger, always, others = (
        re.findall(r'<li class="contact" id="([^"]+)">', sections[say(language, heading)])
        for heading in ("In danger", "24 hours a day", "By topic")
    )
    assert list(sections) == [
        say(language, heading) for heading in ("In danger", "24 hours a day", "By topic")
    ]
    assert danger == ["line-112", "line-119"]
    lines = knowledge.lines
    assert {"line-1577-1366", "line-109"} <= set(always)
    assert all(lines[name].hours.always for name in always)
    assert not any(lines[name].hours and lines[name].hours.always for name in others)
    assert sorted(danger + always + others) == sorted(lines)
    dialled = re.findall(r'href="tel:([^"]+)">\1</a>', page.main)
    assert sorted(dialled) == sorted(n for line in lines.values() for n in line.numbers)
