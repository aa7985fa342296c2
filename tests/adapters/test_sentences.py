import pytest

from adapters.sentences import sentences


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Call 1350. Then (if need be.) go!", ["Call 1350. ", "Then (if need be.) ", "go!"]),
        (
            "Use minwon.moel.go.kr now. It is 14.6%.",
            ["Use minwon.moel.go.kr now. ", "It is 14.6%."],
        ),
        ("请打 1350。很快！", ["请打 1350。", "很快！"]),
        ("one line\nanother", ["one line\n", "another"]),
        ("", []),
    ],
)
def test_a_text_is_cut_after_its_sentences(text, cut):
    assert sentences(text) == cut
    assert "".join(cut) == text
