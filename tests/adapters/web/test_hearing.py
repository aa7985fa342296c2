import re

import pytest

from knowledge.languages import Language

ASK = "/api/v1/ask"


@pytest.mark.parametrize("language", Language)
def test_danger_is_answered_beyond_the_limit_of_questions(language, client_of, cries):
    client, cry = client_of(requests_per_minute=1), cries[language]

    statuses = [client.post(ASK, json={"text": "visa"}).status_code for _ in range(2)]
    reply = client.post(ASK, json={"text": cry})

    assert statuses == [200, 429]
    assert (reply.status_code, reply.json()["kind"]) == (200, "emergency")
    assert reply.json()["language"] == language
    assert reply.json()["card"]["steps"]
    for path in ("/search", f"/{language}/search"):
        for page in (
            client.post(path, data={"q": cry, "conversation": ""}),
            client.get(path, params={"q": cry}),
            client.get(path, params={"q": f"{cry} {'a' * 3_000}"}),
        ):
            assert page.status_code == 200
            assert "reply emergency" in page.text
            assert page.headers["content-language"].startswith(language)
    assert client.get("/search", params={"q": "visa"}).status_code == 429
    assert client.get("/help", params={"q": cry}).status_code == 429


def test_danger_has_a_limit_of_its_own(client_of, cries):
    client = client_of(requests_per_minute=1)

    statuses = {client.post(ASK, json={"text": cries[Language.EN]}).status_code for _ in range(30)}

    assert statuses == {200, 429}


def test_danger_in_a_text_that_is_too_long_is_answered(client, cries):
    text = f"{cries[Language.EN]} {'and then ' * 300}"

    assert client.post(ASK, json={"text": text}).json()["kind"] == "emergency"
    assert client.post(ASK, json={"text": "visa " * 500}).status_code == 422


def test_what_is_heard_is_what_is_asked_where_a_question_stands_twice(client, cries):
    cry = cries[Language.EN]

    asked = client.get("/search", params=[("q", "visa"), ("q", cry)])
    posted = client.post("/search", data={"q": ["visa", cry]})
    taken_back = client.get("/search", params=[("q", cry), ("q", "visa")])

    for page in (asked, posted):
        assert "reply emergency" in page.text
    assert "reply emergency" not in taken_back.text


def test_danger_is_heard_among_many_fields(client, cries):
    many = [(f"field{number}", "") for number in range(300)]

    page = client.get("/search", params=[*many, ("q", cries[Language.EN])])

    assert "reply emergency" in page.text


def test_danger_is_heard_in_a_form_of_parts(client, cries):
    page = client.post("/search", files={"q": (None, cries[Language.EN])})

    assert (page.status_code, "reply emergency" in page.text) == (200, True)


def test_alarms_are_counted_by_danger_and_language_without_their_text(client_of, cries):
    client = client_of()
    client.post(ASK, json={"text": cries[Language.EN]})
    client.post("/search", data={"q": "my boss did not pay my wages for 3 months"})
    client.get("/vi/search", params={"q": cries[Language.VI]})

    counts = client.get("/metrics").text

    for language in ("en", "vi"):
        alarm = rf'ieum_alarms_total\{{danger="[a-z-]+",language="{language}"\}} 1\.0'
        assert re.search(alarm, counts)
        assert f'ieum_replies_total{{kind="emergency",language="{language}"}} 1.0' in counts
    assert 'ieum_alarms_total{danger="wages-injury",language="en"} 1.0' in counts
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


def test_a_conversation_goes_on_on_the_page(client, read):
    first = read(client.post("/en/search", data={"q": "where is the free clinic"}))
    kept = first.one("input", name="conversation")["value"]

    second = client.post("/en/search", data={"q": "and in Guro?", "conversation": kept})

    title = re.compile(r'<h2 id="answer" tabindex="-1">([^<]+)</h2>')
    assert "where" not in kept
    assert len(title.findall(first.text)) == 1
    assert title.findall(first.text) == title.findall(second.text)


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
    page = client.post("/search", data={"q": "visa extension", "conversation": str(conversation)})
    assert page.status_code == 200
