import asyncio
import gc
import logging
import shutil
import tracemalloc
import weakref
from pathlib import Path

import pytest

from adapters import live as live_module
from adapters.assemble import assemble
from adapters.live import Live
from bot.reply import Message
from index.manifest import Manifest
from knowledge.languages import Language
from knowledge.problems import KnowledgeError

ENTRY = "life/life-unpaid-wages.yaml"
ASKED = "my boss did not pay me"
SECONDS = 20
"""Until a test gives up; two are promised, and measured where nobody else computes."""


@pytest.fixture
def live(tiny_settings):
    return Live.open(tiny_settings)


@pytest.fixture
def write(tiny_settings):
    """Write, in an entry, other words for the question that it is asked by."""

    def write(words, name=ENTRY, instead_of=ASKED):
        path = tiny_settings.content / name
        text = path.read_text(encoding="utf-8")
        assert instead_of in text
        path.write_text(text.replace(instead_of, words), encoding="utf-8")

    return write


@pytest.fixture
def said(caplog):
    caplog.set_level(logging.INFO, logger="ieum")
    return lambda level=logging.WARNING: [
        one.getMessage() for one in caplog.records if one.levelno == level
    ]


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(live_module, "_LOOK_EVERY", 0.01)


def refresh(live):
    return asyncio.run(live.refresh())


def settle(live):
    """Wait until the index is kept: it is, before the content is read again."""
    refresh(live)


def while_following(live, scene):
    """Run a scene beside what follows the content."""

    async def main():
        async with live.following():
            await asyncio.wait_for(scene(), SECONDS)

    asyncio.run(main())


async def until(true):
    while not true():
        await asyncio.sleep(0.005)


def replace(path, text):
    """Write a file in one step; else another process may see half of it."""
    waiting = path.with_suffix(".part")
    waiting.write_text(text, encoding="utf-8")
    waiting.replace(path)


def finds(ieum, words):
    """Tell whether an entry is asked for in just these words."""
    (hit,) = ieum.searcher.search(words, Language.EN, limit=1)
    return hit.passage.text == words


def build_of(settings):
    folder = settings.var / "index"
    return folder / (folder / "current").read_text(encoding="utf-8").strip()


def test_a_refresh_serves_the_content_of_now(live, write):
    before = live.now
    write("quokka wages")

    after = refresh(live)

    assert live.now is after is not before
    assert finds(after, "quokka wages")
    assert after.digest != before.digest
    assert finds(before, ASKED)
    assert not finds(before, "quokka wages")


def test_what_is_renewed_replies_as_if_it_had_just_been_started(live, write, tiny_settings):
    write("quokka wages")
    write("두드림 비자", "glossary.yaml", "비자")
    write("new name in English", "lines/line-120.yaml", "helpline 120 in English")

    after = refresh(live)

    fresh = assemble(tiny_settings)
    assert (after.digest, after.knowledge) == (fresh.digest, fresh.knowledge)
    for text in (ASKED, "quokka wages", "두드림 비자", "new name", "line 120", "엠뷸런스", "?"):
        replies = [one.assistant.respond(Message(text)).to_dict() for one in (after, fresh)]
        for reply in replies:
            reply.pop("elapsed_ms")
        assert replies[0] == replies[1]


def test_a_refresh_without_a_change_makes_nothing_new(live):
    before = live.now

    assert refresh(live) is before
    assert refresh(live) is before


def test_an_edit_is_seen_by_itself(live, write, said):
    async def scene():
        write("quokka wages")
        await until(lambda: finds(live.now, "quokka wages"))

    while_following(live, scene)
    settle(live)

    assert [line for line in said(logging.INFO) if line.startswith("The content has changed")]
    assert not [line for line in said() if "errors" in line]


def test_a_new_file_and_one_that_goes_are_seen(live, tiny_settings):
    line = tiny_settings.content / "lines" / "line-120.yaml"
    other = line.with_name("line-1345.yaml")

    async def scene():
        other.write_text(line.read_text("utf-8").replace("120", "1345"), encoding="utf-8")
        await until(lambda: "line-1345" in live.now.knowledge.lines)
        other.unlink()
        await until(lambda: "line-1345" not in live.now.knowledge.lines)

    while_following(live, scene)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (lambda text: text[: len(text) // 2], f"{ENTRY}: title is missing"),
        (lambda text: f'{text}"', f"{ENTRY} is not readable YAML"),
        (lambda text: text.replace("kind: life", "kind: lif"), f"{ENTRY}: kind "),
        (lambda text: text.replace("line-120", "line-999"), f"{ENTRY}: lines names line-999"),
    ],
    ids=["half-written", "no YAML", "a wrong value", "a name that leads nowhere"],
)
def test_content_with_errors_never_comes_into_service(
    harm, problem, live, tiny_settings, said, write
):
    path, before, looks = tiny_settings.content / ENTRY, live.now, []
    good = path.read_text(encoding="utf-8")
    look = live._look
    live._look = lambda: (looks.append(1), look())

    async def scene():
        replace(path, harm(good))
        await until(lambda: any("The content has errors" in line for line in said()))
        already = len(looks)
        await until(lambda: len(looks) > already + 5)
        assert live.now is before
        replace(path, good.replace(ASKED, "quokka wages"))
        await until(lambda: finds(live.now, "quokka wages"))

    while_following(live, scene)
    settle(live)

    (warning,) = [line for line in said() if "The content has errors" in line]
    assert "it is served as it was before" in warning
    assert problem in warning
    assert said(logging.INFO)[-2] == "The content is in order again."


def test_a_refresh_names_every_problem_and_says_so_once(live, write, said):
    before = live.now
    write("line-999", instead_of="line-120")
    write("[", "glossary.yaml", "- id: arc")

    for _ in range(2):
        with pytest.raises(KnowledgeError) as caught:
            refresh(live)
        assert {one.file for one in caught.value.problems} == {"glossary.yaml", ENTRY}

    assert live.now is before
    assert len([line for line in said() if "has errors" in line]) == 1


def test_what_is_broken_for_a_moment_is_not_told(live, tiny_settings, said):
    """Some editors empty a file before they fill it."""
    path = tiny_settings.content / ENTRY
    good = path.read_text(encoding="utf-8")
    path.write_text("", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        refresh(live)
    before = said()
    path.write_text(good, encoding="utf-8")

    refresh(live)

    assert said() == before
    assert not [line for line in before if "errors" in line]
    assert "The content is in order again." not in said(logging.INFO)


class Source:
    """Content whose signature stands still until it is moved; can be away."""

    def __init__(self, root):
        self.number, self.away, self._root = 0, False, root

    def signature(self):
        if self.away:
            raise OSError("the database is away")
        return self.number

    def root(self):
        if self.away:
            raise OSError("the database is away")
        return self._root


@pytest.fixture
def source(tiny_settings):
    return Source(tiny_settings.content)


def test_what_is_written_in_the_same_tick_of_the_clock_is_not_missed(tiny_settings, source, write):
    """A file system's times stand still for some milliseconds, and two edits look like one."""
    live = Live.open(tiny_settings, source=source)
    for _ in range(2):
        live._look()
    write("quokka wages")
    source.number += 1
    live._look()
    first = live.now
    write("wombat wages", instead_of="quokka wages")

    live._look()

    assert finds(first, "quokka wages")
    assert finds(live.now, "wombat wages")


def test_a_look_at_what_stands_still_reads_nothing(tiny_settings, source, monkeypatch):
    live = Live.open(tiny_settings, source=source)
    for _ in range(2):
        live._look()
    monkeypatch.setattr(source, "root", lambda: pytest.fail("it was read"))

    live._look()


@pytest.mark.usefixtures("hasty")
def test_a_source_that_is_away_is_told_once_and_followed_again(tiny_settings, source, write, said):
    live = Live.open(tiny_settings, source=source)
    before = live.now

    async def scene():
        source.away = True
        await until(lambda: any("database is away" in line for line in said()))
        await asyncio.sleep(0.1)
        assert live.now is before
        with pytest.raises(OSError, match="away"):
            await live.refresh()
        write("quokka wages")
        source.away, source.number = False, 1
        await until(lambda: finds(live.now, "quokka wages"))

    while_following(live, scene)

    assert len([line for line in said() if "cannot be read" in line]) == 1


@pytest.mark.usefixtures("hasty")
def test_a_mistake_of_ours_does_not_end_the_following(live, write, said, monkeypatch):
    renewed, faults = live_module.renewed, [ZeroDivisionError("ours")]

    def fails_once(*parts):
        if faults:
            raise faults.pop()
        return renewed(*parts)

    monkeypatch.setattr(live_module, "renewed", fails_once)

    async def scene():
        write("quokka wages")
        await until(lambda: not faults)
        write("wombat wages", instead_of="quokka wages")
        await until(lambda: finds(live.now, "wombat wages"))

    while_following(live, scene)

    assert any("our mistake" in line for line in said(logging.ERROR))


def test_the_index_is_kept_for_the_next_start(live, write, tiny_settings, said):
    before = build_of(tiny_settings)
    write("quokka wages")

    refresh(live)
    settle(live)

    assert build_of(tiny_settings) != before
    assert Manifest.read(build_of(tiny_settings)).content_hash == live.now.digest
    told = said()
    assert finds(assemble(tiny_settings), "quokka wages")
    assert said() == told


def test_of_those_who_share_a_folder_one_keeps_the_index(live, write, tiny_settings):
    other = Live.open(tiny_settings)
    write("quokka wages")
    refresh(live)
    settle(live)
    kept = build_of(tiny_settings)

    refresh(other)
    settle(other)

    assert finds(other.now, "quokka wages")
    assert build_of(tiny_settings) == kept
    assert [path for path in kept.parent.iterdir() if path.is_dir()] == [kept]


def test_an_index_that_cannot_be_kept_is_told_and_served(live, write, tiny_settings, said):
    shutil.rmtree(tiny_settings.var / "index")
    (tiny_settings.var / "index").write_text("in the way", encoding="utf-8")
    write("quokka wages")

    refresh(live)
    settle(live)

    assert finds(live.now, "quokka wages")
    assert "The index cannot be kept; the next start builds it anew" in said()[-1]


def test_what_was_served_before_is_let_go(tiny_settings, write):
    assemble(tiny_settings)
    live = Live.open(tiny_settings)
    assert str(tiny_settings.var) in Path("/proc/self/maps").read_text("utf-8")
    gone = [weakref.ref(live.now), weakref.ref(live.now.searcher)]
    write("quokka wages")

    refresh(live)
    settle(live)
    gc.collect()

    assert [one() for one in gone] == [None, None]
    assert str(tiny_settings.var) not in Path("/proc/self/maps").read_text("utf-8")


def test_memory_does_not_grow_with_the_number_of_edits(live, write):
    sizes, words = [], ASKED
    tracemalloc.start()
    try:
        for number in range(40):
            new = f"wages of the year {number:03}"
            write(new, instead_of=words)
            words = new
            refresh(live)
            settle(live)
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()

    # An Ieum of this content takes about a megabyte; thirty swaps must not leave a tenth of one.
    assert sizes[-1] - sizes[9] < 100_000


def test_an_ieum_alone_stays_as_it_is(ieum):
    live = Live.of(ieum)

    assert live.now is ieum
    assert refresh(live) is ieum
    assert Live.of(live) is live
    while_following(live, lambda: asyncio.sleep(0))
