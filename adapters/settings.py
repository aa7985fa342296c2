"""Every setting: its name in the environment, its default, and what it is for."""

import re
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT

_ORIGIN: Final = re.compile(r"https?://[a-z0-9._-]+(:\d{1,5})?", re.IGNORECASE | re.ASCII)
"""Nothing that would end its place in a Content-Security-Policy, which names it."""


def _words(value: Any) -> Any:
    return tuple(value.split()) if isinstance(value, str) else value


def _origin(address: str) -> str:
    if not _ORIGIN.fullmatch(address):
        raise ValueError(f"{address!r} is not an origin such as https://center.example")
    return address.lower()


def _web_address(address: str) -> str:
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).netloc:
        raise ValueError(f"{address!r} is not an address such as https://ieum.example")
    return address.rstrip("/")


Origin = Annotated[str, AfterValidator(_origin)]


class Settings(BaseSettings):
    """Read from the environment (`IEUM_…`) and from a file `.env`; the environment wins."""

    model_config = SettingsConfigDict(
        env_prefix="IEUM_", env_file=".env", extra="ignore", frozen=True
    )

    var: Annotated[Path, Field(description="Folder for what is built: the index.")] = Path("var")
    content: Annotated[Path, Field(description="Folder of the content (YAML).")] = CONTENT_ROOT
    encoder: Annotated[
        str | None,
        Field(
            description="A SentenceTransformer, by path or name, instead of the shipped encoder; "
            "needs the extra `train`."
        ),
    ] = None
    default_language: Annotated[
        Language, Field(description="Language of the page and of replies when nothing tells it.")
    ] = Language.EN
    host: Annotated[str, Field(description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Field(description="Port to listen on.", ge=0, le=65535)] = 8000
    workers: Annotated[
        int, Field(description="Processes that answer; each holds its own index in memory.", ge=1)
    ] = 1
    requests_per_minute: Annotated[
        int, Field(description="Questions a minute from one address; 0 means no limit.", ge=0)
    ] = 60
    largest_body: Annotated[int, Field(description="Largest request body, in bytes.", ge=1_000)] = (
        65_536
    )
    public_url: Annotated[
        str | None,
        AfterValidator(lambda address: _web_address(address) if address else None),
        Field(description="Address at which the world sees Ieum; else that of the request."),
    ] = None
    embed_origins: Annotated[
        tuple[Origin, ...],
        NoDecode,
        BeforeValidator(_words),
        Field(
            description="Websites that may show the widget and call the API, with spaces between: "
            "`https://center.example`."
        ),
    ] = ()
    quick_exit: Annotated[
        str,
        AfterValidator(_web_address),
        Field(description="The neutral page to which a person in danger leaves at one press."),
    ] = "https://www.google.com"
    demo_port: Annotated[
        int,
        Field(description="Port of a website to try the widget on; 0 means none.", ge=0, le=65535),
    ] = 8001
    database: Annotated[
        str | None,
        Field(description="SQLAlchemy address of the database; else a SQLite file in `IEUM_VAR`."),
    ] = None
    keep_days: Annotated[
        int,
        Field(
            description="Days for which feedback and messages to staff are kept; 0 means that "
            "they are never stored.",
            ge=0,
            le=36_500,
        ),
    ] = 30

    @property
    def database_url(self) -> str:
        """Return the address of the database, the default's included."""
        return self.database or f"sqlite:///{self.var.absolute() / 'ieum.db'}"
