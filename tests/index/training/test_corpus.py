import gzip
import json

import pytest

from index.training.corpus import HELD_OUT, read_rows
from index.training.ours import knowledge_rows, matters
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


def test_our_own_rows_hold_every_language_and_every_spelling(tiny_knowledge):
    rows = knowledge_rows(tiny_knowledge)

    assert all(set(row.texts) == set(Language) for row in rows)
    assert "비자" in {row.texts[Language.KO] for row in rows}
    assert "ask 120 within 14 days in English" in {row.texts[Language.EN] for row in rows}


def test_each_entry_is_a_matter_with_its_questions_and_title(tiny_knowledge):
    asked = {matter.id: matter.questions[Language.EN] for matter in matters(tiny_knowledge)}

    assert asked["life-unpaid-wages"] == (
        "my boss did not pay me", "unpaid wages", "where to report a boss",
        "unpaid wages in English",
    )  # fmt: skip
