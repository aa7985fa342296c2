import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import LONGEST_QUESTION
from bot.privacy import scrub, without_marks

BIRTHS = st.dates().map(lambda day: f"{day:%y%m%d}")
SEPARATORS = st.sampled_from(["", "-", " ", " - ", ".", "/", "–", "\n", "_", "\u200b"])
PIECES = st.sampled_from(
    [
        *(
            "계좌",
            "여권",
            "번호",
            "전화",
            "account",
            "passport",
            "phone",
            "hộ chiếu",
            "данс",
            "护照",
        ),
        *(
            "900101",
            "5123456",
            "010",
            "1234",
            "5678",
            "1577-1366",
            "M12345678",
            "02",
            "+82",
            "0082",
        ),
        *("[number]", "[phone-number]", "[account]", "[id]", "[name]", "[address]", "[", "]"),
        *(
            "제 이름은 ",
            "my name is ",
            "我叫王芳",
            "tên tôi là ",
            "намайг ",
            "гэдэг",
            "이에요",
            "Bat",
        ),
        *(
            "무학로6길 9",
            "302호",
            "가리봉동 123-45",
            "Muhak-ro",
            "6-gil",
            "kakao id ",
            "zalo: ",
            "ab_9",
        ),
        *(
            "a@b.co",
            "@",
            " at ",
            " dot ",
            ".",
            ",",
            " ",
            "-",
            "\n",
            "ㅡ",
            "０",
            "②",
            "\u0301",
            "\u200b",
        ),
    ]
)
MEETINGS = [
    "{}",
    "제 번호는 {} 이에요",
    "my number is {}, please",
    "号码{}。",
    "số {} ạ",
    "дугаар {} байна",
]
GENEROUS_SECONDS = 0.5
"""For 2,000 characters: sixty times what the worst of them takes."""
REPEATED = [
    *(
        "a",
        "1",
        "1 ",
        "1-",
        "0",
        "00",
        "+1",
        "a@",
        "a.b-",
        "a at ",
        " at a dot ",
        "\n",
        " ",
        "[number]",
    ),
    *(
        "가로",
        "길 1",
        "1동 1호",
        "가동 1-",
        "东路1",
        "一",
        "байр 1 ",
        "1 aa-",
        "1 Aa ",
        "aro ",
        "일이",
    ),
    *(
        "계좌 ",
        "계좌1",
        "passport a",
        "zalo a.",
        "kakao id ",
        "제 이름은 가 ",
        "my name is ",
        "저는 가 ",
    ),
    *(
        "900101 ",
        "900101가",
        "900101-*",
        "010-1234-*",
        "0 1.2-3/4",
        "1\u200b",
        "D1",
        "one ",
        "không ",
        "Aa ",
    ),
]


def digits(text):
    return "".join(filter(str.isdigit, unicodedata.normalize("NFKC", text)))


def runs(number, length=6):
    return {number[start : start + length] for start in range(len(number) - length + 1)}


@given(st.text() | st.lists(PIECES, max_size=12).map("".join))
def test_scrubbing_never_fails_and_twice_is_once(text):
    scrubbed = scrub(text)

    assert scrub(scrubbed) == scrubbed
    assert without_marks(scrubbed) is not None


@given(BIRTHS, st.integers(1, 8), st.integers(0, 999_999), SEPARATORS, st.sampled_from(MEETINGS))
def test_no_registration_number_gets_through(birth, gender, rest, separator, meeting):
    number = f"{birth}{gender}{rest:06}"
    scrubbed = scrub(meeting.format(f"{birth}{separator}{gender}{rest:06}"))

    assert not any(run in digits(scrubbed) for run in runs(number)), scrubbed


@given(
    st.sampled_from(["010", "011", "02", "031", "070", "+82 10", "+8210", "0082-10"]),
    st.integers(200, 9999),
    st.integers(0, 9999),
    SEPARATORS,
    st.sampled_from(MEETINGS),
)
def test_no_telephone_number_gets_through(first, middle, last, separator, meeting):
    number = f"{first}{separator}{middle}{separator}{last:04}"
    scrubbed = scrub(meeting.format(number))

    assert not any(run in digits(scrubbed) for run in runs(digits(number))), scrubbed


@pytest.mark.parametrize("unit", REPEATED)
def test_no_text_takes_long(unit):
    text = (unit * LONGEST_QUESTION)[:LONGEST_QUESTION]
    scrub(text)
    started = time.perf_counter()
    scrub(text)

    assert time.perf_counter() - started < GENEROUS_SECONDS


@pytest.mark.parametrize(
    ("unit", "size"),
    [
        ("월급 2,500,000원을 못 받았어요. 010-1234-5678, my name is Bat. ", 1_000_000),
        ("a", 10_000_000),
    ],
)
def test_megabytes_take_seconds(unit, size):
    text = unit * (size // len(unit.encode()))
    started = time.perf_counter()
    scrubbed = scrub(text)

    assert time.perf_counter() - started < 60
    assert "1234" not in scrubbed
