"""The searcher as a LangChain retriever, so that any LangChain chain can use it."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from index.search import Searcher
from knowledge.languages import Language


class IeumRetriever(BaseRetriever):
    """Returns the best passage of each entry found; metadata: `id`, `language`, `part`, `score`."""

    searcher: Any
    """The `Searcher` to ask."""
    language: Language | None = None
    """Language of the questions; helps with Mongolian in Latin letters."""
    limit: int = 5

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - the interface asks for it
    ) -> list[Document]:
        searcher: Searcher = self.searcher
        return [
            Document(
                page_content=hit.passage.text,
                id=hit.owner,
                metadata={
                    "id": hit.owner,
                    "language": hit.passage.language.value,
                    "part": hit.passage.part.value,
                    "score": hit.score,
                },
            )
            for hit in searcher.search(query, self.language, self.limit)
        ]
