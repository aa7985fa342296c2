"""The student: one vector per token, their mean is the text; as sentence-transformers has it."""

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tqdm import tqdm

from index.training.corpus import Row

_TEMPERATURE = 0.1
_DISTILLATION = 5.0
_CLEAN_PER_NOISY = 3
"""How often the clean spelling is drawn for each noisy one."""


@dataclass(frozen=True)
class Recipe:
    """How a student is trained; `dimension` and `epochs` set its quality and its time."""

    dimension: int = 256
    epochs: int = 18
    batch: int = 1024
    rate: float = 0.02
    seed: int = 7


@dataclass(frozen=True)
class _Tokens:
    """Token ids of many texts, end to end; text i is `ids[offsets[i]:offsets[i + 1]]`."""

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]

    def bag(self, texts: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return what an EmbeddingBag takes: ids (t,) and the start of each text (len(texts),)."""
        pieces = [self.ids[self.offsets[i] : self.offsets[i + 1]] for i in texts]
        starts = np.cumsum([0, *(len(piece) for piece in pieces[:-1])])
        return torch.from_numpy(np.concatenate(pieces)), torch.from_numpy(starts)


def train_student(
    rows: list[Row], teacher: NDArray[np.float32], tokenizer: Tokenizer, recipe: Recipe
) -> tuple[NDArray[np.float32], list[float]]:
    """Train the token vectors; returns them, float32 (vocabulary, d), and the loss per step.

    Each step takes rows, two languages of each, a spelling of each, and asks that the two find
    each other among the batch (InfoNCE) and that both resemble the teacher where it knows the row.
    """
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    tokens, places = _tokenise(rows, tokenizer)
    bag = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), recipe.dimension, mode="mean")
    torch.nn.init.normal_(bag.weight, std=0.1)
    project = torch.nn.Linear(recipe.dimension, teacher.shape[1], bias=False)
    optimiser = torch.optim.Adam([*bag.parameters(), *project.parameters()], lr=recipe.rate)
    steps = recipe.epochs * (len(rows) // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=steps)
    losses = []
    for step in (progress := tqdm(range(steps), desc="student", unit="step")):
        chosen = rng.sample(range(len(rows)), recipe.batch)
        pairs = [rng.sample(list(places[row].values()), 2) for row in chosen]
        left, right = (
            torch.nn.functional.normalize(bag(*tokens.bag([rng.choice(p[side]) for p in pairs])))
            for side in (0, 1)
        )
        scores = left @ right.T / _TEMPERATURE
        target = torch.arange(len(chosen))
        loss = torch.nn.functional.cross_entropy(scores, target)
        loss = (loss + torch.nn.functional.cross_entropy(scores.T, target)) / 2
        loss = loss + _DISTILLATION * _distance(project, left, right, teacher[chosen])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if step % 50 == 0:
            progress.set_postfix(loss=f"{losses[-1]:.3f}")
    return bag.weight.detach().numpy(), losses


def _distance(
    project: torch.nn.Linear, left: torch.Tensor, right: torch.Tensor, wanted: NDArray[np.float32]
) -> torch.Tensor:
    """Mean cosine distance to the teacher's vectors, over the rows it knows."""
    goal = torch.from_numpy(wanted)
    known = goal.norm(dim=1) > 0
    cosine = torch.nn.functional.cosine_similarity
    near = cosine(project(left), goal) + cosine(project(right), goal)
    return (2 - near)[known].mean()


def _tokenise(
    rows: list[Row], tokenizer: Tokenizer
) -> tuple[_Tokens, list[dict[str, tuple[int, ...]]]]:
    texts: list[str] = []
    places: list[dict[str, tuple[int, ...]]] = []
    for row in rows:
        place = {}
        for language, spellings in row.items():
            start, noisy = len(texts), len(spellings) - 1
            clean = (start,) * max(1, _CLEAN_PER_NOISY * noisy)
            place[language.value] = clean + tuple(range(start + 1, start + 1 + noisy))
            texts += spellings
        places.append(place)
    ids = [
        encoding.ids or [0]
        for start in range(0, len(texts), 10_000)
        for encoding in tokenizer.encode_batch(texts[start : start + 10_000])
    ]
    offsets = np.cumsum([0, *(len(one) for one in ids)])
    return _Tokens(np.concatenate([np.array(one, dtype=np.int64) for one in ids]), offsets), places


def save(folder: Path, tokenizer: Tokenizer, weights: NDArray[np.float32]) -> None:
    """Write a SentenceTransformer directory: static embedding, then unit length.

    Weights are rounded to half precision (and kept as float32), which git packs to half the size
    and changes no similarity by more than 1e-3.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    rounded = weights.astype(np.float16).astype(np.float32)
    static = StaticEmbedding(tokenizer, embedding_weights=torch.from_numpy(rounded))
    model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
    model.save(str(folder), create_model_card=False)
