from concurrent.futures import ThreadPoolExecutor

import pytest

from index.errors import IndexBrokenError
from index.lexical import LexicalIndex
from index.tokens import lexical_tokens
from knowledge.languages import Language
from knowledge.passages import Part, Passage

PASSAGES = [
    Passage("wages", Language.EN, Part.TITLE, "unpaid wages"),
    Passage("wages", Language.KO, Part.QUESTION, "월급을 못 받았어요"),
    Passage("clinic", Language.VI, Part.ANSWER, 'Khám "miễn phí"; DROP TABLE passage'),
    Passage("clinic", Language.MN, Part.NAME, "Үнэгүй эмнэлэг"),
    Passage("visa", Language.ZH, Part.QUESTION, "E-9 签证延期"),
]


def write(path, rows):
    LexicalIndex.build(path, rows)
    return LexicalIndex(path)


@pytest.fixture
def index(tmp_path):
    rows = ((passage, lexical_tokens(passage.text)) for passage in PASSAGES)
    return write(tmp_path / "lexical.sqlite", rows)


def test_passages_come_back_as_they_were(index):
    assert len(index) == 5
    assert index.passages() == PASSAGES


@pytest.mark.parametrize("row", range(len(PASSAGES)))
def test_every_passage_is_found_by_its_own_text(index, row):
    rows, shares = index.search(lexical_tokens(PASSAGES[row].text), 5)

    assert rows[0] == row
    assert shares.tolist() == sorted(shares.tolist(), reverse=True)
    assert 0 < shares[-1] <= shares[0] <= 1


@pytest.mark.parametrize(
    ("question", "language", "row"),
    [
        ("WAGE", None, 0),
        ("kham mien phi", None, 2),
        ("unegui emneleg", Language.MN, 3),
        ("e9", None, 4),
        ("签证", None, 4),
    ],
)
def test_another_spelling_finds_the_passage(index, question, language, row):
    assert index.search(lexical_tokens(question, language), 5)[0].tolist()[:1] == [row]


@pytest.mark.parametrize("tokens", [[], ["unheard"], ['" OR "x'], ["wages*"], ["NEAR("]])
def test_tokens_that_no_passage_has_find_nothing(index, tokens):
    rows, shares = index.search(tokens, 5)

    assert (rows.tolist(), shares.tolist()) == ([], [])


def test_the_share_falls_with_what_the_passage_does_not_cover(index):
    _, whole = index.search(["wages"], 5)
    _, half = index.search(["wages", "unheard"], 5)

    assert 0 < half[0] < whole[0]


def test_a_token_that_is_repeated_weighs_once(index):
    once, often = ["wages", "unheard"], ["wages"] * 9 + ["unheard"]

    assert index.search(often, 5)[1].tolist() == index.search(once, 5)[1].tolist()


def test_of_a_long_question_the_rarest_tokens_are_kept(tmp_path):
    common = [f"common{number}" for number in range(400)]
    rows = [(passage, common) for passage in PASSAGES]
    rows[3] = (PASSAGES[3], [*common, "rare"])

    rows, _ = write(tmp_path / "long.sqlite", rows).search([*common, "rare"], 1)

    assert rows.tolist() == [3]


def test_no_more_than_the_limit_is_found(index):
    assert len(index.search(["m:emneleg", "wages", "v:e9", "kham"], 2)[0]) == 2


@pytest.mark.parametrize(
    "token", ["t:arc", "t:wage-arrears", "v:e9", "m:_^zuv", "c:bg", "_am$", "хайх"]
)
def test_a_token_is_one_word_whatever_its_signs(tmp_path, token):
    index = write(tmp_path / "one.sqlite", [(PASSAGES[0], ["other"]), (PASSAGES[1], [token])])

    assert index.search([token], 5)[0].tolist() == [1]


def test_parts_of_a_token_do_not_find_it(tmp_path):
    index = write(tmp_path / "one.sqlite", [(PASSAGES[0], ["t:wage-arrears"])])

    assert index.search(["arrears", "t:wage", "t"], 5)[0].tolist() == []


def test_an_index_without_passages_finds_nothing(tmp_path):
    index = write(tmp_path / "empty.sqlite", [])

    assert (len(index), index.passages()) == (0, [])
    assert index.search(["wages"], 5)[0].tolist() == []


def test_signs_in_the_name_of_the_file_do_no_harm(tmp_path):
    index = write(tmp_path / "a b#c?d%20é.sqlite", [(PASSAGES[0], ["wages"])])

    assert index.search(["wages"], 5)[0].tolist() == [0]


def test_threads_share_an_index(index):
    questions = [lexical_tokens(passage.text) for passage in PASSAGES] * 8
    alone = [index.search(tokens, 5)[0].tolist() for tokens in questions]

    with ThreadPoolExecutor(4) as pool:
        together = [rows.tolist() for rows, _ in pool.map(lambda t: index.search(t, 5), questions)]

    assert together == alone


@pytest.mark.parametrize("kept", [0, 10, 100, 4096, 9000])
def test_a_file_cut_short_is_broken(tmp_path, index, kept):
    path = tmp_path / "lexical.sqlite"
    content = path.read_bytes()
    assert kept < len(content)
    short = tmp_path / "short.sqlite"
    short.write_bytes(content[:kept])

    with pytest.raises(IndexBrokenError, match=r"short\.sqlite"):
        LexicalIndex(short)


def test_a_missing_file_is_broken_and_is_not_made(tmp_path):
    with pytest.raises(IndexBrokenError, match=r"nothing\.sqlite cannot be opened"):
        LexicalIndex(tmp_path / "nothing.sqlite")

    assert not (tmp_path / "nothing.sqlite").exists()
