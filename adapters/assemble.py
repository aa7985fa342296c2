"""Where the parts are put together; nothing below it reads settings or loads models."""

import logging
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from adapters.settings import Settings
from bot.assistant import Assistant
from bot.contacts import Directory
from bot.danger_classifier import DangerClassifier
from bot.safety import Safety
from index.builder import build_index, open_index
from index.encoder import load_encoder
from index.errors import IndexUnusableError
from index.making import Progress, renew_searcher, silent
from index.manifest import Manifest
from index.search import Searcher
from knowledge.checks import check
from knowledge.loader import Knowledge, content_hash
from knowledge.parsing import Parser
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

    @cached_property
    def directory(self) -> Directory:
        """Centers and helplines as contacts, for adapters that show them without a question."""
        return Directory(self.knowledge)


def assemble(settings: Settings, progress: Progress = silent, parser: Parser | None = None) -> Ieum:
    """Load the content, open the index (building it when it cannot be used), make the assistant.

    `parser` keeps what it parses, for whoever reads the content again.

    Raises:
        KnowledgeError: the content has errors.
        EncoderMissingError: the encoder cannot be loaded.
        OSError: the index cannot be written.
    """
    digest, knowledge = read_content(settings.content, parser or Parser())
    encoder = load_encoder(settings.encoder)
    folder = index_folder(settings)
    try:
        searcher = open_index(knowledge, digest, encoder, folder)
    except IndexUnusableError as reason:
        log.warning("%s Building the index now.", str(reason))
        build_index(knowledge, digest, encoder, folder, progress)
        searcher = open_index(knowledge, digest, encoder, folder)
    # The classifier is learned for the vectors of our own encoder, whichever search goes by.
    ours = load_encoder(None) if settings.encoder else encoder
    safety = Safety(knowledge, DangerClassifier.shipped(ours))
    assistant = Assistant(knowledge, searcher, settings.default_language, safety=safety)
    return Ieum(knowledge, searcher, assistant, digest)


def renewed(ieum: Ieum, digest: str, knowledge: Knowledge) -> Ieum:
    """Make what `assemble` would make of other content, in memory; takes a tenth of the time."""
    searcher = renew_searcher(ieum.searcher, ieum.knowledge, knowledge)
    return Ieum(knowledge, searcher, ieum.assistant.renewed(knowledge, searcher), digest)


def rebuild(settings: Settings, progress: Progress) -> Manifest:
    """Build the index afresh, whatever is there.

    Raises:
        KnowledgeError: the content has errors.
        EncoderMissingError: the encoder cannot be loaded.
        OSError: the index cannot be written.
    """
    digest, knowledge = read_content(settings.content, Parser())
    encoder = load_encoder(settings.encoder)
    return build_index(knowledge, digest, encoder, index_folder(settings), progress)


def index_folder(settings: Settings) -> Path:
    """Return where the built index lies."""
    return settings.var / "index"


def read_content(root: Path, parser: Parser, digest: str = "") -> tuple[str, Knowledge]:
    """Read the content with every check passed, and with the digest of what was read.

    `digest` is that of the content a moment ago, where it is known.

    Raises:
        KnowledgeError: it has errors; all are named.
    """
    digest = digest or content_hash(root)
    while True:
        knowledge, problems = check(root, parser)
        afterwards = content_hash(root)
        if afterwards == digest:
            break
        # Somebody wrote while we read.
        digest = afterwards
    if problems:
        raise KnowledgeError(problems)
    return digest, knowledge
