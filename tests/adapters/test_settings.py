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
        "content_in": "files",
        "encoder": None,
        "default_language": Language.EN,
        "host": "127.0.0.1",
        "port": 8000,
        "workers": 1,
        "requests_per_minute": 60,
        "largest_body": 65_536,
        "public_url": None,
        "embed_origins": (),
        "quick_exit": "https://www.google.com",
        "demo_port": 8001,
        "database": None,
        "database_password": None,
        "telegram_token": None,
        "telegram_mode": "polling",
        "telegram_secret": None,
        "telegram_api": "https://api.telegram.org",
        "keep_days": 30,
        "question_days": 30,
        "staff_idle_minutes": 60,
        "staff_session_hours": 12,
        "audit_days": 365,
    }


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("var", "/srv/ieum", Path("/srv/ieum")),
        ("content", "texts", Path("texts")),
        ("content_in", "database", "database"),
        ("encoder", "some/model", "some/model"),
        ("default_language", "vi", Language.VI),
        ("host", "0.0.0.0", "0.0.0.0"),
        ("port", "0", 0),
        ("workers", "4", 4),
        ("staff_idle_minutes", "5", 5),
        ("staff_session_hours", "8", 8),
        ("audit_days", "30", 30),
        ("requests_per_minute", "0", 0),
        ("largest_body", "1000", 1000),
        ("public_url", "https://ieum.example/", "https://ieum.example"),
        ("public_url", "http://10.0.0.7:8000/ieum/", "http://10.0.0.7:8000/ieum"),
        ("public_url", "", None),
        ("embed_origins", "https://Center.example", ("https://center.example",)),
        (
            "embed_origins",
            " http://a.example:80  https://b.example ",
            ("http://a.example:80", "https://b.example"),
        ),
        ("embed_origins", "", ()),
        ("quick_exit", "https://weather.example/today?a=1", "https://weather.example/today?a=1"),
        ("demo_port", "0", 0),
        ("demo_port", "65535", 65_535),
        ("database", "postgresql://ieum@db/ieum", "postgresql://ieum@db/ieum"),
        ("keep_days", "0", 0),
        ("keep_days", "365", 365),
    ],
)
def test_the_environment_sets_each(name, text, value, monkeypatch):
    monkeypatch.setenv(f"IEUM_{name.upper()}", text)

    assert getattr(Settings(), name) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("default_language", "jp"),
        ("content_in", "git"),
        ("port", "http"),
        ("port", "65536"),
        ("port", "-1"),
        ("workers", "0"),
        ("requests_per_minute", "-1"),
        ("largest_body", "999"),
        ("public_url", "ieum.example"),
        ("public_url", "//ieum.example"),
        ("public_url", "ftp://ieum.example"),
        ("public_url", "https://"),
        ("quick_exit", "javascript:alert(1)"),
        ("quick_exit", "/weather"),
        ("demo_port", "70000"),
        ("demo_port", "-1"),
        ("keep_days", "-1"),
        ("keep_days", "1.5"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name, text, monkeypatch):
    monkeypatch.setenv(f"IEUM_{name.upper()}", text)

    with pytest.raises(ValidationError) as caught:
        Settings()

    assert [detail["loc"] for detail in caught.value.errors()] == [(name,)]


@pytest.mark.parametrize(
    "origin",
    [
        "https://center.example/",
        "https://center.example/faq",
        "https://center.example?a=1",
        "https://center.example#a",
        "center.example",
        "//center.example",
        "null",
        "*",
        "https://",
        "javascript:alert(1)",
        "https://*.center.example",
        "https://user@center.example",
        "https://center.example;script-src",
        "https://a.example,https://b.example",
        "https://a.example,b.example",
    ],
)
def test_an_origin_that_is_none_is_refused_by_its_name_and_place(origin, monkeypatch):
    monkeypatch.setenv("IEUM_EMBED_ORIGINS", f"https://good.example {origin}")

    with pytest.raises(ValidationError) as caught:
        Settings()

    (fault,) = caught.value.errors()
    assert fault["loc"] == ("embed_origins", 1)
    assert repr(origin) in fault["msg"]


def test_the_database_is_a_file_among_what_is_built_unless_another_is_named(tmp_path):
    assert Settings(var=tmp_path).database_url == f"sqlite:///{tmp_path}/ieum.db"
    assert Settings(database="postgresql://db/ieum").database_url == "postgresql://db/ieum"


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


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://ieum@db/ieum", "postgresql://ieum:p%40ss%2Fword@db/ieum"),
        ("postgresql://ieum:own@db/ieum", "postgresql://ieum:own@db/ieum"),
        ("sqlite:////srv/ieum.db", "sqlite:////srv/ieum.db"),
        ("postgresql://[", "postgresql://["),
    ],
)
def test_the_password_of_the_database_comes_from_where_it_is_safe(address, told):
    settings = Settings(database=address, database_password="p@ss/word")

    assert settings.database_url == told
    assert "ss/word" not in repr(settings)
    assert "own@" not in repr(settings)


def test_without_a_database_a_file_is_used(tmp_path):
    assert Settings(var=tmp_path).database_url == f"sqlite:///{tmp_path}/ieum.db"


def test_an_empty_secret_is_none():
    assert Settings(telegram_token="").telegram_token is None
