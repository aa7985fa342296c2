from pathlib import Path

import pytest
from pydantic import ValidationError

from adapters.settings import Settings
from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT


def test_the_defaults_need_no_environment():
    assert Settings().model_dump() == {
        "var": Path("var"),
        "content": CONTENT_ROOT,
        "encoder": None,
        "default_language": Language.EN,
        "host": "127.0.0.1",
        "port": 8000,
        "workers": 1,
        "requests_per_minute": 60,
        "largest_body": 65_536,
    }


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("var", "/srv/ieum", Path("/srv/ieum")),
        ("content", "texts", Path("texts")),
        ("encoder", "some/model", "some/model"),
        ("default_language", "vi", Language.VI),
        ("host", "0.0.0.0", "0.0.0.0"),
        ("port", "0", 0),
        ("workers", "4", 4),
        ("requests_per_minute", "0", 0),
        ("largest_body", "1000", 1000),
    ],
)
def test_the_environment_sets_each(name, text, value, monkeypatch):
    monkeypatch.setenv(f"IEUM_{name.upper()}", text)

    assert getattr(Settings(), name) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("default_language", "jp"),
        ("port", "http"),
        ("port", "65536"),
        ("port", "-1"),
        ("workers", "0"),
        ("requests_per_minute", "-1"),
        ("largest_body", "999"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name, text, monkeypatch):
    monkeypatch.setenv(f"IEUM_{name.upper()}", text)

    with pytest.raises(ValidationError) as caught:
        Settings()

    assert [detail["loc"] for detail in caught.value.errors()] == [(name,)]


def test_a_file_sets_what_the_environment_does_not(tmp_path, monkeypatch):
    file = tmp_path / "ieum.env"
    file.write_text("IEUM_PORT=1234\nIEUM_HOST=file\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("IEUM_HOST", "environment")

    settings = Settings(_env_file=file)

    assert (settings.port, settings.host) == (1234, "environment")


def test_settings_do_not_change():
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1


def test_every_setting_is_described():
    assert all(field.description for field in Settings.model_fields.values())
