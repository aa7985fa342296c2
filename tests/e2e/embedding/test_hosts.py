import shutil

import pytest

pytestmark = pytest.mark.e2e

LAUNCHER, DIALOG, IFRAME = "button.launch", "dialog", "iframe"
KEYBOARD = """
  Object.defineProperty(visualViewport, "height", {get: () => 300});
  Object.defineProperty(visualViewport, "offsetTop", {get: () => 40});
"""


def test_two_snippets_draw_one_launcher(host):
    page = host.open(body="SNIPPETSNIPPET")
    page.wait_for_load_state("networkidle")

    assert page.locator(LAUNCHER).count() == 1
    assert host.troubles == ["Ieum: this page has the widget already."]
    host.troubles.clear()


@pytest.mark.parametrize(
    ("attributes", "warning"),
    [
        ('data-lang="xx"', 'data-lang may be ko, en, zh, vi, mn; it is "xx".'),
        ('data-theme="pink"', 'data-theme may be auto, light, dark; it is "pink".'),
        ('data-position="top"', 'data-position may be right, left; it is "top".'),
    ],
)
def test_what_cannot_be_chosen_is_said_and_passed_over(attributes, warning, host):
    page = host.open(attributes)

    assert page.inner_text(LAUNCHER) == "Ask Ieum"
    x, _, width, _ = host.box(LAUNCHER)
    assert x + width == 1280 - 16
    assert host.press().url.endswith("?lang=en&theme=auto")
    assert host.troubles == [f"Ieum: {warning}"]
    host.troubles.clear()


def test_the_script_is_found_where_none_is_the_current_one(host, widget):
    hidden = "Object.defineProperty(document, 'currentScript', {get: () => null})"
    host.open('data-lang="mn"', before=hidden)

    assert host.press().url == f"{widget.origin}/widget/panel?lang=mn&theme=auto"


def test_it_waits_for_the_body(host, widget):
    script = f'<script src="{widget.origin}/widget.js"></script>'
    page = host.open(body=f"{script}<body><p>Center</p>")

    assert page.locator("body > ieum-widget").count() == 1
    host.press()


def test_rules_of_the_host_do_not_reach_it(host):
    host.also = "; style-src 'unsafe-inline'"
    host.open(
        body="""<style>
          html { font-size: 4px }
          ieum-widget, button, dialog, iframe { display: none !important; opacity: 0 !important }
          * { position: static !important; font-size: 60px !important; all: unset }
        </style>SNIPPET"""
    )
    x, y, width, height = host.box(LAUNCHER)

    assert (x + width, y + height, height) == (1264, 704, 56)
    host.press()
    assert host.box(DIALOG) == (864, 16, 400, 620)


def test_a_browser_that_cannot_construct_stylesheets_is_served(host):
    host.also = "; style-src 'unsafe-inline'"
    host.open(before="delete window.CSSStyleSheet")

    assert host.box(LAUNCHER)[3] == 56
    host.press()
    assert host.box(DIALOG) == (864, 16, 400, 620)


def test_what_came_while_it_was_closed_is_counted(host):
    page = host.open()
    host.press()
    host.say(ieum="unread", count=1)
    assert page.inner_text(LAUNCHER) == "Ask Ieum"
    host.say(ieum="close")
    host.wait_closed()

    host.say(ieum="unread", count=2)

    page.wait_for_selector(f"{LAUNCHER} >> text=2")
    assert page.get_by_role("button", name="Ask Ieum 2").count() == 1
    host.say(ieum="unread", count="<b>none</b>")
    host.until(lambda: page.inner_text(LAUNCHER) == "Ask Ieum")
    host.say(ieum="unread", count=1)
    host.until(lambda: page.inner_text(LAUNCHER) != "Ask Ieum")
    page.click(LAUNCHER)
    assert page.inner_text(LAUNCHER) == "Ask Ieum"


def test_the_keyboard_of_a_phone_hides_nothing(host):
    page = host.open(viewport={"width": 320, "height": 568})
    host.press()

    page.evaluate(KEYBOARD)
    page.evaluate("visualViewport.dispatchEvent(new Event('resize'))")
    assert host.box(DIALOG) == (0, 40, 320, 300)

    page.evaluate("Object.defineProperty(visualViewport, 'scale', {get: () => 1.9})")
    page.evaluate("visualViewport.dispatchEvent(new Event('resize'))")
    assert host.box(DIALOG) == (0, 0, 320, 568)


def test_it_works_on_a_page_that_one_comes_back_to(host, browser):
    kept = browser.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--disable-gpu"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    host.browser = kept
    page = host.open(before="addEventListener('pageshow', e => { window.kept = e.persisted })")
    host.press()
    page.goto(f"{host.origin}/elsewhere")
    page.go_back(wait_until="commit")
    page.wait_for_selector(LAUNCHER)

    assert page.evaluate("window.kept")
    assert page.locator("ieum-widget").count() == 1
    assert page.locator(DIALOG).is_visible()
    page.click(LAUNCHER)
    host.wait_closed()
    kept.close()
    host.contexts.clear()


def test_it_is_not_printed(host):
    page = host.open()

    page.emulate_media(media="print")

    assert not page.locator(LAUNCHER).is_visible()
