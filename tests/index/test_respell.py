import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from index.errors import IndexBrokenError
from index.respell import Respeller
from knowledge.languages import Language

TEXTS = [
    ("签证延期在哪里办", Language.ZH),
    ("签证 免费看病", Language.ZH),
    ("үнэгүй эмнэлэг хаана байна", Language.MN),
    ("үнэгүй эмнэлэг", Language.MN),
    ("visa extension", Language.EN),
    ("外国律师", Language.ZH),
]
READ = [one for one in map(chr, range(0x4E00, 0x9FA6)) if lazy_pinyin(one)[0].isascii()]


@pytest.fixture(scope="module")
def respeller():
    return Respeller.of_texts(TEXTS)


@pytest.mark.parametrize("typed", ["qianzheng yanqi", "qian zheng yan qi", "qianzhengyanqi"])
def test_pinyin_is_read_as_the_words_of_the_content(respeller, typed):
    assert respeller.read(typed, Language.ZH).replace(" ", "") == "签证延期"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("lǜshī", "律师"),
        ("lvshi", "律师"),
        ("qiānzhèng", "签证"),
        ("qianzheng 120", "签证 120"),
        ("24 qian 7 zheng", "24 签 7 证"),
        ("xyz", "xyz"),
    ],
)
def test_pinyin_is_read_with_marks_and_around_numbers(respeller, typed, read):
    assert respeller.read(typed, Language.ZH) == read


@settings(max_examples=150, deadline=None, database=None)
@given(st.text(st.sampled_from(READ), min_size=1, max_size=4))
def test_every_chinese_word_is_read_from_its_own_syllables(word):
    respeller = Respeller.of_texts([(word, Language.ZH)])
    syllables = " ".join(lazy_pinyin(word))

    assert lazy_pinyin(respeller.read(syllables, Language.ZH)) == lazy_pinyin(word)


@pytest.mark.parametrize("typed", ["unegui emneleg", "vnegvi emneleg", "ünegüi emneleg"])
def test_mongolian_in_latin_letters_is_read_as_the_words_of_the_content(respeller, typed):
    assert respeller.read(typed, Language.MN) == "үнэгүй эмнэлэг"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("unegui emneleg", Language.EN),
        ("qianzheng", Language.VI),
        ("unegui", None),
        ("签证 visa", Language.ZH),
        ("tolgoi ovdoj", Language.MN),
    ],
)
def test_what_is_not_of_that_language_or_not_known_stays(respeller, text, language):
    assert respeller.read(text, language) == text


def test_a_word_that_is_no_pinyin_stays_where_it_stood(respeller):
    assert respeller.read("e9 qianzheng seoul yanqi", Language.ZH) == "e 9 签证 seoul 延期"


def test_of_two_words_that_read_alike_the_more_frequent_is_taken():
    texts = [("签证", Language.ZH), ("前政", Language.ZH), ("签证", Language.ZH)]

    assert Respeller.of_texts(texts).read("qianzheng", Language.ZH) == "签证"


def test_words_come_back_from_disk_as_they_were(respeller, tmp_path):
    respeller.save(tmp_path / "words.json")

    again = Respeller.load(tmp_path / "words.json")

    assert again.read("qianzheng", Language.ZH) == "签证"
    assert again.read("unegui", Language.MN) == "үнэгүй"


def test_words_that_are_cut_short_are_broken(respeller, tmp_path):
    path = tmp_path / "words.json"
    respeller.save(path)
    content = path.read_bytes()

    for kept in range(len(content)):
        path.write_bytes(content[:kept])
        with pytest.raises(IndexBrokenError, match=r"words\.json is not a readable list"):
            Respeller.load(path)


def test_a_missing_list_is_broken(tmp_path):
    with pytest.raises(IndexBrokenError, match=r"words\.json"):
        Respeller.load(tmp_path / "words.json")


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"chinese": 1}', b"\xff", b'{"chinese": {}']
)
def test_a_damaged_list_is_broken(tmp_path, content):
    path = tmp_path / "words.json"
    path.write_bytes(content)

    with pytest.raises(IndexBrokenError, match=r"words\.json"):
        Respeller.load(path)
