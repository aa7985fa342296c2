from html import unescape

import pytest
import yaml

from bot.roles import Role

PLACE = "/console/content/entry/life-unpaid-wages"
FILE = "life/life-unpaid-wages.yaml"
VI = "Lương chưa trả tiếng Việt"
EN = "Wages not paid in English"


@pytest.fixture
def colleague(at_console):
    return at_console(Role.EDITOR, shown="Park Colleague")


@pytest.fixture
def said(content_root):
    return lambda: yaml.safe_load((content_root / FILE).read_text(encoding="utf-8"))


@pytest.fixture
def opened(editor, form_of):
    """The form as an editor opened it, before a colleague saved."""
    return form_of(editor.get(PLACE))


def shown(response):
    return unescape(response.text)


def test_who_was_slower_is_told_and_loses_nothing(send, colleague, opened, said):
    assert send(PLACE, {"title.en": EN, "_note": "theirs"}, browser=colleague).status_code == 303
    mine = {"title.en": "My wages in English", "title.vi": VI, "_note": "mine"}
    response = send(PLACE, mine, form=opened)
    assert response.status_code == 409
    page = shown(response)
    assert "Park Colleague saved this while you were writing" in page
    assert EN in page
    assert "My wages in English" in page
    assert "you both changed this" in page
    assert "you changed this" in page
    assert said()["title"]["en"] == EN


@pytest.mark.parametrize("taken", ["theirs", "mine"])
def test_each_field_is_taken_from_whom_one_says(send, colleague, opened, said, form_of, taken):
    send(PLACE, {"title.en": EN}, browser=colleague)
    mine = {"title.en": "My wages in English", "title.vi": VI, "_note": "mine"}
    fields = form_of(send(PLACE, mine, form=opened))
    assert fields["_take.title.vi"] == ["mine"]
    response = send(PLACE, {"_take.title.en": taken}, form=fields)
    assert response.headers["location"] == f"{PLACE}?said=served"
    assert said()["title"]["en"] == {"theirs": EN, "mine": "My wages in English"}[taken]
    assert said()["title"]["vi"] == VI


def test_what_only_they_changed_stands_unless_one_says_otherwise(
    send, colleague, opened, said, form_of
):
    send(PLACE, {"title.en": EN}, browser=colleague)
    fields = form_of(send(PLACE, {"title.vi": VI}, form=opened))
    assert fields["_take.title.en"] == ["theirs"]
    assert send(PLACE, form=fields).status_code == 303
    assert (said()["title"]["en"], said()["title"]["vi"]) == (EN, VI)


def test_a_third_who_saves_meanwhile_is_told_of_again(send, colleague, opened, form_of, said):
    send(PLACE, {"title.en": EN}, browser=colleague)
    fields = form_of(send(PLACE, {"title.vi": VI}, form=opened))
    send(PLACE, {"title.en": "Wages, a third time"}, browser=colleague)
    again = send(PLACE, form=fields)
    assert again.status_code == 409
    assert "Wages, a third time" in shown(again)
    assert send(PLACE, form=form_of(again)).status_code == 303
    assert (said()["title"]["en"], said()["title"]["vi"]) == ("Wages, a third time", VI)


def test_one_can_go_on_editing_with_both(send, colleague, opened, form_of, said):
    send(PLACE, {"title.en": EN}, browser=colleague)
    fields = form_of(send(PLACE, {"title.vi": VI}, form=opened))
    form = form_of(send(PLACE, act="look", form=fields))
    assert (form["title.en"], form["title.vi"]) == ([EN], [VI])
    assert send(PLACE, {"title.mn": "Цалин монгол"}, form=form).status_code == 303
    assert said()["title"]["mn"] == "Цалин монгол"


def test_a_file_changed_by_hand_is_a_conflict_of_nobody(send, opened, content_root, said):
    path = content_root / FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("월급을 못 받았어요.", "월급을 못 받았습니다."), encoding="utf-8")
    response = send(PLACE, {"title.vi": VI}, form=opened)
    assert response.status_code == 409
    assert "changed outside of the console" in shown(response)
    assert "월급을 못 받았습니다." in shown(response)


def test_another_term_of_the_glossary_is_no_conflict(
    send, editor, colleague, form_of, content_root
):
    opened = form_of(editor.get("/console/content/term/arc"))
    send("/console/content/term/visa", {"name.en": "visa card"}, browser=colleague)
    assert (
        send("/console/content/term/arc", {"name.en": "ARC card"}, form=opened).status_code == 303
    )
    terms = yaml.safe_load((content_root / "glossary.yaml").read_text(encoding="utf-8"))
    assert [term["name"]["en"] for term in terms] == ["ARC card", "visa card"]


def test_the_same_term_of_the_glossary_is_one(send, editor, colleague, form_of):
    opened = form_of(editor.get("/console/content/term/arc"))
    send("/console/content/term/arc", {"name.en": "their card"}, browser=colleague)
    assert send("/console/content/term/arc", {"name.vi": "thẻ"}, form=opened).status_code == 409


def test_a_list_that_nobody_touched_is_no_clash(send, colleague, opened):
    send(PLACE, {"title.en": EN}, browser=colleague)
    # A browser posts the empty place for one more, too.
    assert opened["lines"][-1] == ""
    page = shown(send(PLACE, {"title.en": "My wages in English"}, form=opened))
    assert 'name="_take.title.en"' in page
    assert 'name="_take.lines"' not in page
