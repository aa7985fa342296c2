import pytest

from bot.card import card_text, step_text, write_card
from bot.messages import say
from knowledge.languages import Language

UNWATCHED = "This is a program. Nobody is watching this chat, and nobody has been called for you."


@pytest.fixture(params=Language)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def danger(knowledge):
    return knowledge.dangers["immediate-danger"]


def test_a_card_is_the_danger_in_the_language_of_the_reader(danger, language):
    card = write_card(danger, language)

    assert (card.danger, card.title) == (danger.id, danger.title.in_language(language))
    assert card.steps == tuple(step.in_language(language) for step in danger.do)
    assert card.silently == tuple(step.in_language(language) for step in danger.silently)
    assert card.meaning == danger.meaning.in_language(language)


def test_what_to_say_is_korean_whoever_reads_it(danger, language):
    card = write_card(danger, language)

    assert (card.say, card.sound) == (danger.say, danger.sound)


def test_every_card_says_that_nobody_has_been_called(knowledge, language):
    for danger in knowledge.dangers.values():
        card = write_card(danger, language)

        assert card.unwatched == say(language, UNWATCHED)
        assert card_text(card, language).endswith(card.unwatched)


def test_what_to_do_is_a_line_each(danger):
    card = write_card(danger, Language.EN)

    assert step_text(card).splitlines() == list(card.steps)


def test_a_card_as_text_says_first_what_to_do_then_how_to_call_unheard(danger):
    card = write_card(danger, Language.EN)

    assert card_text(card, Language.EN) == "\n\n".join(
        [
            "\n".join(card.steps),
            "\n".join(["If you cannot speak:", *card.silently]),
            f"Say or show this in Korean:\n{card.say}\n[{card.sound}]\n{card.meaning}",
            UNWATCHED,
        ]
    )


def test_a_danger_without_silent_steps_does_not_name_them(danger, language):
    card = write_card(danger.model_copy(update={"silently": ()}), language)

    assert card.silently == ()
    assert say(language, "If you cannot speak:") not in card_text(card, language)


def test_a_card_as_text_holds_all_of_the_card(knowledge, language):
    for danger in knowledge.dangers.values():
        card = write_card(danger, language)
        text = card_text(card, language)

        told = (*card.steps, *card.silently, card.say, card.sound, card.meaning)
        assert [part for part in told if part not in text] == []
