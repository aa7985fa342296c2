"""Learn the numbers that search and decision rest on, from questions that measure nothing else.

    python -m benchmarks.calibration

`make calibrate` runs it after the encoder, the tokens or much of the content has changed. From
`questions/tuning.jsonl` it learns the weights of `index/fusion.json` (a softmax regression over all
entries, no weight negative) and the estimates and thresholds of `bot/confidence.json` (logistic
regressions). What it reports, and chooses the thresholds by, comes from fivefold cross-validation:
no question is judged by what was learned from it. Needs the extra `train`.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from adapters.assemble import assemble
from adapters.metrics import calibration_error, share
from adapters.settings import Settings
from bot.confidence import CONFIDENCE, DEPTH, FEATURES, features_of
from bot.understanding import understand
from index.evidence import FEATURES as EVIDENCE
from index.evidence import Scores
from index.fusion import WEIGHTS, Found, Fusion
from index.search import Searcher
from knowledge.languages import Language

QUESTIONS: Final = Path(__file__).parent / "questions" / "tuning.jsonl"
_FOLDS: Final = 5
_STEPS: Final = 400
_RATE: Final = 0.05
_RIDGE: Final = 0.02
_MOST_GOOD_DECLINED: Final = 0.01
"""Share of questions on our matters that may be declined; the threshold is the highest so."""
_RIGHT_AMONG_ANSWERED: Final = 0.975
"""Share of outright answers that have to be right; the threshold is the lowest so."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class _Case:
    language: Language
    right: frozenset[str]
    dense: Scores
    lexical: Scores


def main() -> None:
    """Read the command line, learn, write and report."""
    parser = argparse.ArgumentParser(prog="benchmarks.calibration", description=__doc__)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--out", type=Path, help="write the report as JSON")
    arguments = parser.parse_args()
    questions = [json.loads(line) for line in arguments.questions.read_text("utf-8").splitlines()]
    searcher = assemble(Settings()).searcher
    cases = _cases(questions, searcher)
    folds = np.random.default_rng(7).integers(0, _FOLDS, len(cases))
    weights = _learn_fusion(cases, searcher.fusion)
    kept = {name: round(float(w), 4) for name, w in zip(EVIDENCE, weights, strict=True)}
    WEIGHTS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    found = _found_out_of_fold(cases, folds, searcher.fusion)
    report = _learn_confidence(cases, found, folds)
    text = json.dumps(report, indent=2) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    print(text)


def _cases(questions: list[dict[str, Any]], searcher: Searcher) -> list[_Case]:
    understood = [understand(question["text"], None, Language.EN) for question in questions]
    queries = [searcher.query(one.text, one.written_in) for one in understood]
    return [
        _Case(one.written_in, frozenset(q["accept"] + q["also_fine"]), dense, lexical)
        for q, one, (dense, lexical) in zip(
            questions, understood, searcher.scores(queries), strict=True
        )
    ]


def _learn_fusion(cases: Sequence[_Case], fusion: Fusion) -> NDArray[np.float32]:
    """Learn weights, float32 (features,), by which the right entries outweigh all others."""
    import torch

    on_topic = [case for case in cases if case.right]
    evidence = fusion.evidence
    features = torch.tensor(
        np.stack([evidence.of(c.dense, c.lexical, c.language) for c in on_topic])
    )
    right = torch.tensor([[owner in c.right for owner in evidence.owners] for c in on_topic])
    raw = torch.zeros(features.shape[2], requires_grad=True)
    scale = torch.tensor(3.0, requires_grad=True)
    optimiser = torch.optim.Adam([raw, scale], lr=_RATE)
    for _ in range(_STEPS):
        shares = raw.softmax(0)
        likely = (features @ shares * scale.exp()).log_softmax(1)
        lost = -likely.masked_fill(~right, -torch.inf).logsumexp(1).mean()
        loss = lost + _RIDGE * (shares * shares).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    learned: NDArray[np.float32] = raw.softmax(0).detach().numpy()
    return learned


def _found_out_of_fold(
    cases: Sequence[_Case], folds: NDArray[np.int64], fusion: Fusion
) -> list[Found]:
    found: list[Found] = [Found()] * len(cases)
    for fold in range(_FOLDS):
        others = [case for case, own in zip(cases, folds, strict=True) if own != fold]
        learned = Fusion(fusion.passages, _learn_fusion(others, fusion))
        for place in np.flatnonzero(folds == fold).tolist():
            case = cases[place]
            found[place] = learned.fuse(case.dense, case.lexical, case.language, DEPTH)
    return found


def _learn_confidence(
    cases: Sequence[_Case], found: Sequence[Found], folds: NDArray[np.int64]
) -> dict[str, Any]:
    """Fit both estimates, choose both thresholds, write them, and return the report."""
    asked = [(c, f) for c, f in zip(cases, found, strict=True) if f.hits]
    kept_folds = folds[[bool(f.hits) for f in found]]
    features = np.array([features_of(f) for _, f in asked])
    ours = np.array([bool(c.right) for c, _ in asked])
    right = np.array([f.hits[0].owner in c.right for c, f in asked])
    codes = np.array([c.language.value for c, _ in asked])
    seems_ours = _out_of_fold(features, codes, ours, kept_folds)
    seems_right = _out_of_fold(features, codes, right, kept_folds)
    decline_below = float(np.quantile(seems_ours[ours], _MOST_GOOD_DECLINED))
    answerable = seems_ours >= decline_below
    answer_from = _lowest_with(seems_right[answerable], right[answerable])
    CONFIDENCE.write_text(
        json.dumps(
            {
                "ours": _fit(features, codes, ours),
                "right": _fit(features, codes, right),
                "decline_below": round(decline_below, 3),
                "answer_from": round(answer_from, 3),
            },
            indent=2,
        )
        + "\n",
        encoding="utf-8",
    )
    answered = answerable & (seems_right >= answer_from)
    return {
        "questions": {"on_topic": int(ours.sum()), "off_topic": int((~ours).sum())},
        "right_first": {
            code: round(share(right[ours & (codes == code)].tolist()), 3) for code in Language
        },
        "off_topic_declined": round(share((~answerable[~ours]).tolist()), 3),
        "on_topic_declined": round(share((~answerable[ours]).tolist()), 3),
        "on_topic_answered": round(share(answered[ours].tolist()), 3),
        "right_among_answered": round(share(right[answered].tolist()), 3),
        "calibration_error": round(calibration_error(seems_right.tolist(), right.tolist()), 3),
    }


def _design(features: Array, codes: NDArray[np.str_]) -> Array:
    levels = np.array([[float(code == language) for language in Language] for code in codes])
    return np.hstack([features, levels])


def _out_of_fold(
    features: Array, codes: NDArray[np.str_], wanted: NDArray[np.bool_], folds: NDArray[np.int64]
) -> Array:
    from sklearn.linear_model import LogisticRegression

    design = _design(features, codes)
    probability = np.zeros(len(wanted))
    for fold in range(_FOLDS):
        model = LogisticRegression(C=10, max_iter=2_000).fit(
            design[folds != fold], wanted[folds != fold]
        )
        probability[folds == fold] = model.predict_proba(design[folds == fold])[:, 1]
    return probability


def _fit(features: Array, codes: NDArray[np.str_], wanted: NDArray[np.bool_]) -> dict[str, Any]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10, max_iter=2_000).fit(_design(features, codes), wanted)
    coefficients, intercept = model.coef_[0], float(model.intercept_[0])
    levels = coefficients[len(FEATURES) :] + intercept
    return {
        "weights": {
            name: round(float(w), 3)
            for name, w in zip(FEATURES, coefficients[: len(FEATURES)], strict=True)
        },
        "level": {
            lang.value: round(float(level), 3) for lang, level in zip(Language, levels, strict=True)
        },
    }


def _lowest_with(probability: Array, right: NDArray[np.bool_]) -> float:
    """Return the lowest threshold from which enough of the answers are right."""
    for threshold in np.unique(probability):
        if right[probability >= threshold].mean() >= _RIGHT_AMONG_ANSWERED:
            return float(threshold)
    return 1.0


if __name__ == "__main__":
    main()
