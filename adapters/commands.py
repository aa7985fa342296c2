"""What every command needs: the settings, and errors that a person can read."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from adapters.settings import Settings
from knowledge.problems import KnowledgeError


def read_settings() -> Settings:
    """Return the settings, or say which of them is wrong."""
    from pydantic import ValidationError

    try:
        return Settings()
    except ValidationError as error:
        named = "\n".join(
            f"IEUM_{str(detail['loc'][0]).upper()}: {detail['msg']}" for detail in error.errors()
        )
        raise click.ClickException(f"A setting is wrong.\n{named}") from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn the errors that a person can mend into one message instead of a traceback."""
    from adapters.telegram_chat.errors import TelegramError
    from bot.storage.errors import StoreError
    from index.errors import IndexUnusableError

    try:
        yield
    except KnowledgeError as error:
        raise click.ClickException(f"The content has errors:\n{error}") from error
    except (IndexUnusableError, StoreError, TelegramError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(f"{place}{error.strerror or error}") from error
