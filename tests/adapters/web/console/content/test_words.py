import re
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po

from adapters.web.console.content.options import NAMES
from adapters.web.console.content.troubles import MESSAGES
from adapters.web.console.words import LOCALE_FOLDER
from knowledge.places import CenterKind
from knowledge.schema import Audience, Kind, Topic, Urgency
from knowledge.sources import Sureness
from knowledge.validity import Status

ROOM = Path("adapters/web/console/content")
TEMPLATES = Path("adapters/web/console/templates/content")
IN_TEMPLATE = re.compile(r"""_\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\)""")


def messages():
    found = set()
    for path in ROOM.glob("*.py"):
        with path.open("rb") as file:
            for _, told, _, _ in extract("python", file, keywords={"noted": None}):
                found.add(told)
    for path in TEMPLATES.glob("*.html"):
        found |= {one or two for one, two in IN_TEMPLATE.findall(path.read_text("utf-8"))}
    return found


def korean():
    with (LOCALE_FOLDER / "ko" / "content.po").open("rb") as file:
        return {one.id: one.string for one in read_po(file) if one.id}


def test_every_message_of_the_room_has_its_korean_and_no_other_is_there():
    assert messages() == korean().keys()


def test_the_korean_has_the_same_places_for_values():
    places = re.compile(r"\{\w+\}")
    for english, told in korean().items():
        assert told, english
        assert sorted(places.findall(english)) == sorted(places.findall(told)), english


def test_what_can_be_chosen_has_a_name():
    values = [*Kind, *Topic, *Urgency, *Audience, *Status, *Sureness, *CenterKind]
    assert [value for value in values if value not in NAMES] == []


def test_what_the_checks_say_is_put_in_words():
    assert all(message in korean() for _, message in MESSAGES)
