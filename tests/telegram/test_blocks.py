import re
from html import unescape

import pytest

from adapters.telegram_chat.blocks import LONGEST_MESSAGE, Block, messages


def size(text):
    """What Telegram counts: UTF-16 code units of what the markup leaves."""
    return len(unescape(re.sub(r"</?b>", "", text)).encode("utf-16-le")) // 2


def plain(texts):
    return [unescape(re.sub(r"</?b>", "", text)) for text in texts]


def test_blocks_stand_together_with_a_line_between():
    assert messages([Block("One"), Block(""), Block("two", bold=True)]) == ["One\n\n<b>two</b>"]


def test_nothing_to_say():
    assert messages([]) == []
    assert messages([Block(""), Block("", bold=True)]) == []


def test_a_lead_is_bold():
    assert messages([Block("it", lead="Note: ")]) == ["<b>Note: </b>it"]
    assert messages([Block("", lead="Name")]) == ["<b>Name</b>"]


def test_markup_is_text():
    block = Block('<i>"1 & 2"</i> &amp; it\'s', lead="<b>")
    assert messages([block]) == ['<b>&lt;b&gt;</b>&lt;i&gt;"1 &amp; 2"&lt;/i&gt; &amp;amp; it\'s']


def test_what_fits_exactly_is_one_message():
    assert len(messages([Block("x" * LONGEST_MESSAGE)])) == 1
    assert len(messages([Block("x" * (LONGEST_MESSAGE + 1))])) == 2
    half = LONGEST_MESSAGE // 2 - 1
    assert len(messages([Block("x" * half), Block("y" * half)])) == 1
    assert len(messages([Block("x" * half), Block("y" * (half + 1))])) == 2


def test_what_does_not_fit_goes_into_the_next_message_whole():
    first, second = messages([Block("One. Two."), Block("Three. Four.")], longest=20)
    assert (first, second) == ("One. Two.", "Three. Four.")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One is here. Two is there! Three?", ["One is here.", "Two is there!", "Three?"]),
        ("한 문장이에요. 두 문장이에요.", ["한 문장이에요.", "두 문장이에요."]),
        ("第一句在这里呢。第二句在那里呢。", ["第一句在这里呢。", "第二句在那里呢。"]),
        ("a first line\nthe second", ["a first line", "the second"]),
        ("Call 02-120.5 ok now. Then", ["Call 02-120.5", "ok now. Then"]),
        ("(One is here.) And two.", ["(One is here.)", "And two."]),
    ],
)
def test_long_blocks_are_cut_between_sentences(text, cut):
    made = plain(messages([Block(text)], longest=14))
    assert " ".join(made).split() == text.split() or "".join(made) == text
    if "02-120" not in text:
        assert made == cut


def test_a_sentence_longer_than_a_message_is_cut_and_nothing_is_lost():
    text = "x" * 10_000
    made = messages([Block(text)])
    assert [len(part) for part in made] == [4096, 4096, 1808]
    assert "".join(made) == text


def test_letters_of_two_units_are_never_cut():
    text = "🙏" * 3_000
    made = messages([Block("a" + text)])
    assert "".join(made) == "a" + text
    assert [size(part) for part in made] == [4095, 1906]


def test_bold_and_lead_survive_the_cut():
    made = messages([Block("One is here. Two is there.", bold=True)], longest=14)
    assert made == ["<b>One is here.</b>", "<b>Two is there.</b>"]
    made = messages([Block("One is. Two is.", lead="Note: ")], longest=14)
    assert made == ["<b>Note: </b>One is.", "Two is."]


def test_escapes_do_not_count():
    assert len(messages([Block("&" * LONGEST_MESSAGE)])) == 1


@pytest.mark.parametrize("letter", ["x", "🙏", "&", "하. ", "\n", "<b> "])
@pytest.mark.parametrize("count", [1, 2_000, 9_001])
def test_no_message_is_too_long_or_empty(letter, count):
    blocks = [Block("t" * 50, bold=True), Block(letter * count, lead="L: "), Block("end")]
    for text in messages(blocks):
        assert 0 < size(text) <= LONGEST_MESSAGE
        assert text.strip()
