import pytest
from pydantic import ValidationError

from knowledge.languages import Language
from knowledge.phrases import PhraseBook, Phrases, Rule, RuleError

NAMES = {"he": (), "hit": ()}


def book(**more):
    return PhraseBook(**{"id": "en", "dangers": {}} | more)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("he hit me", (("he hit me",),)),
        ("<he> <hit>", (("<he>", "<hit>"),)),
        ("<he><hit>", (("<he>", "<hit>"),)),
        ("my <he> hit me", (("my", "<he>", "hit me"),)),
        ("he .. hit .. me", (("he", "hit", "me"),)),
        ("he..hit", (("he", "hit"),)),
        ("<he> .. <hit>", (("<he>", "<hit>"),)),
        ("<he> & hit me", (("<he>",), ("hit me",))),
        ("now & <he> .. hit & me", (("now",), ("<he>", "hit"), ("me",))),
        ("dr. kim", (("dr. kim",),)),
        ("strangl* me", (("strangl* me",),)),
        ("  he  ", (("he",),)),
    ],
)
def test_a_rule_is_parts_in_any_order_of_items_in_their_order(text, parts):
    assert Rule.parse(text, NAMES) == Rule(parts, whole=False)


def test_an_equals_sign_in_front_means_that_nothing_else_is_said():
    assert Rule.parse("=help", NAMES) == Rule((("help",),), whole=True)
    assert Rule.parse("= <he> .. help", NAMES) == Rule((("<he>", "help"),), whole=True)


@pytest.mark.parametrize("text", ["", " ", "=", "..", "& he", "he &", "he & .. & me", "he & & me"])
def test_an_empty_rule_or_part_is_refused(text):
    with pytest.raises(RuleError, match="has an empty part"):
        Rule.parse(text, NAMES)


@pytest.mark.parametrize("text", ["<she> hit me", "<he> & <she>", "=<she>"])
def test_words_that_the_book_does_not_have_are_named(text):
    with pytest.raises(RuleError, match="names words that are not there: <she>"):
        Rule.parse(text, NAMES)


@pytest.mark.parametrize("text", ["<he hit me", "he> hit me", "<he hit <hit>", "<>", "< he> hit"])
def test_brackets_that_hold_no_name_are_refused(text):
    with pytest.raises(RuleError):
        Rule.parse(text, NAMES)


@pytest.mark.parametrize(
    "place",
    [
        {"dangers": {"harm": {"certain": ["<she> hit"]}}},
        {"dangers": {"harm": {"likely": ["<she> hit"]}}},
        {"idioms": ["<she> hit"]},
        {"topics": ["<she> hit"]},
        {"person": ["<she> hit"]},
    ],
)
def test_a_rule_that_cannot_be_read_is_named_wherever_it_stands(place):
    with pytest.raises(ValidationError, match="'<she> hit' names words that are not there: <she>"):
        book(words={"he": ["he"]}, **place)


def test_all_rules_that_cannot_be_read_are_named_at_once():
    with pytest.raises(ValidationError) as error:
        book(idioms=["<a> time"], topics=["movie", "a &"], person=["<b>"])

    message = error.value.errors()[0]["msg"]
    assert "'<a> time' names words that are not there: <a>" in message
    assert "'a &' has an empty part" in message
    assert "'<b>' names words that are not there: <b>" in message
    assert "movie" not in message


@pytest.mark.parametrize("name", ["He", "2", "the boss", "", "h-e"])
def test_words_have_a_plain_name(name):
    with pytest.raises(ValidationError):
        book(words={name: ["he"]})


@pytest.mark.parametrize(
    "wrong", [{"id": "ja"}, {"id": None}, {"unknown": []}, {"person": "talk"}, {"person": [""]}]
)
def test_what_is_no_field_of_a_book_is_refused(wrong):
    with pytest.raises(ValidationError):
        book(**wrong)


def test_a_book_yields_every_rule_once():
    rules = book(
        dangers={
            "harm": {"certain": ["hit me"], "likely": ["beat me"]},
            "fire": Phrases(certain=("fire",)),
        },
        idioms=["kill time"],
        topics=["movie"],
        person=["a person"],
        ordinary=["stable"],
        fillers=["please"],
        small_words=["and"],
    ).rules()

    assert list(rules) == ["hit me", "beat me", "fire", "kill time", "movie", "a person"]


def test_a_book_may_be_of_any_of_the_five_languages():
    assert [book(id=language.value).id for language in Language] == list(Language)
