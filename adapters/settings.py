"""Every setting: its name in the environment, its default, and what it is for."""

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT


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
