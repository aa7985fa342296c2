from pathlib import Path

import pytest

from bot.storage.database_url import file_of, place_of, read_url, without_passwords
from bot.storage.errors import StoreError, StoreUrlError

SECRET = "p@ss w/rd"
QUOTED = "p%40ss%20w%2Frd"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_name_of_postgresql_gets_our_driver(scheme):
    url = read_url(f"{scheme}://ieum:{QUOTED}@db:5433/ieum?sslmode=require")

    assert url.drivername == "postgresql+psycopg"
    assert (url.username, url.password, url.host, url.port) == ("ieum", SECRET, "db", 5433)
    assert (url.database, url.query["sslmode"]) == ("ieum", "require")
    assert file_of(url) is None


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+pysqlite"])
def test_sqlite_names_a_file(scheme):
    assert file_of(read_url(f"{scheme}:///var/ieum.db")) == Path("var/ieum.db").absolute()
    assert file_of(read_url(f"{scheme}:////data/ieum.db")) == Path("/data/ieum.db")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("sqlite:////data/ieum.db", "/data/ieum.db"),
        (f"postgres://ieum:{QUOTED}@db:5433/faq?sslmode=require", "PostgreSQL, db:5433/faq"),
        (f"postgres:///faq?host=/run/pg&password={QUOTED}", "PostgreSQL, local/faq"),
        ("postgres://", "PostgreSQL, local/"),
    ],
)
def test_a_place_is_shown_without_names_and_passwords(url, place):
    assert place_of(read_url(url)) == place


@pytest.mark.parametrize(
    "url",
    [
        "",
        SECRET,
        f"postgresql://ieum:{QUOTED}@db:port/ieum",
        f"postgresql://ieum:{SECRET}@db/ieum",
        "postgresql://ieum:s?p@ss@db/ieum",
        "postgresql://ieum:s@/p@ss@db/ieum",
        f"mysql://ieum:{QUOTED}@db/ieum",
        f"postgresql+asyncpg://ieum:{QUOTED}@db/ieum",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://var/ieum.db",
        f"sqlite:///ieum.db?password={QUOTED}",
    ],
)
def test_an_address_of_another_kind_is_refused_and_not_repeated(url):
    with pytest.raises(StoreUrlError) as caught:
        read_url(url)

    assert isinstance(caught.value, StoreError)
    told = str(caught.value)
    assert "address" in told
    assert not any(secret in told for secret in (SECRET, QUOTED, "p@ss"))


@pytest.mark.parametrize(
    "url", [f"postgres://ieum:{QUOTED}@db/ieum", f"postgres://db/ieum?password={QUOTED}"]
)
def test_passwords_are_taken_out_of_what_a_driver_says(url):
    said = without_passwords(f"no such option: {SECRET}.", read_url(url))

    assert said == "no such option: ***."
    assert without_passwords("as it is", read_url("sqlite:///ieum.db")) == "as it is"
