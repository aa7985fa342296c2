import pytest

from adapters.batch import read_lines
from adapters.evaluation import Asked, judge, report
from benchmarks.ablations import ablations
from benchmarks.alternatives import fts5, langchain_faiss
from benchmarks.retrieval import QUESTIONS
from knowledge.languages import Language

_FOLDER = QUESTIONS.parent


def asked(name):
    with (_FOLDER / name).open("rb") as file:
        return read_lines(file, Asked)


@pytest.fixture(scope="session")
def dev(ieum):
    return report(list(judge(asked("dev.jsonl"), ieum.assistant)))


@pytest.fixture(scope="session")
def evaluation(ieum):
    return report(list(judge(asked("evaluation.jsonl"), ieum.assistant)))


@pytest.mark.parametrize("language", Language)
def test_the_right_entry_comes_first_and_in_the_right_language(dev, evaluation, language):
    for result in (dev, evaluation):
        row = result["by_language"][language]

        # Danger comes first: a finger cut at work is told to call 119 before it is a claim.
        assert row["first"] >= 0.87
        assert row["among_five"] >= 0.96
        assert row["language"] >= 0.98


def test_noisy_typing_costs_little(evaluation):
    assert evaluation["noisy"]["first"] >= 0.88


def test_what_is_none_of_our_matters_is_declined_and_our_own_is_not(evaluation):
    assert evaluation["abstention"]["off_topic_declined"] >= 0.92
    assert evaluation["abstention"]["ours_declined"] <= 0.05


def test_every_missed_question_is_listed(evaluation):
    right = round(evaluation["all"]["first"] * evaluation["all"]["questions"])

    assert len(evaluation["missed"]) == evaluation["all"]["questions"] - right


@pytest.mark.parametrize("name", ["evaluation.jsonl", "tuning.jsonl"])
def test_questions_are_distinct_and_name_entries_that_exist(knowledge, name):
    questions = asked(name)

    assert len({one.id for one in questions}) == len(questions)
    assert len({(one.lang, one.text) for one in questions}) == len(questions)
    assert {right for one in questions for right in one.right} <= set(knowledge.entries)
    assert {one.is_ours for one in questions} == {True, False}


def test_each_kind_of_entry_is_asked_about_twelve_times_in_each_language(knowledge):
    counts = {}
    for one in asked("evaluation.jsonl"):
        for kind in {knowledge.entries[name].kind for name in one.accept}:
            counts[one.lang, kind] = counts.get((one.lang, kind), 0) + 1

    assert len(counts) == 5 * 8
    assert min(counts.values()) >= 12


def test_no_question_that_measures_is_in_the_content(knowledge):
    own = {
        question.casefold()
        for entry in knowledge.entries.values()
        for language in Language
        for question in entry.questions.in_language(language)
    } | {
        phrase.casefold()
        for kind in knowledge.off_topic.values()
        for language in Language
        for phrase in kind.phrases.in_language(language)
    }
    names = ("evaluation.jsonl", "dev.jsonl", "facts.jsonl")

    assert [one.text for name in names for one in asked(name) if one.text.casefold() in own] == []


def test_every_ablation_and_alternative_returns_entries(ieum):
    passages = [p for p in ieum.searcher.fusion.passages if p.language is Language.EN][:400]
    ways = [make() for make in ablations(ieum).values()]
    ways += [fts5(passages), langchain_faiss(passages, ieum.searcher.encoder)]

    for find in ways:
        found = find("free clinic for foreigners, e-9")
        assert 0 < len(found) <= 5
        assert not any(name.startswith("line-") for name in found)
