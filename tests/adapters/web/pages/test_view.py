import base64
import hashlib
import re
from urllib.parse import urlsplit

import pytest

from adapters.web.pages.view import environment_in
from bot.messages import say
from knowledge.languages import BABEL_LOCALES, NATIVE_NAMES, Language

CODES = {"ko": "ko", "en": "en", "zh": "zh-Hans", "vi": "vi", "mn": "mn"}
HERE = "http://testserver"
FOR_MACHINES = {"canonical", "alternate"}
LOADED = re.compile(r"<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*(?:src|data)=")


@pytest.mark.parametrize("language", Language)
def test_every_page_tells_people_and_machines_its_language(language, pages_in):
    for place, page in pages_in(language).items():
        assert page.response.status_code == 200, place
        assert page.language == CODES[language]
        assert page.alternates == {
            code: f"{HERE}/{lang}/{place}" for lang, code in CODES.items()
        } | ({} if place else {"x-default": f"{HERE}/"})
        assert page.one("link", rel="canonical") == {
            "rel": "canonical",
            "href": f"{HERE}/{language}/{place}",
        }
        ways = [(tag["href"], tag["hreflang"]) for tag in page.all("a") if "hreflang" in tag]
        assert ways == [(f"/{lang}/{place}", CODES[lang]) for lang in NATIVE_NAMES]
        current = page.one("a", **{"aria-current": "true"})
        assert current["href"] == f"/{language}/{place}"


@pytest.mark.parametrize("language", Language)
def test_every_page_can_be_shown_where_people_share_it(language, client, pages_in):
    image = client.app.state.assets.url("preview.png")
    locale = BABEL_LOCALES[language].replace("_Hans", "")
    for place, page in pages_in(language).items():
        shared = {tag["property"]: tag["content"] for tag in page.all("meta") if "property" in tag}
        about = page.one("meta", name="description")["content"]
        assert shared == {
            "og:type": "website",
            "og:site_name": "Ieum 이음",
            "og:title": page.title,
            "og:description": about,
            "og:url": f"{HERE}/{language}/{place}",
            "og:locale": locale,
            "og:image": f"{HERE}{image}",
        }
        assert (150 if about.endswith("...") else 10) < len(about) <= 205, place
        assert page.title.endswith("Ieum 이음") or page.title.startswith("Ieum 이음 · ")
        assert page.heading
        assert not page.all("meta", name="robots")


def test_the_picture_to_share_is_there(client):
    picture = client.get(client.app.state.assets.url("preview.png"))

    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")


@pytest.mark.parametrize("language", Language)
def test_every_page_loads_nothing_from_elsewhere_and_runs_nothing(language, client, pages_in, ieum):
    edition = client.app.state.assets.edition
    websites = {center.website for center in ieum.knowledge.centers.values()}
    next_door = f"http://testserver:8001/?lang={language}"
    for place, page in pages_in(language).items():
        loaded = [tag["href"] for tag in page.all("link") if tag["rel"] not in FOR_MACHINES]
        assert loaded == [f"/static/{edition}/ieum.svg"]
        assert not LOADED.search(page.text), place
        assert {tag["type"] for tag in page.all("script")} <= {"application/ld+json"}
        assert not re.search(r"<[^>]* (?:on[a-z]+|style)=", page.text), place
        assert {tag["action"][0] for tag in page.all("form")} <= {"/"}
        for link in page.all("a"):
            address = urlsplit(link["href"])
            if link["href"] == next_door:
                continue
            if address.scheme in {"http", "https"}:
                assert address.netloc == "www.openstreetmap.org" or link["href"] in websites
                assert link["rel"] == "noreferrer"
            else:
                assert address.scheme in {"", "tel"}
                assert not link["href"].startswith("//")


@pytest.mark.parametrize("path", ["/vi/", "/ko/search", "/nowhere", "/mn/centers?district=x"])
def test_the_styles_in_a_page_are_those_that_its_policy_allows(path, client):
    response = client.get(path, headers={"accept": "text/html"})

    (styles,) = re.findall(r"<style>(.*?)</style>", response.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    policy = response.headers["content-security-policy"]
    assert f"style-src 'sha256-{digest}';" in policy
    assert "&#" not in styles
    assert ".danger" in styles


def test_outside_links_are_to_the_map_and_to_centers_websites(client_of, read):
    page = read(client_of(demo_port=0).get("/en/centers"))

    outside = {urlsplit(a["href"]).netloc for a in page.all("a") if "://" in a["href"]}
    assert outside == {"www.openstreetmap.org", "mcfamily.or.kr"}


@pytest.mark.parametrize("language", Language)
def test_every_page_has_the_numbers_for_danger_and_the_way_out(language, client, read):
    for place in ("", "centers", "help", "services/muap", "search", "nowhere"):
        response = client.get(f"/{language}/{place}", headers={"accept": "text/html"})
        frame = response.text.partition('<aside class="danger"')[2].partition("</aside>")[0]

        assert re.findall(r'href="tel:([^"]+)"><strong>([^<]+)</strong> ([^<]+)</a>', frame) == [
            ("112", "112", say(language, "Police")),
            ("119", "119", say(language, "Ambulance, fire")),
            ("1577-1366", "1577-1366", say(language, "Help in your language")),
        ]
        assert read(response).all("a", class_="out")[0]["href"] == "/leave"


def test_the_world_is_told_the_address_of_the_settings(client_of, read):
    client = client_of(public_url="https://ieum.example/")

    page = read(client.get("/vi/help", headers={"host": "other.example"}))
    front = read(client.get("/", headers={"accept-language": "mn"}))

    assert page.one("link", rel="canonical")["href"] == "https://ieum.example/vi/help"
    assert page.alternates["zh-Hans"] == "https://ieum.example/zh/help"
    assert front.alternates["x-default"] == "https://ieum.example/"
    assert "other.example" not in page.text
    assert "testserver" not in front.text


def test_a_page_names_only_the_site_that_it_was_asked_of(client, read):
    for host in ("one.example", "two.example:8000"):
        page = read(client.get("/en/help", headers={"host": host}))
        assert page.one("link", rel="canonical")["href"] == f"http://{host}/en/help"


@pytest.mark.parametrize("host", ["[", "a/ko/help?", 'x"><b>', "a@b", ""])
def test_a_host_that_is_none_breaks_no_page(host, client, read):
    response = client.get("/ko/centers", headers={"host": host})

    assert response.status_code == 200
    assert read(response).heading == say(Language.KO, "Centers for foreign residents in Seoul")
    assert "<b>" not in response.text


def test_there_is_a_way_to_the_website_next_door_where_there_is_one(client_of, read):
    with_it, without = client_of(demo_port=8001), client_of(demo_port=0)

    for path in ("/vi/", "/vi/search"):
        page = read(with_it.get(path, headers={"host": "seoul.example:8000"}))
        (link,) = (tag for tag in page.all("a", class_="out") if tag["href"] != "/leave")
        assert link["href"] == "http://seoul.example:8001/?lang=vi"
    assert [tag["href"] for tag in read(without.get("/vi/")).all("a", class_="out")] == ["/leave"]


def test_the_way_next_door_is_not_kept_for_others_under_a_foreign_name(client_of):
    client = client_of(demo_port=8001, public_url="https://ieum.example")

    pages = [client.get("/en/", headers={"host": host}).text for host in ("evil.example", "ieum")]

    assert pages[0] == pages[1]
    assert 'href="https://ieum.example:8001/?lang=en"' in pages[1]


@pytest.mark.parametrize("path", ["/en/search", "/en/nowhere", "/search"])
def test_what_is_not_to_be_found_says_so_and_names_no_address(path, client, read):
    page = read(client.get(path, headers={"accept": "text/html"}))

    assert page.one("meta", name="robots")["content"] == "noindex"
    assert page.alternates == {}
    assert not page.all("link", rel="canonical")
    assert not [tag for tag in page.all("meta") if "property" in tag]


def test_the_templates_of_each_language_keep_their_own_messages():
    templates = {language: environment_in(language) for language in Language}

    for language, environment in templates.items():
        page = environment.from_string("{{ _('Leave quickly') }}").render()
        assert page == say(language, "Leave quickly")
        assert environment_in(language) is environment
