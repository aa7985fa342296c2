import pytest

from index.beginnings import Beginnings

TEXTS = [
    (0, "퇴직금 제도", 1.0),
    (1, "외국인주민센터", 1.0),
    (2, "severance pay", 1.0),
    (3, "khám bệnh miễn phí", 1.0),
    (4, "цалин хөлс", 1.0),
    (5, "02-2229-4900", 1.0),
    (6, "首尔全球中心", 1.0),
    (7, "서류", 0.4),
    (7, "pay the fees", 0.4),
]


@pytest.fixture(scope="module")
def beginnings():
    return Beginnings(TEXTS, 9)


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("퇴직금", 0), ("퇴지", 0), ("퇴", 0), ("퇴직금은", 0), ("퇴직그", 0),
        ("주민센", 1), ("센터", 1), ("외궁인주민센터", 1),
        ("seve", 2), ("SEVERANCE", 2), ("severence", 2), ("severnace", 2),
        ("kham benh", 3), ("khám", 3), ("mien", 3),
        ("цал", 4), ("tsal", 4), ("tsalin", 4), ("хөл", 4), ("huls", 4),
        ("022229", 5), ("02-2229-4900", 5), ("4900", 5),
        ("全球", 6), ("首尔", 6), ("首爾", 6), ("首尔全球中心吗", 6),
        ("설", 7), ("서", 7),
    ],
)  # fmt: skip
def test_what_begins_like_what_is_typed_is_found(beginnings, typed, item):
    found = beginnings.find(typed)
    assert found.argmax() == item
    assert 0 < found[item] <= 1


@pytest.mark.parametrize("typed", ["", " ", "!?", "xyzzy", "금퇴", "ttt"])
def test_what_is_nowhere_finds_nothing(beginnings, typed):
    assert not beginnings.find(typed).any()


def test_a_whole_word_fits_better_than_its_beginning(beginnings):
    begun, whole = (beginnings.find(typed)[2] for typed in ("sev", "severance"))
    assert begun < whole


def test_a_text_that_weighs_more_comes_first(beginnings):
    found = beginnings.find("pay")
    assert found[2] > found[7] > 0


def test_a_rare_word_counts_for_more_than_a_common_one():
    many = Beginnings([(item, "visa", 1.0) for item in range(8)] + [(8, "labour", 1.0)], 9)
    found = many.find("visa labour")
    assert found[8] > found[0]


def test_a_share_is_of_all_that_was_typed(beginnings):
    assert beginnings.find("severance").max() > beginnings.find("severance xyzzy").max()


def test_two_wrong_letters_are_not_guessed(beginnings):
    assert not beginnings.find("sevarence").any()


def test_nothing_at_all_can_be_known():
    assert Beginnings([], 0).find("word").shape == (0,)
