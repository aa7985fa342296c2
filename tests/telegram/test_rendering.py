import dataclasses

import pytest

from adapters.telegram_chat.blocks import messages
from adapters.telegram_chat.rendering import blocks_of, contact_block, keyboard_of, source_blocks
from bot.reply import Citation, Contact, Message
from knowledge.languages import Language


@pytest.fixture
def ask(ieum):
    return lambda text: ieum.assistant.respond(Message(text))


def data_of(markup):
    return [key.callback_data for row in markup.inline_keyboard for key in row] if markup else []


def text_of(reply):
    return "\n\n".join(messages(blocks_of(reply)))


@pytest.mark.parametrize("language", Language)
def test_every_entry_fits_into_one_message_in_every_language(ieum, language):
    for entry in ieum.knowledge.entries.values():
        reply = ieum.assistant.show(entry, language)
        (text,) = messages(blocks_of(reply))
        assert text.startswith("<b>")
        assert reply.title.partition("&")[0] in text
        assert all(len(data.encode()) <= 64 for data in data_of(keyboard_of(reply)))


def test_an_answer_names_at_most_three_to_call_and_its_source(ask):
    reply = ask("free clinic for migrants")
    text = text_of(reply)
    assert sum(line.startswith("☎") for line in text.splitlines()) <= 3
    assert "<b>Source: </b>" in text.splitlines()[-1]
    assert data_of(keyboard_of(reply)) == [
        "s:free-clinic-dongbu",
        "q:free-clinic-dongbu",
        f"v:{reply.center}",
        "u:free-clinic-dongbu",
        "n:free-clinic-dongbu",
    ]


def test_an_emergency_begins_with_what_to_do(ask):
    reply = ask("my husband hits me")
    title, steps, calls, *_ = messages(blocks_of(reply))[0].split("\n\n")
    assert title == f"<b>{reply.card.title}</b>"
    assert steps == "<b>" + "\n".join(reply.card.steps) + "</b>"
    assert "☎ 112 — " in calls
    assert calls.startswith("<b>☎")
    assert not any(data[0] in "unsqp" for data in data_of(keyboard_of(reply)))


def test_a_danger_beside_the_matter_stands_first(ask):
    reply = ask("my boss did not pay my wages")
    assert reply.card
    _title, steps, *_ = text_of(reply).split("\n\n")
    assert steps == "<b>" + "\n".join(reply.card.steps) + "</b>"


def test_a_person_is_offered_where_there_is_no_answer_and_not_in_groups(ask):
    reply = ask("What is the capital of France?")
    assert data_of(keyboard_of(reply)) == ["p"]
    assert keyboard_of(reply, in_group=True) is None


def test_choices_and_languages_are_buttons(ask):
    hello, topik = ask("hello"), ask("TOPIK")
    assert data_of(keyboard_of(hello)) == [f"e:{choice.id}" for choice in hello.choices]
    assert {*data_of(keyboard_of(topik))} == {f"w:{language}" for language in Language}
    assert "☎" not in text_of(topik)


def test_markup_in_what_is_known_is_text(ask):
    reply = dataclasses.replace(ask("free clinic for migrants"), title="<i>", body="1 < 2 & 3")
    assert text_of(reply).startswith("<b>&lt;i&gt;</b>")
    assert "1 &lt; 2 &amp; 3" in text_of(reply)


def test_a_contact_without_anything_but_a_name():
    contact = Contact(id="x", name="Center", korean_name="", about="")
    assert contact_block(contact, Language.EN).html() == "<b>Center</b>"
    assert contact_block(contact, Language.EN, "1.0 km").html() == "<b>Center</b>\n1.0 km"


def test_doubt_is_said_of_numbers_and_sources(ieum):
    doubtful = [
        ieum.assistant.show(entry, Language.EN) for entry in ieum.knowledge.entries.values()
    ]
    assert any("(please confirm)" in text_of(reply) for reply in doubtful)
    citations = [citation for reply in doubtful for citation in reply.citations]
    unsure = next(one for one in citations if one.sureness != "V")
    assert isinstance(unsure, Citation)
    (block,) = source_blocks((unsure,), Language.EN)
    assert block.text.endswith("— not confirmed")
