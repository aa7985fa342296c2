import json
import urllib.request
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from bot.learning import Cell, Tally
from bot.roles import Role
from bot.storage.gaps import GapFilter, GapOrder
from knowledge.languages import Language

DOG = {
    Language.KO: "강아지를 한국에 데려오려면 검역이 필요한가요",
    Language.EN: "Do I need quarantine to bring my dog to Korea",
    Language.ZH: "带狗来韩国需要检疫吗",
    Language.VI: "Mang chó sang Hàn Quốc có cần kiểm dịch không",
    Language.MN: "Нохойгоо Солонгос руу авчрахад хорио цээр хэрэгтэй юу",
}
PATHS = ("", "/answers", "/entries", "/trends", "/trends?by=hour", "/trends?by=topic&days=90")


@pytest.fixture(scope="module")
def asked(address):
    """Ask one thing in five languages, and something else, as people do."""
    for text in (*DOG.values(), "my boss has not paid me for three months"):
        request = urllib.request.Request(
            f"{address}/api/v1/ask",
            json.dumps({"text": text}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as response:
            assert response.status == 200


@pytest.fixture
def grouped(asked, kept, browser):
    """Wait until what was asked has been noted and put together."""
    page = browser.new_page()
    for _ in range(600):
        gaps = kept.gaps.find(GapFilter(), GapOrder.COUNT, 5).gaps
        if gaps and gaps[0].count == len(DOG):
            break
        page.wait_for_timeout(50)
    page.close()
    assert [gap.examples for gap in gaps] == [DOG]
    return gaps[0]


def test_one_gap_in_five_languages_becomes_an_entry(console_page, grouped):
    page = console_page(Role.EDITOR, "/console/learning")

    row = page.get_by_role("row").filter(has_text=DOG[Language.MN])
    expect(page.locator("tbody tr")).to_have_count(1)
    for language, text in DOG.items():
        expect(row).to_contain_text(text)
        expect(row.locator(".counts").first).to_contain_text("1")
        assert language in grouped.languages
    row.get_by_role("link").first.click()

    expect(page.locator(".question")).to_have_count(5)
    link = page.get_by_role("link", name="Make an entry")
    expect(link).to_have_attribute("href", f"/console/content/new?gap={grouped.id}")


def test_the_list_follows_its_filters(console_page, grouped):
    page = console_page(Role.EDITOR, "/console/learning")

    page.get_by_label("What happened").select_option("route")
    expect(page.locator("#list .empty")).to_have_text("There is no such gap.")
    page.get_by_label("What happened").select_option("")
    expect(page.locator("#list tbody tr")).to_have_count(1)
    assert "kind=" in page.url


def test_a_gap_is_set_aside_and_opened_again(console_page, grouped, kept):
    page = console_page(Role.EDITOR, f"/console/learning/gaps/{grouped.id}")

    page.get_by_role("button", name="Set aside").click()
    expect(page.get_by_text("stay set aside with it")).to_be_visible()
    page.get_by_role("button", name="Open again").click()
    expect(page.get_by_role("button", name="Set aside")).to_be_visible()
    assert kept.gaps.get(grouped.id).state == "open"


def test_figures_are_drawn_and_stand_in_a_table(console_page, grouped):
    page = console_page(Role.MANAGER, "/console/learning/trends")

    expect(page.get_by_role("img", name="Questions by Language")).to_be_visible()
    page.get_by_text("The same figures as a table").click()
    expect(page.get_by_role("row").last).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of 30 days").click()
    assert download.value.suggested_filename.startswith("ieum-trends-")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_every_page_can_be_used_by_everybody(console_page, grouped, kept, locale, scheme):
    topics = ("visa", "work", "health", "money", "family", "housing", "")
    counts = {
        Cell("2026-11-20", 9, "ko", "web", "answer", topic, ""): Tally(number)
        for number, topic in enumerate(topics, 1)
    }
    kept.counts.add(counts)
    page = console_page(Role.ADMIN, "/console/", locale=locale, color_scheme=scheme)

    for path in (*PATHS, f"/gaps/{grouped.id}"):
        page.goto(f"/console/learning{path}")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], path


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_has_to_be_pushed_sideways(console_page, grouped, width):
    viewport = {"width": width, "height": 900}
    page = console_page(Role.ADMIN, "/console/", viewport=viewport)

    for path in (*PATHS, f"/gaps/{grouped.id}"):
        page.goto(f"/console/learning{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, unescape(path)
