import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from adapters.web.console.learning.standing import EntryOrder, standings
from bot.learning import Tally
from knowledge.languages import Language
from knowledge.staleness import TRANSLATIONS

TODAY = date(2026, 11, 27)
LINK = re.compile(r'href="/console/items/entry/([\w-]+)"')


def row_of(page, name):
    rows = re.findall(r'<tr role="row">.*?</tr>', page.text, re.DOTALL)
    return unescape(next(row for row in rows if f"/entry/{name}" in row))


def test_every_entry_is_listed_the_most_used_first(editor, count, ieum):
    count(asked=7)
    count(asked=9, service="life-kiip")
    count(asked=50, service="life-kiip", back=40)

    names = LINK.findall(editor.get("/console/learning/entries").text)

    assert names[:2] == ["life-kiip", "life-unpaid-wages"]
    assert set(names) == set(ieum.knowledge.entries)
    assert ">9<" in row_of(editor.get("/console/learning/entries"), "life-kiip")
    assert ">59<" in row_of(editor.get("/console/learning/entries?days=90"), "life-kiip")


def test_a_share_of_few_opinions_is_said_to_say_little(editor, count):
    count(useful=1, not_useful=3)
    count(service="life-kiip", useful=40, not_useful=60)
    page = editor.get("/console/learning/entries")

    few, many = row_of(page, "life-unpaid-wages"), row_of(page, "life-kiip")
    assert "25 % (1 of 4)" in few
    assert "too few to tell" in few
    assert "40 % (40 of 100)" in many
    assert "few" not in many
    assert "nobody said" in row_of(page, "life-tourism")
    assert "/console/learning/answers?service=life-kiip" in many


def test_few_opinions_do_not_stand_before_many(editor, count):
    count(service="life-tourism", not_useful=1)
    count(service="life-kiip", useful=40, not_useful=60)
    count(useful=100)

    names = LINK.findall(editor.get("/console/learning/entries?sort=usefulness").text)

    assert names[0] == "life-kiip"
    assert names.index("life-tourism") < names.index("life-unpaid-wages")


def test_what_is_out_of_date_comes_first(knowledge):
    fresh = knowledge.entries["life-kiip"]
    stale = replace_made_from(fresh)
    entries = {**knowledge.entries, "life-kiip": stale}
    found = standings(replace(knowledge, entries=entries), {}, TODAY, EntryOrder.STALENESS)

    rank = [one.entry.id for one in found]
    (ours,) = [one for one in found if one.entry.id == "life-kiip"]
    assert ours.stale == TRANSLATIONS
    assert all(one.has_passed for one in found[: rank.index("life-kiip")])


def replace_made_from(entry):
    return entry.model_copy(update={"made_from": None})


@pytest.mark.parametrize("order", EntryOrder)
def test_every_order_lists_all(knowledge, order):
    found = standings(knowledge, {"life-kiip": Tally(3, 1, 1)}, TODAY, order)

    assert len(found) == len(knowledge.entries)
    assert all(set(one.drafted) <= set(Language) for one in found)


@pytest.mark.parametrize("wrong", ["sort=luck", "days=1"])
def test_what_cannot_be_listed_is_refused(editor, wrong):
    assert editor.get(f"/console/learning/entries?{wrong}").status_code == 422
