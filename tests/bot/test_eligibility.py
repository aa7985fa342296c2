import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.eligibility import Answer, Reason, judge, say_verdict
from bot.person import Person, person_in
from knowledge.eligibility import Term, Visas
from knowledge.languages import Language
from knowledge.phones import long_numbers, short_numbers

TODAY = date(2026, 11, 28)
CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("eligibility_cases.jsonl").read_text("utf-8").splitlines()
]
CODE = re.compile(r"[A-H]-\d")
YES = {"ko": "네", "en": "Yes", "zh": "是的", "vi": "Có", "mn": "Тийм"}
NO = {"ko": "아니요", "en": "No", "zh": "不可以", "vi": "Không", "mn": "Үгүй"}
DEPENDS = {
    "ko": "경우에 따라",
    "en": "It depends",
    "zh": "要看情况",
    "vi": "Còn tùy",
    "mn": "Нөхцөлөөс хамаарна",
}
BY_THE_SOURCE = {
    "ko": "자료에 따르면",
    "en": "By the source",
    "zh": "根据资料",
    "vi": "Theo tài liệu",
    "mn": "Эх сурвалжид бичсэнээр",
}


@pytest.fixture
def verdict_on(knowledge):
    def judge_text(entry, text, today=TODAY):
        return judge(knowledge.entries[entry], person_in(text), today)

    return judge_text


@pytest.fixture
def say_of(knowledge, verdict_on):
    def say_text(entry, text, language):
        return say_verdict(verdict_on(entry, text), knowledge.entries[entry], language)

    return say_text


@pytest.fixture
def with_visas(knowledge):
    """Judge a code by visa rules of our own making."""

    def judge_code(code, **rule):
        entry = knowledge.entries["oasis-startup"].model_copy(update={"visas": Visas(**rule)})
        return judge(entry, Person(visas=(code,)), TODAY).findings[0]

    return judge_code


def ids(case):
    return f"{case['entry']}-{case['text'][:30]}"


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_what_people_type_is_judged_by_the_rules_of_the_entry(case, verdict_on):
    verdict = verdict_on(case["entry"], case["text"])

    assert verdict.answer == case["answer"]
    assert [finding.subject for finding in verdict.findings] == case["subjects"]


def test_every_language_and_answer_has_its_cases():
    assert min(Counter(case["language"] for case in CASES).values()) >= 8
    assert {case["answer"] for case in CASES} == {*Answer}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("case", CASES, ids=ids)
def test_the_first_words_are_the_plain_answer(case, language, verdict_on, say_of):
    verdict = verdict_on(case["entry"], case["text"])
    text = say_of(case["entry"], case["text"], language)

    plain = {"yes": YES if verdict.runs else BY_THE_SOURCE, "no": NO, "depends": DEPENDS}
    assert text.startswith(plain[case["answer"]][language])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("case", CASES, ids=ids)
def test_a_verdict_names_its_subject_and_no_number_but_that_of_immigration(case, language, say_of):
    text = say_of(case["entry"], case["text"], language)

    assert all(subject in text for subject in case["subjects"])
    assert ("1345" in text) == any(CODE.match(subject) for subject in case["subjects"])
    assert long_numbers(text) == []
    assert {*short_numbers(text)} <= {"1345"}
    assert "{" not in text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("case", CASES, ids=ids)
def test_only_what_depends_on_nothing_is_said_without_a_reserve(case, language, say_of, verdict_on):
    promise = {
        "ko": "약속할 수 없어요",
        "en": "cannot promise",
        "zh": "不能保证",
        "vi": "không thể hứa",
        "mn": "амлах боломжгүй",
    }
    everyone = {f.reason for f in verdict_on(case["entry"], case["text"]).findings} == {
        Reason.EVERYONE
    }
    text = say_of(case["entry"], case["text"], language)

    assert (promise[language] in text) != everyone


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("domestic-care-pilot", "외국인 가사도우미 신청"),
        ("domestic-care-pilot", "I am 30"),
        ("free-clinic-dongbu", "my son is 5"),
        ("life-naturalisation", "F-6 citizenship"),
        ("life-kiip", "E-9"),
        ("life-workplace-change", "E-9"),
        ("stats-foreign-population", "D-2"),
    ],
)
def test_where_the_rules_say_nothing_there_is_no_verdict(entry, text, verdict_on):
    assert verdict_on(entry, text) is None


@pytest.mark.parametrize(
    ("code", "rule", "reason"),
    [
        ("D-2", {"allowed": ["D-2"]}, Reason.NAMED),
        ("D-2-1", {"allowed": ["D-2"]}, Reason.NAMED),
        ("D-10", {"allowed": ["D-10-1"]}, Reason.SOME_KINDS),
        ("D-1", {"allowed": ["D-10-1"]}, Reason.NOTHING_SAID),
        ("D-1", {"allowed": ["D-10-1"], "only": True}, Reason.NOT_NAMED),
        ("D-2", {"allowed": ["D-2"], "excluded": ["D-2"]}, Reason.EXCLUDED),
        ("D-2-8", {"allowed": ["D-2"], "excluded": ["D-2-8"]}, Reason.EXCLUDED),
        ("D-2-7", {"allowed": ["D-2"], "excluded": ["D-2-8"]}, Reason.NAMED),
        ("D-2", {"allowed": ["D-2"], "excluded": ["D-2-8"]}, Reason.SOME_KINDS),
        ("C-3-4", {"excluded": ["C-3"]}, Reason.EXCLUDED),
        ("E-7", {"excluded": ["C-3"]}, Reason.NOTHING_SAID),
    ],
)
def test_kinds_of_a_visa_are_told_apart(code, rule, reason, with_visas):
    assert with_visas(code, **rule).reason is reason


def test_a_term_makes_a_visa_depend_on_it(knowledge, with_visas):
    text = knowledge.entries["oasis-startup"].title
    rule = {"allowed": ["F-3", "F-6"], "terms": [Term(visas=("F-3",), text=text)]}

    assert with_visas("F-3-1", **rule).terms == (text,)
    assert with_visas("F-3-1", **rule).answer is Answer.DEPENDS
    assert with_visas("F-6", **rule).terms == ()


def test_who_decides_is_immigration_where_the_visa_decides(verdict_on):
    assert verdict_on("domestic-care-pilot", "D-2").findings[0].decided_by == "line-1345"
    assert verdict_on("ediya-barista", "F-6").findings[0].decided_by == "seoul-family-center"


@pytest.mark.parametrize("language", Language)
def test_a_condition_is_said_with_its_figures(language, say_of):
    assert "80" in say_of("oasis-startup", "D-8-4", language)
    assert "E-1" in say_of("domestic-care-pilot", "F-3", language)


def test_a_yes_does_not_sound_as_if_a_plan_ran(say_of):
    text = say_of("domestic-care-pilot", "D-2", Language.EN)

    assert text.startswith("By the source, yes: it names D-2. But please check below whether")


@pytest.mark.parametrize("language", Language)
def test_what_runs_is_answered_without_that_doubt(language, verdict_on, say_of):
    assert verdict_on("student-settlement-package", "D-2").runs
    assert say_of("student-settlement-package", "D-2", language).startswith(YES[language])


def test_different_answers_are_each_said(say_of):
    text = say_of("domestic-care-pilot", "E-9, my son is 8", Language.EN)

    fits = "the age of 8 fits, as this is for ages 6 to 18."
    assert text.splitlines()[:3] == [
        "It depends. Here is the answer for each:",
        "No, with E-9 you cannot work in this programme.",
        f"By the source, yes: {fits} But please check below whether this runs now.",
    ]
