"""Where help is: the centers, and those near to where a person is. The place itself is not kept."""

from typing import Final

from telegram import InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from adapters.assemble import Ieum
from adapters.live import Live
from adapters.telegram_chat.blocks import Block
from adapters.telegram_chat.buttons import Does, Press, keyboard
from adapters.telegram_chat.memory import Chat
from adapters.telegram_chat.rendering import contact_block
from adapters.telegram_chat.sending import Sender
from bot.clock import now_in_seoul
from bot.contacts import When
from bot.messages import mark, say
from bot.routing import Near, Point, nearest_centers
from knowledge.languages import Language
from knowledge.places import Center, CenterKind

_MOST: Final = 3
_ADVICE: Final = (CenterKind.GLOBAL, CenterKind.HUB, CenterKind.FAMILY_HUB, CenterKind.WOMEN)
_OFFER: Final = mark(
    "These centers are for people from all of Seoul. To see three near you, press the button "
    "below; I do not keep where you are."
)

_FAR_KM: Final = 30.0
_FAR: Final = mark("You seem to be far from Seoul. I know centers in Seoul only.")


class Places:
    """Tells of centers."""

    def __init__(self, live: Live, sender: Sender) -> None:
        """Take what is known, and who sends."""
        self._live = live
        self._sender = sender

    async def offer(self, chat: Chat, language: Language) -> None:
        """List the centers for the whole city, and offer to look for near ones."""
        centers = [one for one in self._live.now.knowledge.centers.values() if one.kind in _ADVICE]
        rows = [[(self._name(one, language), Press(Does.CENTER, one.id))] for one in centers]
        if not chat.is_group:
            await self._offer_near(chat, language)
        await self._sender.send(chat, [Block(say(language, "Centers"), bold=True)], keyboard(*rows))

    async def _offer_near(self, chat: Chat, language: Language) -> None:
        """Ask where a person is, which Telegram lets us do in private only."""
        share = KeyboardButton(say(language, mark("Share where I am")), request_location=True)
        near = ReplyKeyboardMarkup([[share]], resize_keyboard=True, one_time_keyboard=True)
        await self._sender.send(chat, [Block(say(language, _OFFER))], near)

    async def near(self, chat: Chat, point: Point, language: Language) -> None:
        """Name the three nearest centers that a person may go to, each with its distance."""
        ieum = self._live.now
        found = nearest_centers(point, language, ieum.knowledge, _MOST)
        blocks = [_block(ieum, one, language) for one in found]
        if found and found[0].km > _FAR_KM:
            blocks.insert(0, Block(say(language, _FAR)))
        rows = [
            [(f"📍 {self._name(one.center, language)}", Press(Does.PLACE, one.center.id))]
            for one in found
            if not one.is_rough
        ]
        await self._sender.send(chat, blocks, keyboard(*rows))

    async def show(self, chat: Chat, name: str, language: Language) -> None:
        """Show one center, with a button for the map."""
        ieum = self._live.now
        center = ieum.knowledge.centers.get(name)
        if center is None:
            return
        contact = ieum.directory.center(center, language, When(now_in_seoul()))
        buttons = self._map_button(center, language)
        await self._sender.send(chat, [contact_block(contact, language)], buttons)

    async def pin(self, chat: Chat, name: str, language: Language) -> None:
        """Pin a center on a map; without a known point, give its address."""
        center = self._live.now.knowledge.centers.get(name)
        if center is None:
            return
        address = center.address
        if address is None or address.coordinates is None:
            await self.show(chat, name, language)
            return
        await self._sender.venue(
            chat,
            latitude=address.coordinates.latitude,
            longitude=address.coordinates.longitude,
            title=center.name.in_language(language),
            address=address.ko,
        )

    def _map_button(self, center: Center, language: Language) -> InlineKeyboardMarkup | None:
        if center.address is None or center.address.coordinates is None:
            return None
        return keyboard([(f"📍 {say(language, 'Map')}", Press(Does.PLACE, center.id))])

    def _name(self, center: Center, language: Language) -> str:
        return center.name.in_language(language)


def _block(ieum: Ieum, near: Near, language: Language) -> Block:
    contact = ieum.directory.center(near.center, language, When(now_in_seoul()))
    far = f"{near.km:.1f} km"
    if near.is_rough:
        far = say(
            language,
            mark("about {distance}, to the middle of the center's district"),
            distance=far,
        )
    return contact_block(contact, language, far)
