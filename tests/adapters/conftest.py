import json

import pytest
from click.testing import CliRunner

from adapters.cli import main
from adapters.settings import Settings


@pytest.fixture
def tiny_settings(tiny_root, tmp_path):
    return Settings(content=tiny_root, var=tmp_path / "var")


@pytest.fixture
def tiny_environment(tiny_settings, tmp_path, monkeypatch):
    """The environment of a command that uses the tiny content."""
    monkeypatch.setenv("IEUM_CONTENT", str(tiny_settings.content))
    monkeypatch.setenv("IEUM_VAR", str(tiny_settings.var))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(tiny_environment):
    return lambda *arguments: CliRunner().invoke(main, arguments)


@pytest.fixture
def questions(tmp_path):
    """Write lines, as JSON or as they are, to a file; returns its path."""

    def write(*lines):
        file = tmp_path / "questions.jsonl"
        raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        file.write_bytes(b"\n".join(raw))
        return str(file)

    return write
