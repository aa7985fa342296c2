import pytest

from adapters.telegram_chat.buttons import Does, Press, keyboard
from bot.storage.records import Reason
from knowledge.languages import Language

LONGEST = 64


def fits(press):
    return 0 < len(press.data().encode()) <= LONGEST and Press.read(press.data()) == press


def test_every_button_of_every_entry_fits(knowledge):
    of_entry = (Does.SHOW, Does.USEFUL, Does.NOT_USEFUL, Does.STAFF, Does.SOURCES)
    for entry in knowledge.entries:
        assert all(fits(Press(does, entry)) for does in of_entry)
        assert all(fits(Press(Does.REASON, reason.value, entry)) for reason in Reason)


def test_every_button_of_every_center_fits(knowledge):
    for center in knowledge.centers:
        assert fits(Press(Does.CENTER, center))
        assert fits(Press(Does.PLACE, center))


def test_every_other_button_fits():
    for language in Language:
        assert fits(Press(Does.LANGUAGE, language.value))
        assert fits(Press(Does.ASK_AGAIN, language.value))
    assert fits(Press(Does.PERSON))


def test_what_buttons_do_is_told_apart():
    assert len({does.value for does in Does}) == len(Does)


@pytest.mark.parametrize("data", ["", ":", "x", "x:y", "\u200b", "ee:a", "🙏" * 16])
def test_what_no_button_ever_said(data):
    assert Press.read(data) is None


@pytest.mark.parametrize("data", ["e", "e:", "e::", "e:a:b:c"])
def test_half_a_press_is_read_without_complaint(data):
    assert Press.read(data).does is Does.SHOW


def test_rows():
    made = keyboard([("a", Press(Does.PERSON)), ("b", Press(Does.PLACE, "x"))], [], [("c", _P)])
    assert [[key.callback_data for key in row] for row in made.inline_keyboard] == [
        ["p", "v:x"],
        ["p"],
    ]
    assert keyboard() is None
    assert keyboard([]) is None


_P = Press(Does.PERSON)
