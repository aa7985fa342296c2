import time

import pytest

from adapters.metrics import percentile
from benchmarks.danger import CRITICAL, SETS, judge, messages, row
from bot.danger_classifier import DangerClassifier
from bot.safety import Safety
from index.encoder import load_encoder
from knowledge.languages import Language
from knowledge.loader import load_knowledge


@pytest.fixture(scope="module")
def safety():
    return Safety(load_knowledge(), DangerClassifier.shipped(load_encoder(None)))


@pytest.fixture(scope="module")
def judged(safety):
    return {language: judge(messages(language), safety) for language in Language}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SETS)
def test_the_sets_are_large_enough_and_by_themselves(name, language):
    of_set = [sent for sent in messages(language) if sent.set == name]

    assert len([sent for sent in of_set if sent.danger]) >= 60
    assert len([sent for sent in of_set if not sent.danger]) >= 60
    assert {sent.danger for sent in of_set} >= {*CRITICAL}
    texts = [sent.text.casefold() for sent in messages(language)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SETS)
def test_danger_is_heard_and_harmless_messages_are_not(name, language, judged):
    result = row(judged[language], name)

    of_set = [one for one in judged[language] if one.sent.set == name]
    missed = [one.sent.text for one in of_set if not one.is_right]
    assert result["critical_recall"] == 1.0, missed
    assert result["recall"] >= 0.97, missed
    assert result["false_alarms"] <= 0.02, missed
    assert result["named_right"] >= 0.9


@pytest.mark.parametrize("language", Language)
def test_no_phrase_is_a_message_of_a_set(language):
    rules = {rule.strip("= *").casefold() for rule in load_knowledge().phrases[language].rules()}
    texts = {sent.text.casefold() for sent in messages(language) if len(sent.text) > 25}

    assert not texts & rules


def test_hearing_takes_about_a_millisecond_at_most(safety):
    texts = [sent.text for language in Language for sent in messages(language)]
    times = []
    for text in texts[::3]:
        # The best of three: what another process takes of the machine is not ours.
        tries = []
        for _ in range(3):
            started = time.perf_counter()
            safety.hear(text)
            tries.append(time.perf_counter() - started)
        times.append(min(tries))

    # Under 1 ms where nothing else runs (`benchmarks/results/danger.json`); CI machines are shared.
    assert percentile(times, 99) < 0.004
    assert percentile(times, 50) < 0.0015


def test_the_longest_message_is_heard_to_its_end(safety):
    assert safety.hear("visa " * 300 + "my husband is beating me with a knife help").alarm
    assert safety.hear("a" * 60_000).alarm is None
