import hashlib
import json
from datetime import UTC, datetime

import pytest

from bot.storage.records import Author, TicketStatus
from knowledge.languages import Language

pytestmark = pytest.mark.e2e

CLINIC, EMERGENCY = "free-clinic-dongbu", "life-medical-emergency"
SOON = 5_100
"""Milliseconds after which an open panel has looked again."""
ASKED = "Where is the 8 o'clock bus?"


def answer(panel, counselor, text, language="en"):
    """Write as staff, and wait until the person has it."""
    counselor.write(text, language)
    panel.page.clock.fast_forward(SOON)
    panel.frame.locator(".from-staff", has_text=text.split("\n")[-1]).wait_for()


@pytest.mark.parametrize("language", Language)
def test_who_waits_here_reads_the_answer_and_writes_on(language, waiting, panel, counselor, word):
    page = waiting(language)
    ticket = counselor.ticket()
    assert (ticket.reach, ticket.question, ticket.language) == ("", ASKED, language)
    assert page.inner_text("#person") == word(language, "stateWaiting")
    assert word(language, "personHours") in page.inner_text(".notice")
    calls = page.locator(".notice a").all()
    assert [call.get_attribute("href") for call in calls] == ["tel:120", "tel:1577-1366"]

    answer(panel, counselor, "Chào bạn!\nBến xe <b>A</b> https://bus.example", "vi")

    text = page.locator(".from-staff .body")
    assert text.get_attribute("lang") == "vi"
    assert text.inner_text() == "Chào bạn!\nBến xe <b>A</b> https://bus.example"
    assert page.locator(".from-staff a, .from-staff b").count() == 0
    assert page.locator("[role=log][aria-live=polite] .from-staff").count() == 1
    assert page.inner_text(".from-staff .by").startswith(word(language, "byStaff"))
    assert page.inner_text("#person") == word(language, "stateHeld")
    assert page.get_attribute("#question", "placeholder") == word(language, "message")
    assert page.inner_text("#composer [type=submit]") == word(language, "send")

    panel.write("Thank you.")

    last = counselor.messages()[-1]
    assert (last.author, last.text, last.language) == (Author.PERSON, "Thank you.", language)
    assert counselor.messages()[-2].delivered_at is not None
    assert panel.said() == [ASKED, text.inner_text(), "Thank you."]
    assert page.locator("#log > article").count() == 0


def test_the_key_is_in_this_tab_alone_and_its_hash_on_the_server(waiting, panel, counselor):
    page = waiting()

    ((name, kept),), cookies = panel.kept()

    record = json.loads(kept)["ticket"]
    assert (name, cookies) == ("ieum", [])
    assert record["id"] == counselor.ticket().id
    assert len(record["key"]) == 64
    assert counselor.ticket().key == hashlib.sha256(record["key"].encode()).hexdigest()
    other = page.context.new_page()
    other.goto("/widget/panel?lang=en")
    assert other.is_visible("#empty")
    assert not other.is_visible("#aim")


def test_all_is_there_once_after_a_reload_and_what_came_meanwhile_too(waiting, panel, counselor):
    page = waiting()
    answer(panel, counselor, "One.")
    panel.write("Two.")
    page.goto("/en/")
    counselor.write("Three.")

    page.go_back()
    page.locator(".from-staff", has_text="Three.").wait_for()
    answer(panel, counselor, "Four.")
    page.reload()
    answer(panel, counselor, "Five.")

    assert panel.said() == [ASKED, "One.", "Two.", "Three.", "Four.", "Five."]
    assert page.is_checked("#aim [value=staff]")
    panel.write("Six.")
    assert [one.text for one in counselor.messages()] == panel.said()


def test_one_can_ask_ieum_meanwhile_and_write_to_staff_again(waiting, panel, counselor, expected):
    page = waiting()
    question, reply = expected(CLINIC, Language.EN)

    page.get_by_label("Ask Ieum").check(force=True)
    assert page.get_attribute("#question", "placeholder") == "Your question"
    assert panel.ask(question).locator("h2").inner_text() == reply.title
    page.reload()
    assert page.is_checked("#aim [value=ieum]")
    page.get_by_label("Write to staff").check(force=True)
    panel.write("Are you there?")

    assert [one.text for one in counselor.messages()] == [ASKED, "Are you there?"]


def test_a_message_of_staff_leaves_the_answer_that_is_coming(waiting, panel, counselor, expected):
    page = waiting()
    page.get_by_label("Ask Ieum").check(force=True)
    held = []
    page.route("**/ask", lambda route, _: held.append(route))
    page.fill("#question", expected(CLINIC, Language.EN)[0])
    page.press("#question", "Enter")
    page.wait_for_selector(".coming")
    panel.until(lambda: held)

    answer(panel, counselor, "Hello.")

    assert page.locator(".coming").count() == 1
    held[0].continue_()
    panel.answer(0)


@pytest.mark.parametrize("language", Language)
def test_danger_is_answered_at_once_also_where_one_writes_to_staff(
    language, waiting, panel, counselor, ieum
):
    page = waiting(language)
    danger = ieum.knowledge.entries[EMERGENCY].questions.in_language(language)[1]

    panel.write(danger)

    card = page.locator("#log > article.emergency")
    assert card.locator(".call a").first.get_attribute("href") == "tel:119"
    assert card.count() == 1
    assert counselor.messages()[-1].text == danger
    assert counselor.ticket().urgency == "emergency"


def test_danger_in_the_first_message_is_answered_before_all_else(panel, ieum, counselor, word):
    page = panel.open()
    danger = ieum.knowledge.entries[EMERGENCY].questions.en[1]

    panel.want_staff(message=danger)

    page.locator("#log > article.emergency .call a").first.wait_for()
    assert page.locator("dialog").count() == 0
    assert counselor.ticket().question == danger


def test_what_was_said_with_ieum_is_passed_on_if_ticked(panel, counselor, expected, word):
    question, reply = expected(CLINIC, Language.VI)
    page = panel.open("vi")
    panel.ask(question)
    page.click("#person")
    dialog = page.get_by_role("dialog")
    assert dialog.locator("q").all_inner_texts() == [question]
    assert not dialog.get_by_role("checkbox").is_checked()

    dialog.get_by_role("checkbox").check()
    dialog.get_by_label(word("vi", "personMessage")).fill("Còn chủ nhật?")
    dialog.get_by_role("button", name=word("vi", "send")).click()
    page.wait_for_selector(".notice")

    told = [(one.author, one.text) for one in counselor.messages()]
    assert told == [
        (Author.PERSON, question),
        (Author.BOT, f"{reply.title}\n\n{reply.body}"),
        (Author.PERSON, "Còn chủ nhật?"),
    ]
    assert counselor.ticket().service == CLINIC
    assert panel.said() == ["Còn chủ nhật?"]


def test_staff_close_it_and_one_asks_ieum_again(waiting, panel, counselor, word):
    page = waiting()
    looks = []
    page.on("request", lambda one: "/messages?" in one.url and looks.append(one.url))

    counselor.close("All the best.")
    page.clock.fast_forward(SOON)

    page.wait_for_selector(f".notice >> text={word('en', 'staffClosed')}")
    assert panel.said() == [ASKED, "All the best."]
    assert not page.is_visible("#aim")
    assert page.inner_text("#person") == word("en", "person")
    assert page.get_attribute("#question", "placeholder") == word("en", "question")
    before = len(looks)
    page.clock.fast_forward(300_000)
    panel.ask("hello")
    assert len(looks) == before


def test_a_ticket_that_staff_open_again_goes_on(waiting, panel, counselor):
    page = waiting()
    counselor.close()
    page.clock.fast_forward(SOON)
    page.wait_for_selector("#aim", state="hidden")

    ticket = counselor.ticket()
    counselor.store.desk.reopen(ticket.id, counselor.id, datetime.now(UTC))
    counselor.write("One thing more.")
    page.reload()

    page.locator(".from-staff", has_text="One thing more.").wait_for()
    page.wait_for_selector("#aim:visible")
    panel.write("Yes?")
    assert counselor.messages()[-1].text == "Yes?"


def test_one_can_end_it_oneself(waiting, panel, counselor, word):
    page = waiting()
    page.click("#person")
    dialog = page.get_by_role("dialog", name=word("en", "stateWaiting"))
    assert dialog.locator("a[href='tel:120']").count() == 1
    dialog.get_by_role("button", name=word("en", "toStaff")).click()
    assert panel.has_focus("question")
    page.click("#person")

    dialog.get_by_role("button", name=word("en", "end")).click()

    page.wait_for_selector(f".notice >> text={word('en', 'ended')}")
    assert counselor.ticket().status is TicketStatus.CLOSED
    assert "key" not in panel.kept()[0][0][1]
    assert not page.is_visible("#aim")
    page.reload()
    assert page.inner_text("#person") == word("en", "person")
    panel.ask("hello")


def test_a_ticket_that_is_kept_no_longer_is_said_to_be_gone(waiting, panel, counselor, word):
    panel.expected = "status of 404"
    page = waiting()
    with counselor.store._database.writing() as connection:
        counselor.store.tickets.purge(datetime(2100, 1, 1, tzinfo=UTC), connection)

    page.clock.fast_forward(SOON)

    page.wait_for_selector(f".notice >> text={word('en', 'gone')}")
    assert not page.is_visible("#aim")
    assert "key" not in panel.kept()[0][0][1]
