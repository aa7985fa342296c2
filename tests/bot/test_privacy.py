import pytest

from bot.privacy import scrub, without_marks


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("제 번호는 900101-5123456 이에요", "제 번호는 [registration-number] 이에요"),
        ("9001015123456 is my ARC number", "[registration-number] is my ARC number"),
        ("900101 – 6123456", "[registration-number]"),
        ("passport M12345678 lost", "passport [passport-number] lost"),
        ("hộ chiếu của tôi là B1234567", "hộ chiếu của tôi là [passport-number]"),
        ("护照EA1234567丢了", "护照[passport-number]丢了"),
        ("call me 010-1234-5678", "call me [phone-number]"),
        ("01012345678로 연락 주세요", "[phone-number]로 연락 주세요"),
        ("+82 10-1234-5678", "[phone-number]"),
        ("+82-2-123-4567", "[phone-number]"),
        ("02 123 4567", "[phone-number]"),
        ("010–1234–5678", "[phone-number]"),
        ("０１０－１２３４－５６７８", "[phone-number]"),
        ("900101‑5123456", "[registration-number]"),
        ("a.b-c+d@mail.example.kr 로", "[email] 로"),
        ("통장 110-123-456789 돈", "통장 [account] 돈"),
        ("110-123-456789", "[number]"),
        ("card 1234 5678 9012 3456", "card [number]"),
    ],
)
def test_personal_numbers_are_taken_out(text, scrubbed):
    assert scrub(text) == scrubbed


@pytest.mark.parametrize(
    "text",
    [
        "1577-1366",
        "1345에 전화했어요",
        "call 1588-5644 or 112",
        "2025-04-30",
        "2025-04-30 09:00",
        "1577-1366 1345",
        "2024-2025년",
        "in 2025 I earned 2,060,740 won",
        "3000000원 못 받았어요",
        "보증금 50000000",
        "E-9 E-7-4 D-10-1 F6",
        "09:00-18:00",
        "3 tháng 2 ngày",
        "me @ work",
    ],
)
def test_helplines_years_amounts_and_visa_codes_stay(text):
    assert scrub(text) == text


@pytest.mark.parametrize("between", [" ", ",", "/", ".", "\n", "-", "·", "~", "|", "및"])
@pytest.mark.parametrize(
    "number", ["010-1234-5678", "900101-5123456", "110-234-567890", "M12345678", "0987654321"]
)
def test_a_whole_list_of_numbers_is_taken_out(number, between):
    scrubbed = scrub(between.join([number] * 12))

    assert sum(letter.isdigit() for letter in scrubbed) < 6, scrubbed
    assert scrub(scrubbed) == scrubbed


def test_every_personal_number_of_a_text_is_taken_out():
    text = "010-1234-5678, 010-8765-4321, a@b.co and M12345678"

    assert scrub(text) == "[phone-number], [phone-number], [email] and [passport-number]"


@pytest.mark.parametrize(
    "personal", ["900101-5123456", "M12345678", "010-1234-5678", "110-123-456789", "a@b.co"]
)
def test_what_stands_for_a_personal_number_can_be_left_out(personal):
    assert without_marks(f"{scrub(personal)} [E-9] lost").split() == ["[E-9]", "lost"]


@pytest.mark.parametrize("number", ["(010) 1234-5678", "010) 1234 5678", "+82 (0)10-1234-5678"])
def test_brackets_hide_no_telephone_number(number):
    assert "1234" not in scrub(f"my number is {number}")
