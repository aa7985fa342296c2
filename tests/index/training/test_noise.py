import random
import re

import pytest

from index.spelling import mongolian_skeleton
from index.training.noise import mistype, romanise, spellings, unmark, unmark_some
from knowledge.languages import Language


@pytest.mark.parametrize("seed", range(20))
def test_mongolian_in_any_writers_letters_keeps_its_consonants(seed):
    written = romanise("сургууль", random.Random(seed))

    assert written.isascii()
    assert re.sub("[aeiouvwy]", "", mongolian_skeleton(written)) == "srgl"


@pytest.mark.parametrize("seed", range(20))
def test_one_writer_keeps_to_one_habit(seed):
    assert len(set(romanise("ха ха ха", random.Random(seed)).split())) == 1


def test_vietnamese_loses_its_marks():
    assert unmark("khám bệnh") == "kham benh"


@pytest.mark.parametrize("text", ["visa", "", "저"])
def test_a_short_text_is_not_mistyped(text):
    assert mistype(text, random.Random(1)) == text


@pytest.mark.parametrize("seed", range(20))
def test_a_slip_loses_or_doubles_one_letter_or_swaps_two(seed):
    clean = "where is the clinic"
    typed = mistype(clean, random.Random(seed))

    lost = {clean[:at] + clean[at + 1 :] for at in range(len(clean))}
    doubled = {clean[:at] + clean[at] + clean[at:] for at in range(len(clean))}
    swapped = {
        clean[:at] + clean[at + 1] + clean[at] + clean[at + 2 :] for at in range(len(clean) - 1)
    }
    assert typed in lost | doubled | swapped | {clean}


def test_some_slips_change_a_text():
    typed = {mistype("where is the clinic", random.Random(seed)) for seed in range(20)}

    assert len(typed - {"where is the clinic"}) >= 10


def test_some_words_lose_their_marks_and_some_keep_them():
    text = "khám bệnh miễn phí ở đâu"
    written = {unmark_some(text, random.Random(seed)) for seed in range(30)}

    assert len(written) > 10
    assert {unmark(one) for one in written} == {unmark(text)}


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        (Language.MN, "үнэгүй эмнэлэг", 3),
        (Language.VI, "khám bệnh", 2),
        (Language.KO, "무료 진료소", 1),
        (Language.EN, "free clinic", 1),
        (Language.ZH, "免费门诊", 0),
    ],
)
def test_each_language_is_noisy_in_its_own_ways(language, text, count):
    assert len(list(spellings(text, language, random.Random(1)))) == count
