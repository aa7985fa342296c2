import asyncio
import json
from dataclasses import replace

import pytest

from adapters.web.streaming import stream
from knowledge.languages import Language

ASK = "/api/v1/ask"
STREAM = {"accept": "text/event-stream"}
FIRST = ["card", "kind", "language", "title", "verdict"]


def read_events(text):
    """The events of a stream, each with its name and data."""
    assert text.endswith("\n\n")
    events = []
    for block in text.split("\n\n")[:-1]:
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        assert set(fields) == {"event", "data"}
        events.append((fields["event"], json.loads(fields["data"])))
    return events


def deltas(events):
    return [data["delta"] for name, data in events if name == "text"]


@pytest.mark.parametrize("language", Language)
def test_a_reply_comes_in_order_and_whole(language, client, knowledge):
    question = knowledge.entries["life-unpaid-wages"].questions.in_language(language)[0]
    asked = {"id": "7", "text": question, "now": "2026-12-02T11:00:00+09:00"}

    whole = client.post(ASK, json=asked).json()
    response = client.post(ASK, json=asked, headers=STREAM)

    events = read_events(response.text)
    names = [name for name, _ in events]
    assert response.status_code == 200
    assert names == ["start", *["text"] * (len(names) - 2), "reply"]
    assert len(deltas(events)) > 1
    assert "".join(deltas(events)) == whole["body"]
    last = events[-1][1]
    assert last | {"elapsed_ms": 0} == whole | {"elapsed_ms": 0}
    start = events[0][1]
    assert start == {name: whole[name] for name in FIRST}
    assert (start["kind"], start["language"]) == ("answer", language)


@pytest.mark.parametrize("language", Language)
def test_the_card_of_an_emergency_comes_first(language, client, cries):
    response = client.post(ASK, json={"text": cries[language]}, headers=STREAM)

    (name, start), *_, (_, reply) = read_events(response.text)
    assert name == "start"
    assert (start["kind"], start["language"]) == ("emergency", language)
    assert start["card"]["steps"]
    assert start["card"] == reply["card"]


def test_it_is_streamed_as_it_is_written_and_kept_by_nobody(client):
    response = client.post(ASK, json={"text": "visa"}, headers=STREAM | {"accept-encoding": "gzip"})

    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-accel-buffering"] == "no"
    assert "content-encoding" not in response.headers
    assert "content-length" not in response.headers


@pytest.mark.parametrize("accept", ["application/json", "*/*", "text/html", ""])
def test_who_does_not_ask_for_a_stream_gets_none(accept, client):
    response = client.post(ASK, json={"text": "visa"}, headers={"accept": accept})

    assert response.headers["content-type"] == "application/json"
    assert response.json()["language"] == "en"


@pytest.mark.parametrize("accept", ["text/event-stream, */*", "text/html;q=0.5,text/event-stream"])
def test_a_stream_can_be_one_of_several_wishes(accept, client):
    response = client.post(ASK, json={"text": "visa"}, headers={"accept": accept})

    assert response.text.startswith("event: start\n")


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "a" * 2001}, 422),
        ({"text": "visa", "district": "busan"}, 422),
        ({}, 422),
        ({"text": "a" * 70_000}, 413),
    ],
)
def test_what_is_wrong_is_said_as_json_before_a_stream_begins(question, status, client):
    response = client.post(ASK, json=question, headers=STREAM | {"accept-language": "vi"})

    assert response.status_code == status
    assert response.headers["content-type"] == "application/json"
    assert response.json()["detail"]


@pytest.mark.parametrize("question", ["TOPIK", "hello", "what is the best football team", "119"])
def test_every_kind_of_reply_can_be_streamed(question, client):
    whole = client.post(ASK, json={"text": question}).json()
    events = read_events(client.post(ASK, json={"text": question}, headers=STREAM).text)

    assert "".join(deltas(events)) == whole["body"]
    assert events[-1][1]["kind"] == whole["kind"]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("", []),
        ("One", ["One"]),
        ("One. Two! Three?", ["One. ", "Two! ", "Three?"]),
        ("It is 3.5 km.\nGo.", ["It is 3.5 km.\n", "Go."]),
        ("一。二！三", ["一。", "二！", "三"]),
        ("(One.) Two.", ["(One.) ", "Two."]),
        ("One\n\nTwo\n", ["One\n\n", "Two\n"]),
        ("\n\nOne", ["\n\n", "One"]),
        ("...", ["..."]),
        (" . ", [" . "]),
    ],
)
def test_the_text_is_cut_after_sentences_and_lines_and_loses_nothing(body, parts, ieum):
    entry = ieum.knowledge.entries["life-unpaid-wages"]
    reply = replace(ieum.assistant.show(entry, Language.EN), body=body)

    async def collect():
        return [part async for part in stream(reply).body_iterator]

    events = read_events(b"".join(asyncio.run(collect())).decode())

    assert deltas(events) == parts
    assert "".join(parts) == body
    assert events[-1][1]["body"] == body
