"""The encoder's tokenizer: one Unigram vocabulary, balanced over the five languages."""

import random
from collections.abc import Iterator

from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.trainers import UnigramTrainer

from index.training.corpus import Row
from knowledge.languages import Language

_UNKNOWN = "[UNK]"
_CHARACTERS_PER_LANGUAGE = 3_000_000


def train_tokenizer(rows: list[Row], size: int, seed: int) -> Tokenizer:
    """Train a vocabulary of `size` pieces on the same amount of text of each language."""
    tokenizer = Tokenizer(Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(" {2,}", " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=False),
            pre_tokenizers.Punctuation(),
            pre_tokenizers.Metaspace(),
        ]
    )
    trainer = UnigramTrainer(
        vocab_size=size, special_tokens=[_UNKNOWN], unk_token=_UNKNOWN, max_piece_length=12
    )
    tokenizer.train_from_iterator(_balanced(rows, seed), trainer)
    return tokenizer


def _balanced(rows: list[Row], seed: int) -> Iterator[str]:
    shuffled = rows.copy()
    random.Random(seed).shuffle(shuffled)
    for language in Language:
        left = _CHARACTERS_PER_LANGUAGE
        for row in shuffled:
            for number, text in enumerate(row.get(language, ())):
                if number < 2:
                    yield text
                    left -= len(text)
            if left < 0:
                break
