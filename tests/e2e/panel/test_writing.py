import pytest

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

QUESTION = "#question"
COVERED = """(() => {
  const one = document.activeElement, {top, bottom} = one.getBoundingClientRect();
  const edge = (name, side) => document.querySelector(name).getBoundingClientRect()[side];
  if (one.closest(".head, .foot")) return false;
  return top < edge(".head", "bottom") || bottom > edge(".foot", "top");
})()"""


def asked(panel):
    return panel.frame.locator(".asked p").all_inner_texts()


def press(page, **more):
    """Press Enter as an input method does: by an event that tells so."""
    page.evaluate(
        "more => document.querySelector('#question').dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', bubbles: true, cancelable: true, ...more}))",
        more,
    )


def test_enter_that_ends_a_composition_sends_nothing(panel):
    page = panel.open("ko")
    page.fill(QUESTION, "한국어")

    press(page, isComposing=True)
    press(page, keyCode=229)

    assert asked(panel) == []
    assert page.input_value(QUESTION) == "한국어"
    press(page, keyCode=13)
    assert asked(panel) == ["한국어"]


def test_korean_is_composed_letter_by_letter(panel):
    page = panel.open("ko")
    page.focus(QUESTION)
    keys = page.context.new_cdp_session(page)

    for so_far in ("ㅂ", "비", "빚", "비자"):
        keys.send(
            "Input.imeSetComposition",
            {"text": so_far, "selectionStart": len(so_far), "selectionEnd": len(so_far)},
        )
        press(page, isComposing=True)
    assert asked(panel) == []
    keys.send("Input.insertText", {"text": "비자"})
    page.keyboard.press("Enter")

    assert asked(panel) == ["비자"]
    panel.answer(0)


def test_writing_does_not_move_what_one_reads(panel):
    page = panel.open("vi", viewport={"width": 320, "height": 480})
    panel.ask("xin chào")
    page.evaluate("scrollTo(0, 300)")

    page.click(QUESTION)
    page.keyboard.type("abc")
    page.keyboard.press("Shift+Enter")
    page.focus("#language")
    page.focus("#person")

    assert page.evaluate("scrollY") == 300


def test_shift_and_enter_begin_a_line_and_the_field_grows_to_five(panel, expected):
    page = panel.open()
    question = expected("life-unpaid-wages", Language.EN)[0]
    heights = []
    page.focus(QUESTION)

    for _ in range(8):
        page.keyboard.insert_text("wages")
        heights.append(page.locator(QUESTION).bounding_box()["height"])
        page.keyboard.press("Shift+Enter")

    assert heights[0] < heights[2] < heights[4] == heights[7]
    assert asked(panel) == []
    page.fill(QUESTION, f"{question}\n")
    page.keyboard.press("Enter")
    panel.answer(0)
    assert asked(panel) == [question]
    assert page.locator(QUESTION).bounding_box()["height"] == heights[0]


@pytest.mark.parametrize("nothing", ["", "  \n "])
def test_without_a_question_nothing_happens(nothing, panel, word):
    page = panel.open()
    page.fill(QUESTION, nothing)

    page.click(f"text={word('en', 'ask')} >> nth=-1")

    assert asked(panel) == []
    assert panel.has_focus("question")
    assert page.is_visible("#empty")


def test_a_question_that_is_too_long_is_kept_whole_and_not_sent(panel, word):
    requests = []
    page = panel.open("vi")
    page.on("request", lambda request: "/api/" in request.url and requests.append(request))
    message = word("vi", "tooLong")
    page.fill(QUESTION, "ư" * 10_000)

    page.press(QUESTION, "Enter")

    assert page.inner_text("#fault") == message
    assert page.input_value(QUESTION) == "ư" * 10_000
    assert page.get_attribute(QUESTION, "aria-invalid") == "true"
    assert page.get_attribute(QUESTION, "aria-describedby") == "fault"
    assert panel.has_focus("question")
    assert requests == []
    # Astral characters count as one, here as on the server.
    page.fill(QUESTION, "😀" * 2_000)
    assert not page.is_visible("#fault")
    assert page.get_attribute(QUESTION, "aria-invalid") is None
    page.press(QUESTION, "Enter")
    panel.answer(0)


def test_what_is_written_is_text_and_no_more(panel):
    page = panel.open(viewport={"width": 320, "height": 640})
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))

    for at, literal in enumerate(
        (
            "'<img src=x onerror=alert(1)><script>alert(1)</script>'",
            r"'visa \ud83d halved \udc00'",
            "'비자'.repeat(200)",
            r"'\u202evisa\u202c \0 \u200b'",
        )
    ):
        page.evaluate(f"document.querySelector('#question').value = {literal}")
        page.press(QUESTION, "Enter")

        panel.answer(at)
        assert page.locator(".asked p").last.evaluate(f"one => one.textContent === {literal}")
        assert page.locator(".asked img, .asked script").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.locator(".trouble").count() == 0


def test_a_new_question_takes_the_place_of_one_that_waits(panel, expected):
    page = panel.open()
    first, second = (
        expected(one, Language.EN)[0] for one in ("free-clinic-dongbu", "life-visa-extension")
    )
    # The server never gets to the first.
    page.route(
        "**/ask", lambda route: None if first in route.request.post_data else route.continue_()
    )
    page.fill(QUESTION, first)
    page.press(QUESTION, "Enter")
    page.wait_for_selector(".coming")

    answer = panel.ask(second)

    assert (
        answer.locator("h2").inner_text() == expected("life-visa-extension", Language.EN)[1].title
    )
    assert asked(panel) == [first, second]
    assert page.locator(".coming").count() == 0


def test_everything_can_be_done_by_keyboard(panel, word):
    page = panel.open("en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert panel.has_focus("question")

    page.keyboard.insert_text("hello")
    page.keyboard.press("Enter")
    panel.answer(0)
    reached = []
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        reached.append(panel.focused())
        if reached[-1] == "language":
            break
        # Neither the head nor the foot covers what has the focus.
        assert page.evaluate(COVERED) is False, reached[-1]

    for name in ("useful", "notUseful", "staff", "person"):
        assert word("en", name) in reached
    assert {"clear", "leave", "language"} <= {*reached}
