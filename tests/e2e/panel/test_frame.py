import pytest
from playwright.sync_api import Error

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

CLINIC = "free-clinic-dongbu"
SITE = "http://127.0.0.1:8001"
LOADER = '<h1>Center</h1><script src="IEUM/widget.js" data-lang="vi"></script>'
SANDBOX = (
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
    " allow-top-navigation-by-user-activation"
)
# A website that loads the panel and does nothing with what the panel says, but write it down.
SILENT = f"""<iframe src="PANEL" sandbox="{SANDBOX}" allow="clipboard-write" width=400 height=600>
</iframe><script>window.heard = []; addEventListener("message", (event) => heard.push(event.data))
</script>"""


@pytest.fixture
def loaded(panel):
    """The panel as a resident meets it: on a center's website, by the loader, opened."""
    panel.open(host=LOADER)
    panel.page.click("button.launch")
    panel.enter("iframe")
    return panel


def heard(panel):
    return panel.page.evaluate("heard")


def test_the_loader_opens_it_ready_to_write_and_escape_closes_it(loaded, expected):
    page, frame = loaded.page, loaded.frame
    page.wait_for_selector("dialog:not(.wait)")
    frame.wait_for_function("document.activeElement.id === 'question'")
    assert frame.get_attribute("html", "lang") == "vi"
    assert frame.evaluate("scrollY") == 0

    answer = loaded.ask(expected(CLINIC, Language.VI)[0])
    assert answer.locator("h2").inner_text() == expected(CLINIC, Language.VI)[1].title
    page.keyboard.press("Escape")

    page.wait_for_selector("dialog", state="hidden")
    page.click("button.launch")
    frame.wait_for_function("document.activeElement.id === 'question'")
    frame.click("#close")
    page.wait_for_selector("dialog", state="hidden")


def test_a_sheet_is_closed_before_the_panel(loaded):
    page, frame = loaded.page, loaded.frame
    frame.click("#person")

    page.keyboard.press("Escape")

    frame.wait_for_selector("dialog", state="detached")
    page.wait_for_timeout(100)
    assert page.is_visible("iframe")


def test_the_conversation_follows_through_the_website(loaded, expected):
    question = expected(CLINIC, Language.VI)[0]
    loaded.ask(question)

    loaded.page.goto(f"{SITE}/another")
    loaded.page.click("button.launch")
    frame = loaded.enter("iframe")

    frame.wait_for_selector("#log > article")
    assert frame.inner_text(".asked p") == question


def test_it_works_where_a_browser_keeps_nothing_for_a_frame(panel, expected):
    panel.open(host=LOADER, site="http://localhost:8001")
    panel.page.click("button.launch")
    frame = panel.enter()
    with pytest.raises(Error, match="sessionStorage"):
        frame.evaluate("sessionStorage")

    panel.ask(expected(CLINIC, Language.VI)[0])


def test_a_card_for_staff_takes_all_of_the_screen(loaded, expected, word):
    page, frame = loaded.page, loaded.frame
    loaded.ask(expected(CLINIC, Language.VI)[0])
    narrow = page.locator("dialog").bounding_box()["width"]

    loaded.press(word("vi", "staff"))
    page.wait_for_selector("dialog.full")

    assert page.locator("dialog").bounding_box()["width"] > narrow
    frame.click("dialog .cross")
    page.wait_for_selector("dialog:not(.full)")


def test_who_leaves_leaves_the_website_too(loaded, expected, neutral):
    loaded.ask(expected(CLINIC, Language.VI)[0])

    loaded.frame.click("#leave")

    loaded.page.wait_for_url(f"{neutral}/")


def test_it_leaves_by_itself_where_the_website_does_nothing(panel, neutral):
    panel.open(host=SILENT)
    frame = panel.enter()

    frame.click("#leave")

    panel.page.wait_for_url(f"{neutral}/")


def test_what_it_says_to_the_website_holds_nothing_of_the_person(panel, expected, word):
    panel.open(host=SILENT)
    frame = panel.enter()
    panel.ask(expected(CLINIC, Language.EN)[0])

    frame.press("#question", "Escape")
    frame.get_by_role("button", name=word("en", "staff")).click()
    frame.press("dialog", "Escape")
    frame.wait_for_selector("dialog", state="detached")

    panel.page.wait_for_function("heard.length === 4")
    assert heard(panel) == [
        {"ieum": "ready"},
        {"ieum": "close"},
        {"ieum": "expand", "on": True},
        {"ieum": "expand", "on": False},
    ]


def test_only_the_website_around_it_is_listened_to(panel):
    panel.open(host=SILENT)
    frame = panel.enter()
    listens = "document.activeElement.id === 'question'"

    opened = "data: {ieum: 'opened'}"
    for stranger in (
        f"{opened}, origin: location.origin",
        f"{opened}, origin: 'https://evil.example', source: parent",
        f"{opened}, origin: '{SITE}'",
        f"data: null, origin: '{SITE}', source: parent",
    ):
        frame.evaluate(f"window.dispatchEvent(new MessageEvent('message', {{{stranger}}}))")
    assert not frame.evaluate(listens)
    panel.page.evaluate(
        "document.querySelector('iframe').contentWindow.postMessage({ieum: 'opened'}, '*')"
    )

    frame.wait_for_function(listens)


def test_a_website_that_is_not_named_cannot_show_it(panel):
    panel.expected = "frame-ancestors"
    page = panel.open(host="")
    page.context.route(
        "http://localhost:9999/**",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<!doctype html><iframe src="{panel.address}/widget/panel"></iframe>',
        ),
    )

    page.goto("http://localhost:9999/")

    page.wait_for_timeout(300)
    assert not page.frames[1].locator("#question").count()
