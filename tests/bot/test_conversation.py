import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SEOUL
from bot.conversation import LONGEST_PAUSE, MOST_TURNS, NEW_CONVERSATION, Conversation, Turn
from knowledge.languages import Language

NOON = datetime(2026, 11, 28, 12, tzinfo=SEOUL)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def turn(at=NOON, service="free-clinic-dongbu"):
    return Turn(at, service, Language.MN, "guro", ("E-9",))


def services(conversation):
    return [one.service for one in conversation.turns]


def test_a_conversation_lasts_half_an_hour_and_four_turns():
    assert timedelta(minutes=30) == LONGEST_PAUSE
    assert MOST_TURNS == 4


@pytest.mark.parametrize("pause", [0 * MINUTE, MINUTE, 29 * MINUTE, 30 * MINUTE])
def test_the_last_turn_is_remembered_for_half_an_hour(pause):
    conversation = Conversation((turn(NOON - MINUTE, "kiip"), turn()))

    assert conversation.last(NOON + pause) == turn()


@pytest.mark.parametrize("pause", [30 * MINUTE + SECOND, timedelta(days=1)])
def test_after_a_longer_pause_a_message_begins_anew(pause):
    assert Conversation((turn(),)).last(NOON + pause) is None


@pytest.mark.parametrize(
    ("ahead", "is_told"), [(30 * SECOND, True), (MINUTE + SECOND, False), (30 * MINUTE, False)]
)
def test_a_turn_that_is_still_to_come_is_none_but_for_clocks_that_differ(ahead, is_told):
    conversation = Conversation((turn(NOON + ahead),))

    assert (conversation.last(NOON) is not None) is is_told


def test_a_turn_of_another_time_zone_is_as_long_ago():
    conversation = Conversation((turn(NOON.astimezone(UTC)),))

    assert conversation.last(NOON + 30 * MINUTE) is not None
    assert conversation.last(NOON + 31 * MINUTE) is None


def test_nothing_was_said_before_the_first_message():
    assert NEW_CONVERSATION.last(NOON) is None
    assert NEW_CONVERSATION.to_list() == []


def test_only_the_last_four_turns_are_kept_the_latest_at_the_end():
    conversation = NEW_CONVERSATION
    for minute in range(6):
        conversation = conversation.after(turn(NOON + minute * MINUTE, f"matter-{minute}"))

    assert services(conversation) == ["matter-2", "matter-3", "matter-4", "matter-5"]


def test_turns_of_more_than_half_an_hour_ago_are_dropped():
    old = Conversation((turn(NOON - 31 * MINUTE, "old"), turn(NOON - 30 * MINUTE, "recent")))

    assert services(old.after(turn(NOON, "new"))) == ["recent", "new"]


def test_one_more_turn_leaves_the_conversation_before_as_it_was():
    before = Conversation((turn(),))

    before.after(turn(NOON + MINUTE))

    assert before == Conversation((turn(),))


def test_a_turn_is_written_as_json_without_any_text():
    written = json.loads(json.dumps(Conversation((turn(),)).to_list()))

    assert written == [
        {
            "at": "2026-11-28T12:00:00+09:00",
            "service": "free-clinic-dongbu",
            "language": "mn",
            "district": "guro",
            "visas": ["E-9"],
        }
    ]
