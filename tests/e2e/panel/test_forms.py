import json
import re

import pytest

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

CLINIC = "free-clinic-dongbu"
REFUSED = "the server responded with a status of|ERR_INTERNET_DISCONNECTED"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@pytest.fixture
def answered(panel, expected):
    """A panel with an answer; gives the page, the question, and what is sent to a path."""

    def start(language, path, **options):
        page = panel.open(language, **options)
        question = expected(CLINIC, language)[0]
        panel.ask(question)
        sent = []
        page.on("request", lambda one: one.url.endswith(path) and sent.append(one.post_data_json))
        return page, question, sent

    return start


def thanks(page, text):
    page.wait_for_selector(f".said >> text={text}")


def test_one_press_says_that_it_was_useful(answered, panel, word):
    page, _, sent = answered(Language.MN, "/feedback")

    panel.press(word("mn", "useful"))

    thanks(page, word("mn", "thanks"))
    (record,) = sent
    assert UUID.fullmatch(record.pop("id"))
    assert record == {
        "language": "mn",
        "kind": "answer",
        "service": CLINIC,
        "useful": True,
        "reason": None,
        "comment": "",
        "question": "",
        "channel": "widget",
    }
    assert panel.has_focus(word("mn", "thanks"))
    page.reload()
    thanks(page, word("mn", "thanks"))
    assert page.locator(".opinion button").count() == 0


@pytest.mark.parametrize("language", Language)
def test_why_not_may_be_said_and_the_question_is_sent_only_if_ticked(
    language, answered, panel, word
):
    page, question, sent = answered(language, "/feedback")
    not_useful = page.locator(".opinion").get_by_role("button", name=word(language, "notUseful"))
    not_useful.click()
    assert not_useful.get_attribute("aria-pressed") == "true"
    form = page.locator(".opinion form")
    box = form.get_by_label(word(language, "withQuestion"))
    assert not box.is_checked()
    assert form.get_by_role("radio", checked=True).count() == 0

    form.get_by_label(word(language, "outdated")).check()
    form.get_by_label(word(language, "comment")).fill("2019?")
    if language in {Language.KO, Language.VI}:
        box.check()
    form.get_by_role("button", name=word(language, "send")).click()

    thanks(page, word(language, "thanks"))
    (record,) = sent
    assert (record["useful"], record["reason"], record["comment"]) == (False, "outdated", "2019?")
    assert record["question"] == (question if language in {Language.KO, Language.VI} else "")


def test_what_could_not_be_sent_is_kept_and_sent_again_as_the_same(answered, panel, word):
    panel.expected = REFUSED
    page, _, sent = answered(Language.EN, "/feedback")
    page.context.set_offline(True)
    panel.press(word("en", "notUseful"))
    page.fill(".opinion textarea", "No.")
    page.click(".opinion form button")
    page.wait_for_selector(f".said.error >> text={word('en', 'notSent')}")
    assert page.input_value(".opinion textarea") == "No."
    page.context.set_offline(False)
    page.route("**/feedback", lambda route: route.fulfill(status=503, json={"detail": "Later."}))

    panel.press(word("en", "again"))
    page.wait_for_selector(".said.error >> text=Later.")
    assert page.evaluate("document.activeElement !== document.body")
    page.unroute("**/feedback")
    panel.press(word("en", "again"))

    thanks(page, word("en", "thanks"))
    assert len({record["id"] for record in sent}) == 1
    assert [record["comment"] for record in sent] == ["No."] * 3


def test_escape_closes_the_reasons_and_nothing_else(answered, panel, word):
    page, _, sent = answered(Language.EN, "/feedback")
    panel.press(word("en", "notUseful"))

    page.keyboard.press("Escape")

    assert page.locator(".opinion form").count() == 0
    assert panel.has_focus(word("en", "notUseful"))
    assert page.get_attribute(".opinion button >> nth=1", "aria-pressed") == "false"
    assert sent == []


@pytest.mark.parametrize("language", Language)
def test_a_person_can_be_asked_for_with_or_without_the_question(language, answered, panel, word):
    page, question, sent = answered(language, "/handoff")
    is_passed_on = language in {Language.ZH, Language.VI}
    page.locator(".reply").get_by_role("button", name=word(language, "person")).click()
    dialog = page.get_by_role("dialog", name=word(language, "person"))
    calls = dialog.locator("a[href^='tel:']")
    calls.first.wait_for()
    assert [call.get_attribute("href") for call in calls.all()] == ["tel:120", "tel:1577-1366"]
    assert word(language, "personHours") in (dialog.inner_text())
    box = dialog.get_by_role("checkbox")
    assert not box.is_checked()
    assert question in dialog.inner_text()
    reach = dialog.get_by_label(word(language, "reach"))
    assert not reach.is_visible()

    dialog.get_by_label(word(language, "byPhone")).check()
    reach.fill(" me@mail.example ")
    if is_passed_on:
        box.check()
    dialog.get_by_role("button", name=word(language, "send")).click()

    message = word(language, "personSent")
    thanks(page, message)
    (record,) = sent
    assert record["reach"].strip() == "me@mail.example"
    assert "key" not in record
    said = [{"author": "person", "text": question}]
    said += [{"author": "bot", "service": CLINIC, "kind": "answer"}]
    assert record["turns"] == (said if is_passed_on else [])
    assert (record["language"], record["service"]) == (language, CLINIC)
    assert not page.is_visible("#aim")
    assert panel.has_focus(message)
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert panel.has_focus(word(language, "person"))


def test_an_error_keeps_what_was_typed_through_closing_and_opening(answered, panel, word):
    panel.expected = REFUSED
    page, _, sent = answered(Language.EN, "/handoff")
    page.click("#person")
    dialog = page.get_by_role("dialog")
    send = dialog.get_by_role("button", name=word("en", "send"))
    dialog.get_by_label(word("en", "byPhone")).check()
    dialog.get_by_label(word("en", "personMessage")).fill("The bus?")

    send.click()
    thanks(page, word("en", "reachEmpty"))
    assert dialog.locator("[type=text]").get_attribute("aria-invalid") == "true"
    dialog.locator("[type=text]").fill("r" * 300)
    send.click()
    page.wait_for_selector(".said.error >> text=200")
    page.route("**/handoff", lambda route: route.fulfill(status=503, json={"detail": "Later."}))
    dialog.locator("[type=text]").fill("kakao: someone")
    send.click()
    thanks(page, "Later.")
    page.unroute("**/handoff")
    page.keyboard.press("Escape")
    page.click("#person")
    assert dialog.get_by_label(word("en", "byPhone")).is_checked()
    assert dialog.locator("[type=text]").input_value() == "kakao: someone"
    assert dialog.locator("textarea").input_value() == "The bus?"
    assert panel.kept()[0][0][1].count("kakao") == 0
    send.click()

    thanks(page, word("en", "personSent"))
    assert len({record["id"] for record in sent}) == 1
    assert sent[-1]["question"] == "The bus?"
    page.keyboard.press("Escape")
    page.click("#person")
    assert dialog.locator("[type=text]").input_value() == ""


def test_who_asks_for_a_human_being_is_offered_one_at_once(panel, word):
    page = panel.open()

    answer = panel.ask("I want to talk to a human")

    button = answer.get_by_role("button", name=word("en", "person"))
    assert button.count() == 1
    assert button.bounding_box()["y"] < answer.locator(".contact").first.bounding_box()["y"]
    button.click()
    page.wait_for_selector("dialog[open]")


def test_where_no_messages_are_taken_one_is_told_whom_to_call(panel, word):
    def take_none(page):
        def without(route):
            html = route.fetch().text()
            route.fulfill(body=re.sub(r'"days":\d+', '"days":0', html), content_type="text/html")

        page.route("**/widget/panel*", without)

    page = panel.open(before=take_none)
    panel.ask("hello")
    assert page.locator(".opinion").count() == 0

    page.click("#person")

    dialog = page.get_by_role("dialog")
    assert word("en", "personNone") in dialog.inner_text()
    assert dialog.locator("input").count() == 0
    assert json.dumps(dialog.inner_text()).count("1577-1366") == 1
