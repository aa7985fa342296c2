import difflib

import pytest

from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT
from knowledge.parsing import parse, plain_values
from knowledge.paths import kind_of
from knowledge.schema import ReviewState
from knowledge.sources import Source
from knowledge.writing import UneditableError, edited, fields, rendered, rewritten

FILES = sorted(
    path.relative_to(CONTENT_ROOT).as_posix()
    for folder in ("services", "life", "centers", "lines")
    for path in (CONTENT_ROOT / folder).glob("*.yaml")
)
NEW = {
    "ko": "새로 쓴 대답이에요. 120 번에 물어보세요. " * 7,
    "en": "Another answer: ask 120 (it's free) # really. " * 5,
    "zh": "这是新的回答，请打电话询问 120。" * 9,
    "vi": "Đây là câu trả lời khác, hãy hỏi 120. " * 6,
    "mn": "Энэ бол өөр хариулт, 120 руу залгаарай. " * 6,
}
ENTRY = """\
# What an editor noted at the top.
id: life-x  # the id

title:
  ko: 제목
  # not translated by us
  en: "Title"  # as on the sign
questions:
  ko:
    - 하나
    # the second is rare
    - 둘  # seen once
    - 셋
answer:
  ko: >-  # folded
    첫 문장이에요. 둘째
    문장이에요.
  en: 'It''s one.'
  zh: |-
    一
    二

made_from: {en: "00000000"}
lines: [line-120,  # day
  line-119]
sources:
  - {document: report, as_of: 2025}  # old
  # the next is newer
  - publisher: city
    as_of: 2025-04
review: {ko: drafted, en: drafted}
# the end"""


def read(path):
    return (CONTENT_ROOT / path).read_text(encoding="utf-8")


def changed_lines(before, after):
    """Where the lines of one text stand that the other has not, and what stands there instead."""
    old, new = before.split("\n"), after.split("\n")
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(old[a:b], new[c:d]) for what, a, b, c, d in codes if what != "equal"]


def comments(text):
    return {line.partition("# ")[2] for line in text.split("\n") if "# " in line}


def span_of(lines, field, language):
    """The lines of a field in a language, as an editor sees them."""
    first = lines.index(f"{field}:")
    start = next(n for n in range(first + 1, len(lines)) if lines[n].startswith(f"  {language}:"))
    inside = range(start + 1, len(lines))
    return start, next((n for n in inside if not lines[n].startswith("    ")), len(lines))


@pytest.mark.parametrize("path", FILES)
def test_no_change_changes_no_byte(path):
    text = read(path)

    assert edited(text, {}) == text
    assert rewritten(text, fields(text)) == text
    model = parse(text.encode(), kind_of(path).model).item
    assert edited(text, {(name,): getattr(model, name) for name in ("id", "sources")}) == text


@pytest.mark.parametrize("path", FILES)
def test_an_edit_of_one_text_touches_its_lines_only(path):
    text = read(path)
    said = fields(text)
    places = [(name, language) for name in ("answer", "about") if name in said for language in NEW]
    places += [(name, "vi") for name in ("title", "name") if name in said]
    assert len(places) == 6
    for field, language in places:
        new = NEW[language].strip() if field in {"answer", "about"} else "One: short"

        after = edited(text, {(field, language): new})

        wanted = {**said, field: {**said[field], language: new}}
        assert plain_values(after) == wanted
        old, now = text.split("\n"), after.split("\n")
        start, end = span_of(old, field, language)
        assert old[:start] == now[:start]
        assert old[end:] == now[len(now) - (len(old) - end) :]


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_rendered_so_that_it_says_the_same(path):
    model = parse(read(path).encode(), kind_of(path).model).item

    text = rendered(model)

    assert parse(text.encode(), kind_of(path).model).item == model
    assert [*fields(text)] == [*fields(read(path))]


@pytest.mark.parametrize(
    "path",
    ["services/free-clinic-dongbu.yaml", "life/life-overstay.yaml", "services/seoul-oda.yaml"],
)
def test_the_style_of_a_new_file_is_that_of_ours(path):
    text = read(path)

    before, now = text.split("\n"), rendered(parse(text.encode(), kind_of(path).model).item)

    same = difflib.SequenceMatcher(None, before, now.split("\n"), autojunk=False).ratio()
    assert same > 0.9


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({("title", "en"): "Sign: 1"}, [('  en: "Title"  #', '  en: "Sign: 1"  #')]),
        ({("title", "ko"): "비자"}, [("  ko: 제목", "  ko: 비자")]),
        ({("title", "mn"): "Нэр"}, [("", "  mn: Нэр")]),
        ({("title", "en"): None}, [('  en: "Title"  # as on the sign', "")]),
        ({("answer", "en"): "It's two."}, [("'It''s one.'", "'It''s two.'")]),
        ({("answer", "zh"): "一\n三"}, [("    二", "    三")]),
        ({("questions", "ko"): ["하나", "둘", "넷"]}, [("    - 셋", "    - 넷")]),
        ({("questions", "ko"): ["하나", "둘"]}, [("    - 셋", "")]),
        ({("questions", "ko"): ["하나", "둘", "셋", "넷"]}, [("", "    - 넷")]),
        ({("questions", "ko"): ["영", "하나", "둘", "셋"]}, [("", "    - 영")]),
        ({("questions", "ko"): ["하나", "셋"]}, [("    - 둘  # seen once", "")]),
        ({("questions", "ko", 1): "2"}, [("    - 둘", '    - "2"')]),
        ({("made_from", "zh"): "0000000e"}, [("00000", '"00000000", zh: "0000000e"}')]),
        ({("made_from",): None}, [("made_from", "")]),
        ({("lines",): ("line-120", "line-117")}, [("  line-119]", "  line-117]")]),
        ({("sources", 1, "as_of"): "2026"}, [("    as_of: 2025-04", '    as_of: "2026"')]),
        ({("sources", 1, "section"): "IV"}, [("publisher", "  - section: IV\n    publisher")]),
        ({("sources", 1): None}, [("  - publisher", "")]),
        ({("sources", 0): None}, [("  - {document: report, as_of: 2025}  # old", "")]),
        ({("review", "en"): ReviewState.NATIVE_REVIEWED}, [("review", "en: native-reviewed}")]),
        ({("show_to_staff",): "보여 주세요."}, [("", "show_to_staff: 보여 주세요.")]),
        ({("dates", "as_of"): "2025-04"}, [("", "dates:")]),
        ({("visas",): {"allowed": ["D-2"], "only": True}}, [("", "visas:")]),
        ({("figures", "days"): {"value": 3}}, [("", "figures:")]),
    ],
)
def test_only_the_lines_of_a_field_change_and_comments_stay(changes, lines):
    after = edited(ENTRY, changes)

    found = changed_lines(ENTRY, after)
    assert len(found) == len(lines)
    for (old, new), (gone, come) in zip(found, lines, strict=True):
        assert gone in "\n".join(old)
        assert come in "\n".join(new)
        assert bool(old) == bool(gone)
        assert bool(new) == bool(come)
    lost = comments(ENTRY) - comments(after)
    assert lost == {gone.partition("  # ")[2] for gone, come in lines if gone and not come} - {""}


def test_a_new_field_stands_where_our_files_have_it():
    after = edited(ENTRY, {("show_to_staff",): "네", ("caution", "ko"): "주의", ("kind",): "life"})

    assert [*fields(after)] == [
        *("id", "kind", "title", "questions", "answer", "caution", "made_from", "show_to_staff"),
        *("lines", "sources", "review"),
    ]


def test_what_is_new_in_a_list_has_its_fields_in_our_order():
    sources = [*fields(ENTRY)["sources"], {"as_of": "2026-01", "section": "I", "document": "plan"}]

    after = edited(ENTRY, {("sources",): sources, ("dates",): {"as_of": "2025-04", "status": "x"}})

    assert "\n  - {document: plan, section: I, as_of: 2026-01}\n" in after
    assert "\ndates: {status: x, as_of: 2025-04}\n" in after


def test_a_year_may_stand_as_a_number():
    assert edited(ENTRY, {("sources", 0, "as_of"): "2025"}) == ENTRY
    sources = [Source(document="report", as_of="2025"), Source(publisher="city", as_of="2025-04")]
    assert edited(ENTRY, {("sources",): sources}) == ENTRY
    assert edited("id: 2025\n", {("id",): 2025.0}) == "id: 2025.0\n"
    assert edited("id: true\n", {("id",): 1}) == "id: 1\n"


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "null", "~", "2025", "0x1f", "1_000", "12:30:45", "1e3", "- x", "a: b", "a #b"),
        *("#x", "@x", "`x", "*x", "&x", "!x", "%x", "{days}", "[x]", "x,", "'x'", '"x"', "\\x"),
        *("? x", "x:", "|", ">", "> x", "---", "...", "k", "<<", "=", "a\tb", "a\xa0b", "😀 é"),
        *("a\nb", "a\n\nb", "a  b", "a\n  b", "- a\n- b", "# a\n# b", "a\u2028b", "a\x85b"),
        "word " * 40 + "end",
        "two  spaces " * 20 + "end",
        ("word " * 40 + "\n") * 2 + "end",
        "long-" * 60,
    ],
)
@pytest.mark.parametrize(
    "path",
    [
        ("answer", "ko"),
        ("answer", "en"),
        ("answer", "zh"),
        ("title", "ko"),
        ("title", "en"),
        ("questions", "ko", 1),
        ("lines", 0),
        ("sources", 0, "document"),
        ("caution", "vi"),
    ],
)
def test_every_text_comes_back_as_it_was_given(text, path):
    said = fields(edited(ENTRY, {path: text}))
    for step in path:
        said = said[step]

    assert said == text.strip()


def test_what_browsers_add_to_a_text_is_left_out():
    after = edited(ENTRY, {("answer", "zh"): "  一\r\n二\x00\x07 "})

    assert after == ENTRY


def test_windows_line_breaks_stay():
    text = ENTRY.replace("\n", "\r\n")

    after = edited(text, {("title", "ko"): "비자"})

    assert after == ENTRY.replace("제목", "비자").replace("\n", "\r\n")


def test_other_layouts_are_kept_too():
    text = "id: x\nlines:\n- a\n- b\ntitle:\n    ko: 하나\n"

    after = edited(text, {("lines",): ["a", "c", "b"], ("title", "en"): "one"})

    assert after == "id: x\nlines:\n- a\n- c\n- b\ntitle:\n    ko: 하나\n    en: one\n"


def test_what_an_anchor_holds_together_is_not_torn_apart():
    text = "id: x\ntitle: &same {ko: 하나}\nanswer: *same\n"

    with pytest.raises(UneditableError):
        edited(text, {("answer", "ko"): "둘"})
    assert edited(text, {("id",): "y"}) == text.replace("x", "y")


@pytest.mark.parametrize("text", ["", "- a\n", "just words", "a: [", "a: 1\na: 2\n", "a: \x01"])
def test_what_holds_no_fields_cannot_be_changed(text):
    with pytest.raises(UneditableError):
        edited(text, {("a",): "b"})


@pytest.mark.parametrize(
    "path", [(), ("id", "ko"), ("questions", "ko", 7), ("questions", "ko", "first"), ("lines", 9)]
)
def test_a_path_that_leads_nowhere_is_refused(path):
    with pytest.raises(UneditableError):
        edited(ENTRY, {path: "x"})


def test_removing_what_is_not_there_changes_nothing():
    assert edited(ENTRY, {("caution",): None, ("who", "about", "ko"): None}) == ENTRY


def test_every_language_has_a_place_in_our_order():
    text = rendered({"title": {one.value: one.value for one in reversed(Language)}, "id": "x"})

    assert text == "id: x\ntitle:\n" + "".join(f"  {one}: {one}\n" for one in Language)
