from dataclasses import replace
from datetime import date

import pytest
import yaml

from bot.answer import Draft, Writer
from bot.assistant import Assistant
from bot.reply import Message
from index.fusion import Found
from knowledge.languages import Language
from knowledge.loader import load_knowledge
from knowledge.passages import Part, Passage

WAGES = "life-unpaid-wages"
TODAY = date(2025, 5, 1)


@pytest.fixture
def told(tiny_root):
    path = next((tiny_root / "reports").glob("*.yaml"))
    document = yaml.safe_load(path.read_text("utf-8"))
    document["passages"] = [
        {
            "id": "wages-claims",
            "section": "IV-2",
            "service": WAGES,
            "title": "임금 상담",
            "text": "{count}명이 02-999-9999로 상담했어요.",
            "figures": {"count": {"value": 1234}},
        }
    ]
    path.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    knowledge = load_knowledge(tiny_root)
    text = "임금 상담. 1,234명이 02-999-9999로 상담했어요."
    origin = f"{path.stem}/wages-claims"
    return knowledge, Passage(WAGES, Language.KO, Part.RETELLING, text, origin)


@pytest.mark.parametrize("language", list(Language))
def test_a_passage_is_quoted_in_korean_with_section_and_date(told, language):
    knowledge, passage = told

    (quote,) = Writer(knowledge).with_retelling(Draft(), passage, language).quotes

    assert quote.text == "임금 상담. 1,234명이 …로 상담했어요."
    assert "IV-2" in quote.source
    assert "2025" in quote.source


def test_no_passage_changes_nothing(told):
    assert Writer(told[0]).with_retelling(Draft(), None, Language.EN) == Draft()


def test_a_reply_quotes_the_passage_that_was_found(told, surely, finder):
    knowledge, passage = told
    (hit,) = surely(WAGES).hits
    found = Found((replace(hit, retelling=passage),))
    assistant = Assistant(knowledge, finder(found), Language.EN)

    reply = assistant.respond(Message("how many people asked?"))

    assert [quote.text for quote in reply.quotes] == ["임금 상담. 1,234명이 …로 상담했어요."]
    assert "The source says more about this, in Korean:" in reply.text


@pytest.mark.parametrize("language", list(Language))
def test_a_stale_translation_is_shown_with_the_korean(tiny_root, language):
    path = tiny_root / "life" / f"{WAGES}.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    content["made_from"] |= {"vi": "00000000", "mn": "00000000"}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    knowledge = load_knowledge(tiny_root)
    entry = knowledge.entries[WAGES]

    draft = Writer(knowledge).entry(entry, language, TODAY)

    korean = Writer(knowledge).entry(entry, Language.KO, TODAY).body
    stale = language in {Language.VI, Language.MN}
    assert [quote.text for quote in draft.quotes] == ([korean] if stale else [])
