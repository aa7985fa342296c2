"""A reply as Telegram shows it: blocks of text, and the buttons under them."""

from typing import Final

from telegram import InlineKeyboardMarkup

from adapters.telegram_chat.blocks import Block
from adapters.telegram_chat.buttons import Does, Press, Row, keyboard
from bot.messages import doubted, mark, say
from bot.reply import Citation, Contact, Reply, ReplyKind
from knowledge.languages import NATIVE_NAMES, Language

_CONTACTS: Final = 3


def blocks_of(reply: Reply) -> list[Block]:
    """Write a reply, what to do in danger before all else."""
    language = reply.language
    blocks = [Block(reply.title, bold=True)]
    if reply.card:
        blocks.append(Block("\n".join(reply.card.steps), bold=True))
    if reply.kind is ReplyKind.EMERGENCY and reply.card:
        blocks += _emergency(reply)
        return blocks
    blocks += [Block(reply.verdict, bold=True), Block(reply.body)]
    if reply.caution:
        blocks.append(Block(reply.caution, lead=f"⚠ {say(language, 'Please note')}: "))
    blocks.append(Block(reply.status))
    for quote in reply.quotes:
        blocks.append(Block(f"\n{quote.text}\n{quote.source}".rstrip(), lead=quote.note))
    if reply.languages:
        return blocks
    shown = reply.contacts[:_CONTACTS] if reply.kind is ReplyKind.ANSWER else reply.contacts
    blocks += [contact_block(contact, language) for contact in shown]
    if reply.citations:
        blocks.append(Block(reply.citations[0].label, lead=f"{say(language, 'Source')}: "))
    return blocks


def contact_block(contact: Contact, language: Language, before: str = "") -> Block:
    """Write a center or helpline: how to reach it, and whether it is open."""
    numbers = " / ".join(
        doubted(number.number, language) if number.confirm else number.number
        for number in contact.numbers
    )
    name = f"{contact.name} · {contact.korean_name}" if contact.korean_name else contact.name
    opening = contact.opening or contact.hours
    facts = (before, numbers and f"☎ {numbers}", contact.address, opening, contact.languages)
    return Block("".join(f"\n{fact}" for fact in facts if fact), lead=name)


def keyboard_of(reply: Reply, *, in_group: bool = False) -> InlineKeyboardMarkup | None:
    """Make the buttons under a reply: choices, languages, and what more there is to it."""
    language, service = reply.language, reply.service or ""
    rows: list[Row] = [[(choice.title, Press(Does.SHOW, choice.id))] for choice in reply.choices]
    rows += [[(NATIVE_NAMES[code], Press(Does.ASK_AGAIN, code.value))] for code in reply.languages]
    if reply.kind is ReplyKind.ANSWER and service:
        more = [(say(language, "Show to staff"), Press(Does.STAFF, service))]
        if reply.citations:
            more.append((say(language, mark("Sources")), Press(Does.SOURCES, service)))
        if reply.center:
            more.append((say(language, "Map"), Press(Does.PLACE, reply.center)))
        rows.append(more)
        rows.append(
            [
                (f"👍 {say(language, 'Useful')}", Press(Does.USEFUL, service)),
                (f"👎 {say(language, 'Not useful')}", Press(Does.NOT_USEFUL, service)),
            ]
        )
    if reply.kind in {ReplyKind.NO_ANSWER, ReplyKind.ROUTE} and not in_group:
        rows.append([(say(language, "Talk to a person"), Press(Does.PERSON))])
    return keyboard(*rows)


def source_blocks(citations: tuple[Citation, ...], language: Language) -> list[Block]:
    """List where an answer comes from, with what is not confirmed."""
    unsure = say(language, "not confirmed")
    lines = [
        citation.label if citation.sureness == "V" else f"{citation.label} — {unsure}"
        for citation in citations
    ]
    return [Block("\n" + "\n".join(lines), lead=say(language, "Source"))]


def _emergency(reply: Reply) -> list[Block]:
    card, language = reply.card, reply.language
    if card is None:
        return []
    lines = [contact for contact in reply.contacts if contact.id.startswith("line-")]
    calls = "\n".join(f"☎ {line.numbers[0].number} — {line.name}" for line in lines)
    blocks = [Block(calls, bold=True)]
    if card.silently:
        silently = "\n".join(card.silently)
        blocks.append(Block(f"\n{silently}", lead=say(language, "If you cannot speak:")))
    say_this = say(language, "Say or show this in Korean:")
    blocks.append(Block(f"\n{card.say}\n{card.sound}\n{card.meaning}", lead=say_this))
    blocks.append(Block(card.unwatched))
    places = [contact for contact in reply.contacts if not contact.id.startswith("line-")]
    return [*blocks, *(contact_block(place, language) for place in places)]
