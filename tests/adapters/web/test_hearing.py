import re
from html import unescape

import pytest

from knowledge.languages import Language

ASK = "/api/v1/ask"
CRIES = {
    Language.KO: "남편이 칼 들고 죽이겠대요",
    Language.EN: "my husband is strangling me",
    Language.ZH: "老公拿刀要杀我",
    Language.VI: "chong em cam dao doi giet em",
    Language.MN: "нөхөр намайг зодоод байна туслаарай",
}


@pytest.mark.parametrize(("language", "cry"), CRIES.items())
def test_danger_is_answered_beyond_the_limit_of_questions(language, cry, client_of):
    client = client_of(requests_per_minute=1)

    statuses = [client.post(ASK, json={"text": "visa"}).status_code for _ in range(2)]
    reply = client.post(ASK, json={"text": cry})
    page = client.post("/", data={"q": cry})

    assert statuses == [200, 429]
    assert (reply.status_code, reply.json()["kind"]) == (200, "emergency")
    assert reply.json()["language"] == language
    assert reply.json()["card"]["steps"]
    assert page.status_code == 200
    assert "reply emergency" in page.text


def test_danger_has_a_limit_of_its_own(client_of):
    client = client_of(requests_per_minute=1)

    statuses = {client.post(ASK, json={"text": CRIES[Language.EN]}).status_code for _ in range(30)}

    assert statuses == {200, 429}


def test_danger_in_a_text_that_is_too_long_is_answered(client):
    text = f"{CRIES[Language.EN]} {'and then ' * 300}"

    assert client.post(ASK, json={"text": text}).json()["kind"] == "emergency"
    assert client.post(ASK, json={"text": "visa " * 500}).status_code == 422


def test_alarms_are_counted_by_danger_and_language_without_their_text(client_of):
    client = client_of()
    client.post(ASK, json={"text": CRIES[Language.EN]})
    client.post("/", data={"q": "my boss did not pay my wages for 3 months"})

    counts = client.get("/metrics").text

    assert re.search(r'ieum_alarms_total\{danger="[a-z-]+",language="en"\} 1\.0', counts)
    assert 'ieum_alarms_total{danger="wages-injury",language="en"} 1.0' in counts
    assert 'ieum_replies_total{kind="emergency",language="en"} 1.0' in counts
    assert "husband" not in counts


@pytest.mark.parametrize("body", [b"", b"[", b"[1]", b'{"text": 7}', b"\xff", b"[" * 50_000])
def test_a_body_that_cannot_be_read_is_heard_as_nothing(body, client):
    response = client.post(ASK, content=body, headers={"content-type": "application/json"})

    assert response.status_code in {400, 422}


def test_a_conversation_goes_on_over_the_api(client):
    now = "2026-11-27T11:00:00+09:00"
    first = client.post(ASK, json={"text": "서울외국인주민센터 상담", "now": now}).json()

    later = {"text": "일요일은요?", "now": now, "conversation": first["conversation"]}
    second = client.post(ASK, json=later).json()

    assert second["service"] == first["service"] == "seoul-foreign-resident-center"
    assert "10:00-18:00" in second["contacts"][0]["opening"]
    assert len(second["conversation"]) == 2
    assert "상담" not in str(second["conversation"])


def test_a_conversation_goes_on_on_the_page(client):
    first = client.post("/", data={"q": "where is the free clinic", "lang": "en"}).text
    (kept,) = {unescape(one) for one in re.findall(r'name="conversation" value="([^"]+)"', first)}

    second = client.post("/", data={"q": "and in Guro?", "lang": "en", "conversation": kept}).text

    title = re.compile(r'<h2 id="answer" tabindex="-1">([^<]+)</h2>')
    assert title.findall(first) == title.findall(second)


@pytest.mark.parametrize(
    "conversation",
    [
        [{"at": "yesterday", "service": "x", "language": "en"}],
        [{"at": "2026-11-27T11:00:00", "service": "x", "language": "en"}],
        [{"at": "2026-11-27T11:00:00Z", "service": "x", "language": "jp"}],
        [{"at": "2026-11-27T11:00:00Z", "service": "x", "language": "en"}] * 5,
        "no",
    ],
)
def test_a_conversation_that_is_none_is_refused_by_the_api_and_left_by_the_page(
    conversation, client
):
    asked = {"text": "visa extension", "conversation": conversation}

    assert client.post(ASK, json=asked).status_code == 422
    page = client.post("/", data={"q": "visa extension", "conversation": str(conversation)})
    assert page.status_code == 200
