import re

import pytest
from pydantic import ValidationError

from knowledge.dangers import Danger
from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT
from knowledge.schema import Urgency

NAMES = sorted(path.stem for path in (CONTENT_ROOT / "dangers").glob("*.yaml"))
POLICE = "line-112"
NUMBER = re.compile(r"\+?\d[\d-]+\d")
NUMERAL = re.compile(r"\d+")
SCRIPTS = {
    Language.KO: re.compile("[가-힣]"),
    Language.EN: re.compile("[A-Za-z]"),
    Language.ZH: re.compile("[\u4e00-\u9fff]"),
    Language.VI: re.compile("[à-ỹđĐ]"),
    Language.MN: re.compile("[А-Яа-яӨөҮү]"),
}


@pytest.fixture(params=NAMES)
def danger(request, knowledge):
    return knowledge.dangers[request.param]


def texts(danger):
    return (danger.title, *danger.do, danger.meaning, *danger.silently)


def test_there_are_cards_and_each_has_a_rank_of_its_own(knowledge):
    ranks = [danger.rank for danger in knowledge.dangers.values()]

    assert len(ranks) == len(set(ranks)) >= 8


def test_only_wages_are_no_emergency(knowledge):
    calm = {one.id for one in knowledge.dangers.values() if one.urgency is not Urgency.EMERGENCY}

    assert calm == {"wages-injury"}


def test_a_card_has_exactly_two_lines_of_what_to_do(danger):
    assert len(danger.do) == 2


def test_whom_to_call_where_to_go_and_what_to_read_all_exist(danger, knowledge):
    assert set(danger.lines) <= set(knowledge.lines)
    assert set(danger.day_centers) <= set(knowledge.centers)
    assert set(danger.entries) <= set(knowledge.entries)
    assert danger.entries, "leads to no entry"
    assert len(set(danger.lines)) == len(danger.lines)


def test_a_line_that_speaks_the_language_is_always_among_those_to_call(danger, knowledge):
    for language in Language:
        spoken = [knowledge.lines[name].languages for name in danger.lines]
        assert any(one and language.value in one.codes for one in spoken), language


def test_the_number_to_call_first_is_said_in_the_two_lines(danger, knowledge):
    first = knowledge.lines[danger.lines[0]].numbers[0]

    for language in Language:
        assert first in " ".join(step.in_language(language) for step in danger.do), language


def test_numbers_are_only_those_of_the_lines_of_the_card(danger, knowledge):
    allowed = {number for name in danger.lines for number in knowledge.lines[name].numbers}
    for language in Language:
        for text in (*(one.in_language(language) for one in texts(danger)), danger.say):
            assert set(NUMBER.findall(text)) <= allowed, (language, text)


def test_every_text_is_in_its_language(danger):
    strays = [
        (language, text)
        for language, script in SCRIPTS.items()
        for text in (one.in_language(language) for one in texts(danger))
        if not script.search(text)
    ]

    assert strays == []
    assert SCRIPTS[Language.KO].search(danger.say)


def test_every_language_says_the_same_numbers(danger):
    for text in texts(danger):
        numerals = {
            language: sorted(set(NUMERAL.findall(text.in_language(language))))
            for language in Language
        }
        assert len(set(map(tuple, numerals.values()))) == 1, numerals


def test_the_texts_of_the_languages_differ(danger):
    for text in texts(danger):
        assert len({text.in_language(language) for language in Language}) == len(Language)


def test_how_it_sounds_is_in_latin_letters(danger):
    assert re.fullmatch(r"[A-Za-z' .,!?-]+", danger.sound)


def test_how_to_call_unheard_is_said_where_the_police_is_called_first(danger):
    if danger.lines[0] == POLICE and danger.id != "scam":
        assert danger.silently
    for step in danger.silently:
        assert all("112" in step.in_language(language) for language in Language)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"do": [{}]}, "do"),
        ({"rank": 0}, "rank"),
        ({"lines": []}, "lines"),
        ({"sources": []}, "sources"),
        ({"say": " "}, "say"),
        ({"urgency": "soon"}, "urgency"),
        ({"sung": "la"}, "sung"),
        ({"entry": "No Entry"}, "entry"),
    ],
)
def test_a_card_that_is_not_whole_is_refused(change, field, knowledge):
    whole = knowledge.dangers["scam"].model_dump()

    with pytest.raises(ValidationError) as error:
        Danger(**whole | change)

    assert field in {detail["loc"][0] for detail in error.value.errors()}


def test_three_lines_of_what_to_do_are_too_many(knowledge):
    whole = knowledge.dangers["scam"].model_dump()

    with pytest.raises(ValidationError):
        Danger(**whole | {"do": [*whole["do"], whole["title"]]})


def test_the_nearest_entry_comes_before_the_related(knowledge):
    near = knowledge.dangers["scam"].model_copy(update={"entry": "a", "related": ("b", "c")})

    assert near.entries == ("a", "b", "c")
    assert near.model_copy(update={"entry": None}).entries == ("b", "c")
