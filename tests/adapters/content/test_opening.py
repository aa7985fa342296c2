import asyncio

import pytest
from click.testing import CliRunner

from adapters.cli import main
from adapters.content.database import DatabaseContent
from adapters.content.opening import source_of, with_edits
from adapters.content_source import FolderSource
from adapters.live import Live
from adapters.settings import Settings

STAFF = ("show_to_staff",)
HELP = "월급을 세 달 못 받았어요. 도와주세요."


@pytest.fixture
def settings(tiny_root, tmp_path, database):
    return Settings(
        content=tiny_root,
        content_in="database",
        database=database.url,
        var=tmp_path / "served",
        default_language="ko",
    )


def said(ieum):
    return ieum.knowledge.entries["life-unpaid-wages"].show_to_staff


def test_content_comes_from_where_the_settings_say(settings, tiny_root):
    assert isinstance(source_of(settings), DatabaseContent)
    files = settings.model_copy(update={"content_in": "files"})
    assert isinstance(source_of(files), FolderSource)
    assert with_edits(files).content == tiny_root


def test_what_another_process_saves_in_the_database_is_served(settings, city, edit):
    live = Live.open(settings)
    assert said(live.now) != HELP

    edit(city, {STAFF: HELP})

    assert said(asyncio.run(live.refresh())) == HELP
    assert said(Live.open(settings).now) == HELP


def test_commands_see_what_was_edited_in_the_database(settings, city, edit, monkeypatch):
    edit(city, {STAFF: HELP})
    for name in ("content", "content_in", "database", "var"):
        monkeypatch.setenv(f"IEUM_{name.upper()}", str(getattr(settings, name)))

    ran = CliRunner().invoke(main, ["ask", "사장이 돈을 안 줘요"])

    assert ran.exit_code == 0, ran.output
    assert HELP in ran.output
    checked = CliRunner().invoke(main, ["check"])
    assert checked.exit_code == 0, checked.output
