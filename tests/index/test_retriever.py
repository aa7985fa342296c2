from langchain_core.runnables import RunnableLambda

from index.retriever import IeumRetriever
from knowledge.languages import Language


def test_a_chain_gets_the_passages_of_the_entries_found(ieum):
    retriever = IeumRetriever(searcher=ieum.searcher, language=Language.VI, limit=3)
    chain = retriever | RunnableLambda(lambda documents: [d.metadata["id"] for d in documents])

    hits = ieum.searcher.search("bi no luong phai lam sao", Language.VI, 3)

    assert chain.invoke("bi no luong phai lam sao") == [hit.owner for hit in hits]


def test_a_document_tells_where_it_comes_from(ieum):
    retriever = IeumRetriever(searcher=ieum.searcher, limit=1)
    (hit,) = ieum.searcher.search("where can i see a doctor without insurance", None, 1)

    (document,) = retriever.invoke("where can i see a doctor without insurance")

    assert document.page_content == hit.passage.text
    assert document.metadata == {
        "id": hit.owner,
        "language": hit.passage.language,
        "part": hit.passage.part,
        "score": hit.score,
    }
