import re
import shutil
import uuid
from datetime import UTC, datetime

import numpy as np
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect as expect_soon
from sqlalchemy import insert, update

from adapters.content_source import FolderSource
from adapters.live import Live
from adapters.settings import Settings
from adapters.web.server import create_app
from bot.learning import Learned
from bot.roles import Role
from bot.storage.console_tables import GAPS, QUESTIONS
from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT, FOLDERS, LISTS

pytestmark = pytest.mark.e2e

WAGES = "/console/content/entry/life-unpaid-wages"
FILE = "life/life-unpaid-wages.yaml"
OFFICE = {"width": 1366, "height": 768}
NARROW = {"width": 320, "height": 640}
WORDS = {
    "ko": "지금은 완전히 새로운 답이에요.",
    "en": "This is now a wholly new answer.",
    "zh": "这是全新的回答。",
    "vi": "Đây là câu trả lời hoàn toàn mới.",
    "mn": "Энэ бол шинэ хариулт юм.",
}
PATIENCE = 60_000
"""Milliseconds; drafts are tried out one after the other, and tests run beside each other."""


def expect(found):
    """Expect something, with the patience that a busy machine needs."""
    expect_soon.set_options(timeout=PATIENCE)
    return expect_soon(found)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A copy of the content, which the pages may change."""
    root = tmp_path_factory.mktemp("edited") / "content"
    for name in FOLDERS:
        shutil.copytree(CONTENT_ROOT / name, root / name)
    for name in LISTS:
        shutil.copy(CONTENT_ROOT / name, root / name)
    return root


@pytest.fixture(scope="module")
def console(ieum, root, console_settings):
    live = Live(ieum, FolderSource(root))
    return create_app(live, Settings(**console_settings, content=root))


@pytest.fixture
def edit(console_page):
    """Open a page of this room as an editor; the preview has been drawn when it is ready."""

    def edit(path=WAGES, **options):
        page = console_page(Role.EDITOR, path, **{"viewport": OFFICE, **options})
        page.set_default_timeout(PATIENCE)
        # Chromium writes a line about each answer that is no success, and htmx about each request
        # that a later one, or leaving the page, has made needless.
        page.expected += ["status of 422", "status of 409", "htmx:afterRequest", "htmx:sendAbort"]
        return page

    return edit


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def test_a_new_answer_in_five_languages_is_served_at_once(edit, root, address):
    page = edit()
    for code, words in WORDS.items():
        page.locator(f"[id='answer.{code}']").fill(words)
    # The figures of the old answer stand in no text any more.
    expect(page.locator("#summary")).to_contain_text("stands in no text")
    expect(page.locator(".preview[lang=vi]")).to_contain_text(WORDS["vi"])
    while page.locator("[id='figures'] .row").count():
        rows = page.locator("[id='figures'] .row").count()
        page.locator("[id='figures'] .row button").first.click()
        expect(page.locator("[id='figures'] .row")).to_have_count(rows - 1)
    for code in ("en", "zh", "vi", "mn"):
        page.locator(f"input[name=_knowingly][value={code}]").check()
    page.get_by_label("What changed, and why").fill("A new law")
    page.get_by_role("button", name="Questions it would win or lose").click()
    expect(page.locator("#contest dl.numbers")).to_be_visible()
    expect(page.locator("#summary")).not_to_contain_text("stands in no text")
    save(page)
    expect(page.locator(".said")).to_contain_text("gets the new answer")
    # Nobody waits for it: the first who asks gets the new answer.
    asked = page.request.post(f"{address}/api/v1/ask", data={"text": "chủ không trả lương"})
    assert WORDS["vi"] in asked.json()["text"]
    for code, words in WORDS.items():
        public = page.request.get(f"{address}/{code}/life/life-unpaid-wages")
        assert words in public.text()
    said = yaml.safe_load((root / FILE).read_text(encoding="utf-8"))
    assert said["answer"] == WORDS
    page.goto(f"{WAGES}/history")
    expect(page.locator("main")).to_contain_text("A new law")


def test_what_is_typed_is_previewed_by_itself(edit):
    page = edit("/console/content/entry/life-kiip")
    title = page.locator("[id='title.mn']")
    title.fill("Цоо шинэ гарчиг")
    expect(page.locator(".preview[lang=mn]")).to_contain_text("Цоо шинэ гарчиг")
    expect(title).to_be_focused()


def test_two_editors_at_once_are_told_and_lose_nothing(edit):
    place = "/console/content/entry/life-tourism"
    one, other = edit(place), edit(place)
    one.locator("[id='title.en']").fill("Sights of Seoul, by one")
    save(one)
    expect(one.locator(".said")).to_be_visible()
    other.locator("[id='title.en']").fill("Sights of Seoul, by another")
    other.locator("[id='title.vi']").fill("Tham quan Seoul, người thứ hai")
    save(other)
    expect(other.locator("h1")).to_contain_text("Somebody was quicker")
    expect(other.locator("main")).to_contain_text("Sights of Seoul, by one")
    expect(other.locator("main")).to_contain_text(one.staff.shown)
    clash = other.locator(".clash", has_text="title.en")
    clash.get_by_label("As it stands now (theirs)").check()
    other.get_by_role("button", name="Save it like this").click()
    expect(other.locator(".said")).to_be_visible()
    expect(other.locator("[id='title.en']")).to_have_value("Sights of Seoul, by one")
    expect(other.locator("[id='title.vi']")).to_have_value("Tham quan Seoul, người thứ hai")


def test_a_gap_becomes_an_entry(edit, kept, address):
    gap = str(uuid.uuid4())
    now = datetime.now(UTC)
    asked = [(Language.EN, f"where do I recycle {what}") for what in ("glass", "paper", "cans")]
    kept.questions.add(
        Learned(str(uuid.uuid4()), now, language, "no_answer", "web", text)
        for language, text in asked
    )
    row = {
        "id": gap,
        "centre": np.zeros(2, np.float32).tobytes(),
        "encoder": "x",
        "count": 3,
        "example": "recycle",
        "state": "open",
        "first_at": now,
        "last_at": now,
    }
    with kept._database.writing() as connection:
        connection.execute(insert(GAPS).values(row))
        connection.execute(update(QUESTIONS).values(gap=gap))
    page = edit(f"/console/content/new?kind=entry&gap={gap}")
    expect(page.locator("[id='questions.en']")).to_have_value(re.compile("recycle glass"))
    texts = {
        "title": ("분리수거", "Recycling at home", "垃圾分类", "Tái chế rác", "Хог ангилах"),
        "answer": (
            "분리해서 버려요.",
            "Sort it first.",
            "请先分类。",
            "Hãy phân loại.",
            "Ангилаарай.",
        ),
        "questions": (
            "분리수거\n재활용\n유리병",
            "",
            "垃圾分类\n玻璃瓶\n回收",
            "tái chế\nrác nhựa\nchai",
            "ангилах\nшил\nцаас",
        ),
    }
    for name, five in texts.items():
        for code, text in zip(Language, five, strict=True):
            if text:
                page.locator(f"[id='{name}.{code}']").fill(text)
    page.select_option("#kind", "life")
    page.select_option("#topic", "city")
    page.locator("#show_to_staff").fill("분리수거를 어떻게 해요?")
    page.locator("select[name=lines]").select_option("line-120")
    page.locator("input[name=audience][value=resident]").check()
    page.select_option("[id='dates.status']", "current")
    page.locator("[id='dates.as_of']").fill("2026-11")
    page.locator("#field-sources").get_by_role("button", name="Add a row").click()
    expect(page.locator("[id='sources.0.document']")).to_be_focused()
    page.locator("[id='sources.0.publisher']").fill("seoul.go.kr")
    page.locator("[id='sources.0.as_of']").fill("2026-11")
    save(page)
    page.wait_for_url(re.compile("entry/life-recycling-at-home"))
    expect(page.locator(".said")).to_contain_text("gets the new answer")
    answer = page.request.post(f"{address}/api/v1/ask", data={"text": "where do I recycle glass"})
    assert answer.json()["service"] == "life-recycling-at-home"
    assert kept.gaps.get(gap).entry == "life-recycling-at-home"


def test_a_mistake_leads_to_its_field(edit):
    page = edit("/console/content/entry/life-kiip", viewport=NARROW)
    page.locator("label[for=which-mn]").click()
    page.locator("[id='answer.mn']").fill("")
    page.locator("label[for=which-ko]").click()
    expect(page.locator("[id='answer.mn']")).to_be_hidden()
    save(page)
    link = page.locator("#summary a", has_text="Answer")
    expect(link).to_be_visible()
    link.click()
    expect(page.locator("[id='answer.mn']")).to_be_focused()
    expect(page.locator("[id='answer.mn']")).to_have_attribute("aria-invalid", "true")


def test_it_works_without_scripts(edit):
    page = edit("/console/content/entry/life-kiip", java_script_enabled=False)
    page.locator("#field-sources").get_by_role("button", name="Add a row").click()
    expect(page.locator("[id='sources.1.publisher']")).to_be_visible()
    page.locator("[id='title.en']").fill("Without scripts")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview[lang=en]")).to_contain_text("Without scripts")


@pytest.mark.parametrize(
    ("locale", "scheme", "viewport"),
    [
        ("en-US", "light", OFFICE),
        ("ko-KR", "dark", OFFICE),
        ("ko-KR", "light", NARROW),
        ("en-US", "dark", NARROW),
    ],
    ids=["office", "office-korean-dark", "narrow-korean", "narrow-dark"],
)
def test_no_page_has_a_barrier(edit, kept, locale, scheme, viewport):
    for path in (
        "/console/content",
        WAGES,
        f"{WAGES}/history",
        "/console/content/new?kind=center",
        "/console/content/term/arc",
    ):
        page = edit(path, locale=locale, color_scheme=scheme, viewport=viewport)
        if path == WAGES:
            expect(page.locator(".preview")).to_have_count(5)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
        page.context.close()


@pytest.mark.parametrize("viewport", [OFFICE, NARROW], ids=["office", "narrow"])
def test_neither_mistakes_nor_a_conflict_are_a_barrier(edit, viewport):
    place = "/console/content/entry/life-tax-settlement"
    one, other = edit(place), edit(place, viewport=viewport, color_scheme="dark")
    one.locator("[id='title.en']").fill("Tax at year's end" + " now" * (viewport["width"] // 300))
    save(one)
    expect(one.locator(".said")).to_be_visible()
    other.locator("[id='answer.ko']").fill("")
    save(other)
    expect(other.locator("h1")).to_contain_text("Somebody was quicker")
    assert Axe().run(other).violations_count == 0
    other.get_by_role("button", name="Save it like this").click()
    expect(other.locator("#summary")).to_contain_text("This is missing.")
    found = Axe().run(other)
    assert found.violations_count == 0, found.generate_report()
    assert other.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
