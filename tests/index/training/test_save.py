import numpy as np
import pytest

from index.encoder import SHIPPED_MODEL, StaticEncoder, load_encoder
from index.training.save import save

TEXTS = ["무료진료 어디서", "free doctor?", "免費看病", "khám bệnh", "unegui emneleg", "үнэгүй", ""]


@pytest.fixture
def saved(tmp_path, word_tokenizer):
    vectors = np.random.default_rng(1).normal(size=(word_tokenizer.get_vocab_size(), 8))
    vectors[3] = 0
    save(tmp_path / "model", word_tokenizer, vectors.astype(np.float32))
    return tmp_path / "model", vectors


def test_a_byte_a_number_changes_no_direction_by_much(saved):
    folder, vectors = saved

    encoded = load_encoder(folder).encode(["doctor"])[0]

    assert encoded @ (vectors[1] / np.linalg.norm(vectors[1])) > 0.999


def test_no_cosine_changes_by_more_than_a_hundredth(tmp_path, word_tokenizer):
    words = list(word_tokenizer.get_vocab())
    vectors = np.random.default_rng(2).normal(size=(len(words), 64)).astype(np.float32)
    save(tmp_path, word_tokenizer, vectors)

    whole = StaticEncoder("whole", word_tokenizer, vectors).encode(words)
    kept = load_encoder(tmp_path).encode(words)

    assert 0 < np.abs(kept @ kept.T - whole @ whole.T).max() <= 0.01


def test_another_save_takes_the_place_of_the_first(saved, word_tokenizer):
    folder, vectors = saved
    (folder / "1_Normalize" / "left.json").write_text("{}", encoding="utf-8")
    name = load_encoder(folder).name

    save(folder, word_tokenizer, -vectors.astype(np.float32))

    assert load_encoder(folder).name != name
    assert sorted(path.name for path in (folder / "1_Normalize").iterdir()) == ["config.json"]


def test_a_token_without_a_vector_gives_zeros(saved):
    folder, _ = saved

    assert not load_encoder(folder).encode(["visa"]).any()


@pytest.mark.train
@pytest.mark.parametrize("which", ["saved", "shipped"])
def test_sentence_transformers_reads_the_same_vectors(saved, which):
    library = pytest.importorskip("sentence_transformers", reason="needs the extra `train`")
    folder = saved[0] if which == "saved" else SHIPPED_MODEL
    texts = ["doctor 비자", "wages"] if which == "saved" else TEXTS

    theirs = library.SentenceTransformer(str(folder), device="cpu").encode(texts)

    assert np.abs(theirs - load_encoder(folder).encode(texts)).max() < 1e-5


def test_the_shipped_directory_is_small_enough():
    sizes = [path.stat().st_size for path in SHIPPED_MODEL.rglob("*") if path.is_file()]

    assert sum(sizes) <= 60_000_000
