import time

import pytest

from adapters.content.differences import Change, Difference, Piece, differences
from knowledge.loader import CONTENT_ROOT
from knowledge.writing import edited, fields

SAME, REMOVED, ADDED = Change
PATH = CONTENT_ROOT / "services" / "free-clinic-dongbu.yaml"
TEXT = PATH.read_text(encoding="utf-8")


def pieces(before, after):
    return [(one.text, one.change) for one in Difference("x", before, after).pieces]


def test_what_an_edit_changed_is_told_field_by_field_in_the_order_of_the_file():
    questions = fields(TEXT)["questions"]["mn"]
    after = edited(
        TEXT,
        {
            ("questions", "mn"): [*questions[:-1], "шинэ асуулт"],
            ("title", "zh"): "免费诊所",
            ("who",): None,
            ("districts",): ["guro"],
            ("sources", 0, "section"): "IV-3",
            ("urgency",): "urgent",
        },
    )

    found = differences(TEXT, after)

    assert [one.field for one in found] == [
        *("urgency", "title.zh", "questions.mn", "districts", "sources.0.section"),
        *("who.everyone", "who.decided_by", "who.about.ko", "who.about.en", "who.about.zh"),
        *("who.about.vi", "who.about.mn"),
    ]
    shown = {one.field: (one.before, one.after) for one in found}
    assert shown["urgency"] == (None, "urgent")
    assert shown["title.zh"] == ("外国人居民免费诊所", "免费诊所")
    assert shown["who.everyone"] == ("true", None)
    assert shown["districts"] == (None, "guro")
    assert shown["questions.mn"][1] == "\n".join([*questions[:-1], "шинэ асуулт"])


def test_the_same_text_and_another_layout_have_no_differences():
    assert differences(TEXT, TEXT) == ()
    assert differences(TEXT, "# noted\n" + TEXT.replace(">-", ">2-")) == ()
    assert differences("", "") == ()


def test_terms_are_told_apart_by_their_ids():
    before = "- id: a\n  name: {ko: 하나}\n- id: b\n  name: {ko: 둘}\n"
    after = "- id: c\n  name: {ko: 셋}\n- id: b\n  name: {ko: 두 번째}\n"

    assert [(one.field, one.before, one.after) for one in differences(before, after)] == [
        ("c.id", None, "c"),
        ("c.name.ko", None, "셋"),
        ("b.name.ko", "둘", "두 번째"),
        ("a.id", "a", None),
        ("a.name.ko", "하나", None),
    ]


def test_a_new_file_is_all_new():
    found = differences("", TEXT)

    assert {one.before for one in found} == {None}
    assert found[0] == Difference("id", None, "free-clinic-dongbu")
    assert [one.after for one in differences(TEXT, "")] == [None] * len(found)


@pytest.mark.parametrize("broken", ["id: [", "a: 1\na: 2\n"])
def test_what_cannot_be_read_is_shown_whole(broken):
    assert differences(TEXT, broken) == (Difference("", TEXT, broken),)
    assert differences(broken, TEXT) == (Difference("", broken, TEXT),)
    assert differences(broken, broken) == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "Call 120 today.",
            "Call 1345 today!",
            [
                ("Call ", SAME),
                ("120", REMOVED),
                ("1345", ADDED),
                (" today", SAME),
                (".", REMOVED),
                ("!", ADDED),
            ],
        ),
        (
            "请打电话询问",
            "请电话询问吧",
            [("请", SAME), ("打", REMOVED), ("电话询问", SAME), ("吧", ADDED)],
        ),
        ("하나 둘", "하나 셋", [("하나 ", SAME), ("둘", REMOVED), ("셋", ADDED)]),
        (None, "new", [("new", ADDED)]),
        ("old", None, [("old", REMOVED)]),
        ("same", "same", [("same", SAME)]),
    ],
)
def test_words_are_told_apart(before, after, expected):
    assert pieces(before, after) == expected


@pytest.mark.parametrize("text", [TEXT, "ค่ะ 😀\u200d e\u0301 \t\n ", "a_b{days}…"])
def test_no_letter_is_lost(text):
    found = Difference("x", text, text[::2]).pieces

    assert "".join(one.text for one in found if one.change is not ADDED) == text
    assert "".join(one.text for one in found if one.change is not REMOVED) == text[::2]
    assert all(isinstance(one, Piece) and one.text for one in found)


def test_long_texts_are_told_apart_by_lines_soon():
    before = "\n".join(f"line {number} of many" for number in range(3_000))
    begun = time.process_time()

    found = pieces(before, before.replace("line 7 of", "row 7 of"))

    assert time.process_time() - begun < 2
    assert ("line 7 of many\n", REMOVED) in found
    assert ("row 7 of many\n", ADDED) in found
