import json
import math
from itertools import pairwise

import pytest

from bot.confidence import (
    CONFIDENCE,
    DEPTH,
    FEATURES,
    Confidence,
    Estimate,
    features_of,
    shipped_confidence,
)
from index.fusion import Found, Hit
from knowledge.languages import Language
from knowledge.passages import Part, Passage

PASSAGE = Passage("wages", Language.EN, Part.TITLE, "wages")
LEVEL = dict.fromkeys(Language, 0.0)


def found(*hits, off_topic=(0.0, 0.0)):
    return Found(tuple(Hit("wages", *hit, PASSAGE) for hit in hits), *off_topic)


def on(name, weight=1.0):
    """An estimate that rests on one feature only."""
    return Estimate(tuple(weight if feature == name else 0.0 for feature in FEATURES), LEVEL)


def test_the_features_are_score_lead_likeness_and_how_much_more_like_off_topic_it_is():
    some = found((0.75, 0.5, 0.25), (0.5, 0.625, 0.125), off_topic=(0.75, 0.125))

    assert dict(zip(FEATURES, features_of(some), strict=True)) == {
        "score": 0.75,
        "lead": 0.25,
        "dense": 0.5,
        "lexical": 0.25,
        "off dense": 0.125,
        "off lexical": -0.125,
    }


def test_a_lone_hit_leads_by_its_whole_score():
    assert features_of(found((0.75, 0.5, 0.5)))[FEATURES.index("lead")] == 0.75


def test_what_was_found_below_the_first_few_changes_nothing():
    few = found(*[(0.5, 0.5, 0.5)] * DEPTH)
    more = found(*[(0.5, 0.5, 0.5)] * DEPTH, (0.5, 1.0, 1.0))

    assert features_of(more) == features_of(few)
    assert features_of(found(*[(0.5, 0.5, 0.5)] * (DEPTH - 1), (0.5, 1, 1))) != features_of(few)


@pytest.mark.parametrize(
    ("level", "weight", "probability"),
    [
        (0.0, 0.0, 0.5),
        (math.log(3), 0.0, 0.75),
        (0.0, math.log(3), 0.75),
        (-1e9, 0, 0),
        (0, 1e9, 1),
    ],
)
def test_a_probability_is_logistic_in_the_features(level, weight, probability):
    estimate = Estimate((weight,), {Language.EN: level})

    assert estimate.probability((1.0,), Language.EN) == pytest.approx(probability)


def test_each_language_has_a_level_of_its_own():
    estimate = Estimate((0.0,), {Language.KO: 1.0, Language.EN: -1.0})

    korean, english = (estimate.probability((1.0,), lang) for lang in (Language.KO, Language.EN))

    assert korean > 0.5 > english


def test_an_estimate_is_read_by_the_names_of_its_features():
    weights = {name: float(place) for place, name in enumerate(FEATURES)}
    shuffled = dict(reversed(weights.items()))

    estimate = Estimate.of({"weights": shuffled, "level": {"ko": 1.0}})

    assert estimate == Estimate((0.0, 1.0, 2.0, 3.0, 4.0, 5.0), {"ko": 1.0})


def test_an_estimate_without_all_weights_is_refused():
    with pytest.raises(KeyError, match="lead"):
        Estimate.of({"weights": {"score": 1.0}, "level": {}})


@pytest.mark.parametrize(("dense", "is_ours"), [(0.5, True), (0.49, False)])
def test_a_message_is_ours_from_the_threshold_on(dense, is_ours):
    ours = Estimate((0.0, 0.0, 2.0, 0.0, 0.0, 0.0), dict.fromkeys(Language, -1.0))
    confidence = Confidence(ours, on("score"), decline_below=0.5, answer_from=0.5)

    assert confidence.judge(found((0.0, dense, 0.0)), Language.EN) == (is_ours, 0.5)


def test_nothing_found_is_not_ours_and_never_right():
    sure = Confidence(on("score"), on("score"), decline_below=0.0, answer_from=0.0)

    assert sure.judge(Found(), Language.EN) == (False, 0.0)


@pytest.fixture(scope="module")
def shipped():
    return shipped_confidence()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "better",
    [
        lambda share: found((share, 0.5, 0.5), (0.0, 0.5, 0.5)),
        lambda share: found((0.5, 0.5, 0.5), (0.5 * (1 - share), 0.5, 0.5)),
        lambda share: found((0.5, share, 0.5)),
        lambda share: found((0.5, 0.5, share)),
        lambda share: found((0.5, 0.5, 0.5), off_topic=(1 - share, 0.0)),
        lambda share: found((0.5, 0.5, 0.5), off_topic=(0.0, 1 - share)),
    ],
    ids=FEATURES,
)
def test_whatever_speaks_for_the_first_hit_makes_us_surer(better, language, shipped):
    sureness = [shipped.judge(better(share / 10), language)[1] for share in range(11)]

    assert all(less < more for less, more in pairwise(sureness))
    assert 0 <= sureness[0] < sureness[-1] <= 1


def test_the_shipped_numbers_are_whole(shipped):
    kept = json.loads(CONFIDENCE.read_text("utf-8"))

    assert {*kept} == {"ours", "right", "decline_below", "answer_from"}
    for name in ("ours", "right"):
        assert {*kept[name]["weights"]} == {*FEATURES}
        assert {*kept[name]["level"]} == {*Language}
    assert 0 < shipped.decline_below < 1
    assert 0 < shipped.answer_from < 1
