import pytest

from bot.messages import say
from bot.reply import Message
from knowledge.languages import NATIVE_NAMES, Language

pytestmark = pytest.mark.e2e

WAGES, EMERGENCY = "life-unpaid-wages", "life-medical-emergency"
UNCLEAR = "TOPIK"
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
    page.wait_for_selector(".reply")


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
    assert contact.locator("strong").inner_text() == first.name
    assert contact.locator("a").first.get_attribute("href") == f"tel:{number}"
    assert contact.locator("a").first.inner_text() == number
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
        page.click(f"nav >> text={NATIVE_NAMES[language]}")

        assert page.inner_text("#answer") == expected(WAGES, language)[1].title
        assert page.get_attribute("nav [aria-current]", "lang") == language


def test_a_chosen_language_is_kept_for_questions_in_another(open_page, expected):
    page = open_page("/?lang=mn")

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
    links = open_page().locator(".danger a")

    assert [link.get_attribute("href") for link in links.all()] == [
        "tel:112",
        "tel:119",
        "tel:1577-1366",
    ]


@pytest.mark.parametrize("language", Language)
def test_a_narrow_screen_is_never_scrolled_sideways(language, open_page):
    page = open_page("/", CODES[language], viewport={"width": 320, "height": 640})

    for path in ("/", f"/?service={WAGES}", f"/?service={EMERGENCY}"):
        page.goto(path)
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
    page = open_page("/?lang=vi")
    example = page.locator("button.choice").first
    question = example.inner_text()

    example.press("Enter")

    page.wait_for_selector(".reply")
    assert page.input_value("#q") == question
    assert language_of(page) == "vi"


def test_a_choice_is_answered_by_one_press(open_page):
    page = open_page("/?lang=en")
    ask(page, "hello")
    choice = page.locator("a.choice").nth(1)
    title = choice.inner_text()

    choice.press("Enter")

    page.wait_for_selector(".sources")
    assert page.inner_text("#answer") == title


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

    page.click("button[type=submit]")

    assert page.evaluate("document.activeElement.id") == "q"
    assert page.locator(".reply").count() == 0


def test_the_page_works_without_scripts(open_page, expected):
    question, reply = expected(WAGES, Language.ZH)
    page = open_page(java_script_enabled=False)

    page.fill("#q", question)
    page.press("#q", "Enter")

    assert page.inner_text("#answer") == reply.title
