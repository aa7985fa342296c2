"""The address of a database, as SQLAlchemy writes it, and what of it may be shown."""

from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.errors import StoreUrlError

_PSYCOPG: Final = "postgresql+psycopg"
_SCHEMES: Final = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": _PSYCOPG,
    "postgresql": _PSYCOPG,
    _PSYCOPG: _PSYCOPG,
}


def read_url(text: str) -> URL:
    """Read an address; the short names of PostgreSQL get the driver that we use.

    Raises:
        StoreUrlError: it is none of ours; the message does not repeat it.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreUrlError("The database's address cannot be read.") from None
    if url.drivername not in _SCHEMES:
        raise StoreUrlError(
            "The database's address must begin with sqlite:/// or postgresql://, "
            f"not with {url.drivername}:"
        )
    url = url.set(drivername=_SCHEMES[url.drivername])
    # The rest of a password that holds @ would else be shown as the host's name.
    if url.drivername == _PSYCOPG and "@" in f"{url.host}/{url.database}":
        raise StoreUrlError("In the password of the database's address, write %40 for @.")
    is_file = url.database and url.database != ":memory:" and not (url.host or url.query)
    if url.drivername == "sqlite" and not is_file:
        raise StoreUrlError("An address of SQLite names a file and no more: sqlite:///folder/file")
    return url


def file_of(url: URL) -> Path | None:
    """Return the file of SQLite, absolute; None for PostgreSQL."""
    if url.drivername != "sqlite" or not url.database:
        return None
    return Path(url.database).absolute()


def place_of(url: URL) -> str:
    """Return where the database is, for people, without names and passwords."""
    file = file_of(url)
    if file:
        return str(file)
    port = f":{url.port}" if url.port else ""
    return f"PostgreSQL, {url.host or 'local'}{port}/{url.database or ''}"


def without_passwords(text: str, url: URL) -> str:
    """Take out of a text every password that the address holds."""
    asked = [value for name, value in url.normalized_query.items() if "password" in name]
    secrets = [url.password or "", *(one for values in asked for one in values)]
    for secret in filter(None, secrets):
        text = text.replace(secret, "***")
    return text
