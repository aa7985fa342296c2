import pytest

from benchmarks.bot_api import BotApi, Limits

BAD = "Bad Request: "
ENTITIES = f"{BAD}can't parse entities: "


@pytest.fixture(scope="module")
def bot_api():
    with BotApi(limits=Limits.none()) as api:
        yield api


@pytest.fixture
def an(bot_api):
    an = bot_api.user("An", language_code="vi")
    an.send("/start")
    return an


@pytest.fixture
def send(call, an):
    return lambda text="x", **more: call("sendMessage", chat_id=an.id, text=text, **more)


def inline(**button):
    return {"inline_keyboard": [[{"text": "A"} | button]]}


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "message text is empty"),
        (" \n", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("각" * 11000, "text is too long"),
    ],
)
def test_text_has_its_length(send, text, refusal):
    assert send(text) == BAD + refusal


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048])
def test_length_is_counted_in_utf16(send, text):
    assert send(text)["text"] == text


def test_markup_does_not_count_as_length(send):
    assert send(f"<b>{'x' * 4096}</b>", parse_mode="HTML")["entities"][0]["length"] == 4096


@pytest.mark.parametrize(
    ("html", "refusal"),
    [
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("가 < 나", 'Unsupported start tag "" at byte offset 4'),
        ("<p class='x'>y</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
        (
            "&#xD800;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities, check for "
                "unmatched surrogate code units"
            ),
        ),
    ],
)
def test_html_is_telegrams_own(send, html, refusal):
    assert send(html, parse_mode="HTML") == ENTITIES + refusal


def test_html_becomes_entities(send):
    html = (
        '가😀 <b>굵게 <i>x</i></b> <a href="https://a.kr/?a=1&amp;b">l</a> &lt;&amp;&quot;&#44032; '
        '<tg-spoiler>s</tg-spoiler><span class="tg-spoiler">t</span> <code>c</code> '
        '<pre><code class="language-py">p</code></pre> <blockquote expandable>q</blockquote> '
        "<u>u</u><ins>i</ins><s>s</s><strike>k</strike><del>d</del><em>e</em><strong>g</strong>"
    )
    message = send(html, parse_mode="HTML")
    assert message["text"] == '가😀 굵게 x l <&"가 st c p q uiskdeg'
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in message["entities"]][
        :9
    ] == [
        ("bold", 4, 4),
        ("italic", 7, 1),
        ("text_link", 9, 1),
        ("spoiler", 16, 1),
        ("spoiler", 17, 1),
        ("code", 19, 1),
        ("pre", 21, 1),
        ("expandable_blockquote", 23, 1),
        ("underline", 25, 1),
    ]


def test_other_parse_modes(send):
    assert send("*x*", parse_mode="Markup") == f"{BAD}unsupported parse_mode"


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"callback_data": "가" * 22}, "BUTTON_DATA_INVALID"),
        (
            {},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"callback_data": "x", "style": "pink"},
            "can't parse inline keyboard button: Invalid button style specified",
        ),
        (
            {"callback_data": "x", "text": ["A"]},
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        ({"callback_data": "x", "text": ""}, "inline keyboard button text must be non-empty"),
        (
            {"url": "tel://112"},
            "inline keyboard button URL 'tel://112' is invalid: Unsupported URL protocol",
        ),
        ({"url": "tel:112"}, "inline keyboard button URL 'tel:112' is invalid: Wrong HTTP URL"),
        (
            {"url": "tel:02-120"},
            (
                "inline keyboard button URL 'tel:02-120' is invalid: "
                "Wrong port number specified in the URL"
            ),
        ),
        (
            {"url": "http://localhost"},
            "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
        ),
        (
            {"web_app": {"url": "http://a.kr"}},
            (
                "inline keyboard button Web App URL 'http://a.kr' is invalid: "
                "Only HTTPS links are allowed"
            ),
        ),
    ],
)
def test_buttons(send, button, refusal):
    assert send(reply_markup=inline(**button)) == BAD + refusal


@pytest.mark.parametrize(
    "button",
    [
        {"callback_data": "가" * 21},
        {"url": "https://서울.kr/길?a=b"},
        {"url": "tg://resolve?domain=seoul"},
        {"url": "tg://user?id=5"},
        {"copy_text": {"text": "02-120"}},
    ],
)
def test_good_buttons(send, button):
    assert send(reply_markup=inline(**button))["reply_markup"] == inline(**button)


def test_keyboards(send, bot_api, call, an):
    key = {"text": "A", "callback_data": "a"}
    assert send(reply_markup={"inline_keyboard": [[key]] * 101}) == f"{BAD}reply markup is too long"
    assert send(reply_markup={"inline_keyboard": [key]}) == (
        f'{BAD}field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    )
    assert send(reply_markup=[]) == f"{BAD}object expected as reply markup"
    asking = {"keyboard": [[{"text": "여기", "request_location": True}]], "resize_keyboard": True}
    assert "reply_markup" not in send(reply_markup=asking)
    assert an.keyboard[0][0].text == "여기"
    send(reply_markup={"remove_keyboard": True})
    assert an.keyboard == ()
    group = bot_api.group("g", [an])
    assert call("sendMessage", chat_id=group.id, text="x", reply_markup=asking) == (
        f"{BAD}location can be requested in private chats only"
    )


def test_tokens_and_methods(bot_api, call, client):
    def refusal(token, method="getMe"):
        answer = client.get(f"{bot_api.base_url}{token}/{method}")
        return answer.status_code, answer.json()["description"]

    assert refusal("12:wrong") == (401, "Unauthorized")
    assert refusal("wrong") == (404, "Not Found")
    assert refusal(bot_api.token, "getNothing") == (404, "Not Found: method not found")
    assert call("GETME")["username"] == bot_api.username


def test_every_kind_of_body(bot_api, an, client):
    url = f"{bot_api.base_url}{bot_api.token}/sendMessage"
    said = {"chat_id": str(an.id), "text": "가 & <b>"}
    answers = [
        client.get(url, params=said),
        client.post(url, data=said),
        client.post(url, json=said),
        client.post(url, data=said, files={"file": b"x"}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == [said["text"]] * 4
    broken = client.post(url, content=b"{", headers={"content-type": "application/json"})
    assert broken.json()["description"] == f"{BAD}can't parse JSON object"
