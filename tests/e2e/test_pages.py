import pytest

from benchmarks.browser import first_paint, slow_page
from bot.messages import say
from bot.reply import Message
from knowledge.languages import NATIVE_NAMES, Language

pytestmark = pytest.mark.e2e

WAGES, EMERGENCY = "life-unpaid-wages", "life-medical-emergency"
UNCLEAR = "TOPIK"
PATHS = (
    "",
    f"life/{WAGES}",
    f"life/{EMERGENCY}",
    "services/free-clinic-dongbu",
    "centers",
    "centers/seoul-global-center",
    "help",
    "search?q=hello",
)
CODES = {language: "zh-Hans" if language == "zh" else language.value for language in Language}


@pytest.fixture
def expected(ieum):
    """The first own question of an entry in a language, and the reply to it."""

    def of(entry, language):
        entry = ieum.knowledge.entries[entry]
        return entry.questions.in_language(language)[0], ieum.assistant.show(entry, language)

    return of


def tab_to(page, selector):
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with the keyboard")


def ask(page, question):
    tab_to(page, "#q")
    page.keyboard.insert_text(question)
    page.keyboard.press("Enter")
    page.wait_for_selector(".reply, #error")


def language_of(page):
    return page.get_attribute("html", "lang")


@pytest.mark.parametrize("language", Language)
def test_a_question_is_asked_and_answered_by_keyboard(language, open_page, expected):
    question, reply = expected(WAGES, language)
    page = open_page(locale="fr-FR")

    ask(page, question)

    assert language_of(page) == CODES[language]
    assert page.input_value("#q") == question
    assert page.inner_text("#answer") == reply.title
    assert page.inner_text(".body") == reply.body
    first, number = reply.contacts[0], reply.contacts[0].numbers[0].number
    contact = page.locator(".contact").first
    assert contact.locator("h4").inner_text().startswith(first.name)
    assert contact.locator("a.dial").first.get_attribute("href") == f"tel:{number}"
    assert contact.locator("a.dial").first.inner_text() == number
    assert page.locator(".sources li").first.inner_text().startswith(reply.citations[0].label)
    assert page.inner_text(".staff p") == reply.show_to_staff


@pytest.mark.parametrize("language", Language)
def test_the_page_greets_in_the_browsers_language(language, open_page):
    page = open_page(locale=CODES[language])

    assert language_of(page) == CODES[language]
    assert page.inner_text("h1") == say(language, "What do you need to know?")


def test_the_language_can_be_switched_and_the_answer_stays(open_page, expected):
    page = open_page()
    ask(page, expected(WAGES, Language.EN)[0])

    for language in (Language.MN, Language.VI, Language.EN):
        page.click(f".languages >> text={NATIVE_NAMES[language]}")

        assert page.inner_text("#answer") == expected(WAGES, language)[1].title
        assert page.get_attribute(".languages [aria-current]", "lang") == language


def test_a_chosen_language_is_kept_for_questions_in_another(open_page, expected):
    page = open_page("/mn/")

    ask(page, expected(WAGES, Language.EN)[0])

    assert page.inner_text("#answer") == expected(WAGES, Language.MN)[1].title


@pytest.mark.parametrize("language", Language)
def test_an_emergency_shows_whom_to_call_before_anything_else(language, open_page, ieum):
    question = ieum.knowledge.entries[EMERGENCY].questions.in_language(language)[1]
    reply = ieum.assistant.respond(Message(question, language=language))
    page = open_page()

    ask(page, question)

    assert page.locator(".reply.emergency").count() == 1
    calls = page.locator(".reply .call a")
    assert calls.first.get_attribute("href") == "tel:119"
    assert page.locator(".call").bounding_box()["y"] < page.locator(".contacts").bounding_box()["y"]
    assert calls.first.bounding_box()["height"] >= 44
    assert page.locator("ol.steps li").all_inner_texts() == list(reply.card.steps)
    assert reply.card.unwatched in page.inner_text(".card")
    assert page.locator("a.leave").bounding_box()["height"] >= 44


def test_danger_has_its_numbers_on_every_page(open_page):
    links = open_page().locator(".danger a[href^='tel:']")

    assert [link.get_attribute("href") for link in links.all()] == [
        "tel:112",
        "tel:119",
        "tel:1577-1366",
    ]


@pytest.mark.parametrize("language", Language)
def test_a_narrow_screen_is_never_scrolled_sideways(language, open_page):
    page = open_page("/", CODES[language], viewport={"width": 320, "height": 640})

    for path in PATHS:
        page.goto(f"/{language}/{path}")
        outside = page.evaluate(
            "[...document.querySelectorAll('body *:not(.skip)')]"
            ".filter(one => one.getBoundingClientRect().right > 320.5).map(one => one.outerHTML)"
        )
        assert outside == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_long_word_does_not_widen_a_narrow_screen(open_page):
    page = open_page(viewport={"width": 320, "height": 640})

    ask(page, "비자" * 200)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_first_key_leads_past_the_header(open_page):
    page = open_page()

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.id") == "q"


def test_an_example_is_asked_by_one_press(open_page):
    page = open_page("/vi/")
    example = page.locator("button.choice").first
    question = example.inner_text()

    example.press("Enter")

    page.wait_for_selector(".reply")
    assert page.input_value("#q") == question
    assert language_of(page) == "vi"


def test_a_choice_is_answered_by_one_press(open_page):
    page = open_page("/en/")
    ask(page, "hello")
    choice = page.locator("a.choice").nth(1)
    title = choice.inner_text()

    choice.press("Enter")

    page.wait_for_selector(".sources")
    assert page.inner_text("h1") == title


@pytest.mark.parametrize("language", Language)
def test_an_unclear_language_is_chosen_by_one_press(language, open_page, ieum):
    expected = ieum.assistant.respond(Message(UNCLEAR, language=language))
    page = open_page()
    ask(page, UNCLEAR)
    button = page.locator(f".reply button[lang={language}]")
    assert button.inner_text() == NATIVE_NAMES[language]

    tab_to(page, f".reply button[lang={language}]")
    page.keyboard.press("Enter")

    page.wait_for_selector("#which", state="detached")
    assert language_of(page) == CODES[language]
    assert page.input_value("#q") == UNCLEAR
    assert page.inner_text("#answer") == expected.title
    assert UNCLEAR not in page.url


def test_the_buttons_of_languages_are_large_and_fit_a_narrow_screen(open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    ask(page, UNCLEAR)

    boxes = [button.bounding_box() for button in page.locator(".reply button").all()]

    assert len(boxes) == 5
    assert min(box["height"] for box in boxes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_each_language_is_asked_for_in_its_own_words(open_page):
    page = open_page()
    ask(page, UNCLEAR)

    for language in Language:
        words = say(language, "In which language shall I answer?")
        assert page.inner_text(f"#which [lang={language}]") == words
    form = page.get_by_role("form", name=say(Language.VI, "In which language shall I answer?"))
    assert form.get_by_role("button").count() == 5


def test_nothing_is_sent_without_a_question(open_page):
    page = open_page()

    page.click(".asking button")

    assert page.evaluate("document.activeElement.id") == "q"
    assert page.locator(".reply").count() == 0


def test_the_page_works_without_scripts(open_page, expected):
    question, reply = expected(WAGES, Language.ZH)
    page = open_page(java_script_enabled=False)

    page.fill("#q", question)
    page.press("#q", "Enter")

    assert page.inner_text("#answer") == reply.title


def test_centers_are_found_by_keyboard(open_page, ieum):
    page = open_page("/en/centers")

    tab_to(page, "#district")
    page.keyboard.type("Guro")
    tab_to(page, "form.filter button")
    page.keyboard.press("Enter")

    page.wait_for_url("**/en/centers?district=guro*")
    guro = [one for one in ieum.knowledge.centers.values() if one.district == "guro"]
    assert page.locator(".contact").count() == len(guro)
    page.click(".contact h2 a")
    assert page.inner_text("h1").startswith(guro[0].name.en)


def test_the_quick_exit_leaves_to_a_neutral_page(open_page, neutral):
    page = open_page("/en/help")

    page.click(".danger .out")

    page.wait_for_url(f"{neutral}/")
    assert page.title() == "Weather"


@pytest.mark.parametrize("path", ["", "centers", "help", f"life/{WAGES}"])
def test_a_page_prints_without_what_only_a_screen_needs(path, open_page):
    page = open_page(f"/ko/{path}")
    page.emulate_media(media="print")

    hidden = page.locator("nav, .danger, form, .skip").all()
    assert [one.is_visible() for one in hidden].count(True) <= page.locator("main nav").count()
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("path", ["", f"life/{WAGES}", "centers", "help"])
def test_a_page_is_painted_soon_on_an_old_phone_with_a_slow_line(path, browser, address):
    times = []
    for _ in range(3):
        page = slow_page(browser)
        times.append(first_paint(page, f"{address}/mn/{path}"))
        page.context.close()
        if times[-1] < 1500:
            break

    assert min(times) < 1500
