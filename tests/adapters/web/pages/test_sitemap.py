import re
from xml.etree import ElementTree

import pytest

from adapters.web.pages.view import HTML_LANGUAGES
from knowledge.languages import Language

NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
HERE = "http://testserver"


@pytest.fixture(scope="module")
def listed(client):
    """What the sitemap tells of each page, by its address."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/xml"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{{{NAMES['map']}}}urlset"
    urls = root.findall("map:url", NAMES)
    by_address = {url.findtext("map:loc", namespaces=NAMES): url for url in urls}
    assert len(by_address) == len(urls)
    return by_address


def test_every_page_is_listed_in_every_language(listed, places):
    assert set(listed) == {
        f"{HERE}/{language}/{place}" for language in Language for place in places
    }
    assert len(listed) > 500


def test_every_page_names_its_translations_and_itself(listed):
    for address, url in listed.items():
        place = address.split("/", 4)[4]
        links = {
            link.get("hreflang"): link.get("href") for link in url.findall("xhtml:link", NAMES)
        }
        assert links == {
            code: f"{HERE}/{language}/{place}" for language, code in HTML_LANGUAGES.items()
        }
        assert {link.get("rel") for link in url.findall("xhtml:link", NAMES)} == {"alternate"}


def test_a_page_tells_its_day_where_that_is_known(listed, knowledge):
    days = {}
    for address, url in listed.items():
        day = url.findtext("map:lastmod", namespaces=NAMES)
        if day is not None:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
            days[address] = day
    assert days == {
        f"{HERE}/{language}/{entry.kind.folder}/{entry.id}": entry.dates.as_of
        for entry in knowledge.entries.values()
        for language in Language
        if len(entry.dates.as_of) == 10
    }


@pytest.mark.parametrize("language", Language)
def test_every_listed_page_is_there(language, listed, pages_in):
    pages = pages_in(language)

    for address in listed:
        own, place = address.removeprefix(f"{HERE}/").split("/", 1)
        if own == language:
            assert pages[place].response.status_code == 200
            assert pages[place].one("link", rel="canonical")["href"] == address


def test_the_sitemap_names_the_address_of_the_settings(client_of):
    client = client_of(public_url="https://ieum.example/")

    text = client.get("/sitemap.xml", headers={"host": "other.example"}).text

    assert "<loc>https://ieum.example/ko/</loc>" in text
    assert "other.example" not in text
    assert "testserver" not in text


def test_robots_are_kept_from_answers_and_shown_the_map(client):
    response = client.get("/robots.txt")

    rules, _, sitemap = response.text.partition("\n\n")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert rules.splitlines()[0] == "User-agent: *"
    assert rules.splitlines()[1:] == [
        "Disallow: /api/",
        "Disallow: /search",
        "Disallow: /leave",
        *(f"Disallow: /{language}/search" for language in Language),
    ]
    assert sitemap == f"Sitemap: {HERE}/sitemap.xml\n"


def test_robots_are_kept_from_no_page_that_is_listed(client, listed):
    closed = re.findall(r"Disallow: (\S+)", client.get("/robots.txt").text)

    paths = [address.removeprefix(HERE) for address in listed]
    assert len(closed) == 8
    assert not [path for path in paths if path.startswith(tuple(closed))]


def test_robots_are_told_the_address_of_the_settings(client_of):
    text = client_of(public_url="https://ieum.example").get("/robots.txt").text

    assert text.endswith("\nSitemap: https://ieum.example/sitemap.xml\n")
