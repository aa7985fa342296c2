import pytest
from axe_playwright_python.sync_playwright import Axe

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

CLINIC = "free-clinic-dongbu"
SOON = 5_100
"""Milliseconds after which an open panel has looked again."""
LONG = "https://www.example.org/" + "a" * 80
ANSWER = {
    Language.KO: "안녕하세요. 어느 구에 사세요?",
    Language.EN: "Hello. In which district do you live?",
    Language.ZH: "您好，您住在哪个区？",
    Language.VI: "Chào bạn, bạn sống ở quận nào?",
    Language.MN: "Сайн байна уу, та аль дүүрэгт амьдардаг вэ?",
}


@pytest.fixture
def states(panel, counselor, expected, word):
    """Bring a panel from one state to the next while staff are asked, and name each."""

    def walk(language, **options):
        panel.expected = "ERR_INTERNET_DISCONNECTED"
        page = panel.open(language, before=lambda page: page.clock.install(), **options)
        page.evaluate("document.documentElement.classList.add('framed')")
        page.evaluate("document.querySelector('#close').hidden = false")
        panel.ask(expected(CLINIC, language)[0])
        page.click("#person")
        page.get_by_role("dialog").get_by_label(word(language, "here")).wait_for()
        yield page, "form"
        page.keyboard.press("Escape")
        panel.want_staff(language)
        yield page, "waiting"
        page.click("#person")
        page.wait_for_selector("dialog[open]")
        yield page, "what there is to know"
        page.keyboard.press("Escape")
        page.click("#clear")
        yield page, "confirmation"
        page.keyboard.press("Escape")
        page.evaluate("scrollTo(0, 0)")
        counselor.write(f"{ANSWER[language]}\n{LONG}", language)
        page.clock.fast_forward(SOON)
        page.wait_for_selector("#news:visible")
        yield page, "news"
        page.click("#news")
        page.wait_for_selector("#news", state="hidden")
        page.context.set_offline(True)
        page.fill("#question", LONG)
        page.press("#question", "Enter")
        page.wait_for_selector(".said.error")
        page.fill("#question", "x" * 3_000)
        page.press("#question", "Enter")
        yield page, "a message that is not sent, and one that is too long"
        page.context.set_offline(False)
        page.wait_for_selector(".said.error", state="detached")
        counselor.close(ANSWER[language], language)
        page.clock.fast_forward(SOON)
        page.wait_for_selector(f".notice >> text={word(language, 'staffClosed')}")
        yield page, "closed"

    return walk


@pytest.mark.parametrize(("theme", "language"), [("light", Language.EN), ("dark", Language.KO)])
def test_axe_finds_no_fault_while_one_waits(theme, language, states):
    for page, state in states(language, theme=theme, viewport={"width": 400, "height": 680}):
        results = Axe().run(page, options={"resultTypes": ["violations"]})

        assert results.violations_count == 0, f"{state}: {results.generate_report()}"


@pytest.mark.parametrize("language", Language)
def test_all_fits_a_narrow_screen_and_a_thumb_while_one_waits(language, states, panel):
    for page, state in states(language, viewport={"width": 320, "height": 568}):
        assert page.evaluate("document.documentElement.scrollWidth") == 320, state
        assert panel.outside() == [], state
        assert panel.small() == [], state


@pytest.mark.parametrize("height", [256, 400])
def test_the_way_out_and_whom_one_writes_to_stay_on_a_low_screen(height, waiting, panel):
    page = waiting(viewport={"width": 320, "height": height})

    for _ in range(2):
        for selector in ("#leave", "#aim", "#question", "#composer [type=submit]"):
            box = page.locator(selector).bounding_box()
            assert 0 <= box["y"] <= height - box["height"], selector
        page.evaluate("scrollTo(0, 0)")


def test_a_message_from_staff_takes_nobody_away_from_what_they_read(
    waiting, panel, counselor, expected
):
    page = waiting(viewport={"width": 400, "height": 680})
    page.get_by_label("Ask Ieum").check(force=True)
    panel.ask(expected(CLINIC, Language.EN)[0])
    page.evaluate("scrollTo(0, 0)")

    counselor.write("Hello.")
    page.clock.fast_forward(SOON)
    page.wait_for_selector("#news:visible")

    assert page.evaluate("scrollY") == 0
    page.click("#news")
    page.wait_for_selector("#news", state="hidden")
    box = page.locator(".from-staff").bounding_box()
    assert 53 < box["y"] < 680 - box["height"]
    assert panel.focused() != ""
    counselor.write("Are you there?")
    page.clock.fast_forward(SOON)
    last = page.locator(".from-staff", has_text="Are you there?")
    last.wait_for()
    box = last.bounding_box()
    foot = page.locator(".foot").bounding_box()
    assert box["y"] + box["height"] <= foot["y"]


def test_all_of_it_is_done_by_keyboard(panel, counselor, word):
    page = panel.open(before=lambda page: page.clock.install())
    keyboard = page.keyboard
    page.focus("#person")
    keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")

    def tab_to(selector):
        for _ in range(30):
            keyboard.press("Tab")
            if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        pytest.fail(f"no Tab leads to {selector}")

    tab_to("[type=radio]")
    keyboard.press("ArrowDown")
    assert page.is_visible("dialog [type=text]")
    keyboard.press("ArrowUp")
    tab_to("textarea")
    keyboard.type("The bus?")
    tab_to("[type=submit]")
    keyboard.press("Enter")
    page.wait_for_selector(".notice")
    assert page.evaluate("document.activeElement.id") == "log"

    tab_to("#aim [value=staff]")
    keyboard.press("ArrowRight")
    assert page.get_attribute("#question", "placeholder") == word("en", "question")
    keyboard.press("ArrowLeft")
    tab_to("#question")
    keyboard.type("Hello?")
    keyboard.press("Enter")
    panel.until(lambda: [one.text for one in counselor.messages()] == ["The bus?", "Hello?"])

    page.focus("#person")
    keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    tab_to(".ways .second")
    keyboard.press("Enter")
    page.wait_for_selector(f".notice >> text={word('en', 'ended')}")
    assert page.evaluate("document.activeElement.id") == "log"
