"""What a student learns from, as arrays: token ids of every text, and which texts mean the same."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.training.corpus import Row
from index.training.noise import spellings
from knowledge.languages import Language

LANGUAGES = tuple(Language)
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Written:
    """Every text of the lessons; text i of a row and language lies at `first + i`.

    `first` and `count`, int64 (rows, 5), say where the spellings of a row's text in each language
    begin and how many there are, the clean one first; `count` is 0 where a language is missing.
    """

    texts: tuple[str, ...]
    first: NDArray[np.int64]
    count: NDArray[np.int64]
    sources: tuple[str, ...]


def write(rows: Sequence[Row], seed: int, *, noise: bool = True) -> Written:
    """Write out each text of the rows with its further and its noisy spellings."""
    rng = random.Random(seed)
    texts: list[str] = []
    first = np.zeros((len(rows), len(LANGUAGES)), dtype=np.int64)
    count = np.zeros_like(first)
    for number, row in enumerate(rows):
        for place, language in enumerate(LANGUAGES):
            clean = row.texts.get(language)
            if not clean:
                continue
            first[number, place] = len(texts)
            texts.append(clean)
            texts += row.spellings.get(language, ())
            if noise:
                texts += spellings(clean, language, rng)
            count[number, place] = len(texts) - first[number, place]
    return Written(tuple(texts), first, count, tuple(row.source for row in rows))


def sample(written: Written, seed: int, rows: int = 20_000) -> list[str]:
    """Draw the clean texts, in every language, of some rows."""
    chosen = np.random.default_rng(seed).permutation(len(written.first))[:rows]
    has_text = written.count[chosen] > 0
    return [written.texts[text] for text in written.first[chosen][has_text].tolist()]


@dataclass(frozen=True)
class Tokens:
    """Token ids of many texts, end to end: text i is `ids[offsets[i]:offsets[i + 1]]`."""

    ids: torch.Tensor
    offsets: torch.Tensor

    @classmethod
    def of(cls, texts: Sequence[str], tokenizer: Tokenizer, device: str = "cpu") -> Self:
        """Cut texts into tokens; a text without any gets the unknown token."""
        pieces = []
        for start in range(0, len(texts), _AT_ONCE):
            some = list(texts[start : start + _AT_ONCE])
            pieces += [
                np.array(encoding.ids or [0], dtype=np.int32)
                for encoding in tokenizer.encode_batch(some, add_special_tokens=False)
            ]
        offsets = np.cumsum([0, *(len(piece) for piece in pieces)])
        ids = torch.from_numpy(np.concatenate(pieces))
        return cls(ids.to(device), torch.from_numpy(offsets).to(device))

    def bag(self, texts: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return what an EmbeddingBag takes: ids int32 (t,) and each text's start int64 (n,)."""
        return ragged(self.ids, self.offsets, texts)


def ragged(
    values: torch.Tensor, offsets: torch.Tensor, chosen: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Pick ragged rows: the values of each chosen row, end to end, and where each row begins."""
    starts, lengths = offsets[chosen], offsets[chosen + 1] - offsets[chosen]
    begins = torch.cumsum(lengths, 0) - lengths
    places = torch.arange(int(lengths.sum()), device=starts.device)
    places += torch.repeat_interleave(starts - begins, lengths)
    return values[places], begins


class Draw:
    """Draws the two sides of each row: two of its languages, and a spelling in each."""

    def __init__(self, written: Written, clean_share: float, device: str) -> None:
        """Take the texts and how often the clean spelling is drawn where there are others."""
        self._first = torch.from_numpy(written.first).to(device)
        self._count = torch.from_numpy(written.count).to(device)
        self._clean_share = clean_share

    def pairs(self, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the texts of the left and the right side of each row, int64 (n,) each."""
        chance = torch.rand(len(rows), len(LANGUAGES), device=rows.device)
        chance = chance.masked_fill(self._count[rows] == 0, -1.0)
        sides = chance.topk(2, dim=1).indices
        return self._spelling(rows, sides[:, 0]), self._spelling(rows, sides[:, 1])

    def _spelling(self, rows: torch.Tensor, language: torch.Tensor) -> torch.Tensor:
        first, count = self._first[rows, language], self._count[rows, language]
        chance = torch.rand(2, len(rows), device=rows.device)
        other = 1 + (chance[0] * (count - 1)).long()
        noisy = (chance[1] >= self._clean_share) & (count > 1)
        return first + torch.where(noisy, other.clamp(max=count - 1), torch.zeros_like(other))
