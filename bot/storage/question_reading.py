"""Questions read as search reads them, for comparing them with one another."""

from collections.abc import Sequence

from bot.privacy import without_marks
from index.encoder import Vectors
from index.search import Searcher
from index.spelling import normalise
from knowledge.languages import Language


class QuestionReader:
    """Turns questions into vectors, Latin letters read back first. Safe to share."""

    def __init__(self, searcher: Searcher) -> None:
        """Take the search, which has the encoder."""
        self._encoder = searcher.encoder
        self._respeller = searcher.respeller

    @property
    def name(self) -> str:
        """A name that changes when the vectors would."""
        return self._encoder.name

    def encode(self, questions: Sequence[tuple[str, Language]]) -> Vectors:
        """Return one unit row per question, float32 (n, d); zeros where no word is known."""
        return self._encoder.encode(
            [
                self._respeller.read(normalise(without_marks(text)), language)
                for text, language in questions
            ]
        )
