import base64
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from adapters.web.assets import STATIC, Assets

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, max-age=0, must-revalidate"


@pytest.fixture
def folder(tmp_path):
    static = tmp_path / "static"
    (static / "panel").mkdir(parents=True)
    (static / "page.css").write_text("p {}", encoding="utf-8")
    (static / "panel" / "panel.js").write_text("let a = 1;", encoding="utf-8")
    (tmp_path / "secret.py").write_text("secret", encoding="utf-8")
    return static


def serving(assets):
    app = Starlette()
    app.mount("/static", assets)
    return TestClient(app)


def test_a_file_of_todays_edition_is_kept_for_ever(folder):
    assets = Assets(folder)

    response = serving(assets).get(assets.url("panel/panel.js"))

    assert response.status_code == 200
    assert response.text == "let a = 1;"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["cache-control"] == FOREVER


def test_a_file_of_another_edition_is_todays_but_asked_for_again(folder):
    old = Assets(folder).url("page.css")
    (folder / "page.css").write_text("p { color: red }", encoding="utf-8")

    response = serving(Assets(folder)).get(old)

    assert response.text == "p { color: red }"
    assert response.headers["cache-control"] == ASK_AGAIN


@pytest.mark.parametrize("name", ["page.css", "panel/panel.js", "new.css"])
def test_the_edition_changes_with_any_file(name, folder):
    before = Assets(folder)
    (folder / name).write_text("changed", encoding="utf-8")
    after = Assets(folder)

    assert before.edition != after.edition
    assert before.url("page.css") == f"/static/{before.edition}/page.css"
    assert after.url("page.css") == f"/static/{after.edition}/page.css"


def test_the_edition_changes_when_a_file_moves(folder):
    before = Assets(folder).edition
    (folder / "page.css").rename(folder / "panel" / "page.css")

    assert Assets(folder).edition != before


def test_the_edition_is_the_same_for_the_same_files(folder):
    assert Assets(folder).edition == Assets(folder).edition
    assert len(Assets(folder).edition) == 12


def test_a_file_the_browser_has_is_not_sent_again(folder):
    assets = Assets(folder)
    client = serving(assets)
    etag = client.get(assets.url("page.css")).headers["etag"]

    response = client.get(assets.url("page.css"), headers={"if-none-match": etag})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["cache-control"] == FOREVER


def test_other_websites_may_load_what_the_widget_is_made_of(folder):
    assets = Assets(folder)

    response = serving(assets).get(assets.url("page.css"))

    assert response.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_styles_of_a_page_are_all_its_stylesheets_and_are_allowed_by_their_digest(folder):
    (folder / "ieum.css").write_text("/* why */\n:root {\n  color: red;\n}\n", encoding="utf-8")
    assets = Assets(folder)

    styles, allowed = assets.page_styles()

    assert styles == ":root {\ncolor: red;\n}\np {}"
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    assert allowed == f"'sha256-{digest}'"
    assert assets.page_styles() == (styles, allowed)


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/page.css",
        "/static/{edition}/",
        "/static/{edition}/panel",
        "/static/{edition}/nothing.css",
        "/static/{edition}/..%2fsecret.py",
        "/static/{edition}/..%2f..%2fsecret.py",
        "/static/..%2fsecret.py",
        "/static/..%2f..%2fsecret.py",
        "/static/{edition}/%00",
    ],
)
def test_nothing_else_is_served(path, folder):
    assets = Assets(folder)

    response = serving(assets).get(path.format(edition=assets.edition))

    assert response.status_code == 404
    assert "secret" not in response.text


def test_every_file_that_we_have_is_served(client):
    files = [path for path in STATIC.rglob("*") if path.is_file()]

    assert {"ieum.css", "page.css", "ieum.svg", "widget.js"} <= {path.name for path in files}
    for path in files:
        response = client.get(client.app.state.assets.url(path.relative_to(STATIC).as_posix()))
        assert response.status_code == 200
        assert response.content == path.read_bytes()


def test_stylesheets_name_no_file_outside_their_folder(client):
    for path in STATIC.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert "@import" not in text
        assert "//" not in text.replace("://www.w3.org", "")
