import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.spelling import mongolian_skeleton, normalise, strip_marks


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
        ("\ud800签\udfff", "签"),
        ("A\u1100\u0301", "á"),
    ],
)
def test_one_text_has_one_normal_form(text, normal):
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("無料 免費看病", "无料 免费看病"),
        ("簽證延期在哪裡", "签证延期在哪里"),
        ("외국인登錄證", "외국인登录证"),
        ("薴", "苎"),
    ],
)
def test_traditional_characters_are_folded(typed, meant):
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("무료진료ㄷ", "무료진료"),
        ("외구ㄱ인 등록증ㅠㅠ", "외국인 등록증"),
        ("ㅂㅣㅈㅏ", "비자"),
        ("안녕하세용ㅋㅋㅋ", "안녕하세용"),
    ],
)
def test_loose_jamo_are_put_back_or_dropped(typed, meant):
    assert normalise(typed) == meant


ODD = st.sampled_from(
    [*"가각외구인ㄱㅏㅐㅋᄀ籤證薴無ßİŉΐǅﬀ㎏①\u0301\u0345\u1100\u11a8\u200b\ud800 "]
)


@settings(max_examples=400, deadline=None, database=None)
@given(st.text(max_size=60) | st.text(ODD, max_size=12))
def test_a_normal_form_is_its_own_without_outer_or_double_space(text):
    normal = normalise(text)

    assert normalise(normal) == normal == " ".join(normal.split())


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
