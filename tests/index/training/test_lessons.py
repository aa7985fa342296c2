import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from index.training.corpus import Row  # noqa: E402 - after the skip
from index.training.lessons import Draw, Tokens, ragged, sample, write  # noqa: E402
from knowledge.languages import Language  # noqa: E402

pytestmark = pytest.mark.train

KO, EN, VI = (list(Language).index(language) for language in ("ko", "en", "vi"))
CLINIC = Row(
    {Language.KO: "무료 진료소", Language.EN: "free clinic", Language.VI: "khám bệnh"},
    {Language.VI: ("kham", "phòng khám")},
    "health",
)


def texts_of(written, row, place):
    first = written.first[row, place]
    return written.texts[first : first + written.count[row, place]]


def test_the_spellings_of_a_text_follow_the_clean_one(rows):
    written = write([*rows, CLINIC], 7, noise=False)

    assert texts_of(written, 0, EN) == ("doctor",)
    assert texts_of(written, len(rows), VI) == ("khám bệnh", "kham", "phòng khám")
    assert written.sources == (*["words"] * len(rows), "health")
    assert written.count.sum() == len(written.texts)


def test_a_language_that_a_row_lacks_has_no_text(rows):
    written = write(rows, 7)

    assert {tuple(row.nonzero()[0].tolist()) for row in written.count} == {(KO, EN)}


def test_noisy_spellings_are_the_same_for_the_same_seed_and_others_for_another():
    one, again, other = (write([CLINIC] * 9, seed) for seed in (7, 7, 8))

    assert one.texts == again.texts != other.texts
    assert texts_of(one, 0, VI)[:4] == ("khám bệnh", "kham", "phòng khám", "kham benh")


def test_the_two_sides_of_a_row_are_in_two_of_its_languages(rows):
    torch.manual_seed(1)
    written = write([*rows, CLINIC], 7)
    owner_of = {
        int(text): (row, place)
        for row in range(len(written.first))
        for place in written.count[row].nonzero()[0].tolist()
        for text in range(
            written.first[row, place], written.first[row, place] + written.count[row, place]
        )
    }
    chosen = torch.arange(len(rows) + 1).repeat(300)

    left, right = Draw(written, 0.5, "cpu").pairs(chosen)

    sides = zip(chosen.tolist(), left.tolist(), right.tolist(), strict=True)
    for row, one, other in sides:
        assert owner_of[one][0] == owner_of[other][0] == row
        assert owner_of[one][1] != owner_of[other][1]
    assert set(left.tolist()) | set(right.tolist()) == set(owner_of)


@pytest.mark.parametrize(("clean_share", "noisy"), [(1.0, 0), (0.7, 0.3), (0.0, 1)])
def test_the_clean_spelling_is_drawn_as_often_as_asked_for(clean_share, noisy):
    torch.manual_seed(1)
    written = write([CLINIC], 7)
    clean = {int(written.first[0, place]) for place in (KO, EN, VI)}

    left, _ = Draw(written, clean_share, "cpu").pairs(torch.zeros(2_000, dtype=torch.int64))

    assert sum(text not in clean for text in left.tolist()) / 2_000 == pytest.approx(
        noisy, abs=0.04
    )


def test_texts_become_their_tokens_end_to_end(word_tokenizer):
    tokens = Tokens.of(["doctor visa", "", "비자"], word_tokenizer)
    number = word_tokenizer.token_to_id

    ids, begins = tokens.bag(torch.tensor([2, 0, 1]))

    assert ids.tolist() == [number("비자"), number("doctor"), number("visa"), number("[UNK]")]
    assert begins.tolist() == [0, 1, 3]


def test_ragged_rows_are_picked_in_order():
    values, begins = ragged(
        torch.tensor([1, 2, 3, 4, 5]), torch.tensor([0, 2, 2, 5]), torch.tensor([2, 1, 0])
    )

    assert (values.tolist(), begins.tolist()) == ([3, 4, 5, 1, 2], [0, 3, 3])


def test_a_sample_is_of_clean_texts_in_every_language():
    written = write([CLINIC, Row({Language.EN: "visa", Language.KO: "비자"})], 7)

    assert sorted(sample(written, 7)) == sorted(
        ["무료 진료소", "free clinic", "khám bệnh", "visa", "비자"]
    )
    assert len(sample(written, 7, rows=1)) in {2, 3}
