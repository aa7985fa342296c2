import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient

from bot.messages import say
from knowledge.languages import Language

HTML = {"accept": "text/html"}
ODD = "Something is wrong with this request. Please try again."


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("GET", "/xx/", 404), ("POST", "/", 405), ("DELETE", "/leave", 405)],
)
def test_what_cannot_be_done_is_said_in_the_language_of_the_browser(
    method, path, status, language, client, read
):
    reader = {"accept-language": language}
    message = {404: "There is no such page.", 405: "You cannot do this here."}[status]

    page = read(client.request(method, path, headers=HTML | reader))
    plain = client.request(method, path, headers=reader)

    assert page.response.status_code == plain.status_code == status
    assert page.language.startswith(language)
    assert f'<p class="error">{say(language, message)}</p>' in page.main
    assert plain.json() == {"detail": say(language, message)}
    assert plain.headers.get("allow") == page.response.headers.get("allow")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("method", "place", "status"),
    [
        ("GET", "nowhere", 404),
        ("GET", "centers/nowhere", 404),
        ("GET", "life/nowhere", 404),
        ("GET", "help/nowhere", 404),
        ("POST", "help", 405),
        ("PUT", "search", 405),
    ],
)
def test_the_language_of_the_path_wins_over_that_of_the_browser(
    method, place, status, language, client, read
):
    other = {"accept-language": "en" if language != "en" else "ko"}

    page = read(client.request(method, f"/{language}/{place}", headers=HTML | other))

    assert page.response.status_code == status
    assert page.language.startswith(language)
    assert page.one("a", class_="button")["href"] == f"/{language}/"


def test_what_may_be_done_instead_is_told(client):
    response = client.put("/ko/help")

    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("language", Language)
def test_a_form_with_a_wrong_field_is_a_page_for_a_browser(language, client, read):
    asked = {"q": "my own words", "lang": "jp"}

    page = read(client.post("/search", data=asked, headers=HTML | {"accept-language": language}))

    assert page.response.status_code == 422
    assert f'<p class="error">{say(language, ODD)}</p>' in page.main
    assert "my own words" not in page.text


def test_a_program_is_told_which_fields_are_wrong_but_not_what_it_sent(client):
    asked = {"text": "my own words", "language": "jp", "now": "my own time"}

    response = client.post("/api/v1/ask", json=asked)

    faults = response.json()["detail"]
    assert response.status_code == 422
    assert {tuple(fault["loc"]) for fault in faults} == {("body", "language"), ("body", "now")}
    assert all(set(fault) == {"loc", "msg", "type"} for fault in faults)
    assert "my own" not in response.text


@pytest.mark.parametrize("language", Language)
def test_a_body_that_cannot_be_read_is_refused_in_the_readers_language(language, client, read):
    broken = {"content-type": "multipart/form-data", "accept-language": language}

    page = read(client.post("/search", content=b"q=visa", headers=HTML | broken))
    plain = client.post("/search", content=b"q=visa", headers=broken)

    assert page.response.status_code == plain.status_code == 400
    assert f'<p class="error">{say(language, ODD)}</p>' in page.main
    assert plain.json() == {"detail": say(language, ODD)}


def test_the_words_of_who_refuses_are_kept(client_of):
    client = client_of()

    @client.app.get("/teapot")
    def teapot():
        raise HTTPException(418, "Тийм биш ээ", {"x-why": "tea"})

    response = client.get("/teapot")

    assert (response.status_code, response.json()) == (418, {"detail": "Тийм биш ээ"})
    assert response.headers["x-why"] == "tea"


def test_a_refusal_without_words_of_its_own_gets_ours(client_of):
    client = client_of()

    @client.app.get("/teapot")
    def teapot():
        raise HTTPException(418)

    response = client.get("/teapot", headers={"accept-language": "mn"})

    assert (response.status_code, response.json()) == (418, {"detail": say(Language.MN, ODD)})


@pytest.mark.parametrize("language", Language)
def test_what_is_wrong_with_us_is_owned_in_the_readers_language(
    language, ieum, client_of, monkeypatch
):
    app = client_of().app
    client = TestClient(app, raise_server_exceptions=False)
    monkeypatch.setattr(app.state, "editions", None)
    words = say(language, "Something went wrong on our side. Please try again later.")

    page = client.get(f"/{language}/", headers={"accept": "text/html"})
    program = client.get(f"/{language}/help")

    assert (page.status_code, program.status_code) == (500, 500)
    assert words in page.text
    assert program.json() == {"detail": words}
