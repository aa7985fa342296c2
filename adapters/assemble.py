"""Where the parts are put together; nothing below it reads settings or loads models."""

import logging
from dataclasses import dataclass

from adapters.settings import Settings
from bot.assistant import Assistant
from bot.danger_classifier import DangerClassifier
from index.builder import Progress, build_index, open_index, silent
from index.encoder import load_encoder
from index.errors import IndexUnusableError
from index.manifest import Manifest
from index.search import Searcher
from knowledge.checks import check
from knowledge.loader import Knowledge, content_hash
from knowledge.problems import KnowledgeError

log = logging.getLogger("ieum")


@dataclass(frozen=True)
class Ieum:
    """Everything an adapter needs."""

    knowledge: Knowledge
    searcher: Searcher
    assistant: Assistant
    digest: str
    """That of the content."""


def assemble(settings: Settings, progress: Progress = silent) -> Ieum:
    """Load the content, open the index (building it when it cannot be used), make the assistant.

    Raises:
        KnowledgeError: the content has errors.
        EncoderMissingError: the encoder cannot be loaded.
        OSError: the index cannot be written.
    """
    digest = content_hash(settings.content)
    knowledge = load_checked(settings)
    encoder = load_encoder(settings.encoder)
    folder = settings.var / "index"
    try:
        searcher = open_index(knowledge, digest, encoder, folder)
    except IndexUnusableError as reason:
        log.warning("%s Building the index now.", reason)
        build_index(knowledge, digest, encoder, folder, progress)
        searcher = open_index(knowledge, digest, encoder, folder)
    # The classifier is learned for the vectors of our own encoder, whichever search goes by.
    ours = load_encoder(None) if settings.encoder else encoder
    assistant = Assistant(
        knowledge,
        searcher,
        settings.default_language,
        classifier=DangerClassifier.shipped(ours),
    )
    return Ieum(knowledge, searcher, assistant, digest)


def rebuild(settings: Settings, progress: Progress) -> Manifest:
    """Build the index afresh, whatever is there.

    Raises:
        KnowledgeError: the content has errors.
        EncoderMissingError: the encoder cannot be loaded.
        OSError: the index cannot be written.
    """
    knowledge, encoder = load_checked(settings), load_encoder(settings.encoder)
    digest = content_hash(settings.content)
    return build_index(knowledge, digest, encoder, settings.var / "index", progress)


def load_checked(settings: Settings) -> Knowledge:
    """Load the content, with every check passed.

    Raises:
        KnowledgeError: it has errors; all are named.
    """
    knowledge, problems = check(settings.content)
    if problems:
        raise KnowledgeError(problems)
    return knowledge
