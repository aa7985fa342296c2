import uuid
from datetime import UTC, datetime

import numpy as np
import pytest
import yaml
from sqlalchemy import insert, update

from bot.learning import Learned
from bot.storage.console_tables import GAPS, QUESTIONS
from bot.storage.gaps import GapState
from knowledge.languages import Language

NEW = "/console/content/new?kind=entry"
WAGES = "/console/content/entry/life-unpaid-wages"
FULL = {
    "kind": "life",
    "topic": "city",
    "audience": ["resident"],
    "lines": ["line-120", ""],
    "title.ko": "쓰레기 버리기",
    "title.en": "Taking out the Rubbish!",
    "title.zh": "倒垃圾",
    "title.vi": "Đổ rác",
    "title.mn": "Хог хаях",
    "answer.ko": "종량제 봉투에 담아요.",
    "answer.en": "Use the paid bags.",
    "answer.zh": "用收费袋。",
    "answer.vi": "Dùng túi rác trả phí.",
    "answer.mn": "Төлбөртэй уутанд хийнэ.",
    "show_to_staff": "쓰레기 봉투를 어디에서 사요?",
    "dates.status": "current",
    "dates.as_of": "2026",
    "sources.0.publisher": "seoul.go.kr",
    "sources.0.as_of": "2026",
    "questions.zh": "垃圾怎么扔\n垃圾袋在哪买\n倒垃圾",
    "questions.mn": "хог хаях\nхогийн уут\nхог хаана",
}


@pytest.fixture
def gap(kept):
    """A gap of questions about rubbish, in three languages."""
    gap = str(uuid.uuid4())
    asked = [
        *(
            (Language.KO, text)
            for text in ("쓰레기 어떻게 버려요", "쓰레기 봉투", "쓰레기 요일", "쓰레기 봉투")
        ),
        *((Language.EN, f"how to throw rubbish {n}") for n in range(12)),
        (Language.VI, "đổ rác ở đâu"),
        (Language.VI, "Đổ  rác ở đâu"),
    ]
    now = datetime.now(UTC)
    ids = [str(uuid.uuid4()) for _ in asked]
    kept.questions.add(
        Learned(one, now, language, "no_answer", "web", text)
        for one, (language, text) in zip(ids, asked, strict=True)
    )
    row = {
        "id": gap,
        "centre": np.zeros(2, np.float32).tobytes(),
        "encoder": "x",
        "count": 18,
        "example": "rubbish",
        "state": "open",
        "first_at": now,
        "last_at": now,
    }
    with kept._database.writing() as connection:
        connection.execute(insert(GAPS).values(row))
        connection.execute(update(QUESTIONS).values(gap=gap))
    return gap


def test_a_new_entry_begins_with_the_questions_of_the_gap(editor, form_of, gap):
    fields = form_of(editor.get(f"{NEW}&gap={gap}"))
    assert sorted(fields["questions.ko"][0].split("\r\n")) == sorted(
        ["쓰레기 어떻게 버려요", "쓰레기 봉투", "쓰레기 요일"]
    )
    assert len(fields["questions.en"][0].split("\r\n")) == 8
    assert len(fields["questions.vi"][0].split("\r\n")) == 1
    assert fields["questions.mn"] == [""]
    assert fields["gap"] == [gap]


@pytest.fixture
def made(send, editor, form_of, gap):
    """Save a new entry from the gap's form."""

    def made(**more):
        fields = form_of(send(NEW, act="add:sources", form=form_of(editor.get(f"{NEW}&gap={gap}"))))
        fields |= FULL | {"questions.vi": "đổ rác\nmua túi rác\ntúi rác ở đâu"} | more
        return send(NEW, form=fields)

    return made


def test_a_gap_becomes_an_entry_that_answers(made, editor, kept, gap, content_root):
    response = made()
    name = "life-taking-out-the-rubbish"
    assert response.headers["location"] == f"/console/content/entry/{name}?said=served"
    found = kept.gaps.get(gap)
    assert (found.state, found.entry) == (GapState.MADE, name)
    entry = yaml.safe_load((content_root / f"life/{name}.yaml").read_text("utf-8"))
    assert entry["id"] == name
    assert set(entry["review"].values()) == {"drafted"}
    asked = editor.post("/api/v1/ask", json={"text": "đổ rác ở đâu"}).json()
    assert asked["service"] == name
    assert name not in editor.get("/console/content?stale=vi").text


def test_what_is_missing_is_left_for_the_editor(made, kept, gap):
    response = made(**{"questions.mn": ""})
    assert response.status_code == 422
    assert 'href="#questions.mn"' in response.text
    assert kept.gaps.get(gap).state is GapState.OPEN


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("life-unpaid-wages", "There is one with this name already."),
        ("Bad Name", "Give a short name"),
        ("../x", "Give a short name"),
        ("rubbish", "life-"),
    ],
)
def test_a_name_has_to_be_free_and_fit(made, name, told, content_root):
    before = sorted(content_root.rglob("*.yaml"))
    response = made(id=name)
    assert response.status_code == 422
    assert told in response.text
    assert sorted(content_root.rglob("*.yaml")) == before


def test_a_taken_title_gets_another_name(made):
    made()
    second = made()
    assert second.headers["location"].startswith(
        "/console/content/entry/life-taking-out-the-rubbish-2?"
    )


def test_an_entry_that_is_there_is_offered_the_questions_to_tick(
    send, editor, form_of, gap, kept, content_root
):
    page = editor.get(f"{WAGES}?gap={gap}")
    assert "Asked, and not answered" in page.text
    assert page.text.count('name="_offered.en"') == 8
    response = send(WAGES, {"_offered.ko": ["쓰레기 봉투", "쓰레기 요일"]}, form=form_of(page))
    assert response.status_code == 303
    entry = yaml.safe_load((content_root / "life/life-unpaid-wages.yaml").read_text("utf-8"))
    assert entry["questions"]["ko"][3:] == ["쓰레기 봉투", "쓰레기 요일"]
    assert kept.gaps.get(gap).entry == "life-unpaid-wages"
    assert 'value="쓰레기 봉투"' not in editor.get(f"{WAGES}?gap={gap}").text


@pytest.mark.parametrize("wrong", ["nothing", "00000000-0000-4000-8000-000000000000", "%27"])
def test_a_gap_that_is_not_there(editor, wrong):
    assert editor.get(f"{NEW}&gap={wrong}").status_code == 404
    assert editor.get(f"{WAGES}?gap={wrong}").status_code == 404


def test_a_new_term_center_and_line(send, content_root):
    names = {
        f"name.{one}": text
        for one, text in zip(
            Language, ("등본", "Copy of the Register", "誊本", "bản sao", "лавлагаа"), strict=True
        )
    }
    response = send("/console/content/new?kind=term", names)
    assert response.headers["location"] == "/console/content/term/copy-of-the-register?said=served"
    again = send("/console/content/new?kind=term", names | {"id": "arc"})
    assert again.status_code == 422
    assert "There is one with this name already." in again.text
    assert (
        yaml.safe_load((content_root / "glossary.yaml").read_text("utf-8"))[-1]["name"]["zh"]
        == "誊本"
    )


def test_an_empty_form_says_what_is_needed(send):
    for kind in ("entry", "center", "line", "term"):
        response = send(f"/console/content/new?kind={kind}")
        assert response.status_code == 422
        assert "This is missing." in response.text
