import sqlite3

import pytest

from bot.routing import nearest_centers
from knowledge.languages import Language
from knowledge.places import CenterKind

CITY_HALL = (37.5665, 126.978)
GURO = (37.4954, 126.8874)
DONGDAEMUN = (37.5744, 127.0396)
BUSAN = (35.1796, 129.0756)
LOCAL = {CenterKind.REGIONAL, CenterKind.FAMILY}


@pytest.fixture
def ask_near(bot):
    """Tell the bot where one is; gives its reply."""

    def ask_near(point, code="en"):
        an = bot.user(code)
        an.send_location(*point)
        (reply,) = an.wait_for_reply()
        return an, reply

    return ask_near


@pytest.mark.parametrize("point", [CITY_HALL, GURO, DONGDAEMUN, BUSAN])
def test_three_centers_with_their_distance(ask_near, ieum, point):
    _, reply = ask_near(point)
    found = nearest_centers(point, Language.EN, ieum.knowledge, 3)
    blocks = reply.text.split("\n\n")
    is_far = found[0].km > 30
    assert ("far from Seoul" in blocks[0]) is is_far
    blocks = blocks[is_far:]
    assert len(blocks) == len(found) == 3
    for block, near in zip(blocks, found, strict=True):
        assert block.startswith(near.center.name.en)
        assert f"{near.km:.1f} km" in block.splitlines()[1]
        assert ("to the middle of" in block) is near.is_rough
    exact = [f"📍 {near.center.name.en}" for near in found if not near.is_rough]
    assert reply.button_texts == exact


@pytest.mark.parametrize(
    ("point", "district"),
    [(CITY_HALL, "jung jongno"), (GURO, "guro"), (DONGDAEMUN, "dongdaemun"), (BUSAN, "")],
)
def test_local_centers_only_in_their_own_district(ieum, point, district):
    found = nearest_centers(point, Language.EN, ieum.knowledge, 100)
    assert {near.center.district for near in found if near.center.kind in LOCAL} <= {
        *district.split()
    }
    assert {near.center.kind for near in found} >= {CenterKind.GLOBAL, CenterKind.HUB}


def test_the_nearest_is_first_among_those_who_speak_the_language(ieum):
    for language in Language:
        found = nearest_centers(CITY_HALL, language, ieum.knowledge, 100)
        mute = [
            near.center.languages is not None
            and language.value not in near.center.languages.codes
            and language is not Language.KO
            for near in found
        ]
        assert mute == sorted(mute)
        some = [near.km for near, is_mute in zip(found, mute, strict=True) if not is_mute]
        assert some == sorted(some)


def test_a_place_is_answered_in_the_language_of_the_chat(ask_near):
    _, reply = ask_near(CITY_HALL, "vi")
    assert "Trung tâm Toàn cầu Seoul" in reply.text


def test_the_map_of_a_near_center(ask_near):
    an, reply = ask_near(CITY_HALL)
    an.press(reply.button_texts[0])
    (pin,) = an.wait_for_reply()
    assert pin.kind == "venue"


def test_a_center_without_a_known_point_is_shown_instead(bot, ieum, call_at):
    center = next(
        one
        for one in ieum.knowledge.centers.values()
        if one.address is None or one.address.coordinates is None
    )
    an = bot.user()
    an.ask("/bot")
    keys = {"inline_keyboard": [[{"text": "?", "callback_data": f"v:{center.id}"}]]}
    call_at(bot.api, "sendMessage", chat_id=an.id, text="old", reply_markup=keys)
    an.wait_for_reply()
    an.press("?")
    (shown,) = an.wait_for_reply()
    assert shown.text.startswith(center.name.en)
    assert not shown.buttons


def test_nothing_is_kept_of_where_somebody_is(start_bot_api, run_bot, tmp_path, caplog):
    caplog.set_level("DEBUG", "ieum")
    with run_bot(start_bot_api(), var=tmp_path) as bot:
        an = bot.user()
        an.send_location(37.51234567, 126.98765432)
        an.wait_for_reply()
        an.ask("/person")
        an.ask("/bot")
    with sqlite3.connect(tmp_path / "ieum.db") as database:
        dump = "\n".join(database.iterdump())
    database.close()
    assert "telegram" in dump
    for words in ("37.51", "126.98", str(an.id)):
        assert words not in dump
        assert words not in caplog.text
    for file in tmp_path.rglob("*.db*"):
        assert b"37.51" not in file.read_bytes()
