import pytest

from adapters.web.pages.topics import TOPIC_NAMES, by_topic
from bot.messages import say
from knowledge.languages import Language
from knowledge.schema import Topic


def test_every_topic_has_a_name_and_a_place():
    assert set(TOPIC_NAMES) == set(Topic)


@pytest.mark.parametrize("language", Language)
def test_topics_have_names_of_their_own_in_each_language(language):
    names = [say(language, name) for name in TOPIC_NAMES.values()]

    assert len(set(names)) == len(Topic)
    if language is not Language.EN:
        assert set(names).isdisjoint(TOPIC_NAMES.values())


def test_every_entry_stands_on_the_shelf_of_its_topic_and_on_no_other(knowledge):
    shelves = by_topic(knowledge.entries.values())

    for topic, entries in shelves.items():
        assert {entry.topic for entry in entries} == {topic}
    everything = [entry.id for entries in shelves.values() for entry in entries]
    assert sorted(everything) == sorted(knowledge.entries)


def test_shelves_stand_in_the_order_of_their_names(knowledge):
    shelves = by_topic(knowledge.entries.values())

    assert list(shelves) == [topic for topic in TOPIC_NAMES if topic in shelves]


def test_everyday_matters_stand_first_on_a_shelf(knowledge):
    for entries in by_topic(knowledge.entries.values()).values():
        folders = [entry.kind.folder for entry in entries]
        assert folders == sorted(folders, key=["life", "services"].index)


def test_an_empty_shelf_is_left_out(knowledge):
    wages = knowledge.entries["life-unpaid-wages"]

    assert by_topic([wages]) == {Topic.WORK: [wages]}
    assert by_topic([]) == {}
