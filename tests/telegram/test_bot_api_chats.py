import pytest

from benchmarks.bot_api import BotApi, Limits

BAD = "Bad Request: "
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
KEYS = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}
OLD = f"{BAD}query is too old and response timeout expired or query ID is invalid"


@pytest.fixture(scope="module")
def bot_api():
    with BotApi(limits=Limits.none()) as api:
        yield api


@pytest.fixture
def an(bot_api):
    an = bot_api.user("An", language_code="vi")
    an.send("/start")
    return an


def test_the_bot_may_not_speak_first(bot_api, call):
    an = bot_api.user("An")
    for chat_id in (an.id, 5, "@nobody", "x"):
        assert call("sendMessage", chat_id=chat_id, text="x") == f"{BAD}chat not found"
    assert call("sendMessage", text="x") == f"{BAD}chat_id is empty"
    an.send("hi")
    assert call("sendMessage", chat_id=an.id, text="x")["text"] == "x"


def test_edits(an, call):
    said = call("sendMessage", chat_id=an.id, text="một", reply_markup=KEYS)

    def edit(method="editMessageText", message_id=said["message_id"], **more):
        return call(method, chat_id=an.id, message_id=message_id, **more)

    assert edit(text="một", reply_markup=KEYS) == BAD + SAME
    assert edit(text="hai")["text"] == "hai"
    assert edit(text="hai") == BAD + SAME
    assert edit("editMessageReplyMarkup") == BAD + SAME
    assert edit("editMessageReplyMarkup", reply_markup=KEYS)["reply_markup"] == KEYS
    assert edit(text="x", message_id=999) == f"{BAD}message to edit not found"
    assert edit(text="x", message_id=an.send("ba")) == f"{BAD}message can't be edited"
    keyboard = {"keyboard": [["A"]]}
    assert edit(text="x", reply_markup=keyboard) == f"{BAD}inline keyboard expected"
    shown = call("sendMessage", chat_id=an.id, text="x", reply_markup=keyboard)["message_id"]
    assert edit(text="y", message_id=shown) == f"{BAD}message can't be edited"
    place = call("sendLocation", chat_id=an.id, latitude=37.5, longitude=127)["message_id"]
    no_text = f"{BAD}there is no text in the message to edit"
    assert edit(text="y", message_id=place) == no_text
    assert edit("deleteMessage") is True
    assert edit("deleteMessage") == f"{BAD}message to delete not found"


def test_replies(an, call):
    asked = an.send("?")
    reply = {"message_id": asked}
    said = call("sendMessage", chat_id=an.id, text="!", reply_parameters=reply)
    assert said["reply_to_message"]["text"] == "?"
    lost = {"message_id": 999}
    wrong = call("sendMessage", chat_id=an.id, text="!", reply_parameters=lost)
    assert wrong == f"{BAD}message to be replied not found"
    lost["allow_sending_without_reply"] = True
    assert call("sendMessage", chat_id=an.id, text="!", reply_parameters=lost)["text"] == "!"


def test_presses(bot_api, an, call, monkeypatch):
    def answer(query_id, text=""):
        return call("answerCallbackQuery", callback_query_id=query_id, text=text)

    call("sendMessage", chat_id=an.id, text="?", reply_markup=KEYS)
    query_id = an.press("Có")
    update = bot_api.updates[-1].as_json()["callback_query"]
    assert (update["id"], update["data"]) == (query_id, "yes")
    assert update["message"]["reply_markup"] == KEYS
    assert answer(query_id, "x" * 201) == f"{BAD}MESSAGE_TOO_LONG"
    assert answer(query_id, "ok") is True
    assert answer(query_id) == OLD
    assert answer("123") == OLD
    monkeypatch.setattr(bot_api.world, "query_seconds", 0)
    assert answer(an.press("yes")) == OLD
    with pytest.raises(ValueError, match="no button 'Không'"):
        an.press("Không")


def test_keys_in_place_of_the_keyboard_send_their_text(an, call):
    keyboard = {"keyboard": [["Tiếng Việt"], [{"text": "한국어"}]]}
    call("sendMessage", chat_id=an.id, text="?", reply_markup=keyboard)
    assert an.press("한국어") == ""
    assert an.said[-1].text == "한국어"


def test_places(an, call):
    def send(method="sendVenue", **more):
        return call(method, chat_id=an.id, **more)

    assert send("sendLocation", longitude=1) == f"{BAD}latitude is empty"
    assert send(latitude=1) == f"{BAD}longitude is empty"
    assert send("sendLocation", latitude=91, longitude=1) == f"{BAD}wrong location specified"
    where = {"latitude": 37.5, "longitude": 127.25}
    assert send(latitude=1, longitude=181) == f"{BAD}wrong venue location specified"
    venue = send(title="센터", address="구로구", **where)["venue"]
    assert venue == {"location": where, "title": "센터", "address": "구로구"}
    assert send("sendChatAction", action="typing") is True
    wrong = f"{BAD}wrong parameter action in request"
    assert send("sendChatAction", action="dancing") == wrong
    assert an.transcript().endswith("bot (venue): 센터, 구로구\nbot (action): typing")


def test_blocking(an, bot_api, call):
    an.block()
    said = call("sendMessage", chat_id=an.id, text="x")
    assert said == "Forbidden: bot was blocked by the user"
    changed = bot_api.updates[-1].as_json()["my_chat_member"]
    assert changed["new_chat_member"]["status"] == "kicked"
    an.unblock()
    assert call("sendMessage", chat_id=an.id, text="x")["text"] == "x"


def test_groups(bot_api, an, call):
    binh = bot_api.user("Bình")
    group = bot_api.group("Nhóm", [an, binh])
    before = len(bot_api.updates)
    group.send("chào")
    group.send("/help@some_other_bot")
    assert len(bot_api.updates) == before
    group.send(f"/help@{bot_api.username}", by=binh.user)
    group.mention("visa?", by=binh.user)
    said = call("sendMessage", chat_id=group.id, text="đây")
    group.send("cảm ơn", reply_to=said["message_id"])
    texts = [update.body["text"] for update in bot_api.updates[before:]]
    assert texts == [f"/help@{bot_api.username}", f"@{bot_api.username} visa?", "cảm ơn"]
    entities = bot_api.updates[before].body["entities"]
    assert entities == [{"type": "bot_command", "offset": 0, "length": len(texts[0])}]
    grown = group.migrate()
    assert bot_api.updates[-1].body["migrate_from_chat_id"] == group.id
    upgraded = f"{BAD}group chat was upgraded to a supergroup chat"
    assert call("sendMessage", chat_id=group.id, text="x") == upgraded
    assert bot_api.calls()[-1].status == 400
    assert call("sendMessage", chat_id=grown.id, text="x")["chat"]["type"] == "supergroup"
    grown.kick()
    kicked = "Forbidden: bot was kicked from the supergroup chat"
    assert call("sendMessage", chat_id=grown.id, text="x") == kicked


def test_what_users_send(bot_api, an):
    before = len(bot_api.updates)
    number = an.send("Xin chào /help #visa @seoul a@b.kr https://a.kr/x?y.")
    an.send_location(37.5, 127)
    an.send_photo(caption="ảnh")
    an.send_voice()
    an.send_sticker()
    an.send_contact("010")
    an.edit(number, "Sửa")
    bodies = [update.body for update in bot_api.updates[before:]]
    kinds = [entity["type"] for entity in bodies[0]["entities"]]
    assert kinds == ["bot_command", "hashtag", "mention", "email", "url"]
    known = ("location", "photo", "voice", "sticker", "contact")
    assert [name for body in bodies for name in known if name in body] == list(known)
    assert (bot_api.updates[-1].kind, bodies[-1]["text"]) == ("edited_message", "Sửa")


def test_profile(call, an):
    def set_commands(commands=None, **more):
        one = {"command": "help", "description": "도움"}
        return call("setMyCommands", commands=commands or [one], **more)

    assert set_commands(language_code="ko") is True
    assert call("getMyCommands", language_code="ko")[0]["command"] == "help"
    assert call("getMyCommands") == []
    assert set_commands(language_code="kor") == f"{BAD}invalid language code specified"
    for command, refusal in {
        "": "command must be non-empty",
        "x" * 33: "command length must not exceed 32",
        "Help": "BOT_COMMAND_INVALID",
        "도움": "BOT_COMMAND_INVALID",
    }.items():
        assert set_commands([{"command": command, "description": "x"}]) == BAD + refusal
    for description, refusal in {
        " ": "command description must be non-empty",
        "x" * 257: "command description length must not exceed 256",
    }.items():
        assert set_commands([{"command": "x", "description": description}]) == BAD + refusal
    many = [{"command": f"c{number}", "description": "x"} for number in range(101)]
    assert set_commands(many) == f"{BAD}BOT_COMMANDS_TOO_MUCH"
    missing = f"{BAD}can't parse BotCommand: can't find field \"description\""
    assert set_commands([{"command": "x"}]) == missing
    assert set_commands(scope={"type": "chat", "chat_id": an.id}) is True
    assert set_commands(scope={"type": "chat", "chat_id": 5}) == f"{BAD}chat not found"
    assert call("deleteMyCommands", language_code="ko") is True
    for method, name, most in (
        ("MyName", "name", 64),
        ("MyDescription", "description", 512),
        ("MyShortDescription", "short_description", 120),
    ):
        assert call(f"set{method}", **{name: "x" * most}, language_code="vi") is True
        assert call(f"get{method}", language_code="vi") == {name: "x" * most}
        assert call(f"set{method}", **{name: "x" * (most + 1)}).startswith(BAD)


@pytest.mark.parametrize(
    ("limits", "passed"),
    [(Limits(chat=0.1, burst=3), 3), (Limits(overall=1), 1), (Limits(group=2), 2)],
)
def test_flood_control(start_bot_api, call_at, limits, passed):
    api = start_bot_api(limits=limits)
    an = api.user("An")
    an.send("/start")
    chat = api.group("g", [an]) if limits.group == 2 else an
    answers = [call_at(api, "sendMessage", chat_id=chat.id, text="x") for _ in range(6)]
    assert [isinstance(answer, dict) for answer in answers] == [True] * passed + [False] * (
        6 - passed
    )
    assert answers[-1].startswith("Too Many Requests: retry after ")


def test_files(bot_api, an, call, client):
    an.send_voice(b"sound")
    file = call("getFile", file_id=bot_api.updates[-1].body["voice"]["file_id"])
    path = f"{bot_api.base_file_url}{bot_api.token}/{file['file_path']}"
    assert client.get(path).content == b"sound"
    assert client.get(f"{path}x").status_code == 404
    assert call("getFile", file_id="x") == f"{BAD}invalid file_id"
