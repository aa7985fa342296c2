import pytest
import yaml

from knowledge.checks import check
from knowledge.languages import Language
from knowledge.loader import content_hash, load_knowledge

FILE = "canned_replies.yaml"
TEXT = {
    "ko": "120에 전화하세요.",
    "en": "Call 120.",
    "zh": "请打 120。",
    "vi": "Hãy gọi 120.",
    "mn": "120 руу залгаарай.",
}


@pytest.fixture
def write(tiny_root):
    """Write canned replies into the tiny content; gives what is wrong with them."""

    def write(*replies):
        name = {language.value: "name" for language in Language}
        items = [{"id": f"reply-{n}", "name": name, "text": one} for n, one in enumerate(replies)]
        text = yaml.safe_dump(items, allow_unicode=True)
        (tiny_root / FILE).write_text(text, encoding="utf-8")
        _, problems = check(tiny_root)
        return [(one.place, one.message) for one in problems if one.file == FILE]

    return write


def test_content_needs_no_canned_replies(tiny_root):
    assert load_knowledge(tiny_root).canned_replies == {}


def test_ours_say_the_same_in_every_language():
    ours = load_knowledge().canned_replies

    assert {"greeting", "ask-district", "out-of-hours", "closing"} <= ours.keys()
    for one in ours.values():
        texts = [one.text.in_language(language) for language in Language]
        assert len(set(texts)) == len(texts)


def test_good_ones_have_nothing_wrong(write):
    assert write(TEXT, TEXT) == []


@pytest.mark.parametrize(
    ("wrong", "place", "message"),
    [
        ({"vi": "Hãy gọi 1577-0071."}, "reply-0.vi", "other numerals"),
        ({"vi": "Call 120."}, "reply-0.vi", "does not look like VI"),
        (
            {
                language.value: f"{text} 02-999-9999"
                for language, text in zip(Language, TEXT.values(), strict=True)
            },
            "reply-0.ko",
            "names the number 02-999-9999",
        ),
    ],
)
def test_what_is_wrong_is_named(write, wrong, place, message):
    found = write(TEXT | wrong)

    assert any(where == place and message in what for where, what in found)


def test_a_change_changes_the_content(write, tiny_root):
    before = content_hash(tiny_root)
    write(TEXT)

    assert content_hash(tiny_root) != before
