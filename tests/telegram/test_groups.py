import pytest

QUESTION = "free clinic for migrants"
DANGER = "my husband hits me"


@pytest.fixture
def group(bot):
    an, bold = bot.user("vi"), bot.user("mn")
    return bot.api.group("Bạn bè", [an, bold])


@pytest.fixture
def is_silent(bot):
    """Tell whether a group has heard nothing more, when all that was said is dealt with."""

    def is_silent(group, but=0):
        group.send(f"/bot@{bot.api.username}")
        *heard, back = group.wait_for_reply(but + 1)
        return len(heard) == but and "/bot" not in back.text and not group.unread

    return is_silent


@pytest.fixture
def open_group(bot, start_bot_api, run_bot):
    """A group in which the bot may read everything."""
    api = start_bot_api(privacy=False)
    with run_bot(api) as running:
        yield api.group("Bạn bè", [running.user("vi")])


def test_silent_unless_spoken_to(open_group, is_silent):
    for text in (QUESTION, DANGER, "hello", "@somebody_else hello", "/unknown", "/help@other_bot"):
        open_group.send(text)
    open_group.send_voice()
    open_group.send_photo(caption=f"@ieum_test_bot {QUESTION}")
    open_group.send_sticker()
    open_group.send_location(37.5665, 126.978)
    assert is_silent(open_group)


def test_a_mention_is_answered(group):
    group.mention(QUESTION)
    (reply,) = group.wait_for_reply()
    assert "clinic" in reply.text
    group.send(f"{QUESTION} @IEUM_test_BOT")
    (reply,) = group.wait_for_reply()
    assert "clinic" in reply.text


def test_a_reply_to_the_bot_is_answered(group):
    group.mention("free clinic for migrants")
    (first,) = group.wait_for_reply()
    group.send("and on Sunday?", reply_to=first.message_id)
    (more,) = group.wait_for_reply()
    assert more.text.partition("\n")[0] == first.text.partition("\n")[0]


def test_an_edited_mention_is_not_answered(group, is_silent):
    said = group.mention("hello")
    group.wait_for_reply()
    group.edit(said, f"@ieum_test_bot {QUESTION}")
    assert is_silent(group)


@pytest.mark.parametrize("mark", ["", "@ieum_test_bot"])
def test_a_command_is_answered(group, mark):
    group.send(f"/help{mark}")
    assert "1345" in "".join(reply.text for reply in group.wait_for_reply())
    group.send(f"/language{mark}")
    while not group.replies[-1].buttons:
        group.wait_for_reply()


def test_centers_without_asking_where_anybody_is(group):
    group.send("/centers")
    (listed,) = group.wait_for_reply()
    assert len(listed.button_texts) >= 5
    assert not group.keyboard


@pytest.mark.parametrize("text", [DANGER, "I want to die"])
def test_in_danger_only_a_note_without_what_it_is_about(group, is_silent, text):
    group.mention(text)
    (note,) = group.wait_for_reply()
    assert "112" in note.text
    assert "119" in note.text
    assert "https://t.me/ieum_test_bot" in note.text
    assert not note.buttons
    assert len(note.text) < 300
    assert "1366" not in note.text
    assert is_silent(group)


def test_what_is_urgent_but_no_emergency_is_answered(group):
    group.mention("my boss did not pay my wages")
    (reply,) = group.wait_for_reply()
    assert "1350" in reply.text
    assert "https://t.me/" not in reply.text


@pytest.mark.parametrize("text", ["/person", "/person@ieum_test_bot"])
def test_no_ticket_by_command(bot, group, is_silent, text):
    group.send(text)
    assert is_silent(group)
    assert bot.ticket_of(group) is None


def test_no_ticket_in_words_but_numbers_to_call(bot, group):
    group.mention("I want to talk to a human")
    (reply,) = group.wait_for_reply()
    assert "1577-1366" in reply.text
    assert not reply.buttons
    assert bot.ticket_of(group) is None


def test_no_ticket_by_a_button(bot, group, call_at, is_silent):
    group.mention("What is the capital of France?")
    (reply,) = group.wait_for_reply()
    assert "Talk to a person" not in reply.button_texts
    keys = {"inline_keyboard": [[{"text": "?", "callback_data": "p"}]]}
    call_at(bot.api, "sendMessage", chat_id=group.id, text="old", reply_markup=keys)
    group.wait_for_reply()
    group.press("?")
    assert is_silent(group)
    assert bot.ticket_of(group) is None


def test_anybody_may_press(group):
    group.mention(QUESTION)
    group.wait_for_reply()
    group.press("Show to staff", by=group.members[1])
    (reply,) = group.wait_for_reply()
    assert reply.text


def test_being_thrown_out_of_a_group_harms_nobody_else(bot, group):
    group.mention(QUESTION)
    group.wait_for_reply()
    group.kick()
    assert bot.user().ask("/bot")
