import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

PAY = "/console/items/entry/life-severance-pay"
OFFICE = {"width": 1366, "height": 768}
TYPED = {
    "ko": ("퇴직", "퇴직금"),
    "en": ("severa", "퇴직금"),
    "zh": ("签证延", "체류기간 연장"),
    "vi": ("bao hiem y t", "건강보험"),
    "mn": ("tsalin ugu", "임금체불"),
}
SECRETIVE = {"permissions": ["clipboard-read", "clipboard-write"]}


def hit(page, name):
    return page.locator("#results .hit > a", has_text=name).first


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("language", TYPED)
def test_one_finds_as_one_types(console_page, language):
    typed, title = TYPED[language]
    page = console_page(viewport=OFFICE)
    page.locator("#q").press_sequentially(typed, delay=20)
    expect(hit(page, title)).to_be_visible()
    expect(page.locator("#spoken")).to_have_text(re.compile(r"Found: \d+"))
    expect(page).to_have_url(re.compile(r"/console/\?q="))


def test_a_filter_narrows_at_once(console_page):
    page = console_page(path="/console/?q=visa", viewport=OFFICE)
    page.focus("#kind")
    page.select_option("#kind", "line")
    expect(page.locator(".hit .kind").first).to_have_text("helpline")
    expect(page).to_have_url(re.compile("kind=line"))
    expect(page.locator("#kind")).to_be_focused()


def test_from_the_search_to_a_copied_text_by_keys_alone(console_page, ieum):
    page = console_page(viewport=OFFICE, **SECRETIVE)
    page.focus("#lang")
    page.select_option("#lang", "vi")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("severa")
    expect(hit(page, "퇴직금")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#results .hit > a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"{PAY}.lang=vi"))
    page.keyboard.press("c")
    expect(page.locator(".toast")).to_have_text("Copied in Vietnamese.")
    entry = ieum.knowledge.entries["life-severance-pay"]
    reply = ieum.assistant.show(entry, Language.VI)
    assert clipboard(page).startswith(f"{reply.title}\n\n{reply.body}")
    page.keyboard.press("b")
    expect(page.locator(".toast")).to_have_text("Copied in both languages.")
    assert entry.title.ko in clipboard(page).split("———")[0]
    assert reply.title in clipboard(page).split("———")[1]
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("severa")
    expect(page).to_have_url(re.compile("lang=vi"))


def test_from_the_first_hit_one_goes_up_to_the_search(console_page):
    page = console_page(path="/console/?q=visa")
    page.locator("#q").press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()


def test_keys_are_letters_while_one_types(console_page):
    page = console_page(path=PAY, **SECRETIVE)
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("cbp/?")
    expect(page.locator("#find")).to_have_value("cbp/?")
    expect(page.locator(".toast")).to_have_count(0)
    expect(page.locator("#keys")).to_be_hidden()


def test_a_hangul_keyboard_means_the_same_keys(console_page):
    page = console_page(path=f"{PAY}?lang=vi", **SECRETIVE)
    # Playwright types no Hangul by keys: the event is what Chromium sends with a Korean layout.
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'ㅊ', code: 'KeyC', bubbles: true, cancelable: true}))"
    )
    expect(page.locator(".toast")).to_have_text("Copied in Vietnamese.")


def test_the_list_of_keys_opens_and_closes_and_can_turn_them_off(console_page):
    page = console_page(path=PAY, **SECRETIVE)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.get_by_label("Use shortcuts on this computer").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("p")
    page.keyboard.press("/")
    expect(page.locator("#find")).not_to_be_focused()
    expect(page.locator("[data-pin]")).to_have_text(re.compile("^Pin"))


def test_what_cannot_be_copied_is_selected_instead(console_page):
    page = console_page(path=f"{PAY}?lang=vi")
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    )
    page.locator('[data-key="c"]').click()
    expect(page.locator("#plain")).to_have_attribute("open", "")
    assert page.evaluate("getSelection().toString()").startswith("Tiền trợ cấp")


def test_a_pin_is_kept_and_taken_off_again(console_page):
    page = console_page(path=f"{PAY}?lang=vi")
    page.keyboard.press("p")
    expect(page.locator("[data-pin]")).to_have_text(re.compile("^Unpin"))
    page.goto("/console/?lang=vi")
    pinned = page.get_by_role("region", name="Pinned")
    expect(pinned.get_by_role("link", name="퇴직금")).to_be_visible()
    pinned.get_by_role("button", name="Unpin").click()
    expect(pinned.get_by_role("link")).to_have_count(0)
    expect(page.get_by_text("Nothing pinned yet")).to_be_visible()


def test_what_was_opened_is_at_hand_and_can_be_forgotten(console_page):
    page = console_page(path="/console/items/line/line-1345")
    page.goto("/console/")
    seen = page.get_by_role("region", name="Seen last")
    expect(seen.get_by_role("link", name="1345")).to_be_visible()
    seen.get_by_role("button", name="Clear the list").click()
    expect(seen.get_by_role("link")).to_have_count(0)


def test_the_resident_changes_in_place(console_page):
    page = console_page(path=PAY)
    page.select_option("#lang", "mn")
    page.wait_for_url(re.compile("lang=mn"))
    expect(page.locator('article[lang="mn"]')).to_be_visible()


def test_a_sheet_is_printed_in_both_languages_and_nothing_else(console_page):
    page = console_page(path=f"{PAY}?lang=vi", viewport=OFFICE)
    page.emulate_media(media="print")
    columns = page.locator(".sheet > article")
    boxes = [columns.nth(number).bounding_box() for number in (0, 1)]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] < boxes[1]["x"]
    for gone in (".band", ".toolbar", "#view", "#sure", ".tabs"):
        for element in page.locator(gone).all():
            assert not element.is_visible(), gone
    assert page.locator(".print-only").is_visible()
    assert len(page.pdf()) > 10_000


def test_without_scripts_everything_works_but_keys_and_copying(console_page):
    page = console_page(java_script_enabled=False)
    page.fill("#q", "severa")
    page.click("#search button")
    hit(page, "퇴직금").click()
    expect(page.locator("article").first).to_be_visible()
    expect(page.locator("[data-copy]").first).to_be_hidden()
    page.locator("#plain summary").click()
    expect(page.locator("#copy-ko")).to_be_visible()
    page.locator("[data-pin]").click()
    expect(page.locator("[data-pin]")).to_have_text(re.compile("^Unpin"))


@pytest.mark.parametrize("path", ["/console/", "/console/?q=visa&lang=mn", f"{PAY}?lang=mn"])
def test_nothing_is_cut_off_on_a_narrow_screen(console_page, path):
    page = console_page(path=path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_what_is_pressed_is_large_enough(console_page):
    page = console_page(path="/console/?q=visa&lang=vi", viewport=OFFICE)
    for element in page.locator("main a, main button, main select, main input").all():
        assert element.bounding_box()["height"] >= 44


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(console_page, locale, scheme):
    page = console_page(locale=locale, viewport=OFFICE, color_scheme=scheme)
    for path in (
        "/console/",
        "/console/?q=visa&visa=D-2&lang=vi",
        f"{PAY}?lang=zh",
        "/console/?visa=x",
    ):
        page.goto(path)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    page.expected.append("422")
    page.locator("[data-opens]").click()
    expect(page.locator("#keys")).to_be_visible()
    assert Axe().run(page).response["violations"] == []


def test_a_network_that_is_away_is_told_and_the_text_stays(console_page):
    page = console_page()
    page.expected += ["net::ERR", "htmx:"]
    page.route("**/console/?q=*", lambda route: route.abort())
    page.fill("#q", "severa")
    told = page.locator(".toast.failed")
    expect(told).to_contain_text("The server cannot be reached.")
    expect(page.locator("#q")).to_have_value("severa")
    told.get_by_role("button", name="Close").click()
    expect(told).to_have_count(0)


def test_what_another_machine_answers_does_not_get_into_the_page(console_page):
    page = console_page()
    page.expected.append("502")
    page.route(
        "**/console/?q=*", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>")
    )
    page.fill("#q", "severa")
    expect(page.locator(".toast.failed")).to_contain_text("That did not work.")
    expect(page.get_by_text("Bad gateway")).to_have_count(0)


def test_a_refusal_of_ours_stands_on_top_of_the_page(console_page, kept):
    page = console_page(path=PAY)
    page.expected.append("403")
    page.evaluate("document.body.setAttribute('hx-headers', '{\"X-CSRF-Token\": \"x\"}')")
    page.evaluate("document.querySelector('#pin [name=csrf]').value = 'x'")
    page.locator("[data-pin]").click()
    expect(page.locator("#trouble")).to_contain_text("open for too long")
    expect(page.locator("[data-pin]")).to_have_text(re.compile("^Pin"))
