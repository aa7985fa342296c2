import gzip
import json

import pytest

from index.training.corpus import HELD_OUT, LONGEST, held_out_texts, read_rows
from knowledge.languages import Language


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path):
    write(
        tmp_path / "train.jsonl.gz",
        [
            {"src": "a", "en": "free doctor", "ko": "무료 의사"},
            {"src": "a", "en": "look at this", "zh": "我們試試看"},
            {"src": "a", "en": "alone"},
        ],
    )
    write(tmp_path / "extra.jsonl.gz", [{"src": "b", "en": "visa", "mn": "виз"}])
    write(
        tmp_path / "wordnet_en_mn.jsonl.gz",
        [{"en_lemmas": ["name"], "mn_lemmas": ["нэр"], "en_def": "a word", "mn_def": "үг"}],
    )
    return tmp_path


def test_rows_hold_two_languages_or_more_and_their_source(data):
    rows = read_rows(data)

    assert [row.texts.get(Language.EN) for row in rows] == [
        "free doctor", "look at this", "visa", "name", "a word",
    ]  # fmt: skip
    assert [row.source for row in rows] == ["a", "a", "b", "wordnet", "wordnet"]


def test_what_measures_is_never_learned_from_in_either_chinese_script(data):
    (data / HELD_OUT).mkdir()
    (data / HELD_OUT / "cmn-eng.tsv").write_text("我们试试看！\tLet us try.\n", encoding="utf-8")
    write(data / HELD_OUT / "massive_five.jsonl.gz", [
        {"partition": "test", "en": "visa"}, {"partition": "train", "en": "free doctor"},
    ])  # fmt: skip

    kept = [row.texts.get(Language.EN) for row in read_rows(data)]

    assert kept == ["free doctor", "name", "a word"]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"train\.jsonl\.gz"):
        read_rows(tmp_path)


def test_a_long_text_is_cut_and_an_empty_one_is_none(data):
    write(
        data / "extra.jsonl.gz",
        [
            {"src": "b", "en": "long " * 200, "mn": "урт " * 200, "ko": " \u200b"},
            {"src": "b", "en": "visa", "mn": "\u3164"},
        ],
    )

    (row,) = [row for row in read_rows(data) if row.source == "b"]

    assert {language: len(text) for language, text in row.texts.items()} == {
        Language.EN: LONGEST,
        Language.MN: LONGEST,
    }


def test_without_held_out_texts_nothing_is_kept_back(tmp_path):
    assert held_out_texts(tmp_path / HELD_OUT) == frozenset()


def test_a_held_out_text_is_known_by_its_letters_only(tmp_path):
    (tmp_path / "mon-eng.tsv").write_text("Сайн уу?\tHello, you!\tCC BY\n", encoding="utf-8")

    assert held_out_texts(tmp_path) == {"сайнуу", "helloyou"}
