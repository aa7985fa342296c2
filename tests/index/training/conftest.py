import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index.training.corpus import Row
from knowledge.languages import Language

PAIRS = [
    ("doctor", "의사"), ("visa", "비자"), ("wages", "월급"), ("school", "학교"), ("house", "집"),
    ("phone", "전화"), ("bank", "은행"), ("police", "경찰"), ("child", "아이"), ("tax", "세금"),
    ("work", "일"), ("street", "길"),
]  # fmt: skip


@pytest.fixture
def rows():
    return [Row({Language.EN: en, Language.KO: ko}, source="words") for en, ko in PAIRS]


@pytest.fixture
def word_tokenizer():
    words = ["[UNK]", *(word for pair in PAIRS for word in pair)]
    tokenizer = Tokenizer(WordLevel({word: row for row, word in enumerate(words)}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return tokenizer
