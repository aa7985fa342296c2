import re
import time
from dataclasses import replace
from html import unescape

import pytest

from bot.roles import Role

HIT = re.compile(r'<li class="hit">\s*<a href="([^"]*)"')


def hits(response):
    return [unescape(address) for address in HIT.findall(response.text)]


@pytest.fixture
def desk(at_console):
    return at_console()


def part(desk, path):
    return desk.get(path, headers={"hx-request": "true"})


def test_what_is_typed_is_found(desk):
    for text, item in {
        "퇴직": "entry/life-severance-pay",
        "severa": "entry/life-severance-pay",
        "签证延长": "entry/life-visa-extension",
        "bao hiem y te": "entry/life-health-insurance",
        "tsalin": "entry/life-unpaid-wages",
    }.items():
        found = desk.get("/console/", params={"q": text})
        assert found.status_code == 200
        assert f"/console/items/{item}" in hits(found)[:5]


def test_htmx_gets_the_list_alone_and_a_short_address(desk):
    found = part(desk, "/console/?q=severa&lang=vi&kind=&visa=&on=")
    assert "<html" not in found.text
    assert "data-say" in found.text
    assert found.headers["hx-replace-url"] == "/console/?q=severa&lang=vi"
    assert hits(found)[0] == "/console/items/entry/life-severance-pay?lang=vi"


def test_the_page_is_complete_without_scripts(desk):
    page = desk.get("/console/?q=severa")
    assert 'value="severa"' in page.text
    assert '<form id="search" role="search" action="/console/"' in page.text
    assert hits(page) == hits(part(desk, "/console/?q=severa"))


def test_a_title_stands_in_korean_and_in_the_language_of_the_resident(desk):
    page = part(desk, "/console/?q=severa&lang=mn")
    assert '<span lang="ko">퇴직금</span>' in page.text
    assert 'lang="mn">Ажлаас' in page.text


def test_what_was_typed_is_text_and_nothing_else(desk):
    page = desk.get("/console/", params={"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_without_a_search_there_is_the_shelf(desk):
    page = desk.get("/console/")
    assert "What you open stands here" in page.text
    assert hits(page) == []


def test_filters_alone_are_a_search(desk):
    lines = part(desk, "/console/?kind=line")
    assert "Found: 18" in lines.text
    assert all("/items/line/" in address for address in hits(lines))


def test_the_filters_say_what_they_hide(desk):
    assert re.search(r"Hidden by the filters: \d+", part(desk, "/console/?q=visa&kind=line").text)


def test_a_visa_is_answered_beside_what_it_allows(desk):
    assert "D-2: " in part(desk, "/console/?q=part-time&visa=D-2").text


WRONG = [
    ("kind", "nonsense"),
    ("audience", "martian"),
    ("visa", "E9"),
    ("visa", "Z-1"),
    ("district", "busan"),
    ("on", "yesterday"),
    ("on", "2026-02-30"),
    ("since", "20260101"),
    ("lang", "xx"),
]


def test_a_filter_that_we_do_not_know_is_named_and_the_rest_still_searches(desk):
    for name, value in WRONG:
        page = desk.get("/console/", params={"q": "severance", name: value})
        assert page.status_code == 422
        assert f'id="{name}-error"' in page.text
        assert "/console/items/entry/life-severance-pay" in hits(page)[0]
        assert 'value="severance"' in page.text


def test_all_filters_work_together(desk):
    asked = "kind=service&audience=resident&visa=F-5&district=guro&on=2025-05-01&since=2024-01-01"
    page = part(desk, f"/console/?{asked}&lang=en")
    assert page.status_code == 200
    assert hits(page)
    assert all(address.endswith("?lang=en&district=guro") for address in hits(page))


def test_pages_lead_through_everything_and_none_further(desk):
    seen, path = [], "/console/?kind=passage"
    while path:
        page = desk.get(path)
        seen += hits(page)
        following = re.search(r'rel="next" href="([^"]*)"', page.text)
        path = unescape(following[1]) if following else None
    assert len(seen) == len(set(seen)) == 194
    assert "Back to the first page" in desk.get("/console/?kind=passage&page=90").text


def test_a_page_that_is_none_is_the_first_or_empty(desk):
    for page in ("0", "-1", "x", "99999999999999999999", "²"):
        assert desk.get("/console/", params={"kind": "line", "page": page}).status_code == 200


def test_no_text_breaks_the_search(desk):
    for text in ("%00", "%ed%a0%80", "%F0%9F%98%80", "a" * 5000, "%20", "%2e%2e%2f"):
        assert desk.get(f"/console/?q={text}").status_code == 200


def test_it_follows_the_content_in_service(desk, console, ieum):
    assert "/console/items/entry/tolerance-day" not in hits(desk.get("/console/?q=zebra"))
    entries = dict(ieum.knowledge.entries)
    entry = entries["tolerance-day"]
    title = entry.title.model_copy(update={"en": "Zebra crossing day"})
    entries["tolerance-day"] = entry.model_copy(update={"title": title})
    console.state.live.now = replace(ieum, knowledge=replace(ieum.knowledge, entries=entries))
    assert hits(desk.get("/console/?q=zebra"))[0] == "/console/items/entry/tolerance-day"


def test_in_korean_too(desk):
    page = desk.get("/console/?q=severa", headers={"accept-language": "ko"})
    assert '<html lang="ko">' in page.text
    assert "검색 결과:" in page.text


@pytest.mark.parametrize("role", Role)
def test_everybody_who_works_here_may_look_up(at_console, role):
    assert at_console(role).get("/console/?q=visa").status_code == 200


def test_nobody_else_may(visitor):
    for path in ("/console/?q=visa", "/console/items/entry/life-severance-pay"):
        answer = visitor().get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/console/login")
    assert visitor().post("/console/shelf", data={"act": "forget"}).status_code in {303, 403}


def test_a_page_of_results_is_answered_as_one_types(desk):
    texts = ("월급 못", "unpaid wa", "拖欠工", "no luong", "цалин")
    part(desk, "/console/?q=warm")
    took = []
    for text in texts * 5:
        started = time.perf_counter()
        part(desk, f"/console/?q={text}")
        took.append(time.perf_counter() - started)
    # The aim is 50 ms (benchmarks/console.py); a busy machine gets more.
    assert sorted(took)[len(took) // 2] < 0.3
