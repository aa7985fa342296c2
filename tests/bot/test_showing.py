import re
from datetime import datetime

import pytest

from bot.answer import allowed_numbers
from bot.clock import SEOUL
from bot.lookup_items import items_of
from bot.showing import Showing
from knowledge.languages import Language
from knowledge.phones import long_numbers

SATURDAY_NIGHT = datetime(2026, 11, 28, 23, tzinfo=SEOUL)


@pytest.fixture(scope="module")
def items(knowledge):
    return {item.key: item for item in items_of(knowledge)}


@pytest.fixture(scope="module")
def showing(knowledge, assistant):
    return Showing(knowledge, assistant, lambda: SATURDAY_NIGHT)


def test_an_entry_is_shown_as_the_assistant_answers_with_it(showing, assistant, items, knowledge):
    shown = showing.show(items["entry/life-severance-pay"], Language.VI, "guro")
    reply = assistant.show(knowledge.entries["life-severance-pay"], Language.VI, "guro")
    assert shown.plain == f"{reply.title}\n\n{reply.text}"


@pytest.mark.parametrize("language", Language)
def test_what_is_copied_has_its_source_and_no_number_but_those_allowed(
    showing, items, knowledge, language
):
    allowed = allowed_numbers(knowledge)
    for item in items.values():
        shown = showing.show(item, language)
        assert set(long_numbers(shown.plain)) <= allowed, item.key
        if not item.term:
            assert re.search(r"\d{4}", shown.plain.splitlines()[-1]), item.key


def test_a_center_says_whether_it_is_open(showing, items):
    shown = showing.show(items["center/seoul-global-center"], Language.EN)
    assert shown.says.contacts[0].is_open is False
    assert "Seoul Global Center" in shown.plain
    assert shown.says.contacts[0].opening in shown.plain


def test_a_center_comes_with_its_caution(showing, items, knowledge):
    name = next(name for name, center in knowledge.centers.items() if center.caution)
    shown = showing.show(items[f"center/{name}"], Language.MN)
    assert knowledge.centers[name].caution.mn in shown.plain


def test_a_helpline_says_its_number(showing, items):
    assert "☎ 1345" in showing.show(items["line/line-1345"], Language.ZH).plain


def test_a_passage_stands_in_korean_whoever_reads_it(showing, items):
    passage = next(item for key, item in items.items() if key.startswith("passage/"))
    korean = showing.show(passage, Language.KO)
    assert korean.says.body == showing.show(passage, Language.VI).says.body
    assert "{" not in korean.says.body
    assert korean.says.citations[0].label in korean.plain


def test_a_word_is_shown_with_how_else_it_is_written(showing, items):
    shown = showing.show(items["term/arc"], Language.EN)
    assert shown.plain.startswith("Residence Card (ARC)\n\nARC, alien registration card")


def test_seoul_has_to_have_the_district(showing, items):
    with pytest.raises(KeyError):
        showing.show(items["entry/life-severance-pay"], Language.EN, "busan")
