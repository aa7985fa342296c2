import pytest

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

LAUNCHER, DIALOG = "button.launch", "dialog"
FAILED = {
    "ko": "이음을 열 수 없어요",
    "en": "cannot open here",
    "zh": "无法打开",
    "vi": "Không mở được",
    "mn": "нээж чадсангүй",
}


def give_up(page, language):
    """Let time pass until the message is there."""
    for _ in range(20):
        page.clock.fast_forward(3_000)
        if page.locator(f"[role=status] >> text={FAILED[language]}").count():
            return
        page.wait_for_timeout(100)
    pytest.fail("nothing was said")


@pytest.fixture
def fail(host):
    """Open the page and press in vain, without what the browser has to say of it."""

    def fail(attributes="", language="en", **options):
        page = host.open(attributes, clock=True, **options)
        page.click(LAUNCHER)
        give_up(page, language)
        return page

    yield fail
    assert all("frame-ancestors" in trouble for trouble in host.troubles)
    host.troubles.clear()


@pytest.mark.parametrize("language", Language)
def test_a_panel_that_may_not_be_framed_is_explained(language, host, widget, fail):
    widget.panel = "blocked"
    page = fail(f'data-lang="{language}"', language, viewport={"width": 320, "height": 568})

    link = page.locator(f"{DIALOG} a")
    assert link.get_attribute("href") == f"{widget.origin}/{language}/"
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
    actions = page.locator(f"{DIALOG} a, {DIALOG} button").all()
    assert len(actions) == 3
    assert min(action.bounding_box()["height"] for action in actions) >= 44
    assert max(sum(host.box_of(action)[0::2]) for action in actions) <= 320
    actions[0].press("Enter")
    host.wait_closed()


def test_it_can_be_tried_again(host, widget, fail):
    widget.panel = "blocked"
    page = fail()
    widget.panel = "speaks"

    page.click(f"{DIALOG} >> text=Try again")

    page.wait_for_selector(f"{DIALOG}:not(.wait)")
    host.panel().wait_for_function("document.body.dataset.heard === 'opened '")
    assert page.locator("iframe").count() == 1
    assert host.has_focus("iframe")


def test_the_focus_stays_in_the_dialog_when_it_is_tried_again_in_vain(host, widget, fail):
    widget.panel = "blocked"
    page = fail()

    page.click(f"{DIALOG} >> text=Try again")

    assert page.inner_text("[role=status]") == "Loading…"
    assert host.has_focus(f"{DIALOG} button")
    give_up(page, "en")


def test_a_late_panel_is_still_shown(host, widget, fail):
    widget.panel = "silent"
    page = fail()
    assert not page.locator("iframe").is_visible()

    host.say(ieum="ready")

    page.wait_for_selector(f"{DIALOG}:not(.wait)")
    assert page.locator("iframe").is_visible()
    assert not page.locator("[role=status]").is_visible()
    host.panel().wait_for_function("document.body.dataset.heard === 'opened '")


def test_a_panel_that_has_come_without_a_word_is_given_up_soon(host, widget):
    widget.panel = "silent"
    page = host.open()
    page.click(LAUNCHER)

    page.wait_for_selector(f"[role=status] >> text={FAILED['en']}", timeout=6_000)


def test_nothing_is_waited_for_longer_than_ten_seconds(host, widget):
    widget.panel = "hangs"
    page = host.open(clock=True)
    page.click(LAUNCHER)
    page.clock.fast_forward(9_000)
    assert page.inner_text("[role=status]") == "Loading…"

    page.clock.fast_forward(1_100)

    page.wait_for_selector(f"[role=status] >> text={FAILED['en']}")


def test_a_link_without_a_language_leads_to_the_first_page(host, widget, fail):
    widget.panel = "silent"
    page = fail(lang="fr", locale="fr-FR")

    assert page.get_attribute(f"{DIALOG} a", "href") == f"{widget.origin}/"
