"""The encoder's tokenizer: one Unigram vocabulary, balanced over the five languages."""

import io
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.trainers import UnigramTrainer

from index.training.lessons import LANGUAGES, Written

_UNKNOWN = "[UNK]"
_CHARACTERS_PER_LANGUAGE = 3_000_000
_HAN = range(0x3400, 0xA000)


def train_tokenizer(written: Written, size: int, longest: int, seed: int) -> Tokenizer:
    """Train a vocabulary on the same amount of text of each language, noisy spellings among it.

    It has `size` pieces of at most `longest` characters.
    """
    tokenizer = Tokenizer(Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Precompiled(_simplify_han()),
            normalizers.Lowercase(),
            normalizers.Replace(" {2,}", " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=False),
            pre_tokenizers.Punctuation(),
            pre_tokenizers.Metaspace(),
        ]
    )
    trainer = UnigramTrainer(
        vocab_size=size,
        special_tokens=[_UNKNOWN],
        unk_token=_UNKNOWN,
        max_piece_length=longest,
        show_progress=True,
    )
    tokenizer.train_from_iterator(_balanced(written, seed), trainer)
    return tokenizer


def _simplify_han() -> bytes:
    """Compile the folding of traditional Chinese characters, so that the tokenizer carries it."""
    from opencc import OpenCC
    from sentencepiece import SentencePieceTrainer
    from sentencepiece.sentencepiece_model_pb2 import ModelProto

    converter = OpenCC("t2s")
    folded = {code: converter.convert(chr(code)) for code in _HAN}
    rules = "".join(
        f"{code:X}\t{ord(simple):X}\n"
        for code, simple in folded.items()
        if len(simple) == 1 and simple != chr(code)
    )
    model = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.tsv"
        path.write_text(rules, encoding="utf-8")
        SentencePieceTrainer.train(
            sentence_iterator=iter(["a text to train on"] * 9),
            model_writer=model,
            model_type="char",
            vocab_size=30,
            hard_vocab_limit=False,
            normalization_rule_tsv=str(path),
            minloglevel=2,
        )
    charsmap: bytes = ModelProto.FromString(model.getvalue()).normalizer_spec.precompiled_charsmap
    return charsmap


def _balanced(written: Written, seed: int) -> Iterator[str]:
    order = np.random.default_rng(seed).permutation(len(written.first))
    rng = random.Random(seed)
    for place in range(len(LANGUAGES)):
        left = _CHARACTERS_PER_LANGUAGE
        for row in order.tolist():
            first, count = int(written.first[row, place]), int(written.count[row, place])
            if not count:
                continue
            chosen = {first, first + rng.randrange(count)}
            for text in sorted(chosen):
                yield written.texts[text]
                left -= len(written.texts[text])
            if left < 0:
                break
