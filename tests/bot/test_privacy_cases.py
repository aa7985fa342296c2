"""What must be taken out of a text and what must stay, case by case, in five languages.

`scrubbing_cases.jsonl` holds them; `scrubbing_gaps.jsonl` holds what still gets through, so that
nobody thinks otherwise. Whoever closes a gap moves its line over.
"""

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from bot.privacy import scrub, without_marks
from bot.public import public_of
from knowledge.languages import Language

HERE = Path(__file__).parent
PERSONAL = {
    "registration",
    "passport",
    "phone",
    "account",
    "card",
    "address",
    "email",
    "id",
    "name",
}
KEEP = "keep"
FEWEST_TELLING_DIGITS = 6


def read(name):
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


CASES = read("scrubbing_cases.jsonl")
GAPS = read("scrubbing_gaps.jsonl")


def named(cases):
    return [pytest.param(one, id=f"{one['language']}-{one['kind']}-{one['text']}") for one in cases]


def plain(text):
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFKC", seen).replace("–", "-").replace("—", "-")


def digits(text):
    return "".join(filter(str.isdigit, plain(text)))


def left_over(case, public):
    """Return what should be gone and is not, by letters or by digits."""
    scrubbed = scrub(case["text"], public)
    return [
        gone
        for gone in case["gone"]
        if plain(gone) in plain(scrubbed)
        or (len(digits(gone)) >= FEWEST_TELLING_DIGITS and digits(gone) in digits(scrubbed))
    ]


@pytest.fixture(scope="module")
def public(knowledge):
    return public_of(knowledge)


@pytest.mark.parametrize("case", named(CASES))
def test_what_is_personal_goes_and_the_rest_stays(case, public):
    scrubbed = scrub(case["text"], public)

    assert left_over(case, public) == []
    assert [kept for kept in case["kept"] if plain(kept) not in scrubbed] == []
    assert scrub(scrubbed, public) == scrubbed


@pytest.mark.parametrize("case", named(case for case in CASES if case["kind"] != KEEP))
def test_every_mark_can_be_left_out_again(case, public):
    scrubbed = scrub(case["text"], public)

    assert without_marks(scrubbed) != scrubbed
    assert without_marks(scrubbed).count("[") == plain(case["text"]).count("[") - sum(
        plain(gone).count("[") for gone in case["gone"]
    )


@pytest.mark.parametrize("case", named(case for case in CASES if case["kind"] == KEEP))
def test_what_nobody_is_known_by_stays_letter_for_letter(case, public):
    assert scrub(case["text"], public) == plain(case["text"])


@pytest.mark.parametrize("case", named(GAPS))
def test_known_gaps_are_gaps_still(case, public):
    assert left_over(case, public) != []


@pytest.mark.parametrize("language", Language)
def test_every_language_has_cases_of_every_kind(language):
    counts = Counter(case["kind"] for case in CASES if case["language"] == language)

    assert set(counts) == {*PERSONAL, KEEP}
    assert counts[KEEP] >= 15
    assert counts["registration"] >= 10
    assert counts.total() - counts[KEEP] >= 60


def test_no_case_stands_twice():
    assert len({case["text"] for case in [*CASES, *GAPS]}) == len(CASES) + len(GAPS)
