import uuid
from html import unescape

import pytest

from bot.storage.records import Author

TICKETS = "/console/tickets"
PART = {"hx-request": "true"}


@pytest.fixture
def held(at_console, ask, kept, clock):
    """A counselor, and a ticket that they hold."""
    an, ticket = at_console(shown="An"), ask()
    kept.desk.claim(ticket.id, an.staff.id, clock())
    return an, ticket


def reply(browser, ticket, text, message=None, headers=None, **more):
    form = {"text": text, "message": message or str(uuid.uuid4()), **more}
    return browser.submit(f"{TICKETS}/{ticket.id}/reply", form, headers=headers or {})


def text_in(page):
    """What stands in the reply's field; a browser passes over a first new line."""
    field = page.text.partition('<textarea id="text"')[2].partition(">")[2]
    return unescape(field.partition("</textarea>")[0])


def said(kept, ticket):
    return [one.text for one in kept.tickets.messages(ticket.id)]


def test_a_reply_goes_out_as_it_is_written(held, kept, audited):
    an, ticket = held

    assert reply(an, ticket, " Chào bạn,\r\n <b>gọi</b> nhé ").status_code == 303

    (message,) = kept.tickets.messages(ticket.id)
    assert message.text == "Chào bạn,\n <b>gọi</b> nhé"
    assert (message.author, message.staff) == (Author.STAFF, an.staff.id)
    assert audited() == ["ticket.reply"]
    assert "&lt;b&gt;gọi&lt;/b&gt;" in an.get(f"{TICKETS}/{ticket.id}").text


def test_a_reply_that_is_sent_again_is_sent_once(held, kept, audited):
    an, ticket = held
    form = {"text": "Chào bạn", "message": str(uuid.uuid4())}

    for headers in (PART, PART, {}):
        sent = reply(an, ticket, **form, headers=headers)
        assert sent.status_code in {200, 303}
    assert said(kept, ticket) == ["Chào bạn"]
    assert audited() == ["ticket.reply"]


def test_htmx_gets_an_empty_form_and_hears_that_it_was_sent(held):
    an, ticket = held
    message = str(uuid.uuid4())

    sent = reply(an, ticket, "Chào bạn", message, PART)

    assert sent.headers["hx-trigger"] == "sent, refresh"
    assert text_in(sent) == ""
    assert message not in sent.text


@pytest.mark.parametrize("headers", [{}, PART])
def test_nobody_answers_a_colleague_s_ticket_and_no_word_is_lost(held, at_console, kept, headers):
    _, ticket = held
    refused = reply(at_console(), ticket, "Tôi trả lời <nhé>", headers=headers)

    assert refused.status_code == 422
    assert "An has this ticket now" in unescape(refused.text)
    assert text_in(refused) == "Tôi trả lời <nhé>"
    assert said(kept, ticket) == []


def test_what_was_given_on_meanwhile_is_not_answered(held, at_console, kept, clock):
    an, ticket = held
    bo = at_console(shown="Bo")
    kept.desk.assign(ticket.id, an.staff.id, bo.staff.id, clock())

    refused = reply(an, ticket, "Chào bạn", headers=PART)

    assert "Bo has this ticket now" in refused.text
    assert said(kept, ticket) == []


@pytest.mark.parametrize("reason", ["Nobody has claimed", "is closed by now"])
def test_why_nothing_was_sent_is_told(held, kept, clock, reason):
    an, ticket = held
    if "claimed" in reason:
        kept.desk.release(ticket.id, an.staff.id)
    else:
        kept.tickets.close(ticket.id, clock())

    refused = reply(an, ticket, "Chào bạn", headers=PART)

    assert refused.status_code == 422
    assert reason in refused.text
    assert text_in(refused) == "Chào bạn"


def test_who_can_only_be_called_cannot_be_written_to(at_console, ask, kept, clock):
    an, ticket = at_console(), ask(key=None, reach="010-1234-5678")
    kept.desk.claim(ticket.id, an.staff.id, clock())

    assert "use the telephone number" in an.get(f"{TICKETS}/{ticket.id}").text
    refused = reply(an, ticket, "Chào bạn", headers=PART)
    assert "use the telephone number" in refused.text
    assert said(kept, ticket) == []


@pytest.mark.parametrize(("text", "length"), [("", 0), (" \n", 0), ("x" * 4_001, 4_001)])
@pytest.mark.parametrize("headers", [{}, PART])
def test_a_reply_of_the_wrong_length_comes_back(held, kept, headers, text, length):
    an, ticket = held

    refused = reply(an, ticket, text, headers=headers)

    assert refused.status_code == 422
    assert "between 1 and 4,000" in refused.text
    assert len(text_in(refused).strip()) == length
    assert said(kept, ticket) == []


@pytest.mark.parametrize(
    ("text", "is_warned"),
    [
        ("Gọi cho tôi: 010-1234-5678", True),
        ("Số đăng ký 900101-5123456", True),
        ("Gọi 1577-1366 hoặc 02-2229-4900 nhé, ngày 2026-11-30", False),
    ],
)
def test_personal_numbers_are_warned_of_once_and_ours_are_not(held, kept, text, is_warned):
    an, ticket = held
    message = str(uuid.uuid4())
    first = reply(an, ticket, text, message, PART)

    assert ("looks like a personal number" in first.text) is is_warned
    assert (said(kept, ticket) == []) is is_warned
    if is_warned:
        assert text_in(first) == text
        assert reply(an, ticket, text, message, PART, sure="1").status_code == 200
    assert said(kept, ticket) == [text]


@pytest.mark.parametrize("headers", [{}, PART])
def test_texts_are_put_after_what_is_written_with_their_korean_beside(held, headers):
    an, ticket = held
    message = str(uuid.uuid4())
    form = {"text": "Chào bạn.", "message": message, "insert": "canned/please-wait"}
    first = an.submit(f"{TICKETS}/{ticket.id}/insert", form, headers=headers)
    form |= {"text": text_in(first), "inserts": ["canned/please-wait"]}
    form |= {"insert": "entry/life-unpaid-wages"}
    second = an.submit(f"{TICKETS}/{ticket.id}/insert", form, headers=headers)

    assert text_in(first).startswith("Chào bạn.\n\nTôi đang tìm hiểu giúp bạn.")
    assert "제가 알아보고 있어요." in first.text
    assert text_in(second).startswith(text_in(first) + "\n\nHãy nộp đơn")
    assert "Nguồn: moel.go.kr" in text_in(second)
    assert message in second.text
    for key in ("canned/please-wait", "entry/life-unpaid-wages"):
        assert f'name="inserts" value="{key}"' in second.text


def test_what_a_reply_rests_on_is_kept_with_it(held, kept):
    an, ticket = held
    inserts = ["canned/greeting", "entry/life-unpaid-wages", "entry/life-bank-and-phone", "x"]

    reply(an, ticket, "Chào bạn", inserts=inserts)

    assert kept.tickets.messages(ticket.id)[0].service == "life-unpaid-wages"
    assert "moel.go.kr" in an.get(f"{TICKETS}/{ticket.id}").text


@pytest.mark.parametrize("key", ["", "canned/x", "entry/x", "passage/x", "<b>"])
def test_what_there_is_not_is_not_put_in(held, key):
    an, ticket = held
    form = {"text": "Chào", "message": "no id", "insert": key, "inserts": [key]}

    page = an.submit(f"{TICKETS}/{ticket.id}/insert", form, headers=PART)

    assert page.status_code == 200
    assert text_in(page) == "Chào"
    assert 'name="inserts"' not in page.text


def test_texts_are_found_in_any_language_for_the_person_s(held):
    an, ticket = held
    part = an.submit(f"{TICKETS}/{ticket.id}/texts", {"q": "임금체불"}, headers=PART)
    page = an.submit(f"{TICKETS}/{ticket.id}/texts", {"q": "임금체불", "text": "Chào"})

    for shown in (part, page):
        assert 'value="entry/life-unpaid-wages"' in shown.text
        assert "Hãy nộp đơn khiếu nại" in shown.text
    assert "<html" not in part.text
    assert text_in(page) == "Chào"
    nothing = an.submit(f"{TICKETS}/{ticket.id}/texts", {"q": " "}, headers=PART)
    assert "Put in" not in nothing.text
