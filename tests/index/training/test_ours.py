from index.training.corpus import LONGEST, Row
from index.training.ours import OURS, knowledge_rows, matters
from knowledge.languages import Language


def test_our_own_rows_hold_every_language_and_every_spelling(tiny_knowledge, tiny_root):
    rows = knowledge_rows(tiny_knowledge)

    assert {row.source for row in rows} == {OURS}
    assert all(set(row.texts) == set(Language) for row in rows)
    assert "비자" in {row.texts[Language.KO] for row in rows}
    assert "ask 120 within 14 days in English" in {row.texts[Language.EN] for row in rows}
    assert {"center in English", "advice in English"} <= {row.texts[Language.EN] for row in rows}


def test_a_term_brings_the_spellings_people_type(knowledge):
    rows = {row.texts[Language.EN]: row for row in knowledge_rows(knowledge)}
    term = next(term for term in knowledge.glossary.values() if term.spellings.mn)

    assert rows[term.name.en].spellings[Language.MN] == term.spellings.mn


def test_an_answer_is_told_sentence_by_sentence_where_each_language_has_as_many(knowledge):
    rows = knowledge_rows(knowledge)
    longest = max(len(text) for row in rows for text in row.texts.values())

    assert longest <= LONGEST
    assert len(rows) > 5 * len(knowledge.entries)
    assert all(isinstance(row, Row) and all(row.texts.values()) for row in rows)


def test_each_entry_is_a_matter_with_its_questions_and_title(tiny_knowledge):
    asked = {matter.id: matter.questions[Language.EN] for matter in matters(tiny_knowledge)}

    assert asked["life-unpaid-wages"] == (
        "my boss did not pay me", "unpaid wages", "where to report a boss",
        "unpaid wages in English",
    )  # fmt: skip
