import re
from html import unescape

import pytest

from bot.roles import Role
from bot.storage.gaps import GapState
from knowledge.languages import Language

ROW = re.compile(r'<tr role="row">\s*<td.*?</tr>', re.DOTALL)
GYM = (Language.EN, "the gym refuses to refund my one year membership")

NOBODYS = "3f0d9c1e-5b7a-4c2d-8e6f-1a2b3c4d5e6f"


def links(page):
    return re.findall(r'href="(/console/learning/gaps/[^"]+)"', page.text)


def rows(page):
    return [unescape(re.sub(r"<[^>]*>", " ", row)) for row in ROW.findall(page.text)]


def test_one_gap_in_five_languages_is_one_row(editor, ask, dog):
    ask(*dog.items(), GYM)

    page = editor.get("/console/learning")

    first, second = rows(page)
    assert all(text in first for text in dog.values())
    assert all(name in first for name in ("한국어", "English", "中文", "Tiếng Việt", "Монгол"))
    assert GYM[1] in second


def test_the_filters_say_what_is_listed(editor, ask, clock, dog):
    gaps = ask(*dog.items(), GYM)

    assert len(rows(editor.get("/console/learning?language=mn"))) == 1
    assert len(rows(editor.get("/console/learning?language=&kind=&days=&sort=last"))) == 2
    assert len(rows(editor.get("/console/learning?kind=route"))) == 0
    clock.move(days=8)
    editor.sit_down(editor.staff)
    assert len(rows(editor.get("/console/learning?days=7"))) == 0
    assert len(rows(editor.get("/console/learning?days=30"))) == 2
    assert len(rows(editor.get("/console/learning?state=dismissed"))) == 0
    assert len(gaps) == 2


@pytest.mark.parametrize(
    "wrong", ["state=lost", "language=de", "kind=answer", "days=12", "sort=up", "page=0", "page=x"]
)
def test_what_cannot_be_listed_is_refused_plainly(editor, wrong):
    response = editor.get(f"/console/learning?{wrong}")

    assert response.status_code == 422
    assert "Something in this request is wrong" in response.text


def test_pages_of_a_long_list(editor, ask, kept):
    for _ in range(30):
        (gap,) = [gap for gap in ask((Language.EN, "a dog")) if gap.state is GapState.OPEN]
        kept.gaps.settle(gap.id, GapState.MADE)

    first = editor.get("/console/learning?state=made&sort=last")
    assert "1 to 25 of 30" in first.text
    assert len(rows(first)) == 25
    total = 30
    after = unescape(re.search(r'href="([^"]+)" rel="next"', first.text)[1])
    second = editor.get(after)
    assert "sort=last" in after
    assert len(rows(second)) == min(25, total - 25)
    assert len({*links(first), *links(second)}) == total
    assert "There is nothing on this page" in editor.get("/console/learning?page=99").text


def test_htmx_is_given_the_list_alone(editor, ask, dog):
    ask(*dog.items())

    part = editor.get("/console/learning", headers={"HX-Request": "true"}).text

    assert "<html" not in part
    assert dog[Language.MN] in part


def test_what_was_stored_is_shown_and_never_run(editor, ask, judge, evil):
    (gap,) = ask((Language.EN, evil))
    judge(comment=evil, question=evil)

    for path in ("", "/answers", f"/gaps/{gap.id}"):
        text = editor.get(f"/console/learning{path}").text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "{{ 7 * 7 }}" in text


def test_a_gap_shows_all_its_questions_and_what_is_near(editor, ask, kept, noted, dog):
    (gap,) = ask(*dog.items())

    page = editor.get(f"/console/learning/gaps/{gap.id}")

    assert all(text in unescape(page.text) for text in dog.values())
    assert len(re.findall(r"/console/content/entry/[\w-]+\?gap=" + gap.id, page.text)) == 5
    assert f"/console/content/new?gap={gap.id}" in page.text
    some = editor.get(f"/console/learning/gaps/{gap.id}?language=mn").text
    assert some.count('class="question"') == 1
    assert [(one.action, one.subject) for one in noted(kept)][:1] == [("gap.see", gap.id)]


def test_who_may_not_edit_is_offered_no_editing(manager, ask, dog):
    (gap,) = ask(*dog.items())

    page = manager.get(f"/console/learning/gaps/{gap.id}")

    assert page.status_code == 200
    assert "/console/content/" not in page.text


def test_a_gap_is_set_aside_opened_again_and_marked_as_made(editor, ask, kept, dog):
    (gap,) = ask(*dog.items())
    path = f"/console/learning/gaps/{gap.id}"

    for form, state in (
        ({"state": "dismissed"}, GapState.DISMISSED),
        ({"state": "open"}, GapState.OPEN),
        ({"state": "made", "entry": " life-bank-and-phone "}, GapState.MADE),
    ):
        answer = editor.submit(path, form)
        assert (answer.status_code, answer.headers["location"]) == (303, path)
        assert kept.gaps.get(gap.id).state is state
    assert kept.gaps.get(gap.id).entry == "life-bank-and-phone"
    assert "/console/items/entry/life-bank-and-phone" in editor.get(path).text


def test_an_entry_that_is_not_there_is_said_beside_the_field(editor, ask, kept, dog, evil):
    (gap,) = ask(*dog.items())

    answer = editor.submit(
        f"/console/learning/gaps/{gap.id}", {"state": "made", "entry": f"no-such {evil}"[:80]}
    )

    assert answer.status_code == 422
    assert 'id="entry-error">There is no entry with this name.' in answer.text
    assert f"no-such {evil}"[:80] in unescape(answer.text)
    assert "<script>alert" not in answer.text
    assert kept.gaps.get(gap.id).state is GapState.OPEN


@pytest.mark.parametrize("wrong", [NOBODYS, "7", "..%2f..", "%00"])
def test_a_gap_that_is_not_there_is_not_found(editor, wrong):
    assert editor.get(f"/console/learning/gaps/{wrong}").status_code == 404
    assert editor.submit(f"/console/learning/gaps/{wrong}", {"state": "open"}).status_code == 404


def test_a_form_without_its_token_changes_nothing(editor, ask, kept, dog):
    (gap,) = ask(*dog.items())

    answer = editor.post(f"/console/learning/gaps/{gap.id}", data={"state": "dismissed"})

    assert answer.status_code == 403
    assert kept.gaps.get(gap.id).state is GapState.OPEN


@pytest.mark.parametrize(
    "path", ["", "/answers", "/entries", "/trends", "/gaps/3f0d9c1e-5b7a-4c2d-8e6f-1a2b3c4d5e6f"]
)
def test_a_counselor_does_not_come_in(at_console, path):
    assert at_console(Role.COUNSELOR).get(f"/console/learning{path}").status_code == 403


def test_every_word_is_korean_for_who_reads_korean(visitor, staff_of, ask, dog):
    (gap,) = ask(*dog.items())
    browser = visitor()
    browser.headers["accept-language"] = "ko"
    browser.sit_down(staff_of(Role.ADMIN))

    for path in ("", f"/gaps/{gap.id}", "/answers", "/entries", "/trends", "/trends?by=hour"):
        page = browser.get(f"/console/learning{path}")
        assert '<html lang="ko">' in page.text
        for word in ("Show", "What is asked", "Questions by", "Useful", "Reason", "Nearest"):
            assert f">{word}" not in page.text
