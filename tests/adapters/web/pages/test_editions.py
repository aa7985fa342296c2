from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fastapi.responses import HTMLResponse
from starlette.requests import Request

from adapters.assemble import Ieum
from adapters.web.pages import editions
from adapters.web.pages.editions import Editions
from bot.clock import SEOUL
from knowledge.loader import load_knowledge
from knowledge.places import Hours

NINE = datetime(2026, 12, 2, 9, 0, tzinfo=SEOUL)
SURE = {"sureness": "V", "source": "report", "as_of": "2025-04"}


class Kept(Editions):
    """Editions of pages that are made of one content."""

    def __init__(self, knowledge, digest, folders, clock):
        super().__init__(folders, clock)
        self.ieum = Ieum(knowledge, None, None, digest)

    def serve(self, *asked):
        return super().serve(self.ieum, *asked)


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now=NINE):
        self.now = now

    def __call__(self):
        return self.now

    def move(self, **by):
        self.now += timedelta(**by)


class Maker:
    """Makes pages, each with its number; counts them."""

    def __init__(self, status=200, size=0):
        self.made = 0
        self._status = status
        self._size = size

    def __call__(self):
        self.made += 1
        return HTMLResponse(f"page {self.made}{'x' * self._size}", self._status, {"x-a": "1"})


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def knowledge(tiny_root):
    """Knowledge of one center, which is open from ten to six on Wednesdays."""
    knowledge = load_knowledge(tiny_root)
    hours = Hours(weekly={"wed": "10:00-18:00"}, **SURE)
    center = knowledge.centers["guro-center"].model_copy(update={"hours": hours})
    knowledge.centers["guro-center"] = center
    return knowledge


@pytest.fixture
def kept(knowledge, clock):
    return Kept(knowledge, "digest", (), clock)


def request(if_none_match=""):
    headers = [(b"if-none-match", if_none_match.encode())] if if_none_match else []
    return Request({"type": "http", "method": "GET", "path": "/", "headers": headers})


def test_a_page_is_made_once_an_edition(kept):
    make = Maker()

    first, second = (kept.serve(request(), "key", make) for _ in range(2))

    assert make.made == 1
    assert first.body == second.body == b"page 1"
    assert dict(first.headers) == dict(second.headers)
    assert first.headers["x-a"] == "1"
    assert first.headers["content-type"] == "text/html; charset=utf-8"
    assert first.headers["cache-control"] == "public, max-age=60"


def test_each_key_has_a_page_and_a_tag_of_its_own(kept):
    make = Maker()

    one, other = (kept.serve(request(), key, make) for key in ("one", "other"))

    assert (one.body, other.body) == (b"page 1", b"page 2")
    assert one.headers["etag"] != other.headers["etag"]


def test_a_page_that_the_reader_has_is_not_sent_again(kept):
    make = Maker()
    etag = kept.serve(request(), "key", make).headers["etag"]

    again = kept.serve(request(f'"else", {etag}'), "key", make)
    other = kept.serve(request(etag), "other", make)

    assert etag.startswith('W/"')
    assert (again.status_code, again.body) == (304, b"")
    assert again.headers["etag"] == etag
    assert again.headers["cache-control"] == "public, max-age=60"
    assert "content-length" not in again.headers
    assert (other.status_code, make.made) == (200, 2)


def tag_of(edition):
    return edition.serve(request(), "key", Maker()).headers["etag"]


def test_the_tag_changes_with_the_content(knowledge, clock):
    tags = {tag_of(Kept(knowledge, digest, (), clock)) for digest in ("one", "two", "one")}

    assert len(tags) == 2


def test_the_tag_changes_with_what_pages_are_made_of(knowledge, clock, tmp_path):
    template = tmp_path / "templates" / "page.html"
    template.parent.mkdir()
    template.write_text("one", encoding="utf-8")
    before = tag_of(Kept(knowledge, "digest", (tmp_path,), clock))
    same = tag_of(Kept(knowledge, "digest", (tmp_path,), clock))
    template.write_text("two", encoding="utf-8")

    assert same == before
    assert tag_of(Kept(knowledge, "digest", (tmp_path,), clock)) != before


@pytest.mark.parametrize(
    ("opens", "move", "changes"),
    [
        (NINE, {"seconds": 59}, False),
        (NINE, {"minutes": 59, "seconds": 59}, False),
        (NINE, {"hours": 1}, True),
        (NINE + timedelta(hours=1), {"hours": 7, "minutes": 59}, False),
        (NINE + timedelta(hours=1), {"hours": 8}, True),
        (NINE, {"days": 1}, True),
    ],
)
def test_the_tag_changes_when_a_door_opens_or_closes_or_a_day_begins(
    opens, move, changes, kept, clock
):
    clock.now = opens
    make = Maker()
    before = kept.serve(request(), "key", make).headers["etag"]
    clock.move(**move)
    after = kept.serve(request(before), "key", make)

    assert (after.headers["etag"] != before) == changes
    assert after.status_code == (200 if changes else 304)
    assert make.made == (2 if changes else 1)


def test_pages_of_the_last_edition_are_not_kept(kept, clock):
    make = Maker()
    kept.serve(request(), "key", make)
    clock.move(hours=1)
    kept.serve(request(), "other", make)
    clock.move(hours=-1)

    assert kept.serve(request(), "key", make).body == b"page 3"


def test_a_page_made_while_the_edition_changes_is_not_kept(kept, clock):
    slow = Maker()

    def meanwhile():
        clock.move(hours=1)
        kept.serve(request(), "other", Maker())
        return slow()

    assert kept.serve(request(), "key", meanwhile).body == b"page 1"
    assert kept.serve(request(), "key", slow).body == b"page 2"


def test_pages_follow_the_content(kept):
    make, before = Maker(), kept.ieum
    old = kept.serve(request(), "key", make)
    kept.ieum = replace(before, digest="another")
    new = kept.serve(request(old.headers["etag"]), "key", make)
    same = kept.serve(request(new.headers["etag"]), "key", make)

    assert (new.body, same.status_code) == (b"page 2", 304)


def test_a_page_of_the_content_before_is_not_kept_for_the_next(kept):
    """As where a request began before an edit, and ends after it."""
    before, slow = kept.ieum, Maker()

    def meanwhile():
        kept.ieum = replace(before, digest="another")
        kept.serve(request(), "other", Maker())
        return slow()

    assert kept.serve(request(), "key", meanwhile).body == b"page 1"
    assert kept.serve(request(), "key", slow).body == b"page 2"


@pytest.mark.parametrize("status", [404, 422, 500])
def test_errors_are_neither_kept_nor_tagged(status, kept):
    make = Maker(status)

    first, second = (kept.serve(request(), "key", make) for _ in range(2))

    assert (first.status_code, second.body) == (status, b"page 2")
    assert "etag" not in second.headers
    assert "cache-control" not in second.headers


def test_no_more_is_kept_than_fits_the_oldest_goes_first(kept, monkeypatch):
    monkeypatch.setattr(editions, "_MOST_BYTES", 3_100)
    make = Maker(size=1_000)

    for key in ("one", "two", "three", "one"):
        kept.serve(request(), key, make)
    assert make.made == 3
    kept.serve(request(), "four", make)
    bodies = [kept.serve(request(), key, make).body[:6] for key in ("two", "three", "four", "one")]

    assert bodies == [b"page 2", b"page 3", b"page 4", b"page 5"]


def test_a_page_too_large_to_be_kept_is_served_all_the_same(kept, monkeypatch):
    monkeypatch.setattr(editions, "_MOST_BYTES", 100)
    make = Maker(size=1_000)

    bodies = [kept.serve(request(), "key", make).body[:6] for _ in range(2)]

    assert bodies == [b"page 1", b"page 2"]
