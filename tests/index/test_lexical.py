import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexBrokenError
from index.lexical import LexicalIndex
from index.tokens import lexical_tokens
from knowledge.languages import Language

TEXTS = [
    "unpaid wages",
    "월급을 못 받았어요",
    'Khám "miễn phí"; DROP TABLE passage',
    "Үнэгүй эмнэлэг",
    "E-9 签证延期",
]
TOKENS = st.text(alphabet="abcdé:_^$", min_size=1, max_size=3)
PASSAGES = st.lists(st.lists(TOKENS, max_size=6), max_size=8)


@pytest.fixture
def index():
    return LexicalIndex.build(lexical_tokens(text) for text in TEXTS)


@pytest.fixture
def path(tmp_path, index):
    index.save(tmp_path / "lexical.npz")
    return tmp_path / "lexical.npz"


def bm25(passages, question):
    """Score as the formula of Robertson & Zaragoza says, one passage after the other."""
    average = max(sum(map(len, passages)) / max(len(passages), 1), 1)

    def idf(token):
        holding = sum(token in passage for passage in passages)
        return max(math.log((len(passages) - holding + 0.5) / (holding + 0.5)), 1e-6)

    def weight(token, passage):
        times = passage.count(token)
        damped = times + 1.2 * (1 - 0.75 + 0.75 * len(passage) / average)
        return idf(token) * times * 2.2 / damped

    distinct = set(question)
    possible = 2.2 * sum(idf(token) for token in distinct)
    return [sum(weight(token, passage) for token in distinct) / possible for passage in passages]


@settings(max_examples=150, deadline=None, database=None)
@given(passages=PASSAGES, question=st.lists(TOKENS, min_size=1, max_size=5))
def test_scores_are_the_share_of_bm25_that_the_formula_gives(passages, question):
    scores = LexicalIndex.build(passages).scores(question)

    assert (scores.dtype, scores.shape) == (np.float32, (len(passages),))
    np.testing.assert_allclose(scores, bm25(passages, question), rtol=1e-5, atol=1e-9)
    assert np.all((scores >= 0) & (scores <= 1))


@pytest.mark.parametrize("row", range(len(TEXTS)))
def test_every_passage_is_found_by_its_own_text(index, row):
    assert index.scores(lexical_tokens(TEXTS[row])).argmax() == row


@pytest.mark.parametrize(
    ("question", "language", "row"),
    [
        ("WAGE", None, 0),
        ("kham mien phi", None, 2),
        ("unegui emneleg", Language.MN, 3),
        ("e9", None, 4),
        ("签证", None, 4),
        ("簽證", None, 4),
    ],
)
def test_another_spelling_finds_the_passage(index, question, language, row):
    scores = index.scores(lexical_tokens(question, language))

    assert scores.argmax() == row
    assert scores[row] > 0


@pytest.mark.parametrize("tokens", [[], ["unheard"], ['" OR "x'], ["wages*"], ["NEAR("]])
def test_tokens_that_no_passage_has_score_nothing(index, tokens):
    assert index.scores(tokens).tolist() == [0] * len(TEXTS)


def test_the_share_falls_with_what_the_passage_does_not_cover(index):
    whole, half = index.scores(["wages"])[0], index.scores(["wages", "unheard"])[0]

    assert 0 < half < whole < 1


def test_a_rare_token_weighs_more_than_a_common_one():
    index = LexicalIndex.build([["common", "other"], ["common", "word"], ["rare", "thing"], ["x"]])

    first, _, third, _ = index.scores(["common", "rare"])

    assert third > 2 * first > 0


def test_a_token_that_is_repeated_weighs_once(index):
    once, often = ["wages", "unheard"], ["wages"] * 9 + ["unheard"]

    assert index.scores(often).tolist() == index.scores(once).tolist()


@pytest.mark.parametrize(
    "token", ["t:arc", "t:wage-arrears", "v:e9", "m:_^zuv", "c:bg", "_am$", "хайх"]
)
def test_a_token_is_one_word_whatever_its_signs(token):
    index = LexicalIndex.build([["other"], [token], ["third"]])

    assert np.flatnonzero(index.scores([token])).tolist() == [1]
    assert index.scores([token[:-1], token[1:]]).tolist() == [0, 0, 0]


@settings(max_examples=50, deadline=None, database=None)
@given(passages=PASSAGES, question=st.lists(TOKENS, max_size=5))
def test_an_index_comes_back_from_disk_as_it_was(tmp_path_factory, passages, question):
    path = tmp_path_factory.mktemp("kept") / "a b#c?d%20é.npz"
    index = LexicalIndex.build(passages)

    index.save(path)

    kept = LexicalIndex.load(path)
    assert len(kept) == len(index) == len(passages)
    assert kept.scores(question).tolist() == index.scores(question).tolist()


def test_threads_share_an_index(index):
    questions = [lexical_tokens(text) for text in TEXTS] * 8
    alone = [index.scores(tokens).tolist() for tokens in questions]

    with ThreadPoolExecutor(4) as pool:
        together = [scores.tolist() for scores in pool.map(index.scores, questions)]

    assert together == alone


@settings(max_examples=60, deadline=None, database=None)
@given(data=st.data())
def test_a_file_cut_short_is_broken(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("short") / "short.npz"
    LexicalIndex.build([["a", "b"], ["b"]]).save(path)
    content = path.read_bytes()
    path.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])

    with pytest.raises(IndexBrokenError, match=r"short\.npz is not a readable lexical index"):
        LexicalIndex.load(path)


def as_array(path):
    with path.open("wb") as file:
        np.save(file, np.arange(3))


@pytest.mark.parametrize("replace", [as_array, lambda path: path.write_bytes(b"PK\x03\x04 words")])
def test_another_kind_of_file_is_broken(path, replace):
    replace(path)

    with pytest.raises(IndexBrokenError, match=r"lexical\.npz"):
        LexicalIndex.load(path)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("terms", lambda terms: terms[:-9]),
        ("terms", lambda terms: np.append(terms, np.uint8(0xFF))),
        ("starts", lambda starts: starts[:-1]),
        ("rows", lambda rows: rows[:-1]),
        ("rows", lambda rows: rows + 5),
        ("times", lambda weights: weights[1:]),
        ("size", lambda size: size - 1),
        ("size", lambda _: None),
    ],
)
def test_a_file_whose_parts_do_not_fit_each_other_is_broken(path, name, change):
    with np.load(path) as kept:
        parts = dict(kept)
    parts[name] = change(parts[name])
    with path.open("wb") as file:
        np.savez(file, **{key: part for key, part in parts.items() if part is not None})

    with pytest.raises(IndexBrokenError, match=r"lexical\.npz"):
        LexicalIndex.load(path)


def test_a_missing_file_is_broken_and_is_not_made(tmp_path):
    with pytest.raises(IndexBrokenError, match=r"nothing\.npz is not a readable lexical index"):
        LexicalIndex.load(tmp_path / "nothing.npz")

    assert not (tmp_path / "nothing.npz").exists()
