import unicodedata

import pytest

from bot.readings import (
    LETTER_READINGS,
    WORD_READINGS,
    Typed,
    characters,
    jamo,
    mongolian_forms,
    plain_forms,
    syllables,
    vietnamese_forms,
    vietnamese_spellings,
    words,
)
from index.spelling import normalise
from knowledge.languages import Language


def composed(text):
    return unicodedata.normalize("NFC", jamo(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("때렸어요", "떼렷어요"),
        ("맞았어", "맞앗어"),
        ("얘", "예"),
        ("에", "애"),
        ("앞", "압"),
        ("않", "안"),
        ("싫", "실"),
        ("값", "갑"),
        ("앉", "안"),
        ("깎", "깍"),
        ("몫", "목"),
    ],
)
def test_syllables_that_sound_alike_are_read_alike(one, other):
    assert jamo(one) == jamo(other)


@pytest.mark.parametrize(
    ("one", "other"), [("달", "탈"), ("발", "팔"), ("말", "멀"), ("가다", "까다"), ("산", "상")]
)
def test_syllables_that_sound_different_stay_apart(one, other):
    assert jamo(one) != jamo(other)


@pytest.mark.parametrize(
    "text", ["죽고싶어", "죽고 싶어", "죽 고 싶 어!", "죽고_싶어...", "‘죽고’ 싶어"]
)
def test_spaces_and_punctuation_are_not_read_in_korean(text):
    assert jamo(text) == jamo("죽고싶어")


def test_a_stem_stands_at_the_beginning_of_its_conjugations():
    assert jamo("때렸어요").startswith(jamo("때려"))
    assert jamo("살려줘").startswith(jamo("살려"))


def test_a_drawn_out_syllable_is_read_once():
    assert composed("아아아아파") == "아파"
    assert composed("아아파") == "아아파"


def test_jamo_are_single_letters():
    assert len(jamo("칼")) == 3
    assert len(jamo("나")) == 2


@pytest.mark.parametrize("text", ["救命", "救 命！", "救…命。"])
def test_spaces_and_punctuation_are_not_read_in_chinese(text):
    assert characters(normalise(text)) == "救命"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("I can't stop-it", ["i", "cant", "stop", "it"]),
        ("I can’t", ["i", "cant"]),
        ("a_b, 112!", ["a", "b", "112"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words(text, read):
    assert words(normalise(text)) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("jiu ming", ["jiu", "ming"]),
        ("jiuming", ["jiu", "ming"]),
        ("jiù mìng", ["jiu", "ming"]),
        ("woxiangsi", ["wo", "xiang", "si"]),
        ("zhuang", ["zhuang"]),
        ("xian", ["xian"]),
        ("xi'an", ["xian"]),
        ("xi an", ["xi", "an"]),
        ("nüren", ["nu", "ren"]),
        ("lvshi", ["lv", "shi"]),
        ("hello", ["hello"]),
        ("help jiuming", ["help", "jiu", "ming"]),
        ("xyz 110", ["xyz", "110"]),
    ],
)
def test_pinyin_is_cut_into_syllables_and_other_words_stay_whole(text, read):
    assert syllables(normalise(text)) == read


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("thuý", "thúy"), ("cưú", "cứu")])
def test_a_vietnamese_tone_may_stand_on_either_vowel(one, other):
    assert vietnamese_forms(normalise(one)) == vietnamese_forms(normalise(other))


@pytest.mark.parametrize(("one", "other"), [("má", "mà"), ("ma", "má"), ("giêt", "giết")])
def test_a_typed_vietnamese_word_keeps_its_tone(one, other):
    assert vietnamese_forms(normalise(one)) != vietnamese_forms(normalise(other))


@pytest.mark.parametrize(
    "typed", ["giết", "giet", "cứu", "cuu", "đánh", "danh", "hòa", "hoà", "hoa"]
)
def test_a_vietnamese_phrase_is_met_with_its_marks_or_with_none(typed):
    phrases = {"giết", "cứu", "đánh", "hòa"}
    met = {form for word in phrases for form in vietnamese_spellings(normalise(word))}

    assert set(vietnamese_forms(normalise(typed))) <= met


def test_a_vietnamese_phrase_is_not_met_with_half_its_marks():
    assert not set(vietnamese_forms("cưu")) & set(vietnamese_spellings("cứu"))


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("аюултай", ("ayultai", "ayuultai")),
        ("хүүхэд", ("huuhed", "khuukhed", "xuuxed")),
        ("цагдаа", ("tsagdaa", "cagdaa", "tsagda")),
        ("өвдөж", ("uvduj", "ovdoj")),
        ("үхмээр", ("uhmeer", "ukhmeer")),
    ],
)
def test_a_mongolian_word_has_one_skeleton_in_either_script(cyrillic, latin):
    for word in latin:
        assert mongolian_forms(word) == mongolian_forms(cyrillic)


def test_a_mongolian_skeleton_tells_words_apart():
    assert mongolian_forms("хүүхэд") != mongolian_forms("хүүхэн")


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("help", ("help",)),
        ("hello", ("hello",)),
        ("heeelp", ("help", "heelp")),
        ("killl", ("kil", "kill")),
        ("khám", ("kham",)),
        ("1111", ("1111",)),
    ],
)
def test_drawn_out_letters_are_read_once_and_twice(word, forms):
    assert plain_forms(word) == forms


def test_drawn_out_letters_are_drawn_in_in_vietnamese_too():
    assert vietnamese_forms("cứu")[0] in vietnamese_forms("cứuuuu")
    assert "cuu" in vietnamese_forms("cuuuuu")


def test_every_language_is_read_by_words_and_two_also_by_letters():
    assert set(WORD_READINGS) == set(Language)
    assert set(LETTER_READINGS) == {Language.KO, Language.ZH}


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Help 도와", Typed("help 도와", True, False, True, False, False)),
        ("救命", Typed("救命", False, True, False, False, False)),
        ("Хүн", Typed("хүн", False, False, False, True, False)),
        ("Cứu", Typed("cứu", False, False, True, False, True)),
        ("１１９?!", Typed("119?!", False, False, False, False, False)),
        ("幫助", Typed("帮助", False, True, False, False, False)),
        ("", Typed("", False, False, False, False, False)),
    ],
)
def test_a_message_is_read_once_in_its_normal_form(text, typed):
    assert Typed.of(text) == typed
