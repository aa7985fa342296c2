"""What is renewed is what would have been made afresh: the same vectors, postings and words."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import LexicalIndex
from index.making import make_searcher, renew_searcher
from knowledge.base import Localized
from knowledge.languages import Language

TOKENS = st.text(alphabet="abc", min_size=1, max_size=2)
PASSAGES = st.lists(st.lists(TOKENS, max_size=5), max_size=6)


class CountingEncoder:
    """Encodes as another does, and notes which texts."""

    def __init__(self, encoder):
        self._encoder = encoder
        self.name, self.dimension = encoder.name, encoder.dimension
        self.texts = []

    def encode(self, texts):
        self.texts += texts
        return self._encoder.encode(texts)


@pytest.fixture
def counting(encoder):
    return CountingEncoder(encoder)


@pytest.fixture
def assert_same(tmp_path):
    """Compare two searchers: their passages, and every byte that they would keep."""

    def kept(searcher, folder):
        folder.mkdir()
        searcher.dense.save(folder / "dense")
        searcher.lexical.save(folder / "lexical")
        searcher.respeller.save(folder / "words")
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def compare(one, other):
        assert one.fusion.passages == other.fusion.passages
        assert kept(one, tmp_path / "one") == kept(other, tmp_path / "other")

    return compare


def with_entry(knowledge, name, **changed):
    entry = knowledge.entries[name].model_copy(update=changed)
    return replace(knowledge, entries={**knowledge.entries, name: entry})


def asked_otherwise(knowledge, language, question):
    """Put one more question before those of an entry."""
    entry = knowledge.entries["life-unpaid-wages"]
    questions = {language.value: (question, *entry.questions.in_language(language))}
    return with_entry(knowledge, entry.id, questions=entry.questions.model_copy(update=questions))


def without(knowledge, name):
    entries = {key: entry for key, entry in knowledge.entries.items() if key != name}
    return replace(knowledge, entries=entries)


def with_term(knowledge, name, **spellings):
    term = knowledge.glossary[name]
    changed = term.model_copy(update={"spellings": term.spellings.model_copy(update=spellings)})
    return replace(knowledge, glossary={**knowledge.glossary, name: changed})


def swapped(knowledge):
    """Let two entries change places, and with them all row numbers."""
    return replace(knowledge, entries=dict(reversed(knowledge.entries.items())))


CHANGES = {
    "nothing": lambda known: known,
    "Korean": lambda known: asked_otherwise(known, Language.KO, "쿼카가 사는 곳"),
    "Chinese": lambda known: asked_otherwise(known, Language.ZH, "短尾矮袋鼠在哪里"),
    "Mongolian": lambda known: asked_otherwise(known, Language.MN, "имж хаана байна"),
    "a question twice": lambda known: asked_otherwise(known, Language.KO, "월급을 못 받았어요"),
    "an entry less": lambda known: without(known, "life-unpaid-wages"),
    "another order": swapped,
    "a spelling more": lambda known: with_term(known, "arc", en=("boss", "wages")),
    "a longer spelling": lambda known: with_term(known, "visa", ko=("월급을",)),
    "a term less": lambda known: replace(known, glossary={"visa": known.glossary["visa"]}),
    "no terms": lambda known: replace(known, glossary={}),
    "all at once": lambda known: with_term(
        asked_otherwise(without(swapped(known), "life-medical-emergency"), Language.ZH, "袋鼠"),
        "visa",
        zh=("工资",),
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_renewed_is_what_would_be_made_afresh(change, tiny_knowledge, encoder, assert_same):
    changed = change(tiny_knowledge)

    renewed = renew_searcher(make_searcher(tiny_knowledge, encoder), tiny_knowledge, changed)

    assert_same(renewed, make_searcher(changed, encoder))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_and_its_undoing_leave_everything_as_it_was(
    change, tiny_knowledge, encoder, assert_same
):
    changed, before = change(tiny_knowledge), make_searcher(tiny_knowledge, encoder)

    there = renew_searcher(before, tiny_knowledge, changed)
    back = renew_searcher(there, changed, tiny_knowledge)

    assert_same(back, before)


def test_an_index_that_was_opened_is_renewed_like_one_that_was_made(
    searcher, tiny_knowledge, encoder, assert_same
):
    changed = CHANGES["all at once"](tiny_knowledge)

    renewed = renew_searcher(searcher, tiny_knowledge, changed)

    assert_same(renewed, make_searcher(changed, encoder))


def test_only_new_texts_are_encoded(tiny_knowledge, counting):
    searcher = make_searcher(tiny_knowledge, counting)
    counting.texts.clear()

    renew_searcher(searcher, tiny_knowledge, CHANGES["Korean"](tiny_knowledge))

    assert counting.texts == ["쿼카가 사는 곳"]


def test_the_searcher_before_answers_as_before(tiny_knowledge, encoder):
    searcher = make_searcher(tiny_knowledge, encoder)
    before = searcher.search("boss did not pay")

    renew_searcher(searcher, tiny_knowledge, CHANGES["all at once"](tiny_knowledge))

    assert searcher.search("boss did not pay") == before


def test_all_content_is_renewed_as_it_would_be_made(knowledge, encoder, assert_same):
    """The real content: a term of the glossary, an entry of each language, and an entry less."""
    entry = knowledge.entries["life-unpaid-wages"]
    title = Localized(**{name: f"{text} 新袋鼠 имж" for name, text in entry.title})
    changed = with_entry(without(knowledge, "life-tourism"), entry.id, title=title)
    changed = with_term(changed, "arc", ko=("등록", "비자"), en=("card",))

    renewed = renew_searcher(make_searcher(knowledge, encoder), knowledge, changed)

    assert_same(renewed, make_searcher(changed, encoder))


@settings(max_examples=150, deadline=None, database=None)
@given(before=PASSAGES, after=PASSAGES)
def test_postings_are_renewed_as_they_would_be_built(tmp_path_factory, before, after):
    moved, free = np.full(len(before), -1), set(range(len(after)))
    for row, tokens in enumerate(before):
        place = next((one for one in sorted(free) if after[one] == tokens), None)
        if place is not None:
            free.remove(place)
            moved[row] = place
    fresh = {row: after[row] for row in free}
    paths = [tmp_path_factory.mktemp("kept") / name for name in ("renewed", "built")]

    LexicalIndex.build(before).renewed(moved, fresh, len(after)).save(paths[0])
    LexicalIndex.build(after).save(paths[1])

    assert paths[0].read_bytes() == paths[1].read_bytes()
