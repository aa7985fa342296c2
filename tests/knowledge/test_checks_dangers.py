import pytest
import yaml

from knowledge.checks import check

SCAM = "dangers/scam.yaml"
NONE = "which does not exist"
CALL = {
    "ko": "119에 전화하세요.",
    "en": "Call 119.",
    "zh": "请打 119。",
    "vi": "Hãy gọi 119.",
    "mn": "119 руу залгаарай.",
}
WAIT = {
    "ko": "기다리세요.",
    "en": "Wait.",
    "zh": "请等一等。",
    "vi": "Hãy đợi.",
    "mn": "Хүлээгээрэй.",
}
DANGER = {
    "id": "scam",
    "rank": 1,
    "urgency": "emergency",
    "entry": "life-unpaid-wages",
    "related": ["life-medical-emergency"],
    "title": WAIT,
    "do": [CALL, WAIT],
    "lines": ["line-119", "line-1577-1366"],
    "day_centers": ["guro-center"],
    "say": "도와주세요. 119에 전화해 주세요.",
    "sound": "Dowajuseyo.",
    "meaning": WAIT,
    "sources": [{"document": "report-2025-04", "section": "IV-2", "as_of": "2025-04"}],
}
BOOK = {
    "id": "en",
    "words": {"he": ["boss"]},
    "dangers": {"scam": {"certain": ["<he> lied"], "likely": ["scam"]}},
    "idioms": ["what a scam"],
    "person": ["a person"],
}


def write(root, name, content):
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def problems_with(tiny_root):
    """Write a danger and a book, changed, and list what is wrong with all there is."""

    def list_problems(danger=None, book=None):
        write(tiny_root, SCAM, DANGER | (danger or {}))
        write(tiny_root, "phrases/en.yaml", BOOK | (book or {}))
        return [str(problem) for problem in check(tiny_root)[1]]

    return list_problems


def test_a_good_danger_and_a_good_book_have_no_problem(problems_with):
    assert problems_with() == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"entry": "life-lost"}, f"related names life-lost, {NONE}"),
        ({"related": ["life-lost"]}, f"related names life-lost, {NONE}"),
        ({"day_centers": ["nowhere"]}, f"day_centers names nowhere, {NONE}"),
        ({"lines": ["line-119", "line-1"]}, f"lines names line-1, {NONE}"),
        (
            {"sources": [{"document": "lost", "section": "1", "as_of": "2025"}]},
            f"sources names lost, {NONE}",
        ),
    ],
)
def test_what_a_danger_names_must_exist(change, problem, problems_with):
    assert problems_with(change) == [f"{SCAM}: {problem}"]


@pytest.mark.parametrize("number", ["1366", "112", "02-999-9999", "1588-5644"])
@pytest.mark.parametrize("field", ["title", "do", "meaning", "silently"])
def test_a_danger_names_only_numbers_of_lines(field, number, problems_with):
    text = WAIT | {"mn": f"{number} руу залгаарай."}
    change = {field: {"do": [CALL, text], "silently": [text]}.get(field, text)}

    assert problems_with(change) == [
        f"{SCAM}: mn names the number {number}, which is not in lines/"
    ]


def test_what_is_said_in_korean_names_only_numbers_of_lines(problems_with):
    told = problems_with({"say": "112에 전화해 주세요."})

    assert told
    assert all(problem.endswith("names the number 112, which is not in lines/") for problem in told)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"do": [CALL]}, "do.1 "),
        ({"lines": []}, "lines "),
        ({"rank": 0}, "rank "),
        ({"title": {"ko": "사기"}}, "title.mn is missing"),
        ({"sung": "la"}, "sung is not a field we know"),
    ],
)
def test_a_danger_that_is_not_whole_is_named_with_its_field(change, problem, problems_with):
    told = problems_with(change)

    assert any(one.startswith(f"{SCAM}: {problem}") for one in told), told


def test_the_dangers_of_a_book_must_exist(problems_with):
    told = problems_with(book={"dangers": {"flood": {"certain": ["flood"]}}})

    assert told == [f"phrases/en.yaml: dangers names flood, {NONE}"]


def test_rules_that_cannot_be_read_are_named_with_their_file(problems_with):
    (told,) = problems_with(book={"idioms": ["<she> lied", "a & & b"]})

    unknown, empty = told.split("; ")
    assert unknown == "phrases/en.yaml '<she> lied' names words that are not there: <she>"
    assert empty == "'a & & b' has an empty part: ' '"


def test_a_book_is_named_by_its_language(problems_with):
    assert problems_with(book={"id": "vi"}) == [
        "phrases/en.yaml: id is <Language.VI: 'vi'>, but the file is en.yaml"
    ]


def test_a_book_of_another_language_is_named(tiny_root):
    write(tiny_root, SCAM, DANGER)
    write(tiny_root, "phrases/ja.yaml", BOOK | {"id": "ja"})

    assert [(problem.file, problem.place) for problem in check(tiny_root)[1]] == [
        ("phrases/ja.yaml", "id")
    ]
