import pytest

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

CLINIC = "free-clinic-dongbu"
NOTHING = ([], [])


def said(panel):
    return panel.frame.locator("#log > * > h2, .asked p").all_inner_texts()


@pytest.fixture
def asked(panel, expected):
    """A panel in which one question has been answered."""
    panel.open()
    panel.ask(expected(CLINIC, Language.EN)[0])
    return panel


def test_nothing_is_kept_before_the_first_question(panel):
    page = panel.open()

    page.select_option("#language", "mn")
    page.fill("#question", "хариулт")
    page.click("#person")
    page.check("dialog [type=radio] >> nth=1")
    page.fill("dialog [type=text]", "someone@mail.example")
    page.keyboard.press("Escape")

    assert panel.kept() == NOTHING


def test_the_conversation_lasts_through_reload_and_back(asked, expected):
    page = asked.page
    page.select_option("#language", "vi")
    page.locator(".choice, summary").last.scroll_into_view_if_needed()
    before = said(asked)

    for go in (page.reload, lambda: (page.goto("/en/"), page.go_back())):
        go()
        page.wait_for_selector("#log > article")

        assert said(asked) == before
        assert page.get_attribute("html", "lang") == "vi"
        assert not page.is_visible("#empty")
        assert page.get_attribute("#log", "role") == "log"
        page.wait_for_selector("#log[aria-live=polite]")
    assert asked.ask("what about Saturday?").get_attribute("lang") == "vi"


def test_another_tab_knows_nothing_of_it(asked):
    other = asked.page.context.new_page()
    other.goto("/widget/panel?lang=en")

    assert other.is_visible("#empty")
    assert len(asked.kept()[0]) == 1


def test_no_more_than_thirty_messages_are_kept(asked):
    page = asked.page
    page.evaluate(
        "(() => {const kept = JSON.parse(sessionStorage.ieum);"
        " while (kept.messages.length < 30) kept.messages.push(...kept.messages.slice(0, 2));"
        " sessionStorage.ieum = JSON.stringify(kept)})()"
    )
    page.reload()
    assert asked.count() == 15

    asked.ask("hello")

    assert page.evaluate("JSON.parse(sessionStorage.ieum).messages.length") == 30


def test_what_is_kept_and_makes_no_sense_is_forgotten(panel):
    page = panel.open()

    for kept in ("{", "null", "[]", '{"messages": [1]}', '{"messages": [{"reply": {}}]}'):
        page.evaluate("kept => sessionStorage.ieum = kept", kept)
        page.reload()
        assert page.is_visible("#empty"), kept

    panel.ask("hello")


def test_it_works_where_nothing_may_be_kept(panel):
    def forbid(page):
        page.add_init_script(
            "for (const name of ['sessionStorage', 'localStorage'])"
            " Object.defineProperty(window, name, {get() {throw new DOMException()}})"
        )

    page = panel.open(before=forbid)

    panel.ask("hello")
    panel.ask("hello")
    page.click("#clear")
    page.click("dialog p button >> nth=0")
    page.wait_for_selector("#empty:visible")


def test_a_question_that_waited_when_the_page_went_can_be_asked_again(panel, expected, word):
    page = panel.open()
    question, reply = expected(CLINIC, Language.EN)
    page.route("**/ask", lambda _: None)
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_selector(".coming")

    page.reload()
    page.unroute("**/ask")

    assert word("en", "unanswered") in page.inner_text(".trouble")
    panel.press(word("en", "again"))
    assert panel.answer(0).locator("h2").inner_text() == reply.title
    assert page.locator(".asked").count() == 1


def test_clearing_is_confirmed_and_leaves_nothing(asked, word):
    page = asked.page
    for no in (
        lambda: asked.press(word("en", "clearNo")),
        lambda: page.keyboard.press("Escape"),
    ):
        page.click("#clear")
        no()
        page.wait_for_selector("dialog", state="detached")
        assert asked.has_focus("clear")
        assert asked.count() == 1

    page.click("#clear")
    asked.press(word("en", "clearYes"))

    page.wait_for_selector("#empty:visible")
    assert asked.kept() == NOTHING
    assert page.inner_text("#log") == ""
    assert not page.is_visible("#clear")
    page.wait_for_function("document.activeElement.id === 'question'")
    page.reload()
    assert page.is_visible("#empty")


@pytest.mark.parametrize("over", [None, "#person"])
def test_one_press_leaves_and_nothing_stays(over, asked, neutral):
    page = asked.page
    page.goto("/en/")
    page.goto("/widget/panel?lang=en")
    page.wait_for_selector("#log > article")
    if over:
        page.click(over)

    page.locator("dialog .leave" if over else "#leave").click()

    page.wait_for_url(f"{neutral}/")
    page.go_back()
    page.wait_for_url("**/en/")
    page.goto("/widget/panel?lang=en")
    assert page.is_visible("#empty")
    assert asked.kept() == NOTHING


def test_who_leaves_while_an_answer_comes_keeps_nothing_either(panel, neutral, expected):
    page = panel.open()
    held = []
    page.route("**/ask", lambda route, _: held.append(route))
    page.route(f"{neutral}/**", lambda route: route.abort("aborted"))
    page.fill("#question", expected(CLINIC, Language.EN)[0])
    page.press("#question", "Enter")
    page.wait_for_selector(".coming")

    page.evaluate("document.querySelector('#leave').click()")
    held[0].continue_()
    page.wait_for_timeout(300)

    assert page.evaluate("[document.title, document.body.textContent]") == ["…", ""]
    assert panel.kept() == NOTHING
