"""A real server of Ieum and its demo website, and a real browser, to measure and to draw with."""

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

_PORT: Final = 8776
_DEMO_PORT: Final = 8777
IEUM: Final = f"http://127.0.0.1:{_PORT}"
DEMO: Final = f"http://127.0.0.1:{_DEMO_PORT}"
_READY_SECONDS: Final = 60
FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def served() -> Iterator[None]:
    """Serve Ieum and the website of the demo."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "IEUM_VAR": folder,
            "IEUM_PORT": str(_PORT),
            "IEUM_DEMO_PORT": str(_DEMO_PORT),
            "IEUM_REQUESTS_PER_MINUTE": "0",
        }
        command = [str(Path(sys.executable).with_name("ieum")), "serve"]
        process = subprocess.Popen(command, env=environment)  # noqa: S603
        try:
            _wait(process)
            yield
        finally:
            process.terminate()
            process.wait()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    path = shutil.which("chromium")
    if path is None:
        raise SystemExit("There is no Chromium; `make browser` installs it where it may.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def get(path: str) -> bytes:
    """Return the body of a path of Ieum's."""
    with urllib.request.urlopen(f"{IEUM}{path}", timeout=10) as response:  # noqa: S310
        body: bytes = response.read()
        return body


def _wait(process: subprocess.Popen[bytes]) -> None:
    for _ in range(_READY_SECONDS * 10):
        if process.poll() is not None:
            break
        try:
            get("/readyz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server did not start.")
