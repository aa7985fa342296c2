import pytest

from bot.phrasebook import NOTHING, Phrasebook
from bot.readings import Typed
from knowledge.languages import Language
from knowledge.phrases import PhraseBook, Phrases

WORDS = {"he": ("husband", "boss"), "hit": ("hit", "beat*")}
SYLLABLES = "가나다라마바사아자차카타파하거너더러머버"
HAN = "甲乙丙丁戊己庚辛壬癸子丑"


def told(text, *certain, language="en", likely=(), **more):
    """Read a text by a book whose one danger is `harm`."""
    harm = Phrases(certain=certain, likely=likely)
    book = PhraseBook(id=Language(language), dangers={"harm": harm}, **more)
    return Phrasebook(book).read(Typed.of(text))


def alarms(text, *certain, **more):
    return told(text, *certain, **more).dangers == {"harm"}


@pytest.mark.parametrize(
    ("text", "is_met"),
    [
        ("he hit me", True),
        ("Then HE HIT me!", True),
        ("he really hit me", False),
        ("me he hit", False),
        ("he hit", False),
        ("", False),
    ],
)
def test_words_beside_one_another_stand_beside_one_another(text, is_met):
    assert alarms(text, "he hit me") is is_met


@pytest.mark.parametrize(
    ("text", "is_met"),
    [
        ("husband hit me", True),
        ("my boss beats me", True),
        ("my boss is angry", False),
        ("hit by my boss", False),
        ("husbands", False),
    ],
)
def test_a_name_stands_for_any_of_its_words_in_their_order(text, is_met):
    assert alarms(text, "<he> <hit>", words=WORDS) is is_met


@pytest.mark.parametrize("rule", ["<he> <hit>", "<he> .. <hit>", "husband .. hit", "husband..hit"])
@pytest.mark.parametrize(("between", "is_met"), [(0, True), (1, True), (6, True), (7, False)])
def test_room_is_for_six_words(rule, between, is_met):
    text = " ".join(["husband", *["so"] * between, "hit"])

    assert alarms(text, rule, words=WORDS) is is_met


@pytest.mark.parametrize(("between", "is_met"), [(0, True), (18, True), (19, False)])
def test_room_is_for_eighteen_korean_syllables_without_a_final(between, is_met):
    assert alarms(f"남편{SYLLABLES[:between]}때려", "남편 .. 때려", language="ko") is is_met


@pytest.mark.parametrize(("between", "is_met"), [(0, True), (10, True), (11, False)])
def test_room_is_for_ten_chinese_characters(between, is_met):
    assert alarms(f"老公{HAN[:between]}打我", "老公 .. 打我", language="zh") is is_met


@pytest.mark.parametrize("text", ["hit by my husband", "my husband hit me"])
def test_parts_may_come_in_either_order(text):
    assert alarms(text, "<he> & <hit>", words=WORDS)


@pytest.mark.parametrize(
    "text", ["때려요 우리 남편이", "우리 남편이 때려요", "남편이 저를 매일 때려요"]
)
def test_parts_in_hangul_may_come_in_either_order(text):
    assert alarms(text, "남편 & 때려", language="ko")


@pytest.mark.parametrize(("between", "is_met"), [(12, True), (13, False)])
def test_parts_may_be_twice_as_far_apart(between, is_met):
    text = " ".join(["hit", *["so"] * between, "husband"])

    assert alarms(text, "<he> & <hit>", words=WORDS) is is_met


def test_all_parts_must_be_there_and_none_twice_in_one_place():
    assert not alarms("my husband", "<he> & <hit>", words=WORDS)
    assert not alarms("hit", "hit & hit")
    assert alarms("hit hit", "hit & hit")


def test_a_part_keeps_its_order_within():
    assert alarms("now my husband hit me", "<he> <hit> & now", words=WORDS)
    assert not alarms("now hit by my husband", "<he> <hit> & now", words=WORDS)


@pytest.mark.parametrize(
    ("text", "is_met"),
    [
        ("help", True),
        ("HELP!!", True),
        ("please help now", True),
        ("now please, help", True),
        ("helllp", True),
        ("help with my visa", False),
        ("please", False),
    ],
)
def test_a_whole_message_says_nothing_else_but_fillers(text, is_met):
    assert alarms(text, "=help", fillers=("please", "now")) is is_met


@pytest.mark.parametrize(
    ("text", "is_met"),
    [("도와줘", True), ("제발 도와 줘요!", True), ("비자 연장 도와줘", False), ("제발", False)],
)
def test_a_whole_message_in_hangul_says_nothing_else_but_fillers(text, is_met):
    fillers = ("제발", "요")

    assert alarms(text, "=도와줘", language="ko", fillers=fillers) is is_met


@pytest.mark.parametrize(
    ("text", "is_met"),
    [
        ("killing time", False),
        ("he kills time and reads", False),
        ("he kills me", True),
        ("he kills time, then he kills me", True),
        ("kills me time", True),
    ],
)
def test_an_idiom_is_harmless_where_it_stands_and_nowhere_else(text, is_met):
    assert alarms(text, "kill*", idioms=("kill* time",)) is is_met


@pytest.mark.parametrize(("text", "is_met"), [("배고파 죽겠어", False), ("죽겠어 배고파", True)])
def test_an_idiom_in_hangul_is_harmless_where_it_stands(text, is_met):
    assert alarms(text, "죽겠어", language="ko", idioms=("배고파 죽겠어",)) is is_met


def test_a_topic_silences_what_is_likely_wherever_it_stands():
    for text in ("he hit me in the movie", "movie where he hit me"):
        assert not alarms(text, likely=("he hit me",), topics=("movie",))
    assert alarms("he hit me", likely=("he hit me",), topics=("movie",))


def test_a_topic_does_not_silence_what_is_certain():
    assert alarms("he hit me in the movie", "he hit me", topics=("movie",))


def test_a_rule_of_either_kind_tells_of_its_own_danger():
    book = PhraseBook(
        id=Language.EN,
        dangers={
            "fire": Phrases(certain=("fire",)),
            "scam": Phrases(likely=("scam",)),
            "harm": Phrases(certain=("harm",)),
        },
    )

    assert Phrasebook(book).read(Typed.of("fire! a scam")).dangers == {"fire", "scam"}


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("I want to talk to a person", True),
        ("talk to my boss", False),
        ("a person hit me", False),
    ],
)
def test_a_human_being_is_asked_for(text, is_asked):
    one = told(text, "hit me", person=("talk .. person",))

    assert one.asks_for_person is is_asked


def test_one_message_may_ask_for_a_human_being_and_tell_of_danger():
    one = told("he hit me, let me talk to a person", "hit me", person=("talk .. person",))

    assert one.asks_for_person
    assert one.dangers == {"harm"}


def test_an_idiom_is_no_request_for_a_human_being():
    more = {"person": ("person",), "idioms": ("person in charge",)}

    assert not told("the person in charge", **more).asks_for_person
    assert told("a person", **more).asks_for_person


def test_korean_is_read_by_letters_and_in_latin_letters_by_words():
    rules = ("살려줘", "sallyeo jwo")

    for text in ("살려 줘", "Sallyeo jwo!", "please 살려줘"):
        assert alarms(text, *rules, language="ko"), text
    assert not alarms("sallyeo", *rules, language="ko")


def test_chinese_is_read_in_either_script_and_in_pinyin():
    for text in ("帮帮我", "幫幫我", "bangbang wo", "bāng bāng wǒ"):
        assert alarms(text, "帮帮我", "bang bang wo", language="zh"), text


@pytest.mark.parametrize(
    ("language", "rule", "text"),
    [
        ("vi", "cứu tôi", "cuu toi voi"),
        ("vi", "cứu tôi", "cưú tôi"),
        ("mn", "намайг .. зодсон", "namaig nuhur maani zodson"),
        ("en", "strangl*", "he strangeld me and strangled me"),
    ],
)
def test_a_rule_meets_the_ways_its_words_are_typed(language, rule, text):
    assert alarms(text, rule, language=language)


def test_an_ordinary_word_is_not_taken_for_a_word_of_a_rule():
    assert alarms("a stabled horse", "stabbed")
    assert not alarms("a stabled horse", "stabbed", ordinary=("stabled",))


@pytest.mark.parametrize("text", ["", "?!", "112", "🙂", "남편", "救命"])
def test_a_message_without_letters_of_the_language_tells_nothing(text):
    assert told(text, "help", person=("person",)) == NOTHING


def test_a_message_that_says_the_same_a_hundred_times_says_it():
    assert alarms("my husband hit me " * 100, "<he> <hit> & me & my", words=WORDS)
