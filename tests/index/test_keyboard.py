import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.keyboard import hangul_from_keys, keys_from_hangul, words_from_keys


@pytest.mark.parametrize(
    ("keys", "hangul"),
    [
        ("qlwk", "비자"),
        ("dnjfrmq", "월급"),
        ("rkqt", "값"),
        ("djqtsmsep", "없는데"),
        ("gkrry", "학교"),
        ("rkRtk", "갂사"),
        ("QLWK", "삐짜"),
        ("rㅏ!z", "가!ㅋ"),
        ("hello", "ㅗ디ㅣㅐ"),
    ],
)
def test_latin_keys_are_read_as_hangul(keys, hangul):
    assert hangul_from_keys(keys) == hangul


def test_every_syllable_is_read_from_the_keys_that_type_it():
    syllables = [chr(code) for code in range(ord("가"), ord("힣") + 1)]

    keys = [keys_from_hangul(syllable) for syllable in syllables]

    assert all(one.isascii() and one.isalpha() for one in keys)
    assert [hangul_from_keys(one) for one in keys] == syllables


@settings(deadline=None, database=None)
@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=20))
def test_what_hangul_is_typed_with_reads_as_that_hangul(text):
    assert hangul_from_keys(keys_from_hangul(text)) == text


@pytest.mark.parametrize("text", ["", "visa", "free clinic", "123 ?!", "үнэгүй"])
def test_words_that_spell_no_syllables_stay(text):
    assert words_from_keys(text) == text


def test_only_the_words_that_are_korean_are_read():
    assert words_from_keys("E-9 qlwk extension duswkd") == "E-9 비자 extension 연장"


NO_KEYS = st.characters(min_codepoint=0x80, exclude_characters=map(chr, range(0x3131, 0x3164)))


@settings(deadline=None, database=None)
@given(st.text(NO_KEYS | st.just(" "), max_size=40))
def test_what_no_key_types_stays(text):
    assert words_from_keys(text) == hangul_from_keys(text) == text


@settings(deadline=None, database=None)
@given(st.text("qwertyuiopasdfghjklzxcvbnm QWERT?1", max_size=30))
def test_each_word_is_read_or_stays_as_it_was(text):
    for typed, read in zip(text.split(" "), words_from_keys(text).split(" "), strict=True):
        assert read in {typed, hangul_from_keys(typed)}


def test_what_is_no_syllable_is_typed_as_it_stands():
    assert keys_from_hangul("E-9 비자, 값?") == "E-9 qlwk, rkqt?"
