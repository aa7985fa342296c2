import gzip
import json

import numpy as np
import pytest

from index.training.measure import TATOEBA, measure, tatoeba
from knowledge.languages import Language


def encode(texts):
    """Encode `3 anything` as the third direction."""
    return np.eye(9, dtype=np.float32)[[int(text.split()[0]) for text in texts]]


@pytest.fixture
def held_out(tmp_path):
    for name in TATOEBA:
        lines = ["0 гэр\t0 house", "1 нэр\t2 name", "2 хүн\t1 person", "3 ном\t3 book\tmore"]
        (tmp_path / f"{name}-eng.tsv").write_text("\n".join(lines), encoding="utf-8")
    five = [{lang: f"{row} {lang}" for lang in Language} for row in range(4)]
    five[3] |= {"vi": "8 vi", "mn": ""}
    intents = [
        {**row, "partition": part, "intent": intent}
        for part in ("train", "test")
        for row, intent in zip(five, "abab", strict=True)
        if row["mn"]
    ]
    intents[-1] |= {"intent": "z"}
    for name, rows in (("ntrex", five), ("sib200", five), ("massive", intents)):
        with gzip.open(tmp_path / f"{name}_five.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path


def test_a_sentence_counts_if_its_nearest_is_its_translation(held_out):
    assert tatoeba(encode, held_out) == {f"tatoeba {name}-eng": 0.5 for name in TATOEBA}


def test_every_text_is_measured_where_it_has_both_languages(held_out):
    figures = measure(encode, held_out)

    assert figures["ntrex en-ko"] == figures["sib200 zh-ko"] == figures["ntrex mn-ko"] == 1
    assert figures["ntrex vi-ko"] == 0.75
    assert figures["massive mn"] == pytest.approx(2 / 3)
    assert len(figures) == 4 + 2 * 4 + 5


def test_a_missing_text_is_an_error(held_out):
    (held_out / "ntrex_five.jsonl.gz").unlink()

    with pytest.raises(FileNotFoundError, match="ntrex"):
        measure(encode, held_out)
