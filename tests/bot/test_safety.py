from dataclasses import replace

import pytest

from bot.safety import ALARM_FROM, SHORT_ALARM_FROM, SILENT_BELOW, Safety
from knowledge.languages import Language
from knowledge.phrases import PhraseBook, Phrases

KO, EN, ZH, VI, MN = Language
HIT, WAGES, FIRE, DYING = (
    "domestic-sexual-violence",
    "wages-injury",
    "medical-fire",
    "suicide",
)
BOOKS = (
    PhraseBook(
        id=EN,
        dangers={
            HIT: Phrases(certain=("hit me",)),
            FIRE: Phrases(certain=("fire", "gas")),
            WAGES: Phrases(likely=("no pay",)),
            DYING: Phrases(certain=("kill myself",)),
        },
        topics=("movie",),
        person=("talk .. person",),
    ),
    PhraseBook(
        id=KO,
        dangers={
            HIT: Phrases(certain=("때려요", "ttaeryeoyo")),
            FIRE: Phrases(certain=("불났어",)),
        },
        person=("사람이랑 통화",),
    ),
    PhraseBook(
        id=ZH, dangers={HIT: Phrases(certain=("打我", "da wo")), FIRE: Phrases(certain=("着火",))}
    ),
    PhraseBook(
        id=VI,
        dangers={HIT: Phrases(certain=("đánh tôi",)), FIRE: Phrases(certain=("cháy", "gas"))},
        person=("gặp người thật",),
    ),
    PhraseBook(
        id=MN,
        dangers={HIT: Phrases(certain=("зодоод",)), FIRE: Phrases(certain=("гал", "gas"))},
    ),
)


@pytest.fixture(scope="module")
def safety(knowledge):
    return Safety(replace(knowledge, phrases={book.id: book for book in BOOKS}))


def dangers(heard):
    return [danger.id for danger in heard.alarm.dangers]


@pytest.mark.parametrize(
    ("text", "danger", "language"),
    [
        ("he hit me", HIT, EN),
        ("남편이 때려요", HIT, KO),
        ("namphyeoni ttaeryeoyo", HIT, KO),
        ("老公打我", HIT, ZH),
        ("laogong da wo", HIT, ZH),
        ("chồng đánh tôi", HIT, VI),
        ("chong danh toi", HIT, VI),
        ("намайг зодоод байна", HIT, MN),
        ("namaig zodood baina", HIT, MN),
        ("cháy nhà", FIRE, VI),
    ],
)
def test_danger_is_heard_in_five_languages(text, danger, language, safety):
    heard = safety.hear(text)

    assert (dangers(heard), heard.alarm.language) == ([danger], language)
    assert heard.alarm.is_emergency
    assert heard.asks_for_person is None


@pytest.mark.parametrize("text", ["", "?", "visa", "비자 연장", "签证", "thị thực", "виз", "112"])
def test_nothing_is_heard_of_danger_where_there_is_none(text, safety):
    heard = safety.hear(text)

    assert (heard.alarm, heard.asks_for_person) == (None, None)


def test_the_gravest_danger_comes_first(safety, knowledge):
    heard = safety.hear("no pay, he hit me, i will kill myself, fire")

    assert dangers(heard) == [FIRE, DYING, HIT, WAGES]
    ranks = [danger.rank for danger in heard.alarm.dangers]
    assert ranks == sorted(ranks)


def test_wages_are_urgent_and_no_emergency_unless_there_is_graver(safety):
    assert not safety.hear("no pay").alarm.is_emergency
    assert safety.hear("no pay and he hit me").alarm.is_emergency


def test_the_dangers_of_several_languages_in_one_message_are_all_heard(safety):
    heard = safety.hear("no pay 着火 남편이 때려요")

    assert dangers(heard) == [FIRE, HIT, WAGES]


def test_a_danger_told_in_two_languages_is_one(safety):
    assert dangers(safety.hear("남편이 때려요 he hit me")) == [HIT]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("please help, there is gas in the house", EN),
        ("gas ở trong nhà, tôi phải làm gì", VI),
        ("gas гарчихлаа, яах вэ", MN),
    ],
)
def test_words_of_several_languages_are_answered_in_that_of_the_message(text, language, safety):
    assert safety.hear(text).alarm.language is language


def test_the_language_told_in_is_chosen_though_the_message_looks_like_another(safety):
    assert safety.hear("비자 때문에 왔는데 he hit me").alarm.language is EN


def test_where_the_message_looks_like_none_of_them_the_first_is_taken(safety):
    assert safety.hear("비자가 있는데요 gas").alarm.language is EN


def test_a_topic_of_one_language_silences_no_other(safety):
    assert safety.hear("no pay in the movie").alarm is None
    assert dangers(safety.hear("movie 남편이 때려요")) == [HIT]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("can I talk to a person", EN),
        ("사람이랑 통화하고 싶어요", KO),
        ("cho tôi gặp người thật", VI),
        ("toi muon gap nguoi that", VI),
    ],
)
def test_a_human_being_is_asked_for_in_the_language_of_the_message(text, language, safety):
    heard = safety.hear(text)

    assert (heard.alarm, heard.asks_for_person) == (None, language)


def test_both_danger_and_the_wish_for_a_human_being_are_heard(safety):
    heard = safety.hear("he hit me, I want to talk to a person")

    assert dangers(heard) == [HIT]
    assert heard.asks_for_person is EN


def test_nothing_is_heard_without_books(knowledge):
    deaf = Safety(replace(knowledge, phrases={}))

    assert deaf.hear("he hit me").alarm is None


class Opinion:
    """Stands for a classifier that thinks this of every message."""

    def __init__(self, probability, danger):
        self._opinion = (probability, danger)

    def estimate(self, text):
        return self._opinion


@pytest.fixture
def safety_with(knowledge):
    """Make a safety layer with a second opinion."""
    books = replace(knowledge, phrases={book.id: book for book in BOOKS})
    return lambda *opinion: Safety(books, Opinion(*opinion))


def test_where_no_phrase_is_met_a_probable_danger_is_heard(safety_with):
    heard = safety_with(ALARM_FROM, FIRE).hear("smoke everywhere in my kitchen")

    assert dangers(heard) == [FIRE]
    assert heard.alarm.language is EN
    unsure = safety_with(ALARM_FROM - 0.01, FIRE)
    assert unsure.hear("smoke everywhere in my kitchen").alarm is None


def test_a_few_short_words_have_to_be_more_probable(safety_with):
    assert safety_with(SHORT_ALARM_FROM - 0.01, FIRE).hear("smoke in my kitchen").alarm is None
    assert dangers(safety_with(SHORT_ALARM_FROM, FIRE).hear("smoke in my kitchen")) == [FIRE]
    assert dangers(safety_with(ALARM_FROM, FIRE).hear("着烟了")) == [FIRE]


@pytest.mark.parametrize("text", ["hello!", "hey!!", "children", "children school", "сайн уу!"])
def test_a_word_or_two_alarm_only_by_a_phrase(text, safety_with):
    assert safety_with(1.0, FIRE).hear(text).alarm is None


def test_a_probable_danger_without_a_card_is_none(safety_with):
    assert safety_with(1.0, "flood").hear("water everywhere").alarm is None


def test_phrases_are_silenced_only_where_danger_is_out_of_the_question(safety_with):
    assert safety_with(SILENT_BELOW - 0.01, FIRE).hear("he hit me").alarm is None
    assert dangers(safety_with(SILENT_BELOW, FIRE).hear("he hit me")) == [HIT]


def test_the_phrases_that_were_met_win_over_what_is_likelier(safety_with):
    assert dangers(safety_with(1.0, FIRE).hear("he hit me")) == [HIT]


def test_a_second_opinion_does_not_hide_the_wish_for_a_human_being(safety_with):
    assert safety_with(0.0, FIRE).hear("talk to a person").asks_for_person is EN


def test_an_empty_message_has_no_second_opinion(safety_with):
    assert safety_with(1.0, FIRE).hear(" ").alarm is None


def test_the_beginning_of_an_endless_message_is_heard(safety):
    assert dangers(safety.hear("he hit me " + "and " * 500_000)) == [HIT]
