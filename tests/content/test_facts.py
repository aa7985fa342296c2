import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.figures import fill
from knowledge.languages import Language

FACTS = [
    json.loads(line)
    for line in (Path(__file__).parent / "facts.jsonl").read_text("utf-8").splitlines()
]
NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
UNITS = {"백만원": 1_000_000, "천원": 1_000, "만명": 10_000}


def plain(value):
    """Bring a figure to one form: `11,539명`, `2,941백만원` and `24.8만명` are plain numbers."""
    if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value):
        return value
    match = NUMERAL.match(value)
    if not match or (":" in value):
        return value.replace(" ", "")
    factor = UNITS.get(value[match.end() :], 1)
    return f"{(Decimal(match[0].replace(',', '')) * factor).normalize():f}"


@pytest.fixture(scope="session")
def held(knowledge):
    """What is held under each id: every figure, every numeral, and the Korean text itself."""

    def under(name):
        entry = knowledge.entries[name]
        retold = [
            item
            for document in knowledge.documents.values()
            for item in document.passages
            if item.service == name
        ]
        told = [(entry.title.ko, {}), (entry.answer.ko, entry.figures)]
        told += [(entry.caution.ko, entry.figures)] if entry.caution else []
        told += [(f"{item.title} {item.text}", item.figures) for item in retold]
        text = " ".join(fill(words, figures, Language.KO) for words, figures in told)
        figures = {str(f.value) for _, known in told for f in known.values()}
        return {plain(value) for value in figures | {*NUMERAL.findall(text)}}, text.replace(" ", "")

    return {name: under(name) for name in {fact["id"] for fact in FACTS}}


def test_the_list_holds_two_hundred_facts_of_most_ids():
    assert len({fact["fact"] for fact in FACTS}) >= 200
    assert len({fact["id"] for fact in FACTS}) >= 60


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['fact']}={fact['value']}")
def test_a_fact_is_held_under_its_id(fact, held):
    values, text = held[fact["id"]]
    value = plain(fact["value"])

    assert value in (values if re.fullmatch(r"[\d.-]+", value) else text)
