"""Which way of keeping edits the settings ask for."""

from adapters.content.database import DatabaseContent
from adapters.content.folder import FolderContent
from adapters.content_source import ContentSource, FolderSource
from adapters.settings import ContentIn, Settings
from bot.storage.store import Store


def open_content(settings: Settings, store: Store) -> FolderContent | DatabaseContent:
    """Return what edits the content."""
    if settings.content_in is ContentIn.DATABASE:
        return DatabaseContent(settings.content, store, settings.var)
    return FolderContent(settings.content, store, settings.var)


def source_of(settings: Settings) -> ContentSource:
    """Return what the content that is served comes from.

    Raises:
        StoreUrlError: the settings name no database that we can use.
    """
    if settings.content_in is ContentIn.DATABASE:
        return DatabaseContent(settings.content, Store(settings.database_url), settings.var)
    return FolderSource(settings.content)


def with_edits(settings: Settings) -> Settings:
    """Return settings whose folder of content holds what was edited in the database, too.

    Raises:
        StoreUrlError: the settings name no database that we can use.
        OSError: the folder cannot be written.
    """
    return settings.model_copy(update={"content": source_of(settings).root()})
