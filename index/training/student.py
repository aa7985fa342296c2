"""The student: one vector per token, whose mean is the text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cosine_similarity, cross_entropy, embedding_bag, normalize
from tqdm import tqdm

from index.training.lessons import Draw, Tokens, Written, ragged
from index.training.pieces import BUCKETS, features

_AT_ONCE: Final = 8_192
_WATCHED: Final = 25
"""Points of the learning curve."""


@dataclass(frozen=True)
class Recipe:
    """How a student is trained; the defaults are what won (`index/training/README.md`)."""

    vocabulary: int = 64_000
    longest_piece: int = 14
    dimension: int = 384
    epochs: int = 17
    batch: int = 2048
    rate: float = 0.02
    temperature: float = 0.1
    clean_share: float = 0.7
    """How often a text's clean spelling is drawn rather than a noisy one."""
    teachers: dict[str, float] = field(default_factory=lambda: {"use": 4.0, "minilm": 2.0})
    features: bool = True
    """Whether pieces share vectors by their spelling; see `pieces.py`."""
    ours: float = 0.3
    """Weight of the contrast among our own entries: all others are the hard negatives."""
    repeats: dict[str, int] = field(default_factory=lambda: {"massive_train": 3, "ieum": 5})
    """How often the rows of a source are drawn for each other row."""
    seed: int = 7


@dataclass(frozen=True)
class Lessons:
    """What there is to learn: rows of one meaning, the teachers' vectors, our entries' questions.

    `asked`, per entry, holds the texts (by number in `tokens`) of its questions in all languages.
    """

    tokens: Tokens
    written: Written
    taught: dict[str, NDArray[np.float16]]
    asked: Sequence[NDArray[np.int64]]


@dataclass(frozen=True)
class Point:
    """One point of the learning curve."""

    step: int
    loss: float
    measured: float


class Student(torch.nn.Module):  # type: ignore[misc]
    """Token vectors, and what is only needed while learning: features and maps to the teachers."""

    def __init__(self, pieces: Sequence[str], recipe: Recipe, teachers: dict[str, int]) -> None:
        """Take the tokenizer's pieces, by their id, and the dimension of each teacher."""
        super().__init__()
        self.vectors = torch.nn.Embedding(len(pieces), recipe.dimension)
        torch.nn.init.normal_(self.vectors.weight, std=0.1)
        self.shared = torch.nn.EmbeddingBag(BUCKETS, recipe.dimension, mode="mean")
        torch.nn.init.normal_(self.shared.weight, std=0.1 if recipe.features else 0.0)
        self.shared.weight.requires_grad_(recipe.features)
        of_pieces, offsets = features(pieces)
        self.register_buffer("features", of_pieces)
        self.register_buffer("offsets", offsets)
        self.maps = torch.nn.ModuleDict(
            {name: torch.nn.Linear(recipe.dimension, d) for name, d in teachers.items()}
        )
        self._with_features = recipe.features

    def forward(self, bag: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
        """Return the sum of each text's token vectors, float32 (n, d)."""
        ids, begins = bag
        pieces, place = torch.unique(ids, return_inverse=True)
        vectors: torch.Tensor = embedding_bag(place, self.pieces(pieces.long()), begins, mode="sum")
        return vectors

    def pieces(self, pieces: torch.Tensor) -> torch.Tensor:
        """Return the whole vector of each piece, float32 (n, d)."""
        own: torch.Tensor = self.vectors(pieces)
        if not self._with_features:
            return own
        ids, begins = ragged(self.features, self.offsets, pieces)
        return own + self.shared(ids, begins)

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def folded(self) -> NDArray[np.float32]:
        """Return every piece's vector with its features in it, float32 (vocabulary, d)."""
        numbers = torch.arange(self.vectors.num_embeddings, device=self.features.device)
        vectors = torch.cat([self.pieces(some) for some in numbers.split(_AT_ONCE)])
        found: NDArray[np.float32] = vectors.cpu().numpy()
        return found


def train_student(
    lessons: Lessons,
    pieces: Sequence[str],
    recipe: Recipe,
    watch: Callable[[NDArray[np.float32]], float] = lambda _: 0.0,
    device: str = "cpu",
) -> tuple[Student, list[Point]]:
    """Train a student; returns it and the learning curve.

    Each step takes rows, two languages of each, a spelling of each, and asks that the two find
    each other among the batch (InfoNCE) and that both resemble the teachers where these know the
    row; and the same of two questions of each of our entries among all entries.
    """
    torch.manual_seed(recipe.seed)
    teachers = {
        name: normalize(torch.from_numpy(lessons.taught[name]).to(device).float(), dim=1)
        for name in recipe.teachers
    }
    student = Student(pieces, recipe, {n: t.shape[1] for n, t in teachers.items()}).to(device)
    learning = [weight for weight in student.parameters() if weight.requires_grad]
    optimiser = torch.optim.Adam(learning, lr=recipe.rate, fused=True)
    order = _Order(lessons.written.sources, recipe, device)
    steps = recipe.epochs * order.batches
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=steps)
    draw = Draw(lessons.written, recipe.clean_share, device)
    asked = _Asked(lessons.asked, device) if recipe.ours else None
    curve: list[Point] = []
    recent: list[float] = []
    for step in (progress := tqdm(range(steps), desc="student", unit="step", mininterval=2)):
        chosen = order.next()
        left, right = (student(lessons.tokens.bag(side)) for side in draw.pairs(chosen))
        views = {name: vectors[chosen] for name, vectors in teachers.items()}
        loss = _contrast(left, right, recipe.temperature)
        for name, weight in recipe.teachers.items():
            loss = loss + weight * _distance(student.maps[name], left, right, views[name])
        if asked is not None:
            left, right = (student(lessons.tokens.bag(side)) for side in asked.pairs())
            loss = loss + recipe.ours * _contrast(left, right, recipe.temperature)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 25 == 0:
            recent.append(loss.item())
            progress.set_postfix(loss=f"{recent[-1]:.3f}")
        if (step + 1) % max(1, steps // _WATCHED) == 0:
            mean = float(np.mean(recent or [loss.item()]))
            curve.append(Point(step + 1, mean, watch(student.folded())))
            recent = []
    student.eval()
    return student, curve


class _Order:
    """Deals the rows out in batches, all of them before any comes again."""

    def __init__(self, sources: Sequence[str], recipe: Recipe, device: str) -> None:
        times = np.array([recipe.repeats.get(source, 1) for source in sources])
        self._rows = np.repeat(np.arange(len(sources)), times)
        self._batch = recipe.batch
        self._device = device
        self._random = np.random.default_rng(recipe.seed)
        self._dealt: list[NDArray[np.int64]] = []
        self.batches = len(self._rows) // recipe.batch

    def next(self) -> torch.Tensor:
        """Return the rows of the next batch, int64 (batch,)."""
        if not self._dealt:
            self._dealt = self._deal()
        return torch.from_numpy(self._dealt.pop()).to(self._device)

    def _deal(self) -> list[NDArray[np.int64]]:
        rows = self._random.permutation(self._rows)
        return np.split(rows[: self.batches * self._batch], self.batches)


class _Asked:
    """Draws two questions of every entry of ours."""

    def __init__(self, asked: Sequence[NDArray[np.int64]], device: str) -> None:
        longest = max(len(texts) for texts in asked)
        padded = np.full((len(asked), longest), -1, dtype=np.int64)
        for row, texts in zip(padded, asked, strict=True):
            row[: len(texts)] = texts
        self._texts = torch.from_numpy(padded).to(device)

    def pairs(self) -> tuple[torch.Tensor, torch.Tensor]:
        chance = torch.rand(self._texts.shape, device=self._texts.device)
        sides = chance.masked_fill(self._texts < 0, -1.0).topk(2, dim=1).indices
        picked = self._texts.gather(1, sides)
        return picked[:, 0], picked[:, 1]


def _contrast(left: torch.Tensor, right: torch.Tensor, temperature: float) -> torch.Tensor:
    """InfoNCE both ways: row i on either side has to find row i on the other."""
    target = torch.arange(len(left), device=left.device)
    scores = normalize(left) @ normalize(right).T / temperature
    return (cross_entropy(scores, target) + cross_entropy(scores.T, target)) / 2


def _distance(
    to_teacher: torch.nn.Module, left: torch.Tensor, right: torch.Tensor, goal: torch.Tensor
) -> torch.Tensor:
    """Mean cosine distance to a teacher's vectors, over the rows it knows."""
    known = goal.norm(dim=1) > 0
    if not known.any():
        return left.sum() * 0
    near = cosine_similarity(to_teacher(normalize(left)), goal) + cosine_similarity(
        to_teacher(normalize(right)), goal
    )
    return (2 - near)[known].mean()
