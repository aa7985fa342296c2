import pytest

from adapters.web.console.content.fields import Form
from adapters.web.console.content.forms import CENTER, ENTRY, LINE, TERM, ItemKind
from adapters.web.console.content.items import item_of, made
from adapters.web.console.content.posting import gathered
from adapters.web.console.content.weighing import blank
from adapters.web.console.frame import environment_in
from knowledge.glossary_file import terms
from knowledge.languages import NATIVE_NAMES, Language
from knowledge.loader import CONTENT_ROOT
from knowledge.paths import FileKind, path_of
from knowledge.validity import Validity

FOLDERS = {"services": ItemKind.ENTRY, "life": ItemKind.ENTRY, "centers": ItemKind.CENTER}
FOLDERS |= {"lines": ItemKind.LINE}
FILES = [
    (kind, f"{folder}/{path.name}")
    for folder, kind in FOLDERS.items()
    for path in sorted((CONTENT_ROOT / folder).glob("*.yaml"))
]
GLOSSARY = (CONTENT_ROOT / "glossary.yaml").read_text(encoding="utf-8")
NOT_IN_FORMS = {"id", "made_from", "review"}


def sent(item, form_of, knowledge):
    """What a browser posts of the item's page when nobody touches it."""
    sheet = blank(item, item.form.shown(item.raw), knowledge, Language.EN, "/x")
    template = environment_in(Language.EN).from_string(
        '{% import "content/controls.html" as controls with context %}'
        '<form enctype="multipart/form-data">{% for field in sheet.form.fields %}'
        "{{ controls.field(sheet, field) }}{% endfor %}</form>"
    )
    codes = {language: language.value for language in Language}
    about = {"html_languages": codes, "languages": NATIVE_NAMES, "interface": Language.EN}
    pairs = form_of(template.render(sheet=sheet, **about))
    return gathered((name, value) for name, values in pairs.items() for value in values)


@pytest.mark.parametrize(("kind", "path"), FILES, ids=[path for _, path in FILES])
def test_a_form_that_nobody_touched_leaves_its_file_as_it_is(kind, path, form_of, knowledge):
    text = (CONTENT_ROOT / path).read_text(encoding="utf-8")
    item = item_of(kind, path.partition("/")[2].removesuffix(".yaml"), path, text)
    posted = sent(item, form_of, knowledge)
    done = made(item, posted, (), ())
    assert done.text == text
    assert done.faults == ()
    # What is read back is the file's own, so a form that is touched loses nothing either.
    values, faults = item.form.values(posted)
    assert faults == ()
    for name in item.raw.keys() - NOT_IN_FORMS - {"sources", "dates"}:
        assert values.get(name) == item.raw[name], name


def test_terms_that_nobody_touched_leave_the_glossary_as_it_is(form_of, knowledge):
    for name in terms(GLOSSARY):
        item = item_of(ItemKind.TERM, name, path_of(FileKind.GLOSSARY, ""), GLOSSARY)
        assert made(item, sent(item, form_of, knowledge), (), ()).text == GLOSSARY


@pytest.mark.parametrize(
    ("form", "model"),
    [
        (ENTRY, FileKind.SERVICE),
        (CENTER, FileKind.CENTER),
        (LINE, FileKind.LINE),
        (TERM, FileKind.GLOSSARY),
    ],
)
def test_a_form_has_every_field_of_its_schema(form: Form, model):
    fields = {field.alias or name for name, field in model.model.model_fields.items()}
    assert {unit.path[0] for unit in form.units} == fields - NOT_IN_FORMS


def test_all_dates_of_the_schema_are_in_the_form():
    fields = {field.alias or name for name, field in Validity.model_fields.items()}
    assert {unit.path[1] for unit in ENTRY.units if unit.path[0] == "dates"} == fields
