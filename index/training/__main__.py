"""Make the shipped encoder from data to weights, and measure it.

    python -m index.training --data ../shared/parallel --out index/model

About 20 minutes on two cores, and about as long again for the teachers the first time; `make train`
runs it. Needs the extra `train`. The same data, seed, versions and machine give the same weights.
"""

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.encoder import Encoder, StaticEncoder, load_encoder
from index.training.corpus import HELD_OUT, read_rows
from index.training.curve import draw
from index.training.lessons import Tokens, Written, sample, write
from index.training.measure import measure, tatoeba
from index.training.ours import knowledge_rows, matters
from index.training.save import save
from index.training.student import Lessons, Recipe, train_student
from index.training.teacher import teach
from index.training.vocabulary import train_tokenizer
from index.training.whiten import whiten
from knowledge.loader import load_knowledge


def main() -> None:
    """Read the command line, train, save, measure and draw the learning curve."""
    parser = argparse.ArgumentParser(prog="index.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the aligned text")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the encoder to")
    parser.add_argument("--cache", type=Path, default=Path("var/training"), help="kept vectors")
    parser.add_argument(
        "--recipe",
        type=json.loads,
        default={},
        help='what differs from the recipe, as JSON: {"epochs": 4, "features": false}',
    )
    arguments = parser.parse_args()
    make(arguments.data, arguments.out, arguments.cache, Recipe(**arguments.recipe))


def make(data: Path, out: Path, cache: Path, recipe: Recipe) -> dict[str, float]:
    """Train an encoder by a recipe into `out`; returns its figures on the held-out texts.

    Raises:
        FileNotFoundError: a file of the aligned text is not in `data`.
    """
    started = time.monotonic()
    parallel, ours = read_rows(data), knowledge_rows(load_knowledge())
    rows = parallel + ours
    taught = {
        name: np.concatenate([teach(some, name, cache) for some in (parallel, ours)])
        for name in recipe.teachers
    }
    written = write(rows, recipe.seed)
    tokenizer = train_tokenizer(written, recipe.vocabulary, recipe.longest_piece, recipe.seed)
    lessons = _lessons(written, tokenizer, taught)
    pieces = [str(tokenizer.id_to_token(number)) for number in range(tokenizer.get_vocab_size())]

    def watch(vectors: NDArray[np.float32]) -> float:
        encoder = StaticEncoder("student", tokenizer, vectors)
        return float(np.mean(list(tatoeba(encoder.encode, data / HELD_OUT).values())))

    student, curve = train_student(lessons, pieces, recipe, watch)
    vectors = student.folded()
    texts = sample(written, recipe.seed)
    save(out, tokenizer, whiten(vectors, StaticEncoder("student", tokenizer, vectors), texts))
    encoder: Encoder = load_encoder(out)
    figures = measure(encoder.encode, data / HELD_OUT)
    report = {
        "recipe": asdict(recipe),
        "rows": len(rows),
        "minutes": round((time.monotonic() - started) / 60, 1),
        "figures": {name: round(figure, 4) for name, figure in figures.items()},
        "curve": [asdict(point) for point in curve],
    }
    (out / "measured.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    draw(curve, out / "learning-curve.svg")
    print(json.dumps(report["figures"], indent=2))  # noqa: T201 - the command's result
    return figures


def _lessons(
    written: Written,
    tokenizer: Tokenizer,
    taught: dict[str, NDArray[np.float16]],
) -> Lessons:
    """Put together what there is to learn; our entries' questions follow the rows' texts."""
    texts, asked = list(written.texts), []
    for matter in matters(load_knowledge()):
        questions = [question for some in matter.questions.values() for question in some]
        asked.append(np.arange(len(texts), len(texts) + len(questions)))
        texts += questions
    return Lessons(Tokens.of(texts, tokenizer), written, taught, asked)


if __name__ == "__main__":
    main()
