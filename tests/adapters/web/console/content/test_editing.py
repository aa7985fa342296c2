import re
from html import unescape

import pytest
import yaml

from bot.roles import Permission, Role, may
from bot.storage.audit import Wanted
from knowledge.languages import Language
from knowledge.loader import load_knowledge
from knowledge.schema import ReviewState

PLACE = "/console/content/entry/life-unpaid-wages"
FILE = "life/life-unpaid-wages.yaml"
ANSWERS = {
    "answer.ko": "{days}일 안에 120에 전화하세요. 정말 무료예요.",
    "answer.en": "Call 120 within {days} days. It is really free.",
    "answer.zh": "请在 {days} 天内打 120，真的免费。",
    "answer.vi": "Hãy gọi 120 trong {days} ngày, hoàn toàn miễn phí.",
    "answer.mn": "{days} хоногийн дотор 120 руу залгаарай, үнэгүй.",
}


def said(content_root):
    return yaml.safe_load((content_root / FILE).read_text(encoding="utf-8"))


def wrong_at(response, name):
    """What stands beside a control."""
    found = re.findall(rf'id="{re.escape(name)}-wrong-\d+">([^<]*)<', response.text)
    return [unescape(one) for one in found]


def summary(response):
    return unescape(response.text.partition('<div id="summary"')[2].partition("<form")[0])


def test_an_unchanged_form_changes_nothing(send, content_root, kept):
    before = (content_root / FILE).read_bytes()
    response = send(PLACE)
    assert (response.status_code, response.headers["location"]) == (303, f"{PLACE}?said=same")
    assert (content_root / FILE).read_bytes() == before
    assert kept.revisions.newest() == ()


def test_an_edit_in_five_languages_is_saved_and_served(send, editor, content_root, live):
    response = send(
        PLACE, ANSWERS | {"_note": "It is free", "_knowingly": ["en", "zh", "vi", "mn"]}
    )
    assert response.headers["location"] == f"{PLACE}?said=served"
    answer = said(content_root)["answer"]
    assert answer == {name.partition(".")[2]: text for name, text in ANSWERS.items()}
    assert "gets the new answer" in editor.get(response.headers["location"]).text
    page = editor.get("/vi/life/life-unpaid-wages").text
    assert "hoàn toàn miễn phí" in page
    assert "This translation is older" not in editor.get("/en/life/life-unpaid-wages").text
    asked = editor.post("/api/v1/ask", json={"text": "chủ không trả lương"}).json()
    assert "hoàn toàn miễn phí" in asked["text"]


def test_only_the_fields_that_were_changed_are_written(send, content_root):
    before = said(content_root)
    send(PLACE, {"title.vi": "Lương chưa trả tiếng Việt"})
    after = said(content_root)
    assert after.pop("review")["vi"] == "drafted"
    assert after == before | {"title": before["title"] | {"vi": "Lương chưa trả tiếng Việt"}}


def test_a_translation_is_stale_until_it_is_confirmed(send, content_root):
    send(PLACE, {"answer.ko": ANSWERS["answer.ko"]})
    entry = load_knowledge(content_root).entries["life-unpaid-wages"]
    stamps = entry.made_from.model_dump()
    send(PLACE, {"answer.vi": ANSWERS["answer.vi"], "_knowingly": "vi"})
    after = load_knowledge(content_root).entries["life-unpaid-wages"].made_from.model_dump()
    assert {one for one in after if after[one] != stamps[one]} == {"vi"}


def test_a_native_speakers_reading_is_recorded_and_falls_with_the_text(send, content_root, kept):
    send(PLACE, {"_read_by": "mn", "_note": "read aloud"})
    entry = load_knowledge(content_root).entries["life-unpaid-wages"]
    assert entry.review == {Language.MN: ReviewState.NATIVE_REVIEWED}
    newest = kept.revisions.latest(FILE)
    assert (newest.name, newest.note) == ("Kim Editor", "read aloud")
    assert ("content.review", "entry/life-unpaid-wages", "mn") in [
        (one.action, one.subject, one.detail) for one in kept.audit.page(Wanted(), 10)
    ]
    send(PLACE, {"answer.mn": ANSWERS["answer.mn"]})
    entry = load_knowledge(content_root).entries["life-unpaid-wages"]
    assert entry.review[Language.MN] == ReviewState.DRAFTED


@pytest.mark.parametrize(
    ("changes", "name", "told"),
    [
        ({"title.mn": ""}, "title.mn", "This is missing."),
        ({"answer.ko": ""}, "answer.ko", "This is missing."),
        ({"answer.vi": "gọi 120 trong 14 ngày"}, "answer.vi", "The figures differ"),
        ({"answer.vi": "gọi 120 trong {days} ngày 99"}, "answer.vi", "The numerals differ"),
        ({"answer.en": "120 {days} " + "word " * 120}, "answer.en", "This is too long"),
        ({"answer.en": "120 {days} {"}, "answer.en", "A brace here is no figure."),
        ({"answer.vi": "only English 120 {days}"}, "answer.vi", "does not look like"),
        ({"questions.zh": "只有一个"}, "questions.zh", "At least 3"),
        ({"questions.zh": "\n".join(f"问题{n}" for n in range(9))}, "questions.zh", "At most 8"),
        ({"questions.en": "a b\na b\nc d"}, "questions.en", "stands here twice"),
        ({"show_to_staff": "English"}, "show_to_staff", "not Korean"),
        ({"show_to_staff": ""}, "show_to_staff", "missing"),
        ({"lines": ""}, "lines", "Nobody is named to ask"),
        ({"audience": []}, "audience", "missing"),
        ({"dates.as_of": "yesterday"}, "dates.as_of", "not written as it has to be"),
        ({"dates.until": "2020", "dates.from": "2021"}, "dates.status", "end before they begin"),
        ({"dates.status": "planned", "dates.from": "2027"}, "dates.status", "A plan has its days"),
        ({"sources.0.document": ""}, "sources.0", "either a document or a publisher"),
        ({"sources.0.as_of": ""}, "sources.0", "Give one date"),
        ({"figures.0.value": "many"}, "figures", "does not fit its kind"),
        ({"figures.0.name": "weeks"}, "answer.ko", "weeks"),
        ({"visas.allowed": "E9"}, "visas.allowed", "not written as it has to be"),
        ({"visas.only": "yes"}, "visas.allowed", "only"),
        ({"visas.terms": "{a: [b"}, "visas.terms", "not readable YAML"),
        ({"who.everyone": "yes"}, "who.everyone", "Name who decides"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(send, content_root, changes, name, told):
    before = (content_root / FILE).read_bytes()
    response = send(PLACE, changes | {"_note": "my note"})
    assert response.status_code == 422
    assert (content_root / FILE).read_bytes() == before
    if name != "answer.ko" or "figures.0.name" not in changes:
        assert any(told in one for one in wrong_at(response, name)), wrong_at(response, name)
    assert f'href="#{name}"' in summary(response)


def test_nothing_that_was_typed_is_lost(send, form_of):
    changes = {
        "title.mn": "",
        "answer.vi": "dòng một\r\ndòng hai",
        "_note": "why",
        "sources.0.section": "IV-9",
        "_read_by": ["vi", "mn"],
        "lines": ["line-119", ""],
    }
    fields = form_of(send(PLACE, changes))
    assert fields["title.mn"] == [""]
    assert fields["answer.vi"] == ["dòng một\r\ndòng hai"]
    assert fields["_note"] == ["why"]
    assert fields["sources.0.section"] == ["IV-9"]
    assert fields["_read_by"] == ["vi", "mn"]
    assert fields["lines"][0] == "line-119"


def test_a_form_with_mistakes_can_be_mended_and_saved(send, content_root, form_of):
    wrong = send(PLACE, {"title.en": ""})
    mended = send(PLACE, {"title.en": "Wages that were not paid in English"}, form=form_of(wrong))
    assert mended.status_code == 303
    assert said(content_root)["title"]["en"] == "Wages that were not paid in English"


def test_rows_are_added_and_taken_away_without_scripts(send, form_of, content_root):
    more = send(PLACE, act="add:sources")
    assert more.status_code == 200
    fields = form_of(more)
    assert "sources.1.document" in fields
    fields["sources.1.publisher"], fields["sources.1.as_of"] = ["moel.go.kr"], ["2026"]
    assert send(PLACE, form=fields).status_code == 303
    assert len(said(content_root)["sources"]) == 2
    fewer = form_of(send(PLACE, act="drop:sources.0"))
    assert send(PLACE, form=fewer).status_code == 303
    (left,) = said(content_root)["sources"]
    assert left["publisher"] == "moel.go.kr"


def test_an_empty_row_is_none(send, form_of, content_root):
    before = (content_root / FILE).read_bytes()
    fields = form_of(send(PLACE, act="add:sources"))
    assert send(PLACE, form=fields).headers["location"] == f"{PLACE}?said=same"
    assert (content_root / FILE).read_bytes() == before


def test_the_order_of_helplines_is_kept(send, content_root):
    send(PLACE, {"lines": ["line-1577-1366", "line-120", "line-120", ""]})
    assert said(content_root)["lines"] == ["line-1577-1366", "line-120"]


def test_a_group_that_is_emptied_goes(send, content_root):
    caution = {
        f"caution.{one}": text
        for one, text in zip(
            Language,
            ("조심하세요", "take care", "请小心", "hãy cẩn thận", "болгоомжтой"),
            strict=True,
        )
    }
    send(PLACE, caution)
    assert said(content_root)["caution"]["en"] == "take care"
    assert send(PLACE, dict.fromkeys(caution, "")).status_code == 303
    assert "caution" not in said(content_root)


def test_a_center_is_edited(send, content_root):
    hours = {
        "hours.weekly.mon": "09:00-18:00",
        "hours.sureness": "V",
        "hours.source": "the center",
        "hours.as_of": "2026",
    }
    response = send("/console/content/center/guro-center", hours)
    assert response.status_code == 303, summary(response)
    text = (content_root / "centers/guro-center.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["hours"] == {
        "weekly": {"mon": "09:00-18:00"},
        "sureness": "V",
        "source": "the center",
        "as_of": 2026,
    }
    send("/console/content/center/guro-center", dict.fromkeys(hours, ""))
    text = (content_root / "centers/guro-center.yaml").read_text(encoding="utf-8")
    assert "hours" not in yaml.safe_load(text)


def test_a_line_and_a_term_are_edited(send, content_root):
    assert send("/console/content/line/line-120", {"how_to.ko": "9번"}).status_code == 422
    saved = send("/console/content/line/line-120", {"spellings.vi": "đường dây 120\ndasan"})
    assert saved.status_code == 303
    line = yaml.safe_load((content_root / "lines/line-120.yaml").read_text(encoding="utf-8"))
    assert line["spellings"]["vi"] == ["đường dây 120", "dasan"]
    assert send("/console/content/term/arc", {"name.en": "ARC card"}).status_code == 303
    arc, visa = yaml.safe_load((content_root / "glossary.yaml").read_text(encoding="utf-8"))
    assert (arc["name"]["en"], visa["name"]["en"]) == ("ARC card", "visa")
    wrong = send("/console/content/term/visa", {"name.en": ""})
    assert wrong_at(wrong, "name.en") == ["This is missing."]


def test_what_another_file_would_miss_is_told(send):
    response = send("/console/content/line/line-120", {"phone.sureness": "R"})
    assert response.status_code == 422
    assert "life/life-unpaid-wages.yaml" in summary(response)


@pytest.mark.parametrize(
    "place",
    [
        "/console/content/entry/nothing-here",
        "/console/content/term/nothing",
        "/console/content/fish/x",
        "/console/content/entry/..%2f..%2fetc",
        "/console/content/entry/NOT",
        "/console/content/line/x/history",
    ],
)
def test_what_is_not_there_is_not_found(editor, place):
    assert editor.get(place).status_code == 404


def test_korean_is_spoken(at_console):
    browser = at_console(Role.EDITOR, interface=Language.KO)
    page = browser.get(PLACE)
    assert page.headers["content-language"] == "ko"
    assert "저장" in page.text


def test_only_who_may_edit_gets_in(at_console):
    for role in Role:
        is_in = may(role, Permission.EDIT)
        browser = at_console(role)
        for place in ("/console/content", PLACE, f"{PLACE}/history", "/console/content/new"):
            assert (browser.get(place).status_code == 200) == is_in, (role, place)
        if not is_in:
            assert browser.submit(PLACE, {"do": "save"}).status_code == 403


def test_a_form_without_its_token_does_nothing(send, editor, form_of, content_root):
    before = (content_root / FILE).read_bytes()
    fields = form_of(editor.get(PLACE)) | {"csrf": "forged", "title.en": "forged in English"}
    for place in (PLACE, f"{PLACE}/look", f"{PLACE}/questions", f"{PLACE}/history"):
        assert send(place, form=fields).status_code == 403
    assert (content_root / FILE).read_bytes() == before
