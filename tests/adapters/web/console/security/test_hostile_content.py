"""What an editor, or somebody with an editor's cookie, could do with the forms of the content."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from urllib.parse import quote

import pytest

from adapters.web.console.content.forms import ItemKind
from bot.roles import Role

_CONTENT = Path(__file__).parents[1] / "content" / "conftest.py"
_spec = spec_from_file_location("content_fixtures", _CONTENT)
_content = module_from_spec(_spec)
_spec.loader.exec_module(_content)

content_root, live, console = _content.content_root, _content.live, _content.console
editor, send = _content.editor, _content.send
WAGES = _content.WAGES
OUTSIDE = (
    "../../secrets",
    "..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "a/../../b",
    "a\\b",
    "a.yaml",
    ".hidden",
    "UPPER",
    "a\0",
    "a\nb",
    "a b",
    "가",
    "-a",
    "a" * 130,
)
BOMB = "- &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"- &{name} [{','.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


def files_of(root):
    return {path: path.read_bytes() for path in root.parent.rglob("*.yaml")}


@pytest.mark.parametrize("kind", ItemKind)
def test_nothing_outside_the_content_is_read_or_written(kind, editor, send, content_root):
    before = files_of(content_root)
    for name in OUTSIDE:
        place = f"/console/content/{kind}/{quote(name, safe='')}"
        for path in (place, f"{place}/history"):
            assert editor.get(path).status_code == 404, path
        assert editor.submit(f"{place}/look").status_code in {403, 404}
        new = f"/console/content/new?kind={kind}"
        answer = send(new, {"id": name, "title.en": "x", "name.en": "x"})
        assert answer.status_code == 422, name
    assert files_of(content_root) == before
    assert not (content_root.parent / "secrets.yaml").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("visas.terms", BOMB),
        ("who.ages", BOMB),
        ("visas.terms", "[" * 300 + "]" * 300),
        ("visas.terms", "!!python/object/apply:os.system [touch /tmp/x]"),
        ("visas.terms", "!!bool maybe"),
        ("visas.terms", "!!binary aGk="),
        ("dates.as_of", "0x" + "f" * 20_000),
        ("dates.as_of", "!!timestamp x"),
        ("dates.as_of", "*a"),
        ("figures.0.value", "1" + ":59" * 3_000),
        ("figures.0.value", "9" * 4_000),
        ("figures.0.value", ".inf"),
        ("figures.0.value", ".nan"),
        ("figures.0.name", "__class__"),
        ("answer.en", "{its_name.__class__} {0} {figures}"),
        ("answer.en", "a\n---\n!!python/object x\n"),
        ("title.en", "*a &b !c : # | > % @ ` {}"),
        ("base", "[" * 60_000),
        ("base", '{"a": ' * 30_000),
        ("base", "[1, 2]"),
        ("parent", "x" * 9_000),
        ("gap", "../x"),
    ],
    ids=lambda value: value[:24],
)
@pytest.mark.parametrize("act", ["save", "look"])
def test_no_value_of_a_form_runs_grows_or_breaks(field, value, act, send, content_root):
    before = files_of(content_root)

    answer = send(WAGES, {field: value}, act=act)

    assert answer.status_code in {200, 303, 404, 409, 422}
    if answer.status_code != 303:
        assert files_of(content_root) == before
    assert "subclasses" not in answer.text


def test_no_script_stands_behind_the_website_of_a_center(send, content_root):
    place = "/console/content/center/guro-center"
    before = files_of(content_root)

    answer = send(place, {"website": "javascript:alert(document.domain)"})

    assert answer.status_code == 422
    assert 'href="javascript' not in answer.text
    assert files_of(content_root) == before
    look = send(place, {"website": "javascript:alert(1)"}, act="look")
    assert 'href="javascript' not in look.text


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.MANAGER])
def test_who_does_not_edit_writes_nothing_with_an_editors_form(
    role, editor, at_console, content_root
):
    form = _content.posted(editor.get(WAGES))
    browser = at_console(role)
    before = files_of(content_root)

    for csrf in (browser.csrf, editor.csrf):
        sent = {**form, "title.en": "x", "do": "save", "csrf": csrf}
        assert _content.post(browser, WAGES, sent).status_code == 403
    assert files_of(content_root) == before
