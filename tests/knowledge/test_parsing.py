import pytest

from knowledge.checks import check
from knowledge.loader import content_hash, load_knowledge, read
from knowledge.parsing import Parser
from knowledge.terms import Term

TERMS = tuple[Term, ...]
NAME = "name: {ko: 집, en: home, zh: 家, vi: nhà, mn: гэр}"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "glossary.yaml"
    path.write_text(f"- id: home\n  {NAME}\n", encoding="utf-8")
    return path


@pytest.fixture
def parser():
    return Parser()


def test_a_file_is_parsed_once(parser, path):
    first = parser.parse(path, TERMS)
    path.write_bytes(path.read_bytes())

    assert parser.parse(path, TERMS).item is first.item
    assert first.item[0].name.vi == "nhà"


def test_a_file_is_parsed_again_when_its_bytes_have_changed(parser, path):
    first, facts = parser.parse(path, TERMS), path.stat()
    path.write_bytes(path.read_bytes().replace(b"home", b"nest"))

    again = parser.parse(path, TERMS)

    assert path.stat().st_size == facts.st_size
    assert (first.item[0].id, again.item[0].id) == ("home", "nest")


def test_a_fault_is_told_every_time_until_it_is_mended(parser, path):
    good = path.read_bytes()
    path.write_bytes(b"[")

    faults = [parser.parse(path, TERMS).faults for _ in range(2)]
    path.write_bytes(good)

    assert faults[0] == faults[1] == (("", faults[0][0][1]),)
    assert "is not readable YAML" in faults[0][0][1]
    assert parser.parse(path, TERMS).faults == ()


def test_a_file_that_is_gone_is_a_fault_and_may_come_back(parser, path):
    first, good = parser.parse(path, TERMS), path.read_bytes()
    path.unlink()
    gone = parser.parse(path, TERMS)
    path.write_bytes(good)

    assert gone.item is None
    assert gone.faults == (("", "cannot be read: No such file or directory"),)
    assert parser.parse(path, TERMS).item == first.item


def test_one_file_may_be_read_as_several_things(parser, path):
    assert parser.parse(path, TERMS).faults == ()
    assert parser.parse(path, Term).item is None


def test_what_nobody_asks_for_any_more_is_forgotten(parser, path):
    first = parser.parse(path, TERMS)
    parser.forget_others()
    parser.forget_others()

    assert parser.parse(path, TERMS).item is not first.item


def test_content_that_is_read_again_is_the_same_and_mostly_the_same_objects(tiny_root, parser):
    first, _ = check(tiny_root, parser)
    entry = tiny_root / "life" / "life-unpaid-wages.yaml"
    text = entry.read_text(encoding="utf-8").replace("unpaid wages in English", "quokka")
    entry.write_text(text, encoding="utf-8")

    again, problems = check(tiny_root, parser)

    assert problems == []
    assert again == load_knowledge(tiny_root) != first
    assert again.entries["life-unpaid-wages"] is not first.entries["life-unpaid-wages"]
    for some, others in ((again.lines, first.lines), (again.documents, first.documents)):
        assert all(others[name] is item for name, item in some.items())


def test_problems_of_a_file_that_did_not_change_are_told_again(tiny_root, parser):
    (tiny_root / "glossary.yaml").write_text("[", encoding="utf-8")
    (tiny_root / "lines" / "line-999.yaml").write_text("id: line-999", encoding="utf-8")

    first, again, fresh = (read(tiny_root, one)[1] for one in (parser, parser, None))

    assert first == again == fresh != []


@pytest.mark.parametrize("name", ["dangers/one.yaml", "phrases/en.yaml"])
def test_the_hash_is_of_dangers_and_phrases_too(tiny_root, name):
    before = content_hash(tiny_root)
    (tiny_root / name).parent.mkdir()
    (tiny_root / name).write_text("id: x", encoding="utf-8")

    assert content_hash(tiny_root) != before
