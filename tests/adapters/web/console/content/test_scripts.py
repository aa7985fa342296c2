"""Whatever is typed comes out as text, on every page."""

import re

import pytest

from adapters.web.console.content.forms import FORMS, ItemKind

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{7*7}}'
PLACES = {
    ItemKind.ENTRY: "/console/content/entry/life-unpaid-wages",
    ItemKind.CENTER: "/console/content/center/guro-center",
    ItemKind.LINE: "/console/content/line/line-120",
    ItemKind.TERM: "/console/content/term/arc",
}


def is_clean(text):
    """Nothing that was typed became a tag, or ended an attribute."""
    return (
        "<script>alert" not in text
        and "<img src=x" not in text
        and "49" not in re.findall(r"onerror=alert\(2\)&gt;(\d+)", text)
    )


@pytest.mark.parametrize("kind", list(ItemKind))
def test_in_every_control_of_every_form(kind, editor, send, form_of):
    fields = form_of(editor.get(PLACES[kind]))
    names = [name for name in fields if name not in {"csrf", "parent", "gap"}]
    assert len(names) > 10
    for unit in FORMS[kind].units:
        assert any(
            name == unit.name
            or name.startswith(f"{unit.name}.")
            or unit.way.control in {"flag", "ticks", "rows"}
            for name in names
        ), unit.name
    evil = {name: [EVIL] for name in names}
    for act in ("save", "look", "questions", "add:sources"):
        page = send(PLACES[kind], form={**fields, **evil}, act=act)
        assert page.status_code in {200, 303, 409, 422}
        assert is_clean(page.text), act
    for part in ("look", "questions"):
        assert is_clean(send(f"{PLACES[kind]}/{part}", form={**fields, **evil}).text)


def test_where_it_is_saved(editor, send, at_console):
    texts = {
        f"title.{one}": f"{EVIL} {word}"
        for one, word in {
            "ko": "한국어",
            "en": "English",
            "zh": "中文",
            "vi": "tiếng",
            "mn": "монгол",
        }.items()
    }
    texts = {name: text.replace("{{7*7}}", "") for name, text in texts.items()}
    texts["show_to_staff"] = f"{EVIL} 한국어"
    place = PLACES[ItemKind.ENTRY]
    response = send(place, texts | {"_note": EVIL})
    assert response.status_code == 303, response.text
    pages = [
        place,
        f"{place}/history",
        "/console/content",
        "/console/content?q=alert",
        "/en/life/life-unpaid-wages",
        "/vi/life/life-unpaid-wages",
        "/en/",
        "/console/content/center/guro-center",
    ]
    for page in pages:
        assert is_clean(editor.get(page).text), page
    look = send(f"{place}/look", {}, form={})
    assert is_clean(look.text)
    assert "&lt;script&gt;" in editor.get(f"{place}/history").text


def test_in_what_comes_with_the_address(editor):
    for query in (f"q={EVIL}", f"kind={EVIL[:30]}", f"said={EVIL[:15]}"):
        for place in ("/console/content", PLACES[ItemKind.ENTRY]):
            assert is_clean(editor.get(f"{place}?{query}").text)


def test_a_saved_conflict(editor, send, form_of):
    place = PLACES[ItemKind.ENTRY]
    fields = form_of(editor.get(place))
    theirs = 'theirs <script>alert</script>"><img src=x onerror=alert>'
    assert send(place, {"title.en": theirs}).status_code == 303
    page = send(place, {"title.en": "mine " + EVIL, "_note": EVIL}, form=fields)
    assert page.status_code == 409
    assert is_clean(page.text)
