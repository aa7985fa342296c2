import difflib

import pytest

from knowledge.glossary_file import term_added, term_edited, term_removed, terms
from knowledge.loader import CONTENT_ROOT
from knowledge.parsing import parse
from knowledge.terms import Term
from knowledge.writing import UneditableError

TEXT = (CONTENT_ROOT / "glossary.yaml").read_text(encoding="utf-8")
SMALL = """\
# Words met at counters.
- id: arc
  name: {ko: 등록증, en: ARC}  # as printed
# What people call a visa.
- id: visa
  name:
    ko: 비자
  # typed
  spellings:
    ko: [비자, 사증]
# The end.
"""


def term(identifier):
    return {"id": identifier, "name": {"mn": "виз", "ko": "비자"}, "spellings": {"ko": ["비자"]}}


def changed_lines(before, after):
    lines = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [line for line in lines if line[0] in "+-"]


def test_all_our_terms_can_be_edited_each_alone():
    for number, (identifier, said) in enumerate(terms(TEXT).items()):
        if number % 10:
            continue
        after = term_edited(TEXT, identifier, {("name", "vi"): "Tên: mới"})

        assert changed_lines(TEXT, after) == [
            f"-     vi: {said['name']['vi']}",
            '+     vi: "Tên: mới"',
        ]
        assert terms(after)[identifier]["name"]["vi"] == "Tên: mới"
        assert term_edited(TEXT, identifier, {("spellings",): said["spellings"]}) == TEXT


def test_comments_round_a_term_stay():
    after = term_edited(SMALL, "visa", {("spellings", "ko"): ["비자"], ("name", "en"): "visa"})

    assert changed_lines(SMALL, after) == [
        "+     en: visa",
        "-     ko: [비자, 사증]",
        "+     ko: [비자]",
    ]
    after = term_edited(SMALL, "arc", {("name", "en"): "card", ("name", "zh"): "证"})
    assert "  name: {ko: 등록증, en: card, zh: 证}  # as printed\n" in after


@pytest.mark.parametrize("text", [TEXT, SMALL, SMALL.rstrip("\n"), "", "[]\n", "# None yet.\n"])
def test_a_new_term_stands_at_the_end_in_our_style(text):
    after = term_added(text, term("new-term"))

    assert after.endswith(
        "- id: new-term\n  name:\n    ko: 비자\n    mn: виз\n  spellings:\n    ko: [비자]\n"
    )
    assert terms(after) == {**terms(text), "new-term": term("new-term")}
    assert text.rstrip("\n") in after or not terms(text)


def test_a_term_can_be_added_as_a_model():
    (found, *_) = parse(TEXT.encode(), tuple[Term, ...]).item

    after = term_added(SMALL, found.model_copy(update={"id": "other"}))

    assert terms(after)["other"]["name"] == found.name.model_dump()


def test_a_removed_term_leaves_the_others_and_their_comments():
    assert term_removed(term_added(TEXT, term("new-term")), "new-term") == TEXT
    assert "# What people call a visa.\n- id: visa" in term_removed(SMALL, "arc")
    assert term_removed(SMALL, "visa").endswith("# What people call a visa.\n# The end.\n")
    assert terms(term_removed(term_removed(SMALL, "arc"), "visa")) == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda: term_edited(SMALL, "tax", {("name", "ko"): "세금"}),
        lambda: term_removed(SMALL, "tax"),
        lambda: term_added(SMALL, term("visa")),
        lambda: term_edited(SMALL, "visa", {("id", "x"): "y"}),
        lambda: term_edited("[{id: visa}]", "visa", {("id",): "y"}),
        lambda: terms("id: visa\n"),
        lambda: terms("- visa\n"),
        lambda: terms("- id: a\n- id: a\n"),
        lambda: terms("- id: [\n"),
        lambda: term_added("[{id: visa}]", term("new")),
    ],
)
def test_what_cannot_be_done_is_refused(change):
    with pytest.raises(UneditableError):
        change()
