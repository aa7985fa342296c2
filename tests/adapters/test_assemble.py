import logging

import pytest

from adapters.assemble import assemble, read_content, rebuild
from bot.reply import Message
from index.builder import silent
from index.errors import EncoderMissingError
from knowledge.languages import Language
from knowledge.parsing import Parser
from knowledge.problems import KnowledgeError

QUESTION = "my boss did not pay me"


@pytest.fixture
def said(caplog):
    caplog.set_level(logging.WARNING, logger="ieum")
    return lambda: [record.getMessage() for record in caplog.records]


def build_of(settings):
    folder = settings.var / "index"
    return folder / (folder / "current").read_text(encoding="utf-8").strip()


def test_the_index_is_built_where_there_is_none(tiny_settings, said):
    steps = []

    ieum = assemble(tiny_settings, lambda done, total: steps.append((done, total)))

    missing = f"There is no index in {tiny_settings.var / 'index'} yet."
    assert said() == [f"{missing} Building the index now."]
    assert steps == [(len(ieum.searcher), len(ieum.searcher))]
    assert ieum.assistant.respond(Message(QUESTION)).candidates[0] == "life-unpaid-wages"


def test_a_good_index_is_opened_as_it_is(tiny_settings, said):
    assemble(tiny_settings)
    before, said_before = build_of(tiny_settings), said()

    assemble(tiny_settings)

    assert build_of(tiny_settings) == before
    assert said() == said_before


def test_the_index_is_rebuilt_when_the_content_changed(tiny_settings, said):
    assemble(tiny_settings)
    entry = tiny_settings.content / "life" / "life-unpaid-wages.yaml"
    entry.write_text(
        entry.read_text("utf-8").replace("my boss did not pay me", "quokka"), encoding="utf-8"
    )

    ieum = assemble(tiny_settings)

    assert said()[-1] == (
        "The content has changed since the index was built. Building the index now."
    )
    assert ieum.assistant.respond(Message("quokka")).candidates[0] == "life-unpaid-wages"


@pytest.mark.parametrize("name", ["dense.faiss", "lexical.npz", "manifest.json"])
@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-10]),
        lambda path: path.write_bytes(b"\xff" * 500),
    ],
    ids=["gone", "empty", "cut short", "other bytes"],
)
def test_the_index_is_rebuilt_when_a_file_is_broken(name, harm, tiny_settings, said):
    assemble(tiny_settings)
    broken = build_of(tiny_settings) / name
    harm(broken)

    ieum = assemble(tiny_settings)

    assert str(broken) in said()[-1]
    assert said()[-1].endswith("Building the index now.")
    assert ieum.assistant.respond(Message(QUESTION)).candidates[0] == "life-unpaid-wages"
    assert [path for path in build_of(tiny_settings).parent.iterdir() if path.is_dir()] == [
        build_of(tiny_settings)
    ]


@pytest.mark.parametrize("text", ["", "elsewhere\n", "../..\n", "\x00"])
def test_the_index_is_rebuilt_when_the_pointer_is_broken(text, tiny_settings, said):
    assemble(tiny_settings)
    (tiny_settings.var / "index" / "current").write_text(text, encoding="utf-8")

    assemble(tiny_settings)

    assert said()[-1].endswith("Building the index now.")


def test_rebuild_builds_whatever_is_there(tiny_settings):
    assemble(tiny_settings)
    before = build_of(tiny_settings)

    manifest = rebuild(tiny_settings, silent)

    assert build_of(tiny_settings) != before
    assert manifest.passages == len(assemble(tiny_settings).searcher)


@pytest.mark.parametrize(
    "make", [assemble, lambda s: read_content(s.content, Parser()), lambda s: rebuild(s, silent)]
)
def test_broken_content_is_refused_with_every_problem(make, tiny_settings):
    (tiny_settings.content / "lines" / "line-119.yaml").unlink()
    (tiny_settings.content / "glossary.yaml").write_text("[", encoding="utf-8")

    with pytest.raises(KnowledgeError) as caught:
        make(tiny_settings)

    assert [problem.file for problem in caught.value.problems] == [
        "glossary.yaml",
        "life/life-medical-emergency.yaml",
    ]
    assert not tiny_settings.var.exists()


def test_a_missing_encoder_is_named(tiny_settings, tmp_path):
    folder = tmp_path / "encoder"
    folder.mkdir()
    (folder / "modules.json").write_text("?", encoding="utf-8")

    with pytest.raises(EncoderMissingError, match=r"modules\.json is unreadable"):
        assemble(tiny_settings.model_copy(update={"encoder": str(folder)}))


def test_a_folder_that_cannot_be_written_is_an_error_of_the_system(tiny_settings, tmp_path):
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")

    with pytest.raises(OSError, match=str(file)):
        assemble(tiny_settings.model_copy(update={"var": file}))


def test_the_default_language_is_that_of_the_settings(tiny_settings):
    ieum = assemble(tiny_settings.model_copy(update={"default_language": Language.MN}))

    assert ieum.assistant.respond(Message("?!")).language is Language.MN
