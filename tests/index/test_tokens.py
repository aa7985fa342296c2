import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.tokens import (
    lexical_tokens,
    visa_codes,
)
from knowledge.languages import Language


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("E9 비자", ["E-9"]),
        ("e-9 or D 10-1", ["E-9", "D-10-1"]),
        ("ф-6 виз", ["F-6"]),
        ("Ｈ－２", ["H-2"]),
        ("F-02-07", ["F-2-7"]),
        ("E-9에서 F-2로", ["E-9", "F-2"]),
        ("ARC 12, be9, E-999, Z-1, 2e9", []),
    ],
)
def test_visa_codes_are_read_as_people_type_them(text, codes):
    assert visa_codes(text) == codes


@pytest.mark.parametrize(
    ("text", "language", "tokens"),
    [
        ("비자 연장", None, ["비", "자", "비자", "연", "장", "연장"]),
        ("签证", None, ["签", "证", "签证"]),
        ("E-9", None, ["v:e9", "e", "9"]),
        ("24", None, ["24"]),
        ("ở", None, ["o"]),
        ("phí", None, ["phi", "_^ph", "_phi", "_hi$", "_^phi", "_phi$"]),
        ("bga", None, ["bga", "_^bg", "_bga", "_ga$", "_^bga", "_bga$"]),
        ("bi", Language.MN, ["bi", "m:bi"]),
        ("би", None, ["би", "m:bi"]),
        ("bga", Language.MN, ["bga", "_^bg", "_bga", "_ga$", "_^bga", "_bga$", "m:bga", "c:bg"]),
        ("?! … 🙂", None, []),
        ("", None, []),
    ],
)
def test_a_text_is_cut_into_tokens_by_its_script(text, language, tokens):
    assert lexical_tokens(text, language) == tokens


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("байгаа", "bga", "c:bg"),
        ("зөвшөөрөл", "zuvshuurul", "m:zushurul"),
        ("KHÁM BỆNH", "kham benh", "benh"),
        ("виз E-9", "e9", "v:e9"),
        ("외국인등록증", "외국인 등록", "등록"),
    ],
)
def test_spellings_of_one_word_meet_in_a_token(one, other, shared):
    assert shared in lexical_tokens(one, Language.MN)
    assert shared in lexical_tokens(other, Language.MN)


def test_tokens_are_repeated_as_often_as_they_occur():
    assert lexical_tokens("24 24 48") == ["24", "24", "48"]


@settings(max_examples=150, deadline=None, database=None)
@given(text=st.text(), language=st.sampled_from([None, *Language]))
def test_tokens_hold_nothing_that_would_break_a_query(text, language):
    assert [
        token for token in lexical_tokens(text, language) if re.search(r'[\s"]|^$', token)
    ] == []
