"""Make the shipped encoder from data to weights, and measure it.

    python -m index.training --data ../shared/parallel --out index/model

About ten minutes on two cores. Needs the extra `train`. The same data, seed and versions give
the same weights.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from index.encoder import load_encoder
from index.training.corpus import glossary_rows, read_rows
from index.training.measure import measure
from index.training.student import Recipe, save, train_student
from index.training.teacher import teach
from index.training.vocabulary import train_tokenizer
from knowledge.loader import load_knowledge

_GLOSSARY_TIMES = 10


def main() -> None:
    """Read the command line, train, save and measure."""
    parser = argparse.ArgumentParser(prog="index.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the aligned text")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the encoder to")
    parser.add_argument("--cache", type=Path, default=Path("var/training"), help="kept vectors")
    parser.add_argument("--vocabulary", type=int, default=48_000, help="number of token pieces")
    parser.add_argument("--dimension", type=int, default=Recipe.dimension)
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    arguments = parser.parse_args()
    recipe = Recipe(arguments.dimension, arguments.epochs, seed=arguments.seed)

    parallel = read_rows(arguments.data, recipe.seed)
    vectors = teach(parallel, arguments.cache / "teacher.npy")
    terms = glossary_rows(load_knowledge(), recipe.seed)
    rows = parallel + terms * _GLOSSARY_TIMES
    known = teach(terms, arguments.cache / "teacher-glossary.npy")
    taught = np.concatenate([vectors, np.tile(known, (_GLOSSARY_TIMES, 1))])
    tokenizer = train_tokenizer(parallel, arguments.vocabulary, recipe.seed)
    weights, losses = train_student(rows, taught, tokenizer, recipe)
    save(arguments.out, tokenizer, weights)
    figures = measure(load_encoder(arguments.out), arguments.data / "heldout")
    report = {
        "recipe": vars(recipe),
        "rows": len(rows),
        "last_loss": losses[-1],
        "figures": figures,
    }
    (arguments.out / "measured.json").write_text(json.dumps(report, indent=2), encoding="utf-8")
    print(json.dumps(figures, indent=2))  # noqa: T201 - the command's result


if __name__ == "__main__":
    main()
