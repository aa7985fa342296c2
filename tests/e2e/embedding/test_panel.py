import pytest

pytestmark = pytest.mark.e2e

LAUNCHER, DIALOG, IFRAME = "button.launch", "dialog", "iframe"
ROOT = "document.querySelector('ieum-widget').shadowRoot"


def test_nothing_of_the_panel_is_asked_for_before_the_press(host, widget):
    page = host.open()
    page.hover(LAUNCHER)
    page.focus(LAUNCHER)

    assert set(widget.asked) == {"/widget.js"}
    assert page.locator(IFRAME).count() == 0
    hints = page.locator("link[rel=preconnect]")
    assert [hint.get_attribute("href") for hint in hints.all()] == [widget.origin]


def test_the_panel_opens_takes_the_focus_and_gives_it_back(host):
    page = host.open()
    panel = host.press()

    assert page.get_attribute(LAUNCHER, "aria-expanded") == "true"
    assert host.has_focus(IFRAME)
    panel.wait_for_function("document.activeElement.id === 'q' && document.hasFocus()")
    host.say(ieum="close")
    host.wait_closed()

    panel.evaluate("document.querySelector('#q').value = 'kept'")
    page.click(LAUNCHER)
    panel.wait_for_function("document.body.dataset.heard === 'opened closed opened '")
    assert host.panel().input_value("#q") == "kept"
    page.click(LAUNCHER)
    host.wait_closed()


def test_everything_is_done_by_keyboard(host):
    page = host.open()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert host.has_focus(LAUNCHER)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{DIALOG}:not(.wait)")
    host.panel().wait_for_function("document.activeElement.id === 'q'")
    page.keyboard.type("E-9")

    page.keyboard.press("Shift+Tab")

    assert host.panel().input_value("#q") == "E-9"
    assert host.has_focus(LAUNCHER)
    page.keyboard.press("Escape")
    host.wait_closed()


@pytest.mark.parametrize("width", [320, 1280])
def test_escape_closes_also_while_the_panel_loads(width, host, widget):
    widget.panel = "silent"
    page = host.open(viewport={"width": width, "height": 640})
    page.click(LAUNCHER)
    assert host.has_focus("dialog.wait button")

    page.keyboard.press("Escape")

    host.wait_closed()


def test_what_others_say_is_not_heard(host, widget):
    page = host.open()
    host.press()
    page.evaluate("postMessage({ieum: 'close'}, '*')")
    page.evaluate(
        "address => { const other = document.createElement('iframe'); other.id = 'other';"
        "other.src = address; document.body.append(other); }",
        f"{widget.origin}/widget/panel",
    )
    other = page.wait_for_selector("#other").content_frame()
    other.wait_for_selector("#q")
    for message in ({"ieum": "close"}, {"ieum": "leave", "to": widget.origin}):
        other.evaluate("message => parent.postMessage(message, '*')", message)
    for message in (None, "close", {"ieum": "constructor"}, {"ieum": None}):
        host.panel().evaluate("message => parent.postMessage(message, '*')", message)

    page.wait_for_timeout(200)
    assert page.locator(DIALOG).is_visible()
    assert page.url == f"{host.origin}/"


def test_a_card_fills_the_view_and_the_panel_keeps_its_focus(host):
    page = host.open()
    panel = host.press()
    panel.wait_for_function("document.activeElement.id === 'q'")

    host.say(ieum="expand", on=True)
    page.wait_for_selector(f"{DIALOG}.full")
    assert host.box(DIALOG) == (0, 0, 1280, 720)
    assert page.evaluate(f"!!{ROOT}.querySelector('dialog:modal')")
    assert panel.evaluate("document.activeElement.id") == "q"

    host.say(ieum="expand", on=False)
    page.wait_for_selector(f"{DIALOG}:not(.full)")
    assert host.box(DIALOG) == (864, 16, 400, 620)
    assert panel.evaluate("document.activeElement.id") == "q"


def test_leaving_replaces_the_page_in_the_history(host, widget):
    page = host.open()
    host.press()
    host.say(ieum="leave", to="javascript:document.body.remove()")
    assert page.locator(DIALOG).is_visible()

    host.say(ieum="leave", to=f"{widget.origin}/neutral")
    page.wait_for_url(f"{widget.origin}/neutral")

    page.go_back()
    assert page.url == f"{host.origin}/start"
    page.go_forward()
    assert page.url == f"{widget.origin}/neutral"
