from html import unescape

import pytest
import yaml

PLACE = "/console/content/entry/life-unpaid-wages"
FILE = "life/life-unpaid-wages.yaml"


def title(content_root):
    return yaml.safe_load((content_root / FILE).read_text(encoding="utf-8"))["title"]["en"]


@pytest.fixture
def take_back(editor, kept):
    """Take an item back to a version."""

    def take_back(place, number, parent=None, path=FILE):
        parent = parent or kept.revisions.latest(path).digest
        return editor.submit(f"{place}/history", {"number": number, "parent": parent})

    return take_back


def test_nothing_was_changed_yet(editor):
    assert "Nobody has changed it here yet" in editor.get(f"{PLACE}/history").text


def test_who_when_why_and_which_words(send, editor):
    send(PLACE, {"title.en": "unpaid pay in English", "_note": "plainer"})
    page = unescape(editor.get(f"{PLACE}/history").text)
    assert "Kim Editor" in page
    assert "plainer" in page
    assert "<code>title.en</code>" in page
    assert "taken out: </span>wages</del>" in page
    assert "put in: </span>pay</ins>" in page
    assert "As it was before" in page


def test_any_version_is_made_again_as_a_new_one(send, take_back, content_root, kept, editor):
    before = title(content_root)
    send(PLACE, {"title.en": "second title"})
    send(PLACE, {"title.en": "third title"})
    first = kept.revisions.history(FILE)[-1]
    response = take_back(PLACE, first.number)
    assert response.headers["location"] == f"{PLACE}/history?said=served"
    assert title(content_root) == before
    assert len(kept.revisions.history(FILE)) == 4
    assert before in editor.get("/en/life/life-unpaid-wages").text
    take_back(PLACE, kept.revisions.history(FILE)[1].number)
    assert title(content_root) == "third title"


def test_a_version_is_not_taken_back_over_somebody_elses_work(send, take_back, content_root, kept):
    send(PLACE, {"title.en": "second title"})
    seen = kept.revisions.latest(FILE).digest
    first = kept.revisions.history(FILE)[-1].number
    send(PLACE, {"title.en": "third title"})
    response = take_back(PLACE, first, seen)
    assert response.status_code == 409
    assert "nothing was taken back" in response.text
    assert title(content_root) == "third title"


def test_only_versions_of_the_item_itself(send, take_back, kept, editor):
    send(PLACE, {"title.en": "second title"})
    send("/console/content/line/line-120", {"name.en": "helpline one two zero"})
    other = kept.revisions.latest("lines/line-120.yaml").number
    assert take_back(PLACE, other).status_code == 404
    assert take_back(PLACE, 999_999).status_code == 404
    assert take_back(PLACE, 0, "x").status_code == 422


def test_what_git_or_an_editor_changed_was_done_by_nobody(send, editor, content_root):
    send(PLACE, {"title.en": "second title"})
    path = content_root / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("second title", "by hand"), "utf-8")
    page = unescape(editor.get(f"{PLACE}/history").text)
    assert "Changed outside of the console since" in page
    assert "by hand" not in page.partition("Changed outside")[0]
    send(PLACE, {"title.vi": "tiêu đề mới"})
    page = unescape(editor.get(f"{PLACE}/history").text)
    assert "Changed outside of the console since" not in page
    assert "· Changed outside of the console" in page


def test_a_term_is_taken_back_alone(send, take_back, content_root, kept):
    arc, visa = "/console/content/term/arc", "/console/content/term/visa"
    send(arc, {"name.en": "ARC card", "spellings.en": "alien card"})
    send(visa, {"name.en": "visa card"})
    first = kept.revisions.history("glossary.yaml")[-1].number
    response = take_back(arc, first, path="glossary.yaml")
    assert response.status_code == 303
    terms = yaml.safe_load((content_root / "glossary.yaml").read_text(encoding="utf-8"))
    assert [term["name"]["en"] for term in terms] == ["ARC", "visa card"]
    assert not any(terms[0].get("spellings", {}).values())


def test_a_terms_history_is_its_own(send, editor):
    send("/console/content/term/arc", {"name.en": "ARC card"})
    send("/console/content/term/visa", {"name.en": "visa card", "_note": "of the visa"})
    assert "of the visa" not in editor.get("/console/content/term/arc/history").text
    assert "of the visa" in editor.get("/console/content/term/visa/history").text
