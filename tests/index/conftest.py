import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index.builder import build_index, open_index
from index.encoder import StaticEncoder
from knowledge.loader import content_hash, load_knowledge

WORDS = ["[UNK]", "free", "doctor", "boss", "wages"]


@pytest.fixture
def small_tokenizer():
    tokenizer = Tokenizer(WordLevel({word: row for row, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return tokenizer


@pytest.fixture
def small_weights():
    weights = np.eye(len(WORDS), 4, k=-1, dtype=np.float32)
    weights[2] = [3, 4, 0, 0]
    return weights


@pytest.fixture
def small_encoder(small_tokenizer, small_weights):
    return StaticEncoder("small", small_tokenizer, small_weights)


@pytest.fixture
def tiny_knowledge(tiny_root):
    return load_knowledge(tiny_root)


@pytest.fixture
def digest(tiny_root):
    return content_hash(tiny_root)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "var" / "index"


@pytest.fixture
def searcher(tiny_knowledge, digest, encoder, folder):
    build_index(tiny_knowledge, digest, encoder, folder)
    return open_index(tiny_knowledge, digest, encoder, folder)
