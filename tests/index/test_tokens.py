import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.tokens import (
    lexical_tokens,
    mongolian_skeleton,
    normalise,
    strip_marks,
    visa_codes,
)
from knowledge.languages import Language


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  Ｆｕｌｌ\u3000ＷＩＤＴＨ \t\n", "full width"),
        ("ЗӨВШӨӨРӨЛ", "зөвшөөрөл"),
        ("KHÁM BỆNH", "khám bệnh"),
        ("kha\u0301m", "khám"),
        ("\u1112\u1161\u11ab글", "한글"),
        ("a\u200bb\x00c\ufeffd\u202ee", "a b c d e"),
        ("\x07 \u200b", ""),
        ("①", "1"),
    ],
)
def test_one_text_has_one_normal_form(text, normal):
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("khám bệnh miễn phí", "kham benh mien phi"),
        ("đường Đồng", "duong Dong"),
        ("үнэгүй эмч й", "үнэгүй эмч й"),
        ("한글 中文", "한글 中文"),
        ("plain", "plain"),
    ],
)
def test_marks_leave_latin_letters_only(text, plain):
    assert strip_marks(text) == plain


@pytest.mark.parametrize(
    "spellings",
    [
        ("зөвшөөрөх", "zuvshuurukh", "zovshoorox", "zowshoorokh"),
        ("үнэгүй", "unegui", "vnegvi"),
        ("цалин", "tsalin", "calin", "tzalin"),
        ("хамт", "khamt", "hamt", "xamt"),
        ("жил", "jil", "zhil", "djil"),
        ("ажилгүй", "ajilgui", "ajilgvi"),
    ],
)
def test_every_spelling_of_a_mongolian_word_has_one_skeleton(spellings):
    assert len({mongolian_skeleton(word) for word in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("ажил", "жил"), ("эмч", "эмнэлэг"), ("хот", "хоол")])
def test_other_mongolian_words_have_other_skeletons(one, other):
    assert mongolian_skeleton(one) != mongolian_skeleton(other)


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


@settings(max_examples=150, deadline=None, database=None)
@given(text=st.text())
def test_a_normal_form_has_no_outer_double_or_control_space(text):
    normal = normalise(text)

    assert normal == " ".join(normal.split())
