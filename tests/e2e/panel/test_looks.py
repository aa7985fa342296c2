import pytest
from axe_playwright_python.sync_playwright import Axe

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

WAGES, EMERGENCY = "life-unpaid-wages", "life-medical-emergency"


@pytest.fixture
def states(panel, ieum):
    """Bring a panel from one state to the next, and name each."""

    def walk(language, **options):
        page = panel.open(language, **options)
        # As in a frame, where one more button has to fit.
        page.evaluate("document.documentElement.classList.add('framed')")
        page.evaluate("document.querySelector('#close').hidden = false")
        of = lambda entry, at: ieum.knowledge.entries[entry].questions.in_language(language)[at]  # noqa: E731
        yield page, "empty"
        panel.ask(of(WAGES, 0))
        page.locator("summary").first.click()
        yield page, "answer"
        page.locator(".opinion [aria-pressed]").last.click()
        yield page, "opinion"
        page.keyboard.press("Escape")
        page.locator(".reply > .ways > button").first.click()
        page.wait_for_selector(".staff-text")
        yield page, "staff card"
        page.keyboard.press("Escape")
        page.click("#person")
        page.get_by_role("dialog").get_by_role("radio").last.check()
        page.get_by_role("dialog").locator("[type=submit]").click()
        page.wait_for_selector(".said.error")
        yield page, "form"
        page.keyboard.press("Escape")
        page.click("#clear")
        yield page, "confirmation"
        page.keyboard.press("Escape")
        panel.ask(of(EMERGENCY, 1))
        yield page, "emergency"
        panel.ask("TOPIK")
        page.fill("#question", "x" * 3_000)
        page.press("#question", "Enter")
        yield page, "languages, and a question that is too long"

    return walk


@pytest.mark.parametrize(("theme", "language"), [("light", Language.EN), ("dark", Language.KO)])
def test_axe_finds_no_fault(theme, language, states):
    for page, state in states(language, theme=theme, viewport={"width": 400, "height": 680}):
        results = Axe().run(page, options={"resultTypes": ["violations"]})

        assert results.violations_count == 0, f"{state}: {results.generate_report()}"


@pytest.mark.parametrize("language", Language)
def test_all_fits_a_narrow_screen_and_a_thumb(language, states, panel):
    for page, state in states(language, viewport={"width": 320, "height": 568}):
        assert page.evaluate("document.documentElement.scrollWidth") == 320, state
        assert panel.outside() == [], state
        assert panel.small() == [], state


@pytest.mark.parametrize("height", [256, 400])
def test_the_way_out_and_the_question_stay_on_a_low_screen(height, panel):
    page = panel.open(viewport={"width": 320, "height": height})
    panel.ask("hello")

    for _ in range(2):
        for selector in ("#leave", "#question", "#composer button"):
            box = page.locator(selector).bounding_box()
            assert 0 <= box["y"] <= height - box["height"], selector
        page.evaluate("scrollTo(0, 1e6)")
    page.click("#person")
    leave = page.locator("dialog .leave").bounding_box()
    assert 0 <= leave["y"] <= height - leave["height"]


def test_all_fits_when_the_text_is_twice_as_large(panel):
    page = panel.open("vi", viewport={"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    panel.ask("bị chủ quỵt lương")

    assert page.evaluate("document.documentElement.scrollWidth") == 640
    assert panel.outside() == []


def test_the_theme_is_the_one_that_is_named_or_that_of_the_system(panel):
    for theme, scheme, is_dark in (
        ("light", "dark", False),
        ("dark", "light", True),
        ("auto", "dark", True),
        ("auto", "light", False),
    ):
        page = panel.open(theme=theme, color_scheme=scheme)
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (paper != "rgb(255, 255, 255)") is is_dark, (theme, scheme)


def test_without_scripts_one_is_led_to_the_page_that_needs_none(panel, word):
    page = panel.open("mn", java_script_enabled=False)

    link = page.locator("noscript a, #empty .caution a")

    assert link.get_attribute("href") == "/mn/"
    assert page.is_visible("#greeting")
