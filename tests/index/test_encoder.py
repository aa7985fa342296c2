import json
import sys

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers.normalizers import Lowercase

from index.encoder import SHIPPED_MODEL, StaticEncoder, load_encoder
from index.errors import EncoderMissingError
from knowledge.passages import passages

MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "any.where.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "any.where.Normalize"},
]
NEEDS_TRAIN = "needs the extra `train`"


@pytest.fixture
def model(tmp_path, small_tokenizer, small_weights):
    path = tmp_path / "model"
    path.mkdir()
    small_tokenizer.save(str(path / "tokenizer.json"))
    save_file({"embedding.weight": small_weights}, path / "model.safetensors")
    (path / "modules.json").write_text(json.dumps(MODULES), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "vector"),
    [
        ("free", [1, 0, 0, 0]),
        ("free free wages", [0.8944272, 0, 0, 0.4472136]),
        ("doctor", [0.6, 0.8, 0, 0]),
        ("nothing known here", [0, 0, 0, 0]),
        ("", [0, 0, 0, 0]),
    ],
)
def test_a_vector_is_the_mean_of_its_tokens_to_unit_length(model, text, vector):
    np.testing.assert_allclose(load_encoder(model).encode([text]), [vector], atol=1e-7)


def test_a_tokenizer_that_pads_changes_no_vector(model, small_tokenizer):
    plain = load_encoder(model).encode(["free", "doctor wages free"])

    small_tokenizer.enable_padding(pad_id=4)
    small_tokenizer.save(str(model / "tokenizer.json"))

    np.testing.assert_array_equal(load_encoder(model).encode(["free", "doctor wages free"]), plain)


def test_vectors_of_one_byte_a_number_are_multiplied_by_their_weights(model, small_weights):
    plain = load_encoder(model).encode(["free doctor", "boss wages wages"])
    bytes_ = np.array(small_weights * [[1], [9], [2], [100], [1]], dtype=np.int8)
    weights = np.array([1, 1 / 9, 1 / 2, 1 / 100, 1], dtype=np.float32)
    save_file({"embeddings": bytes_, "weights": weights}, model / "model.safetensors")

    vectors = load_encoder(model).encode(["free doctor", "boss wages wages"])

    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, plain, atol=1e-6)


def test_no_texts_give_no_vectors(encoder):
    vectors = encoder.encode([])

    assert (vectors.shape, vectors.dtype) == ((0, encoder.dimension), np.float32)


def test_a_text_has_the_same_vector_alone_and_among_others(encoder):
    texts = ["비자", "free doctor for foreigners in seoul", "免费看病的地方", "эмч", ""]

    together = encoder.encode(texts)

    assert together.dtype == np.float32
    np.testing.assert_array_equal(together, np.concatenate([encoder.encode([t]) for t in texts]))


def test_every_passage_has_a_vector_of_length_one(encoder, knowledge):
    vectors = encoder.encode([passage.text for passage in passages(knowledge)])

    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_only_the_first_4000_characters_are_read(model):
    vectors = load_encoder(model).encode(["free " * 800 + "wages " * 800, "free"])

    np.testing.assert_array_equal(vectors[0], vectors[1])


def test_the_name_stays_with_the_files_and_changes_with_the_weights(model, small_weights):
    name = load_encoder(model).name
    assert load_encoder(str(model)).name == name

    save_file({"embedding.weight": small_weights + 1}, model / "model.safetensors")
    assert load_encoder(model).name != name


def test_the_name_changes_with_the_tokenizer(model, small_tokenizer):
    name = load_encoder(model).name

    small_tokenizer.normalizer = Lowercase()
    small_tokenizer.save(str(model / "tokenizer.json"))

    assert load_encoder(model).name != name


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("modules.json", b"["),
        ("modules.json", b'{"0": "StaticEmbedding"}'),
        ("modules.json", b'[{"path": ""}]'),
        ("modules.json", b'[{"type": "any.StaticEmbedding"}]'),
        ("modules.json", b"\xff"),
        ("tokenizer.json", b"{}"),
        ("tokenizer.json", b""),
        ("tokenizer.json", None),
        ("model.safetensors", b""),
        ("model.safetensors", b"not tensors"),
        ("model.safetensors", None),
    ],
)
def test_a_damaged_directory_is_named(model, file, content):
    (model / file).unlink()
    if content is not None:
        (model / file).write_bytes(content)

    with pytest.raises(EncoderMissingError, match=r"model.*(cannot be read|unreadable)"):
        load_encoder(model)


@pytest.mark.parametrize(
    "tensors",
    [
        {"other": np.zeros((5, 4), np.float32)},
        {"embedding.weight": np.zeros((4, 4), np.float32)},
        {"embedding.weight": np.zeros(5, np.float32)},
        {"embeddings": np.zeros((5, 4), np.int8), "weights": np.zeros(4, np.float32)},
        {"embeddings": np.zeros((5, 4), np.int8), "weights": np.zeros((5, 1), np.float32)},
    ],
)
def test_weights_that_do_not_fit_the_tokenizer_are_refused(model, tensors):
    save_file(tensors, model / "model.safetensors")

    with pytest.raises(EncoderMissingError, match="model"):
        load_encoder(model)


def test_weights_cut_short_are_refused(model):
    path = model / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-4])

    with pytest.raises(EncoderMissingError, match="cannot be read"):
        load_encoder(model)


def test_without_the_extra_another_model_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)

    with pytest.raises(EncoderMissingError, match=r"pip install 'ieum\[train\]'"):
        load_encoder(tmp_path)


@pytest.mark.train
@pytest.mark.parametrize("place", ["nowhere", "."])
def test_a_directory_without_a_model_is_named(tmp_path, place):
    pytest.importorskip("sentence_transformers", reason=NEEDS_TRAIN)

    with pytest.raises(EncoderMissingError, match="cannot be loaded"):
        load_encoder(tmp_path / place)


@pytest.mark.train
def test_the_shipped_encoder_gives_what_sentence_transformers_gives(encoder, knowledge):
    library = pytest.importorskip("sentence_transformers", reason=NEEDS_TRAIN)
    texts = ["", "ㅋㅋ 🙂", "x" * 3_000, *[passage.text for passage in passages(knowledge)][::3]]
    theirs = library.SentenceTransformer(str(SHIPPED_MODEL), device="cpu").encode(texts)

    np.testing.assert_allclose(encoder.encode(texts), theirs, atol=1e-5)


@pytest.mark.train
@pytest.mark.parametrize("layers", ["static", "static and dense"])
def test_any_other_sentence_transformer_is_loaded_by_path(tmp_path, small_tokenizer, layers):
    library = pytest.importorskip("sentence_transformers", reason=NEEDS_TRAIN)
    kinds = pytest.importorskip(
        "sentence_transformers.sentence_transformer.modules", reason=NEEDS_TRAIN
    )
    modules = [kinds.StaticEmbedding(small_tokenizer, embedding_dim=4)]
    modules += [kinds.Dense(in_features=4, out_features=3)] if layers.endswith("dense") else []
    model = library.SentenceTransformer(modules=modules, device="cpu")
    model.save(str(tmp_path / "other"))
    texts = ["free doctor", "wages", "boss wages"]

    ours = load_encoder(tmp_path / "other")

    theirs = model.encode(texts, normalize_embeddings=True)
    np.testing.assert_allclose(ours.encode(texts), theirs, atol=1e-5)
    assert ours.dimension == theirs.shape[1]
    assert ours.encode([]).shape == (0, ours.dimension)
    assert isinstance(ours, StaticEncoder) is (layers == "static")
