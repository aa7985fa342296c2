import re
import uuid
from datetime import UTC, datetime
from html import unescape

import pytest

from bot.learning import Learned
from knowledge.languages import Language

PLACE = "/console/content/entry/life-unpaid-wages"
HTMX = {"hx-request": "true"}


@pytest.fixture
def part(editor, send, form_of):
    """A part of the page for a form with some changes."""

    def part(name, changes, place=PLACE):
        path, _, query = place.partition("?")
        fields = form_of(editor.get(place))
        return send(f"{path}/{name}?{query}", changes, form=fields)

    return part


def test_residents_will_see_it_in_five_languages(part):
    page = unescape(part("look", {"answer.vi": "Gọi 120 trong {days} ngày nhé."}).text)
    assert "<html" not in page
    assert "Gọi 120 trong 14 ngày nhé." in page
    assert page.count('<article class="preview ') == 5
    # With what the reader's language says around it.
    assert "Hãy đưa cái này cho nhân viên xem" in page or "nhân viên" in page


def test_a_stale_translation_is_shown_as_residents_will_see_it(part):
    page = unescape(part("look", {"answer.ko": "{days}일 안에 120, 한국어로 새로 썼어요"}).text)
    assert page.count("한국어로 새로 썼어요") == 5
    assert page.count("Older than the Korean") == 4


def test_lamps_and_mistakes_come_along(part):
    page = unescape(
        part("look", {"answer.en": "120 {days} 7 " + "word " * 150, "title.ko": ""}).text
    )
    assert "153 of 110 words" in page
    assert "Differs from the Korean: 7" in page
    assert 'id="lamp-en" hx-swap-oob="true"' in page
    assert '<div id="summary" hx-swap-oob="true">' in page
    assert "This is missing." in page
    assert "It can be shown as soon as" in page


def test_a_center_is_shown_as_a_card(part):
    page = unescape(
        part("look", {"about.vi": "tư vấn mới"}, "/console/content/center/guro-center").text
    )
    assert "tư vấn mới" in page
    assert "02-123-4567" in page


def test_what_names_something_missing_is_not_shown_and_breaks_nothing(part):
    page = part("look", {"lines": ["line-999"]})
    assert page.status_code == 200
    assert "line-999 does not exist." in page.text


def test_questions_are_won_and_lost_without_touching_what_is_served(part, live, editor, kept):
    kept.questions.add(
        [
            Learned(
                str(uuid.uuid4()),
                datetime.now(UTC),
                Language.VI,
                "no_answer",
                "web",
                "đổ rác ở đâu",
            )
        ]
    )
    before = live.now
    questions = {"questions.vi": "đổ rác ở đâu\nmua túi rác\nrác thải"}
    page = unescape(part("questions", questions).text)
    assert "<html" not in page
    assert "<h3>Won</h3>" in page
    assert "mua túi rác" in page.partition("<h3>Won</h3>")[2]
    assert "1 questions that people asked" in page
    assert live.now is before
    assert len(before.searcher) == len(live.now.searcher)
    asked = editor.post("/api/v1/ask", json={"text": "mua túi rác"}).json()
    assert asked["service"] != "life-unpaid-wages" or asked["kind"] != "answer"


def test_a_question_that_an_editor_takes_from_those_asked_is_asked_again_once(part, kept):
    def asked_again():
        page = unescape(
            part("questions", {"questions.vi": "đổ rác ở đâu\nmua túi rác\nrác thải"}).text
        )
        return [int(n) for n in re.search(r"(\d+) questions that .* and (\d+) of", page).groups()]

    assert asked_again()[0] == 0
    own = asked_again()[1]
    question = Learned(
        str(uuid.uuid4()), datetime.now(UTC), Language.VI, "no_answer", "web", "đổ rác ở đâu"
    )
    kept.questions.add([question])
    assert asked_again() == [1, own - 1]


def test_a_change_of_nothing_asks_nothing(part):
    page = part("questions", {}).text
    assert "<dd>0</dd>" in page
    assert "<h3>" not in page


def test_a_term_is_asked_for_by_its_names(part):
    page = part("questions", {"spellings.en": "boss\nwages"}, "/console/content/term/visa").text
    assert "0 questions that people asked" in page
    assert "as soon as" not in page


def test_questions_of_what_has_mistakes_wait(part):
    assert "as soon as what is needed" in part("questions", {"title.ko": ""}).text


def test_both_work_without_scripts(send):
    page = send(PLACE, {"answer.vi": "Gọi 120 trong {days} ngày nhé."}, act="look")
    assert page.status_code == 200
    assert "14 ngày nhé" in page.text
    page = send(PLACE, {"questions.vi": "đổ rác\ntúi rác\nrác thải"}, act="questions")
    assert "<html" in page.text
    assert "As before" in page.text


def test_a_new_item_is_tried_out_before_it_has_a_name(part):
    page = part("look", {"title.en": "x"}, "/console/content/new?kind=entry")
    assert page.status_code == 200
    assert "This is missing." in page.text
    assert part("questions", {}, "/console/content/new?kind=line").status_code == 200
