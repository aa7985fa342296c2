"""The server follows the content: its pages, its answers, its ear for danger."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import yaml
from fastapi.testclient import TestClient
from starlette.requests import Request

from adapters.live import Live
from adapters.settings import Settings
from adapters.web.parts import ieum_of
from adapters.web.server import create_app
from benchmarks.editing import ENTRY, Content, Readers, until_served
from knowledge.loader import CONTENT_ROOT

ASK = "/api/v1/ask"
SECONDS = 20
"""Until a new answer has to be there.

Two are promised, and `benchmarks/live.py` measures them on a machine of its own; tests run beside
other tests, and a machine that is busy ten times over serves everything ten times later.
"""


@pytest.fixture
def settings(tiny_root, tmp_path):
    return Settings(content=tiny_root, var=tmp_path / "var", requests_per_minute=0)


@pytest.fixture
def live(settings):
    return Live.open(settings)


@pytest.fixture
def client(live, settings):
    # Without its lifespan nothing looks at the content by itself: the test says when.
    return TestClient(create_app(live, settings))


@pytest.fixture
def edit(settings, live):
    """Change a file, and have the change served."""

    def edit(name, old, new):
        path = settings.content / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        asyncio.run(live.refresh())

    return edit


def test_answers_and_lists_follow(client, edit):
    edit("life/life-unpaid-wages.yaml", "unpaid wages in English", "quokka wages in English")

    asked = client.post(ASK, json={"text": "quokka wages"}).json()
    listed = client.get("/api/v1/services", params={"language": "en"}).json()

    assert asked["title"] == "quokka wages in English"
    assert "quokka wages in English" in {one["title"] for one in listed}


def test_what_is_ready_follows(client, edit, settings):
    before = client.get("/readyz").json()
    (settings.content / "centers" / "guro-center.yaml").unlink()
    edit("life/life-medical-emergency.yaml", "centers:\n- guro-center\n", "")

    after = client.get("/readyz").json()

    # A name and a description in each of five languages.
    assert after == before | {"passages": before["passages"] - 10}


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("/en/life/life-unpaid-wages", "life/life-unpaid-wages.yaml"),
        ("/en/help", "lines/line-120.yaml"),
        ("/en/centers/guro-center", "centers/guro-center.yaml"),
        ("/en/life/life-medical-emergency", "glossary.yaml"),
    ],
)
def test_pages_are_of_the_content_of_now(client, edit, page, name):
    before = client.get(page)
    tag = {"if-none-match": before.headers["etag"]}
    assert client.get(page, headers=tag).status_code == 304

    edit(name, " in English" if name != "glossary.yaml" else "thẻ ARC", " in plain English")
    after = client.get(page, headers=tag)

    assert after.status_code == 200
    assert ("in plain English" in after.text) == (name != "glossary.yaml")


def test_danger_is_heard_by_the_phrases_of_now(client, edit, settings):
    cry = "my friend fainted and does not breathe"
    before = client.post(ASK, json={"text": cry}).json()
    add_danger(settings.content, cry)
    edit("glossary.yaml", "thẻ ARC", "thẻ của ARC")

    after = client.post(ASK, json={"text": cry}).json()

    assert before["kind"] != "emergency"
    assert after["kind"] == "emergency"


def add_danger(root, cry):
    """Write one of this repository's dangers, with nothing but one phrase."""
    name = "medical-fire"
    for folder in ("dangers", "phrases"):
        (root / folder).mkdir()
    danger = yaml.safe_load((CONTENT_ROOT / f"dangers/{name}.yaml").read_text(encoding="utf-8"))
    line = yaml.safe_load((root / "lines/line-119.yaml").read_text(encoding="utf-8"))
    danger |= {"lines": ["line-119"], "day_centers": [], "related": []}
    danger |= {"sources": line["sources"]}
    book = {"id": "en", "dangers": {name: {"certain": [cry]}}}
    for path, content in ((f"dangers/{name}.yaml", danger), ("phrases/en.yaml", book)):
        (root / path).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_a_request_is_answered_from_one_ieum(live, settings, edit):
    app = create_app(live, settings)
    request, later = (Request({"type": "http", "app": app}) for _ in range(2))
    before = ieum_of(request)
    edit("life/life-unpaid-wages.yaml", "unpaid wages in English", "quokka wages in English")

    assert ieum_of(request) is before
    assert ieum_of(later) is live.now is not before


@pytest.fixture
def content(tmp_path):
    return Content(tmp_path / "content")


@pytest.fixture
def serve(content, tmp_path):
    """Serve a copy of all content in a process, or several; gives the address."""

    @contextmanager
    def serve(workers=1):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        known = {"content": content.root, "var": tmp_path / "var", "port": port}
        known |= {"workers": workers, "requests_per_minute": 0, "demo_port": 0}
        process = subprocess.Popen(
            [Path(sys.executable).with_name("ieum"), "serve"],
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {f"IEUM_{name.upper()}": str(one) for name, one in known.items()},
        )
        address = f"http://127.0.0.1:{port}"
        try:
            until_ready(process, address)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            _, log = process.communicate(timeout=30)
        assert "Traceback" not in log

    return serve


def until_ready(process, address):
    end = time.monotonic() + 90
    while process.poll() is None:
        try:
            return httpx.get(f"{address}/readyz", trust_env=False).raise_for_status()
        except httpx.HTTPError:
            assert time.monotonic() < end
            time.sleep(0.05)
    raise AssertionError(process.stderr.read())


def test_edits_under_load_fail_no_request(serve, content):
    """Fifty questions a second, some in need of both indexes, while an entry changes four times."""
    questions = ["unpaid wages", "月薪没发", "사장이 돈을 안 줘요", "bị nợ lương", "цалин", "hi"]

    async def scene(address):
        readers, stop = Readers(address, questions), asyncio.Event()
        asking = asyncio.create_task(readers.ask_until(stop))
        for number in range(4):
            await asyncio.sleep(1)
            new = content.edit(chinese=number == 2)
            assert await until_served(address, new, SECONDS) < SECONDS
        stop.set()
        await asyncio.wait_for(asking, 60)
        return readers.asked

    with serve() as address:
        asked = asyncio.run(scene(address))

    assert len(asked) > 200
    assert [one.trouble for one in asked if one.trouble] == []


def test_every_process_of_several_follows(serve, content, tmp_path):
    def title(address):
        # A connection of its own each time, so that either process may take it.
        path = f"{address}/api/v1/services/{ENTRY}?language=ko"
        shown = re.search("새제목.", httpx.get(path, trust_env=False, timeout=30).text)
        return shown and shown[0]

    with serve(workers=2) as address, ThreadPoolExecutor(8) as pool:
        for _ in range(2):
            new, end = content.edit(), time.monotonic() + SECONDS
            while {*pool.map(title, [address] * 24)} != {new}:
                assert time.monotonic() < end

    # Whoever came second saw that the index is kept, and left it.
    assert Live.open(Settings(content=content.root, var=tmp_path / "var")).now.knowledge
    assert len([path for path in (tmp_path / "var/index").iterdir() if path.is_dir()]) == 1
