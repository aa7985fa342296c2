import pytest
from axe_playwright_python.sync_playwright import Axe

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

PATHS = (
    "",
    "life/life-unpaid-wages",
    "life/life-domestic-violence",
    "centers",
    "centers/dongbu-foreign-resident-center",
    "help",
    "search?q=hello",
    "search?q=call an ambulance",
    "search?q=TOPIK",
    "search",
)


def violations(page):
    """What axe-core finds wrong: the rule, and where."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("language", Language)
def test_axe_finds_nothing_wrong_on_any_page(language, open_page):
    page = open_page(f"/{language}/")

    for path in PATHS:
        page.goto(f"/{language}/{path}")
        assert violations(page) == [], path


def test_axe_finds_nothing_wrong_in_the_dark(open_page):
    page = open_page("/ko/", color_scheme="dark")

    for path in PATHS:
        page.goto(f"/ko/{path}")
        assert violations(page) == [], path


def test_axe_finds_nothing_wrong_on_a_narrow_screen(open_page):
    page = open_page("/vi/", viewport={"width": 320, "height": 640})

    for path in PATHS:
        page.goto(f"/vi/{path}")
        assert violations(page) == [], path


def test_axe_finds_nothing_wrong_where_a_language_is_asked_for(open_page):
    page = open_page("/search?q=TOPIK")

    assert page.locator("#which").count() == 1
    assert violations(page) == []


@pytest.mark.parametrize("path", ["", "centers", "help", "life/life-unpaid-wages"])
def test_everything_to_press_is_large_enough(path, open_page):
    page = open_page(f"/mn/{path}", viewport={"width": 320, "height": 640})

    small = page.evaluate(
        """[...document.querySelectorAll('a, button, select, summary, input:not([type=hidden])')]
        .filter(one => one.checkVisibility() && !one.closest('p, dd') && !one.matches('.skip'))
        .map(one => (one.closest('label.check') ?? one).getBoundingClientRect())
        .filter(box => box.height < 43.5).map(box => [box.width, box.height])"""
    )
    assert small == []


def test_text_may_be_twice_as_large(open_page):
    page = open_page("/vi/centers", viewport={"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") == 640
