"""The one door of the index: a question goes in, entries come out, best first."""

from collections.abc import Iterator, Sequence
from typing import Final

from index.dense import DenseIndex
from index.encoder import Encoder
from index.fusion import Found, Fusion, Hit
from index.lexical import LexicalIndex
from index.names import NameMatcher
from index.tokens import lexical_tokens, normalise
from knowledge.languages import Language

_DEPTH: Final = 4_000
"""Passages taken by meaning: enough for several of every entry in all languages."""
_LEXICAL_DEPTH: Final = 600


class Searcher:
    """Searches both indexes and fuses what they find. Safe to share between threads."""

    def __init__(
        self,
        encoder: Encoder,
        dense: DenseIndex,
        lexical: LexicalIndex,
        glossary: NameMatcher,
    ) -> None:
        """Take the parts of one built index; row numbers mean the same passage in both."""
        self._encoder = encoder
        self._dense = dense
        self._lexical = lexical
        self._glossary = glossary
        self.fusion = Fusion(lexical.passages())

    def __len__(self) -> int:
        """Count the passages that can be found."""
        return len(self.fusion.passages)

    def search(self, text: str, language: Language | None = None, limit: int = 5) -> list[Hit]:
        """Find the entries nearest to a question, best first; none for a text without words."""
        return self.search_many([(text, language)], limit)[0]

    def search_many(
        self, questions: Sequence[tuple[str, Language | None]], limit: int = 5
    ) -> list[list[Hit]]:
        """Search several questions, encoded together; element i answers question i."""
        return [self.fusion.fuse(*evidence, limit) for evidence in self.evidence(questions)]

    def evidence(
        self, questions: Sequence[tuple[str, Language | None]]
    ) -> Iterator[tuple[Found, Found]]:
        """Yield what each question finds by meaning and by spelling, before it is fused."""
        vectors = self._encoder.encode([normalise(text) for text, _ in questions])
        for (text, language), vector in zip(questions, vectors, strict=True):
            tokens = query_tokens(text, language, self._glossary)
            # A text without a word is near to whatever its punctuation happens to be near to.
            depth = _DEPTH if tokens else 0
            yield self._dense.search(vector, depth), self._lexical.search(tokens, _LEXICAL_DEPTH)


def query_tokens(text: str, language: Language | None, glossary: NameMatcher) -> list[str]:
    """Cut a text into lexical tokens, with one more for each glossary term it names."""
    return [*(f"t:{term}" for term in glossary.find(text)), *lexical_tokens(text, language)]
