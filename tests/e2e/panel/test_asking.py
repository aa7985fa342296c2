import pytest

from bot.messages import say
from bot.reply import Message
from knowledge.languages import NATIVE_NAMES, Language

pytestmark = pytest.mark.e2e

WAGES, CLINIC, EMERGENCY = "life-unpaid-wages", "free-clinic-dongbu", "life-medical-emergency"
UNCLEAR = "TOPIK"
CONVERSATIONS = {
    "ko": ("안녕하세요", "토요일은요?"),
    "en": ("hello", "what about Saturday?"),
    "zh": ("你好", "星期六呢？"),
    "vi": ("xin chào", "còn thứ bảy thì sao?"),
    "mn": ("сайн байна уу", "бямба гарагт?"),
}
"""A greeting, which gets choices; and what goes on with the last topic, and means little alone."""
CODES = {language: "zh-Hans" if language == "zh" else language.value for language in Language}


@pytest.mark.parametrize("language", Language)
def test_a_question_is_answered_in_its_own_language(language, panel, expected, word):
    question, reply = expected(CLINIC, language)
    panel.open("ko" if language == "en" else "en")

    answer = panel.ask(question)

    assert answer.get_attribute("lang") == CODES[language]
    assert answer.locator("h2").inner_text() == reply.title
    assert answer.locator(".body").inner_text() == reply.body
    first = reply.contacts[0]
    contact = answer.locator(".contact").first
    assert contact.locator("h4").inner_text() == first.name
    assert contact.locator(".korean").all_inner_texts() == [first.korean_name] * bool(
        first.korean_name
    )
    assert f"({word(language, 'confirm')})" in contact.inner_text()
    assert answer.locator(".sources li").first.inner_text().startswith(reply.citations[0].label)
    asked = panel.frame.locator(".asked p")
    assert (asked.inner_text(), asked.get_attribute("lang")) == (question, CODES[language])
    assert panel.page.get_attribute("html", "lang") == ("ko" if language == "en" else "en")
    assert panel.frame.input_value("#question") == ""
    assert panel.has_focus("question")


def test_every_number_dials_and_every_address_can_be_found(panel, expected):
    question, reply = expected(CLINIC, Language.EN)
    panel.open()

    answer = panel.ask(question)

    numbers = [f"tel:{number.number}" for one in reply.contacts for number in one.numbers]
    dials = answer.locator("a.dial").all()
    assert [dial.get_attribute("href") for dial in dials] == numbers
    maps = [one.map for one in reply.contacts if one.map]
    links = answer.locator("a.outside[href*=map]").all()
    assert maps
    assert [link.get_attribute("href") for link in links] == maps
    for link in links:
        assert link.get_attribute("target") == "_blank"
        assert link.get_attribute("rel") == "noopener noreferrer"


def test_the_korean_address_is_copied_without_what_we_say_about_it(panel, expected, word):
    question, reply = expected(CLINIC, Language.EN)
    panel.open(permissions=["clipboard-read", "clipboard-write"])
    answer = panel.ask(question)

    answer.get_by_text(word("en", "copy")).first.click()

    panel.frame.wait_for_selector(f"#status >> text={word('en', 'copied')}", state="attached")
    copied = panel.page.evaluate("navigator.clipboard.readText()")
    assert reply.contacts[0].address.startswith(copied)
    assert "(" not in copied


def test_an_address_is_copied_where_there_is_no_clipboard(panel, expected, word):
    def forbid(page):
        page.add_init_script("delete Navigator.prototype.clipboard")

    panel.open(before=forbid)
    answer = panel.ask(expected(CLINIC, Language.EN)[0])
    button = answer.get_by_text(word("en", "copy")).first

    button.click()

    panel.frame.wait_for_selector(f"#status >> text={word('en', 'copied')}", state="attached")
    assert panel.has_focus(word("en", "copied"))


@pytest.mark.parametrize("language", Language)
def test_an_emergency_shows_whom_to_call_before_anything_else(language, panel, ieum, word):
    question = ieum.knowledge.entries[EMERGENCY].questions.in_language(language)[1]
    reply = ieum.assistant.respond(Message(question, language=language))
    panel.open(language, viewport={"width": 360, "height": 640})

    answer = panel.ask(question)

    calls = answer.locator(".call a")
    assert answer.get_attribute("class") == "reply emergency"
    assert calls.first.get_attribute("href") == "tel:119"
    box = calls.first.bounding_box()
    assert box["height"] >= 44
    assert 53 <= box["y"] < 300
    assert answer.locator("ol.steps li").all_inner_texts() == list(reply.card.steps)
    assert answer.locator(".staff p").first.inner_text() == reply.card.say
    assert answer.locator(".sound").inner_text() == reply.card.sound
    assert answer.locator(".meaning").inner_text() == reply.card.meaning
    assert reply.card.unwatched in answer.inner_text()
    for step in reply.card.silently:
        assert step in answer.inner_text()
    assert answer.locator(".opinion").count() == 0


def test_an_unclear_language_is_asked_for_and_then_kept(panel, word):
    page = panel.open()
    answer = panel.ask(UNCLEAR)
    for language in Language:
        question = say(language, "In which language shall I answer?")
        assert answer.locator(f".body[lang={CODES[language]}]").inner_text() == question
    assert answer.locator(".opinion").count() == 0

    panel.press(NATIVE_NAMES[Language.VI])

    again = panel.answer(1)
    assert again.get_attribute("lang") == "vi"
    assert again.locator(".choices[role=group]").count() == 0
    assert panel.frame.locator(".asked p").all_inner_texts() == [UNCLEAR, "Tiếng Việt"]
    assert page.get_attribute("html", "lang") == "vi"
    assert panel.ask("my boss has not paid me").get_attribute("lang") == "vi"


@pytest.mark.parametrize("language", Language)
def test_a_conversation_from_greeting_to_leaving(language, panel, expected, word, neutral):
    page = panel.open(language)
    greeting, follow_up = CONVERSATIONS[language]
    choice = panel.ask(greeting).locator(".choice").nth(1)
    title = choice.inner_text()

    choice.press("Enter")
    assert panel.answer(1).locator("h2").inner_text() == title
    assert panel.frame.locator(".asked p").last.inner_text() == title
    assert panel.has_focus(title)

    question, reply = expected(CLINIC, language)
    panel.ask(question)
    assert panel.ask(follow_up).locator("h2").inner_text() == reply.title

    page.click("#clear")
    panel.press(word(language, "clearYes"))
    page.wait_for_selector("#empty:visible")
    alone = panel.ask(follow_up)
    assert alone.locator("h2").inner_text() != reply.title

    panel.press(word(language, "leave"))
    page.wait_for_url(f"{neutral}/")


def test_an_example_is_asked_by_one_press(panel, word):
    panel.open("mn")
    example = word("mn", "example1")

    panel.press(example)

    panel.answer(0)
    assert panel.frame.locator(".asked p").inner_text() == example
    assert not panel.frame.is_visible("#empty")
    assert panel.focused() != ""
    assert panel.frame.evaluate("document.activeElement.id") == "log"


def test_the_frame_speaks_the_language_that_is_chosen(panel, expected, word):
    page = panel.open()

    for language in (Language.MN, Language.ZH, Language.KO, Language.VI):
        page.select_option("#language", language.value)

        assert page.get_attribute("html", "lang") == CODES[language]
        assert page.inner_text("#leave") == word(language, "leave")
        assert page.inner_text("#greeting") == word(language, "greeting")
        assert page.get_attribute("#question", "placeholder") == word(language, "question")
        assert page.get_attribute("#log", "aria-label") == word(language, "conversation")
    assert panel.ask(expected(WAGES, Language.EN)[0]).get_attribute("lang") == "vi"


def test_without_any_wish_the_frame_follows_the_question(panel, expected):
    page = panel.open(query="", locale="fr-FR")
    assert page.get_attribute("html", "lang") == "en"

    panel.ask(expected(WAGES, Language.MN)[0])

    assert page.get_attribute("html", "lang") == "mn"
    assert page.input_value("#language") == "mn"


def test_staff_are_shown_large_korean_over_everything(panel, expected, word):
    question, reply = expected(WAGES, Language.VI)
    page = panel.open("vi", viewport={"width": 320, "height": 568})
    answer = panel.ask(question)
    button = answer.get_by_role("button", name=word("vi", "staff"))

    for close in (lambda: page.keyboard.press("Escape"), lambda: page.click("dialog .cross")):
        button.click()
        text = page.locator("dialog .staff-text")
        assert (text.inner_text(), text.get_attribute("lang")) == (reply.show_to_staff, "ko")
        box = page.locator("dialog").bounding_box()
        assert (box["width"], box["height"]) == (320, 568)
        assert (
            page.evaluate(
                "parseFloat(getComputedStyle(document.querySelector('.staff-text')).fontSize)"
            )
            >= 28
        )
        close()
        page.wait_for_selector("dialog", state="detached")
        assert panel.has_focus(word("vi", "staff"))
