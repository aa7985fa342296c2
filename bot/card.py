"""The card of a danger, in the reader's language."""

from bot.messages import say
from bot.reply import Card
from knowledge.dangers import Danger
from knowledge.languages import Language


def write_card(danger: Danger, language: Language) -> Card:
    """Write the card of one danger."""
    return Card(
        danger=danger.id,
        title=danger.title.in_language(language),
        steps=tuple(step.in_language(language) for step in danger.do),
        silently=tuple(step.in_language(language) for step in danger.silently),
        say=danger.say,
        sound=danger.sound,
        meaning=danger.meaning.in_language(language),
        unwatched=say(
            language,
            "This is a program. Nobody is watching this chat, and nobody has been called for you.",
        ),
    )


def step_text(card: Card) -> str:
    """Write what to do, a line each."""
    return "\n".join(card.steps)


def card_text(card: Card, language: Language) -> str:
    """Write a card as plain text, without whom to call."""
    blocks = [step_text(card)]
    if card.silently:
        blocks.append("\n".join((say(language, "If you cannot speak:"), *card.silently)))
    in_korean = say(language, "Say or show this in Korean:")
    blocks.append(f"{in_korean}\n{card.say}\n[{card.sound}]\n{card.meaning}")
    blocks.append(card.unwatched)
    return "\n\n".join(blocks)
