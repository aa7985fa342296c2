import pytest

from bot.messages import say
from bot.reply import Message
from knowledge.figures import PLACEHOLDER
from knowledge.languages import Language
from knowledge.schema import Topic

ASK = "/api/v1/ask"


@pytest.mark.parametrize("language", Language)
def test_ask_answers_in_the_language_of_the_question(language, client, knowledge):
    text = knowledge.entries["life-unpaid-wages"].questions.in_language(language)[0]

    response = client.post(ASK, json={"id": "7", "text": text})

    reply = response.json()
    assert response.status_code == 200
    assert (reply["id"], reply["language"]) == ("7", language)
    assert (reply["kind"], reply["service"]) == ("answer", "life-unpaid-wages")


def test_ask_is_the_same_reply_as_the_assistants(client, ieum):
    entry = ieum.knowledge.entries["life-medical-emergency"]

    reply = client.post(ASK, json={"text": entry.questions.vi[0], "language": "ko"}).json()

    message = Message(entry.questions.vi[0], language=Language.KO)
    shown = ieum.assistant.respond(message).to_dict()
    for name in ("kind", "language", "service", "lines", "text", "contacts", "citations"):
        assert reply[name] == _json(shown[name])


def _json(value):
    if isinstance(value, dict):
        return {name: _json(part) for name, part in value.items()}
    return [_json(part) for part in value] if isinstance(value, tuple) else value


def test_an_unclear_language_is_asked_for(client):
    asked = client.post(ASK, json={"text": "TOPIK"}).json()
    told = client.post(ASK, json={"text": "TOPIK", "language": "mn"}).json()

    assert (asked["kind"], asked["service"]) == ("clarify", None)
    assert asked["languages"] == ["en", "ko", "zh", "vi", "mn"]
    assert (told["language"], told["languages"]) == ("mn", [])
    assert told["kind"] != "clarify"


def test_the_district_chooses_the_center(client, knowledge):
    text = knowledge.entries["district-family-centers"].questions.en[0]

    reply = client.post(ASK, json={"text": text, "district": "mapo"}).json()

    assert reply["center"] == "family-center-mapo"


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"text": ""},
        {"text": "  \n"},
        {"text": "a" * 2001},
        {"text": ["visa"]},
        {"text": "visa", "language": "jp"},
        {"text": "visa", "district": "busan"},
        {"text": "visa", "district": "d" * 41},
        {"text": "visa", "now": "never"},
        [],
        None,
    ],
)
def test_a_wrong_question_is_422_with_a_detail(question, client):
    response = client.post(ASK, json=question)

    assert response.status_code == 422
    assert response.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"visa",
        b'{"text": ',
        b'{"text": "\xff\xfe"}',
        b'{"text": "\\ud800"}',
        b"[" * 60_000,
        b'{"text": ' + b"9" * 5_000 + b"}",
        b"",
    ],
)
def test_a_body_that_is_no_question_is_the_senders_fault(body, client):
    response = client.post(ASK, content=body, headers={"content-type": "application/json"})

    assert response.status_code in {400, 422}
    assert response.json()["detail"]


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_ask_is_posted_only(method, client):
    assert getattr(client, method)(ASK).status_code == 405


@pytest.mark.parametrize("language", Language)
def test_services_lists_every_entry_in_one_language(language, client, knowledge):
    listed = client.get("/api/v1/services", params={"language": language}).json()

    assert [item["id"] for item in listed] == list(knowledge.entries)
    for item in listed:
        entry = knowledge.entries[item["id"]]
        assert item["title"] == entry.title.in_language(language)
        assert (item["kind"], item["topic"]) == (entry.kind, entry.topic)
        assert item["as_of"] == entry.dates.as_of
        assert not PLACEHOLDER.search(item["answer"])


@pytest.mark.parametrize("topic", Topic)
def test_services_can_be_chosen_by_topic_and_kind(topic, client, knowledge):
    listed = client.get("/api/v1/services", params={"topic": topic, "kind": "life"}).json()

    assert [item["id"] for item in listed] == [
        entry.id
        for entry in knowledge.entries.values()
        if entry.topic is topic and entry.kind == "life"
    ]


@pytest.mark.parametrize("language", Language)
def test_every_entry_can_be_shown_as_a_reply(language, client, ieum):
    for entry in ieum.knowledge.entries.values():
        response = client.get(f"/api/v1/services/{entry.id}", params={"language": language})

        reply = response.json()
        assert response.status_code == 200
        assert (reply["kind"], reply["service"]) == ("answer", entry.id)
        assert (reply["language"], reply["title"]) == (language, entry.title.in_language(language))
        assert reply["body"] == ieum.assistant.show(entry, language).body
        assert [turn["service"] for turn in reply["conversation"]] == [entry.id]


def test_an_entry_is_shown_in_english_unless_a_language_is_named(client, knowledge):
    reply = client.get("/api/v1/services/muap", headers={"accept-language": "ko"}).json()

    assert reply["title"] == knowledge.entries["muap"].title.en


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["nothing", "seoul-global", "%00", "Muap"])
def test_an_entry_that_is_not_there_is_404_in_the_language_that_is_named(name, language, client):
    response = client.get(f"/api/v1/services/{name}", params={"language": language})

    assert response.status_code == 404
    assert response.json() == {"detail": say(language, "There is no such page.")}


@pytest.mark.parametrize("language", Language)
def test_a_district_that_is_not_there_is_said_in_the_language_that_is_named(language, client):
    listed = client.get("/api/v1/centers", params={"district": "busan", "language": language})
    asked = client.post(ASK, json={"text": "visa", "district": "busan", "language": language})
    unnamed = client.post(
        ASK, json={"text": "visa", "district": "busan"}, headers={"accept-language": language}
    )

    for response in (listed, asked, unnamed):
        assert response.status_code == 422
        assert response.json() == {"detail": say(language, "Seoul has no such district.")}


def test_what_is_unsure_about_being_open_is_not_told_as_sure(client, knowledge):
    asked = {"text": "서울글로벌센터 상담", "now": "2026-12-02T11:00:00+09:00"}

    contacts = client.post(ASK, json=asked).json()["contacts"]

    by_id = {contact["id"]: contact for contact in contacts}
    assert by_id["seoul-global-center"]["is_open"] is True
    assert "(확인 필요)" in by_id["seoul-global-center"]["opening"]


def test_centers_lists_all_or_those_of_one_district(client, knowledge):
    everywhere = client.get("/api/v1/centers").json()
    guro = client.get("/api/v1/centers", params={"district": "guro", "language": "ko"}).json()

    ids = [center.id for center in knowledge.centers.values() if center.district == "guro"]
    assert [card["contact"]["id"] for card in everywhere] == list(knowledge.centers)
    assert [card["contact"]["id"] for card in guro] == ids
    assert {card["district"] for card in guro} == {"guro"}
    assert [card["contact"]["name"] for card in guro] == [
        knowledge.centers[name].name.ko for name in ids
    ]


def test_unsure_numbers_of_centers_are_marked(client, knowledge):
    for card in client.get("/api/v1/centers").json():
        phones = knowledge.centers[card["contact"]["id"]].phones
        assert card["contact"]["numbers"] == [
            {"number": phone.number, "confirm": phone.sureness != "V"} for phone in phones
        ]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("services", {"language": "jp"}),
        ("services", {"topic": "food"}),
        ("services", {"kind": "death"}),
        ("services/muap", {"language": "jp"}),
        ("centers", {"language": "jp"}),
        ("centers", {"district": "busan"}),
        ("centers", {"district": "d" * 41}),
    ],
)
def test_a_wrong_choice_is_422(path, query, client):
    assert client.get(f"/api/v1/{path}", params=query).status_code == 422


def test_health_checks_say_alive_and_ready(client, ieum):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {
        "status": "ready",
        "entries": len(ieum.knowledge.entries),
        "passages": len(ieum.searcher),
    }


def test_the_api_describes_itself(client):
    described = client.get("/openapi.json").json()

    assert {path: list(methods) for path, methods in described["paths"].items()} == {
        "/api/v1/ask": ["post"],
        "/api/v1/feedback": ["post"],
        "/api/v1/handoff": ["post"],
        "/api/v1/handoff/{ticket}/messages": ["get", "post"],
        "/api/v1/handoff/{ticket}/close": ["post"],
        "/api/v1/services": ["get"],
        "/api/v1/services/{name}": ["get"],
        "/api/v1/centers": ["get"],
        "/healthz": ["get"],
        "/metrics": ["get"],
        "/readyz": ["get"],
    }
    assert {"HeardQuestion", "Reply", "Contact", "Citation"} <= {
        *described["components"]["schemas"]
    }
    asked = described["paths"]["/api/v1/ask"]["post"]["responses"]["200"]["content"]
    assert set(asked) == {"application/json", "text/event-stream"}


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/docs",
        "/redoc",
        "/static/../api.py",
        "/static/",
        "/api/",
        "/api/v1",
        "/api/v2/ask",
    ],
)
def test_there_is_nothing_else(path, client):
    assert client.get(path).status_code == 404
