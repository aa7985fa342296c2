import math

import pytest

from bot.language import LATIN_LANGUAGES, identify, latin_grams, latin_shares
from bot.reply import Message
from knowledge.languages import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("월급을 못 받았어요", "ko"),
        ("ㅋㅋ 비자 어떻게 해요", "ko"),
        ("my boss did not pay me", "en"),
        ("老板不给工资怎么办", "zh"),
        ("老闆不給薪水怎麼辦", "zh"),
        ("chủ không trả lương", "vi"),
        ("цалингаа авч чадаагүй", "mn"),
        ("Ｗｈｅｒｅ ｉｓ ｔｈｅ ｃｌｉｎｉｃ", "en"),  # full width
        ("CHỦ KHÔNG TRẢ LƯƠNG", "vi"),
    ],
)
def test_each_script_tells_its_language(text, language):
    found = identify(text)

    assert found.language == language
    assert found.sureness >= 0.8


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ARC 잃어버렸어요 어떻게 해요", "ko"),
        ("E-9 비자 연장 서류", "ko"),
        ("where do I get 외국인등록증", "en"),
        ("how does 전세 work and is it safe", "en"),
        ("고용노동청在哪里", "zh"),
        ("办외국인등록증需要什么材料", "zh"),
        ("비즈니스 한국어 怎么报名", "zh"),
        ("서울시가족센터 地址", "zh"),
        ("무료진료소 mở cửa ngày nào", "vi"),
        ("làm 외국인등록증 ở đâu", "vi"),
        ("동부외국인주민센터 số điện thoại", "vi"),
        ("외국인등록증 хаана авах вэ", "mn"),
        ("서울시가족센터 хаана байдаг вэ", "mn"),
    ],
)
def test_korean_terms_do_not_make_another_language_korean(text, language):
    assert identify(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        "kham benh mien phi o dau",
        "chu khong tra luong cho toi",
        "gia han visa o seoul",
        "bi tai nan lao dong phai lam sao",
        "toi muon hoc tieng han",
    ],
)
def test_vietnamese_without_marks_is_vietnamese(text):
    assert identify(text).language == "vi"


@pytest.mark.parametrize(
    "text",
    [
        "tsalingaa avch chadahgui bna",
        "unegui emneleg haana baidag ve",
        "viz sungahad yamar bichig barimt heregtei ve",
        "darga mini tsalin ogohgui bn",
        "solongos hel surmaar baina",
    ],
)
def test_mongolian_in_latin_letters_is_mongolian(text):
    assert identify(text).language == "mn"


@pytest.mark.parametrize(
    "text",
    [
        "wo de gongzi mei fa zenme ban",
        "qianzheng yanqi",
        "waiguoren dengji zheng zai nali ban",
        "mianfei kanbing de difang",
    ],
)
def test_pinyin_is_chinese(text):
    found = identify(text)

    assert (found.language, found.typed_on_keys) == ("zh", False)


@pytest.mark.parametrize("text", ["qlwk duswkd", "dnjfrmqdmf ahtqkedkTdjdy", "dhlrnrdlsemdfhrwmd"])
def test_korean_on_latin_keys_is_korean_and_known_as_such(text):
    found = identify(text)

    assert (found.language, found.typed_on_keys) == ("ko", True)
    assert found.sureness >= 0.8


@pytest.mark.parametrize("text", ["work permit", "chu khong tra luong", "비자 연장", "xie xie"])
def test_nothing_else_counts_as_typed_on_keys(text):
    assert not identify(text).typed_on_keys


@pytest.mark.parametrize(
    "shares",
    [latin_shares(text, {"": (0,) * 5, "a": (1, 2, 3, 4, 5)}) for text in ("a", "ba", "b")],
)
def test_the_shares_of_latin_letter_languages_sum_up_to_one(shares):
    assert sum(shares.values()) == pytest.approx(1)
    assert tuple(shares) == LATIN_LANGUAGES


def test_an_n_gram_speaks_for_the_languages_by_its_weights():
    model = {"": (0.0,) * 5, "a": (0.0, math.log(4), 0.0, 0.0, 0.0)}

    assert latin_shares("a a", model)[Language.VI] == pytest.approx(0.5)
    assert latin_shares("b", model)[Language.VI] == pytest.approx(0.2)


def test_the_ends_of_a_word_are_part_of_its_n_grams():
    assert latin_grams("ab a") == {"a", "b", " a", "ab", "b ", " ab", "ab ", " ab ", "a ", " a "}


@pytest.mark.parametrize("text", ["", "   ", "12345 67", "?!", "🙂🙂", "\x00\u200b"])
def test_a_text_without_letters_has_no_language(text):
    assert identify(text) is None


def test_a_lone_international_word_is_an_unsure_guess():
    found = identify("TOPIK")

    assert found.language == "en"
    assert found.sureness < 0.8


@pytest.mark.parametrize("language", Language)
def test_nearly_all_own_questions_are_told_right(language, knowledge):
    questions = [
        question
        for entry in knowledge.entries.values()
        for question in entry.questions.in_language(language)
    ]
    right = [q for q in questions if (found := identify(q)) and found.language is language]

    assert len(right) >= 0.95 * len(questions)


@pytest.mark.parametrize("language", Language)
def test_the_chosen_language_wins_over_that_of_the_text(language, ieum):
    reply = ieum.assistant.respond(Message("bị chủ quỵt lương 3 tháng", language=language))

    assert reply.language is language
