import pytest
from pydantic import ValidationError

from knowledge.checks import check
from knowledge.eligibility import Ages, Visas, Who, Whose

ABOUT = {
    "ko": "유학생을 위한 거예요.",
    "en": "It is for students.",
    "zh": "对象是留学生。",
    "vi": "Dành cho du học sinh.",
    "mn": "Оюутанд зориулсан.",
}
WAGES = "life/life-unpaid-wages.yaml"


@pytest.fixture
def problems_with(change, tiny_root):
    def set_and_check(**fields):
        change(WAGES, lambda entry: entry.update(fields))
        return [str(problem) for problem in check(tiny_root)[1] if problem.file == WAGES]

    return set_and_check


def test_nothing_is_ruled_where_nothing_is_written():
    assert Visas() == Visas(allowed=(), excluded=(), only=False, decided_by="line-1345")
    assert Who() == Who(everyone=False, ages=(), about=None, decided_by=None)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"only": True}, "`only` needs"),
        ({"allowed": ["D-2"], "terms": [{"visas": ["D-4"], "text": ABOUT}]}, "D-4"),
        ({"allowed": ["D-2"], "terms": [{"visas": [], "text": ABOUT}]}, "at least 1"),
        ({"allowed": ["D2"]}, "pattern"),
    ],
)
def test_visa_rules_fit_together(rule, words):
    with pytest.raises(ValidationError, match=words):
        Visas.model_validate(rule)


@pytest.mark.parametrize(
    "rule",
    [
        {"everyone": True},
        {"about": ABOUT},
        {"ages": [{"of": "child"}]},
        {"decided_by": "line-120"},
    ],
)
def test_a_rule_names_who_decides(rule):
    with pytest.raises(ValidationError, match="name who decides"):
        Who.model_validate(rule)


def test_ages_name_figures():
    assert Ages.model_validate({"of": "child", "years": ["min", "max"]}).of is Whose.CHILD
    with pytest.raises(ValidationError):
        Ages.model_validate({"of": "child", "years": [6, 18]})


def test_rules_that_fit_raise_no_problem(problems_with):
    assert problems_with(who={"about": ABOUT, "decided_by": "line-120"}) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            {"who": {"everyone": True, "decided_by": "line-119"}},
            "who.decided_by is line-119, which is not in its `centers` or `lines`",
        ),
        (
            {"visas": {"allowed": ["D-2"], "decided_by": "line-999"}},
            "visas.decided_by is line-999, which is not in its `centers` or `lines`",
        ),
        (
            {
                "who": {
                    "ages": [{"of": "child", "years": ["days", "oldest"]}],
                    "decided_by": "line-120",
                }
            },
            "who.ages names oldest, which is no number of `figures`",
        ),
        (
            {"who": {"about": ABOUT | {"vi": "Dành cho 3 du học sinh."}, "decided_by": "line-120"}},
            "who.about.vi has other numerals than the Korean: 3",
        ),
        (
            {
                "visas": {
                    "allowed": ["D-2"],
                    "terms": [{"visas": ["D-2"], "text": ABOUT | {"mn": "{days}"}}],
                }
            },
            "visas.terms.mn has other figures than the Korean (none)",
        ),
    ],
)
def test_rules_are_checked_like_every_other_text(fields, problem, problems_with):
    assert any(problem in found for found in problems_with(**fields))


def test_immigration_may_decide_without_standing_among_the_lines(problems_with):
    assert problems_with(visas={"allowed": ["D-2"]}) == []


@pytest.mark.parametrize(
    ("entry", "allowed", "excluded", "only"),
    [
        ("domestic-care-pilot", "D-2 D-10-1 F-1-5 F-3", "E-9 H-2 C-3", True),
        ("regional-visa-pilot", "D-2-1 D-2-2 D-2-3 D-2-4", "", True),
        ("ediya-barista", "F-5 F-6", "", False),
        ("oasis-startup", "D-8-4 D-10-2", "", False),
        ("life-part-time-work", "D-2 D-4", "", False),
    ],
)
def test_visas_are_those_of_the_sources(entry, allowed, excluded, only, knowledge):
    visas = knowledge.entries[entry].visas

    assert visas.allowed == tuple(allowed.split())
    assert visas.excluded == tuple(excluded.split())
    assert visas.only is only


def test_everyone_is_said_only_where_the_status_of_stay_does_not_matter(knowledge):
    everyone = {name for name, entry in knowledge.entries.items() if entry.who.everyone}

    assert everyone == {
        "dongbu-foreign-resident-center",
        "free-clinic-dongbu",
        "life-domestic-violence",
        "life-unpaid-wages",
        "regional-foreign-resident-centers",
        "safety-education-dongbu",
        "seoul-foreign-resident-center",
        "women-violence-services",
    }


def test_only_immigration_matters_are_decided_by_immigration_alone(knowledge):
    ruled = [entry for entry in knowledge.entries.values() if entry.visas.allowed]

    assert {entry.id for entry in ruled if entry.visas.decided_by == "line-1345"} == {
        "domestic-care-pilot",
        "life-part-time-work",
        "oasis-startup",
        "regional-visa-pilot",
    }
