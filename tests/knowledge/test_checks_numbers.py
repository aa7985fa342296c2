import pytest

from knowledge.checks import check

WAGES = "life/life-unpaid-wages.yaml"


def problems_of(root):
    return [str(problem) for problem in check(root)[1]]


def prints(field, number):
    return [
        f"{WAGES}: {field}.{language} prints {number}, which is no sure number of its `lines`"
        for language in ("en", "ko", "mn", "vi", "zh")
    ]


@pytest.mark.parametrize("field", ["title", "answer", "caution"])
@pytest.mark.parametrize("text", ["1588-5644", "02-123-4567", "119", "1588-5644에", "(119)에"])
def test_only_numbers_of_its_own_lines_stand_in_a_text(tiny_root, change, add_to_all, field, text):
    change(WAGES, lambda entry: entry.setdefault(field, dict(entry["title"])))
    change(WAGES, lambda entry: add_to_all(entry[field], f" {text}"))

    assert problems_of(tiny_root) == prints(field, text.strip("()에"))


@pytest.mark.parametrize("sureness", ["V-old", "R", "G", "X"])
def test_a_number_that_is_not_sure_stands_in_no_text(tiny_root, change, sureness):
    change("lines/line-120.yaml", lambda line: line["phone"].update(sureness=sureness))

    assert problems_of(tiny_root) == prints("answer", "120")


def test_every_sure_number_of_its_own_lines_may_stand_in_a_text(tiny_root, change, add_to_all):
    phone = {"number": "02-731-2120", "sureness": "V", "source": "report", "as_of": "2025-04"}
    change("lines/line-120.yaml", lambda line: line.update(more_phones=[phone]))
    change(WAGES, lambda entry: add_to_all(entry["answer"], " 02-731-2120"))

    assert problems_of(tiny_root) == []
