"""Every setting: its name in the environment, its default, and what it is for."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT

_ORIGIN: Final = re.compile(r"https?://[a-z0-9._-]+(:\d{1,5})?", re.IGNORECASE | re.ASCII)
"""Nothing that would end its place in a Content-Security-Policy, which names it."""

_SECRETS: Final = "/run/secrets"


class ContentIn(StrEnum):
    """Where edits of the content are kept."""

    FILES = "files"
    DATABASE = "database"


class TelegramMode(StrEnum):
    """How messages come from Telegram."""

    POLLING = "polling"
    WEBHOOK = "webhook"
    OFF = "off"


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


def _unless_empty(value: Any) -> Any:
    return None if value == "" else value


Secret = Annotated[SecretStr | None, BeforeValidator(_unless_empty)]
"""Better as a file in `/run/secrets` than in the environment; an empty file is none."""
Origin = Annotated[str, AfterValidator(_origin)]


class Settings(BaseSettings):
    """Read from the environment (`IEUM_…`) and from a file `.env`; the environment wins."""

    model_config = SettingsConfigDict(
        env_prefix="IEUM_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        secrets_dir=_SECRETS if Path(_SECRETS).is_dir() else None,
    )

    var: Annotated[Path, Field(description="Folder for what is built: the index.")] = Path("var")
    content: Annotated[Path, Field(description="Folder of the content (YAML).")] = CONTENT_ROOT
    content_in: Annotated[
        ContentIn,
        Field(
            description="Where the console keeps edits of the content: in its `files`, or in the "
            "`database`, over the content that comes with Ieum."
        ),
    ] = ContentIn.FILES
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
        Field(
            description="SQLAlchemy address of the database, `postgresql://…`; else a SQLite file "
            "in `IEUM_VAR`.",
            repr=False,
        ),
    ] = None
    database_password: Annotated[
        Secret, Field(description="Password for `IEUM_DATABASE`, where the address has none.")
    ] = None
    telegram_token: Annotated[Secret, Field(description="The bot's token, from @BotFather.")] = None
    telegram_mode: Annotated[
        TelegramMode,
        Field(
            description="How messages come from Telegram: by `polling` (`ieum telegram`), by a "
            "`webhook` (`ieum serve`), or not at all (`off`)."
        ),
    ] = TelegramMode.POLLING
    telegram_secret: Annotated[
        Secret,
        Field(
            description="What Telegram sends with each message to the webhook: 1 to 256 letters, "
            "digits, `_` and `-`."
        ),
    ] = None
    telegram_api: Annotated[
        str,
        AfterValidator(_web_address),
        Field(description="Where the Bot API answers; another where you run a server of it."),
    ] = "https://api.telegram.org"
    keep_days: Annotated[
        int,
        Field(
            description="Days for which feedback and messages to staff are kept; 0 means that "
            "they are never stored.",
            ge=0,
            le=36_500,
        ),
    ] = 30
    staff_idle_minutes: Annotated[
        int,
        Field(description="Minutes after which a login to the console ends unused.", ge=1, le=1440),
    ] = 60
    staff_session_hours: Annotated[
        int, Field(description="Hours that a login to the console lasts at most.", ge=1, le=168)
    ] = 12
    question_days: Annotated[
        int,
        Field(
            description="Days for which questions are kept that Ieum could not answer, without the "
            "numbers people type; 0 means that none is ever stored.",
            ge=0,
            le=36_500,
        ),
    ] = 30
    audit_days: Annotated[
        int,
        Field(
            description="Days for which it is kept who saw and did what in the console.",
            ge=1,
            le=36_500,
        ),
    ] = 365

    @property
    def database_url(self) -> str:
        """Return the address of the database, the default's and the password included."""
        if self.database is None:
            return f"sqlite:///{self.var.absolute() / 'ieum.db'}"
        if self.database_password is None or not self.database.startswith("postgres"):
            return self.database
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            address = make_url(self.database)
        except ArgumentError:
            return self.database
        if address.password is None:
            address = address.set(password=self.database_password.get_secret_value())
        return address.render_as_string(hide_password=False)
