"""The one door of the index: a question goes in, entries come out, best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.dense import DenseIndex
from index.encoder import Encoder
from index.evidence import Scores
from index.fusion import Found, Fusion, Hit
from index.lexical import LexicalIndex
from index.names import NameMatcher
from index.respell import Respeller
from index.spelling import normalise
from index.tokens import lexical_tokens
from knowledge.languages import Language
from knowledge.passages import Passage

Question = tuple[str, Language | None]


@dataclass(frozen=True)
class Query:
    """A question as it is looked up: `text` by meaning, `tokens` by spelling."""

    text: str
    tokens: tuple[str, ...]
    language: Language | None


class Searcher:
    """Searches both indexes and fuses what they find. Safe to share between threads."""

    def __init__(
        self,
        encoder: Encoder,
        indexes: tuple[DenseIndex, LexicalIndex],
        passages: Sequence[Passage],
        glossary: NameMatcher,
        respeller: Respeller,
    ) -> None:
        """Take the parts of one built index; row numbers mean the same passage in both."""
        self.encoder = encoder
        self.dense, self.lexical = indexes
        self.glossary = glossary
        self.respeller = respeller
        self.fusion = Fusion(passages)

    def __len__(self) -> int:
        """Count the passages that can be found."""
        return len(self.fusion.passages)

    def search(self, text: str, language: Language | None = None, limit: int = 5) -> list[Hit]:
        """Find the entries nearest to a question, best first; none for a text without words."""
        return list(self.find(text, language, limit).hits)

    def find(self, text: str, language: Language | None = None, limit: int = 5) -> Found:
        """Find the entries nearest to a question, and how like it is to none of our matters."""
        return self.find_many([(text, language)], limit)[0]

    def find_many(self, questions: Sequence[Question], limit: int = 5) -> list[Found]:
        """Search several questions, encoded together; element i answers question i."""
        queries = [self.query(text, language) for text, language in questions]
        return [
            self.fusion.fuse(*scores, query.language, limit) if query.tokens else Found()
            for query, scores in zip(queries, self.scores(queries), strict=True)
        ]

    def query(self, text: str, language: Language | None) -> Query:
        """Read a question: its normal form, Latin letters read back, its terms also in Korean."""
        plain = normalise(text)
        read = self.respeller.read(plain, language)
        terms = self.glossary.find(plain if read == plain else f"{plain} {read}")
        tokens = [f"t:{term}" for term in terms] + lexical_tokens(plain, language)
        if read != plain:
            tokens += lexical_tokens(read, language)
        return Query(read, tuple(tokens), language)

    def scores(self, queries: Sequence[Query]) -> Iterator[tuple[Scores, Scores]]:
        """Yield each query's score with every passage, by meaning and by spelling."""
        vectors = self.encoder.encode([query.text for query in queries])
        for query, vector in zip(queries, vectors, strict=True):
            yield self.dense.scores(vector), self.lexical.scores(query.tokens)


def passage_tokens(passage: Passage, glossary: NameMatcher) -> list[str]:
    """Cut a passage into lexical tokens, with one more for each glossary term it names."""
    text = passage.text
    return [*(f"t:{term}" for term in glossary.find(text)), *lexical_tokens(text, passage.language)]
