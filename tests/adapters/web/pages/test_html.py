import subprocess
from pathlib import Path

import pytest

from knowledge.languages import Language

HERE = Path(__file__).parent
TOOL = HERE.parents[3] / ".venv/node/node_modules/.bin/html-validate"
RULES = HERE / "html-validate.json"
PATHS = (
    "",
    "life/life-unpaid-wages",
    "life/life-domestic-violence",
    "services/free-clinic-dongbu",
    "centers",
    "centers?district=guro&open=now",
    "centers?district=nowhere",
    "centers/seoul-global-center",
    "help",
    "search",
    "search?q=free doctor",
    "search?q=hello",
    "search?q=call an ambulance",
    "search?q=" + "a" * 2001,
    "nowhere",
)

pytestmark = pytest.mark.skipif(
    not TOOL.exists(), reason="html-validate is not there; `make html` installs it where npm is"
)


def complaints(folder):
    command = [TOOL, "--config", RULES, "--formatter", "text", *sorted(folder.glob("*.html"))]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_every_page_is_valid_html(client, tmp_path):
    for language in Language:
        for number, path in enumerate(PATHS):
            page = client.get(f"/{language}/{path}", headers={"accept": "text/html"})
            (tmp_path / f"{language}-{number}.html").write_text(page.text, encoding="utf-8")
    asked = client.post("/search", data={"q": "TOPIK"})
    (tmp_path / "which-language.html").write_text(asked.text, encoding="utf-8")

    assert complaints(tmp_path) == ""


def test_the_panel_of_the_widget_is_valid_html(client, tmp_path):
    for language in Language:
        page = client.get("/widget/panel", params={"lang": language, "theme": "dark"})
        (tmp_path / f"{language}.html").write_text(page.text, encoding="utf-8")

    assert complaints(tmp_path) == ""


def test_the_validator_finds_what_is_wrong(tmp_path):
    (tmp_path / "bad.html").write_text("<!doctype html><html><p><div></p>", encoding="utf-8")

    assert "error" in complaints(tmp_path)
