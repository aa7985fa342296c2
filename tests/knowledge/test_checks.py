import pytest

from knowledge.checks import check

WAGES = "life/life-unpaid-wages.yaml"
CENTER = "centers/guro-center.yaml"
NONE = "which does not exist"


def problems_of(root):
    return [str(problem) for problem in check(root)[1]]


def test_good_content_has_no_problem(tiny_root):
    assert problems_of(tiny_root) == []


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (lambda e: e.update(centers=["nowhere"]), f"centers names nowhere, {NONE}"),
        (lambda e: e["lines"].append("line-1"), f"lines names line-1, {NONE}"),
        (lambda e: e.update(districts=["busan"]), f"districts names busan, {NONE}"),
        (lambda e: e["sources"][0].update(document="lost"), f"sources names lost, {NONE}"),
        (
            lambda e: e.update(figures={"days": {"value": 14}, "fee": {"value": 1}}),
            "figures.fee stands in no text",
        ),
        (lambda e: e.update(show_to_staff="Help me."), "show_to_staff is not Korean"),
        (
            lambda e: e["questions"]["en"].append(e["questions"]["en"][0].upper()),
            "questions.en has the same question twice",
        ),
        (
            lambda e: e["dates"].update({"from": "2025-04", "until": "2025-03"}),
            "dates end before they begin",
        ),
        (
            lambda e: e["answer"].update(mn="{days} days, 120"),
            "answer.mn does not look like MN",
        ),
        (
            lambda e: e["answer"].update(en="{days} 120 " + "word " * 120),
            "answer.en is too long (122)",
        ),
        (
            lambda e: e["answer"].update(zh="{days}120" + "字" * 300),
            "answer.zh is too long (304)",
        ),
        (
            lambda e: e["answer"].update(vi="{days} ngày, 24"),
            "answer.vi has other numerals than the Korean: 120, 24",
        ),
        (
            lambda e: e["title"].update(vi="lương 24"),
            "title.vi has other numerals than the Korean: 24",
        ),
        (
            lambda e: e["answer"].update(mn="120 руу"),
            "answer.mn has other figures than the Korean (days)",
        ),
    ],
)
def test_one_wrong_thing_is_named_with_file_and_field(tiny_root, change, edit, problem):
    change(WAGES, edit)

    assert problems_of(tiny_root) == [f"{WAGES}: {problem}"]


def test_a_placeholder_without_figure_is_named(tiny_root, change, add_to_all):
    change(WAGES, lambda entry: add_to_all(entry["answer"], " {fee}"))

    assert problems_of(tiny_root) == [
        f"{WAGES}: answer.ko uses {{fee}}, which `figures` does not have"
    ]


@pytest.mark.parametrize("braces", ["{Days}", "{ days }", "{days", "{}"])
def test_braces_that_would_be_shown_as_they_are_are_named(tiny_root, change, add_to_all, braces):
    change(WAGES, lambda entry: add_to_all(entry["answer"], f" {braces}"))

    assert (WAGES, "answer.ko") in {(p.file, p.place) for p in check(tiny_root)[1]}


def test_an_entry_that_names_nobody_to_ask_is_named(tiny_root, change):
    change(WAGES, lambda entry: entry.update(answer=entry["title"], figures={}, lines=[]))

    assert problems_of(tiny_root) == [f"{WAGES}: lines names nobody to ask; add a center or a line"]


@pytest.mark.parametrize("until", ["2025", "2025-04", "2025-04-30"])
def test_dates_of_different_precision_may_end_where_they_begin(tiny_root, change, until):
    change(WAGES, lambda entry: entry["dates"].update({"from": "2025-04-10", "until": until}))

    assert problems_of(tiny_root) == []


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (lambda c: c.update(service="lost"), f"service names lost, {NONE}"),
        (lambda c: c.update(district="busan"), f"district names busan, {NONE}"),
        (lambda c: c.update(fallback_lines=["line-1"]), f"fallback_lines names line-1, {NONE}"),
        (lambda c: c["sources"][0].update(document="lost"), f"sources names lost, {NONE}"),
        (
            lambda c: c.update(phones=[], fallback_lines=["line-120"]),
            "fallback_lines must hold line-120 and line-1577-1366: no telephone known",
        ),
    ],
)
def test_what_is_wrong_with_a_center_is_named(tiny_root, change, edit, problem):
    change(CENTER, edit)

    assert problems_of(tiny_root) == [f"{CENTER}: {problem}"]


def test_a_document_that_a_line_names_must_exist(tiny_root, change):
    change("lines/line-120.yaml", lambda line: line["sources"][0].update(document="lost"))

    assert problems_of(tiny_root) == [f"lines/line-120.yaml: sources names lost, {NONE}"]


def test_the_lines_to_fall_back_on_must_be_there(tiny_root, change):
    change("life/life-medical-emergency.yaml", lambda entry: entry.update(lines=["line-119"]))
    (tiny_root / "lines/line-1577-1366.yaml").unlink()

    assert problems_of(tiny_root) == [
        "lines/line-1577-1366.yaml is missing: it is where a person answers"
    ]


def test_a_life_topic_is_named_as_one(tiny_root, change):
    change(WAGES, lambda entry: entry.update(id="wages"))
    (tiny_root / WAGES).rename(tiny_root / "life/wages.yaml")

    assert problems_of(tiny_root) == [
        "life/wages.yaml: id of a life topic, and of no other, starts with `life-`"
    ]


def test_an_entry_stands_in_the_folder_of_its_kind(tiny_root, change):
    change(WAGES, lambda entry: entry.update(kind="service"))

    assert [(p.file, p.place) for p in check(tiny_root)[1]] == [(WAGES, "kind")]


def test_a_file_with_another_id_is_named_by_its_own_name(tiny_root, change):
    change(WAGES, lambda entry: entry.update(id="life-wages", show_to_staff="Help me."))

    assert problems_of(tiny_root) == [
        f"{WAGES}: id is 'life-wages', but the file is life-unpaid-wages.yaml",
        f"{WAGES}: show_to_staff is not Korean",
    ]


def test_all_problems_of_all_files_are_named_at_once(tiny_root, change):
    change(WAGES, lambda entry: entry.update(show_to_staff="Help me.", districts=["busan"]))
    change(CENTER, lambda center: center.update(district="busan"))
    (tiny_root / "reports/broken.yaml").write_bytes(b"id: a\nkind: }\n")
    (tiny_root / "lines/line-1.yaml").write_bytes(b"\xff")

    assert problems_of(tiny_root) == [
        f"{CENTER}: district names busan, {NONE}",
        f"{WAGES}: districts names busan, {NONE}",
        f"{WAGES}: show_to_staff is not Korean",
        "lines/line-1.yaml is not UTF-8 (byte 0)",
        "reports/broken.yaml is not readable YAML: did not find expected node content (line 2)",
    ]
