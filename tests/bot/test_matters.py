import pytest

from bot.matters import NO_MATTER, Matter, matter_of, most_urgent, urgency_of
from bot.reply import Message
from bot.storage.records import URGENCIES
from knowledge.schema import Urgency


def test_urgencies_are_those_of_entries():
    assert tuple(Urgency) == URGENCIES


@pytest.mark.parametrize(
    ("service", "matter"),
    [
        ("life-unpaid-wages", Matter("urgent", "work")),
        ("life-medical-emergency", Matter("emergency", "health")),
        ("gone", NO_MATTER),
        (None, NO_MATTER),
    ],
)
def test_a_matter_is_its_entry_s(knowledge, service, matter):
    assert matter_of(knowledge, service) == matter


@pytest.mark.parametrize(
    ("text", "urgency"),
    [("my husband hits me", "emergency"), ("where is the free clinic", "none")],
)
def test_danger_is_urgent(ieum, text, urgency):
    assert urgency_of(ieum.assistant.hear(Message(text))) == urgency


def test_the_most_urgent_counts():
    assert most_urgent("none", "emergency", "urgent") == "emergency"
