import json
from datetime import UTC, datetime

import pytest

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

SITE = "http://127.0.0.1:8001"
LOADER = '<h1>Center</h1><script src="IEUM/widget.js" data-lang="en"></script>'
NO_NETWORK = "ERR_INTERNET_DISCONNECTED"
NOTHING = ([], [])
SOON = 5_100
"""Milliseconds after which an open panel has looked again."""
LOOKS = "**/messages?after=*"
# Notes for how long the panel means to wait until it looks again, and hides the tab at will.
WATCHED = """
window.waits = [];
const wait = window.setTimeout;
window.setTimeout = (call, time, ...more) => {
  if (String(call).includes('look')) window.waits.push(time);
  return wait(call, time, ...more);
};
let state = 'visible';
Object.defineProperty(document, 'visibilityState', {get: () => state});
window.turn = (to) => { state = to; document.dispatchEvent(new Event('visibilitychange')); };
"""


def watch(page):
    page.add_init_script(WATCHED)


@pytest.fixture
def watched(waiting, panel):
    """A panel that waits, and what it does next is known: `means(time)` waits until that is so."""

    def start(**options):
        page = waiting(before=watch, **options)
        means(5_000)
        return page

    def means(time):
        panel.until(lambda: panel.frame.evaluate("window.waits.at(-1)") == time)

    start.means = means
    return start


def test_it_looks_often_while_it_is_seen_and_seldom_while_not(watched, panel, counselor):
    page = watched()

    page.evaluate("turn('hidden')")
    watched.means(15_000)
    counselor.write("Hello.")
    page.clock.fast_forward(15_100)
    page.wait_for_selector(".from-staff >> text=Hello.")
    watched.means(15_000)
    counselor.write("Are you there?")
    now = page.evaluate("Date.now()") / 1_000
    page.clock.pause_at(datetime.fromtimestamp(now + 5, UTC))
    page.evaluate("turn('visible')")

    # At once, as after the sleep of a telephone: no time goes by.
    page.wait_for_selector(".from-staff >> text=Are you there?")
    watched.means(5_000)
    assert page.locator(".from-staff").count() == 2


def test_it_looks_less_and_less_where_it_finds_nobody(watched, panel, counselor):
    panel.expected = "status of 503"
    page = watched()
    page.route(LOOKS, lambda route: route.fulfill(status=503, json={"detail": "Later."}))

    def looks_on():
        page.clock.fast_forward(SOON)
        return page.evaluate("waits.slice(-6)")

    panel.until(lambda: looks_on() == [10_000, 20_000, 40_000, 80_000, 120_000, 120_000])
    counselor.write("Hello.")
    page.unroute(LOOKS)
    page.clock.fast_forward(120_100)

    page.wait_for_selector(".from-staff >> text=Hello.")
    watched.means(5_000)


def test_a_hotels_page_is_no_answer_and_takes_no_ticket_away(watched, panel):
    panel.expected = "status of 404"
    page = watched()
    met = []

    def meet(route, _):
        met.append(route)
        route.fulfill(status=(200, 404)[len(met) % 2], body="<p>Welcome")

    page.route(LOOKS, meet)

    panel.until(lambda: page.clock.fast_forward(SOON) or len(met) > 3)
    page.unroute(LOOKS)

    assert page.is_visible("#aim")
    assert page.locator(".notice").count() == 1


@pytest.mark.parametrize("language", [Language.EN, Language.MN])
def test_what_was_written_offline_is_sent_once_when_back(language, waiting, panel, counselor, word):
    panel.expected = NO_NETWORK
    page = waiting(language)
    page.context.set_offline(True)
    for text in ("One.", "Two."):
        page.fill("#question", text)
        page.press("#question", "Enter")
    error = page.locator(".to-staff .said.error")
    error.wait_for()
    assert word(language, "notSent") in error.inner_text()
    counselor.write("Zero.")

    page.context.set_offline(False)

    page.wait_for_selector(".from-staff >> text=Zero.")
    panel.until(lambda: len(counselor.messages()) == 4)
    assert [one.text for one in counselor.messages()][1:] == ["Zero.", "One.", "Two."]
    panel.until(lambda: page.locator(".to-staff .said:empty").count() == 3)


def test_what_was_not_sent_can_be_sent_again_and_counts_once(waiting, panel, counselor, word):
    panel.expected = "status of"
    page = waiting()
    sent = []

    def lose(route, request):
        if request.method != "POST":
            route.continue_()
            return
        sent.append(request.post_data_json["id"])
        if len(sent) == 1:
            # It arrives, and the answer goes missing.
            route.fetch()
            route.abort("connectionreset")
        else:
            route.fulfill(status=422, json={"detail": "Too short."})

    panel.expected = "ERR_CONNECTION_RESET|status of 422"
    page.route("**/messages", lose)
    page.fill("#question", "One.")
    page.press("#question", "Enter")
    page.locator(".said.error").wait_for()
    page.locator(".said button").click()
    page.wait_for_selector(".said.error >> text=Too short.")
    page.unroute("**/messages")

    page.locator(".said button").click()

    page.wait_for_selector(".said.error", state="detached")
    assert len(set(sent)) == 1
    assert [one.text for one in counselor.messages()][1:] == ["One."]
    assert panel.said()[1:] == ["One."]


def test_what_was_on_its_way_when_the_page_went_is_sent_after_it(waiting, panel, counselor):
    page = waiting()
    page.route("**/messages", lambda _: None)
    page.fill("#question", "One.")
    page.press("#question", "Enter")
    page.wait_for_selector(".to-staff >> text=One.")

    page.reload()
    page.unroute("**/messages")
    page.reload()

    panel.until(lambda: [one.text for one in counselor.messages()][1:] == ["One."])
    panel.until(lambda: page.locator(".to-staff .said:empty").count() == 2)


def test_a_closed_panel_counts_what_is_unread(panel, counselor):
    def prepare(page):
        page.clock.install()
        watch(page)

    page = panel.open(host=LOADER, before=prepare)
    page.click("button.launch")
    frame = panel.enter()
    panel.want_staff()
    panel.until(lambda: frame.evaluate("waits.at(-1)") == 5_000)
    page.click("button.launch")
    page.wait_for_selector("dialog", state="hidden")
    panel.until(lambda: frame.evaluate("waits.at(-1)") == 15_000)

    for number in ("1", "2"):
        counselor.write(f"Message {number}.")
        page.clock.fast_forward(15_100)
        page.wait_for_selector(f".count >> text={number}")
    page.click("button.launch")

    frame.wait_for_selector(".from-staff >> text=Message 1.")
    panel.until(lambda: frame.evaluate("waits.at(-1)") == 5_000)
    assert page.locator(".count").inner_text() == ""
    assert panel.said()[1:] == ["Message 1.", "Message 2."]
    page.click("button.launch")
    counselor.write("Message 3.")
    page.clock.fast_forward(15_100)
    page.wait_for_selector(".count >> text=1")


def test_the_ticket_follows_through_the_website(panel, counselor):
    page = panel.open(host=LOADER)
    page.click("button.launch")
    panel.enter()
    panel.want_staff()

    page.goto(f"{SITE}/another")
    counselor.write("Hello.")
    page.click("button.launch")

    panel.enter().wait_for_selector(".from-staff >> text=Hello.")


def test_who_leaves_leaves_no_key_and_looks_no_more(waiting, panel, counselor, neutral):
    page = waiting()
    held = []
    page.route(LOOKS, lambda route, _: held.append(route))
    page.route(f"{neutral}/**", lambda route: route.abort("aborted"))
    counselor.write("Are you safe?")
    page.clock.fast_forward(SOON)
    panel.until(lambda: held)

    page.evaluate("document.querySelector('#leave').click()")
    with page.expect_event("requestfinished", lambda one: "/messages?" in one.url):
        held[0].continue_()
    page.wait_for_timeout(300)
    page.clock.fast_forward(300_000)
    page.wait_for_timeout(300)

    assert page.evaluate("[document.title, document.body.textContent]") == ["…", ""]
    assert panel.kept() == NOTHING
    assert len(held) == 1
    # To the staff, the person still waits.
    assert counselor.ticket().status == "open"


def test_who_clears_is_told_what_goes_and_keeps_no_key(waiting, panel, counselor, word):
    page = waiting()
    looks = []
    page.on("request", lambda one: "/messages?" in one.url and looks.append(one.url))
    page.click("#clear")
    dialog = page.get_by_role("dialog")
    assert word("en", "clearWaiting") in dialog.inner_text()

    dialog.get_by_role("button", name=word("en", "clearYes")).click()

    page.wait_for_selector("#empty:visible")
    assert panel.kept() == NOTHING
    assert not page.is_visible("#aim")
    before = len(looks)
    page.clock.fast_forward(300_000)
    panel.ask("hello")
    assert len(looks) == before
    assert "ticket" not in json.loads(panel.kept()[0][0][1])


def test_what_never_reached_staff_is_not_sent_to_whoever_comes_next(
    waiting, panel, counselor, word
):
    page = waiting()
    page.route("**/messages", lambda route: route.fulfill(status=422, json={"detail": "No."}))
    panel.expected = "status of 422"
    page.fill("#question", "One.")
    page.press("#question", "Enter")
    page.wait_for_selector(".said.error")
    page.unroute("**/messages")
    counselor.close()
    page.clock.fast_forward(SOON)
    page.wait_for_selector("#aim", state="hidden")
    assert page.inner_text(".said:not(:empty)") == word("en", "notSent")

    panel.want_staff(message="Two.")
    panel.write("Three.")

    assert [one.text for one in counselor.messages()] == ["Two.", "Three."]
    page.reload()
    page.wait_for_selector(".to-staff >> text=Three.")
    assert page.inner_text(".said:not(:empty)") == word("en", "notSent")


def test_who_closes_the_form_while_it_is_sent_waits_all_the_same(panel, counselor, word):
    page = panel.open()
    held = []
    page.route("**/handoff", lambda route, _: held.append(route))
    page.click("#person")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(word("en", "personMessage")).fill("One.")
    dialog.get_by_role("button", name=word("en", "send")).click()
    panel.until(lambda: held)
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")

    held[0].continue_()

    page.wait_for_selector("#aim:visible")
    assert panel.said() == ["One."]
    assert counselor.ticket().question == "One."
