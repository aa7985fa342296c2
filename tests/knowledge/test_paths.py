import pytest

from knowledge.paths import FileKind, UnknownFileError, kind_of, path_of
from knowledge.places import Center, Line
from knowledge.schema import Entry
from knowledge.terms import Term


@pytest.mark.parametrize(
    ("path", "kind", "model"),
    [
        ("services/seoul-oda.yaml", FileKind.SERVICE, Entry),
        ("life/life-overstay.yaml", FileKind.LIFE, Entry),
        ("centers/c1.yaml", FileKind.CENTER, Center),
        ("lines/line-1345.yaml", FileKind.LINE, Line),
        ("glossary.yaml", FileKind.GLOSSARY, Term),
    ],
)
def test_a_path_tells_what_stands_in_the_file(path, kind, model):
    assert kind_of(path) is kind
    assert kind.model is model
    assert path_of(kind, path.partition("/")[2].removesuffix(".yaml")) == path


@pytest.mark.parametrize(
    "path",
    [
        *("", "services", "services/", "services/.yaml", "services/x", "services/x.yml"),
        *("/services/x.yaml", "services//x.yaml", "./services/x.yaml", "services/./x.yaml"),
        *("services/../../etc/x.yaml", "services/../lines/x.yaml", "..", "services/a/b.yaml"),
        *("services/X.yaml", "services/a_b.yaml", "services/-a.yaml", "services/a--b.yaml"),
        *("services/a.b.yaml", "services/x.yaml\n", "services/x.yaml\0", "services/é.yaml"),
        *("services/x%2f.yaml", "services\\x.yaml", "services/x.yaml/", "services/٣.yaml"),
        *("reports/report-2025-04.yaml", "dangers/x.yaml", "phrases/ko.yaml", "districts.yaml"),
        *("glossary/x.yaml", "glossary.yaml/", "off_topic.yaml", "schema.py", "glossary"),
        f"services/{'a' * 120}.yaml",
    ],
)
def test_no_other_file_can_be_named(path):
    with pytest.raises(UnknownFileError):
        kind_of(path)


@pytest.mark.parametrize("identifier", ["", "..", "a/b", "A", "a.yaml", "../x", "a" * 120])
def test_an_identifier_makes_no_other_path(identifier):
    with pytest.raises(UnknownFileError):
        path_of(FileKind.SERVICE, identifier)
