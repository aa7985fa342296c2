"""Measure what a person with a four-year-old phone and a slow line waits for, in real Chromium.

    python -m benchmarks.browser [--out FILE] [--runs N]

The CPU of the page is slowed four times and the line is "slow 3G" (400 ms to and fro, 400 kbit/s
each way), with an empty cache for each. For pages: the first contentful paint. For the widget, on a
website of another origin: from the press of the button until the panel's field takes a question.
Every time is the median of the runs, in ms. Sizes are gzip's, in bytes. Needs the extra `test`.
"""

import argparse
import gzip
import json
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from adapters.web.assets import STATIC
from benchmarks.served import DEMO, IEUM, chromium, get, served
from knowledge.languages import Language

_SLOWER: Final = 4
SLOW_LINE: Final = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
"""Slow 3G, as the DevTools protocol takes it: ms, and bytes a second."""
_PAINT: Final = """new Promise(told => new PerformanceObserver(list => {
  const paint = list.getEntriesByName('first-contentful-paint')[0];
  if (paint) told(paint.startTime);
}).observe({type: 'paint', buffered: true}))"""
PHONE: Final = {"width": 360, "height": 740}
PAGES: Final = {
    "first page": "",
    "entry": "life/life-unpaid-wages",
    "centers": "centers",
    "center": "centers/seoul-foreign-resident-center",
    "helplines": "help",
    "answer": "search?q=visa",
}


def main() -> None:
    """Read the command line, measure, print and write."""
    parser = argparse.ArgumentParser(prog="benchmarks.browser", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the result as JSON")
    parser.add_argument("--runs", type=int, default=3, help="runs of each measure (default 3)")
    arguments = parser.parse_args()
    with served(), chromium() as browser:
        result = {
            "line": "400 ms, 400 kbit/s",
            "cpu_slower": _SLOWER,
            "runs": arguments.runs,
            "first_paint_ms": {
                name: {
                    lang.value: _median(
                        arguments.runs, browser, first_paint, f"{IEUM}/{lang}/{path}"
                    )
                    for lang in Language
                }
                for name, path in PAGES.items()
            },
            "panel_usable_ms": {
                lang.value: _median(arguments.runs, browser, panel_usable, f"{DEMO}/?lang={lang}")
                for lang in Language
            },
            "gzip_bytes": sizes(get),
        }
    text = json.dumps(result, indent=2) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    print(text)


def slow_page(browser: Browser) -> Page:
    """Open an empty tab on an old phone with a slow line and an empty cache."""
    page = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    return page


def sizes(get: Callable[[str], bytes]) -> dict[str, int]:
    """Return the compressed sizes of the loader, of all that the panel loads, and of the pages.

    `get` gives the body of a path as bytes.
    """
    panel = get("/widget/panel?lang=mn")
    names = set(re.findall(rb'(?:href|src)="(/(?:static|widget)/[^"]+)"', panel))
    parts = [panel, *(get(name.decode()) for name in sorted(names))]
    styles = sum(_packed((STATIC / name).read_bytes()) for name in ("ieum.css", "page.css"))
    return {
        "loader": _packed(get("/widget.js")),
        "panel": sum(_packed(part) for part in parts),
        "styles of a page": styles,
    } | {name: _packed(get(f"/mn/{path}")) for name, path in PAGES.items()}


def first_paint(page: Page, address: str) -> float:
    """Return the milliseconds until an address is first painted."""
    page.goto(address, wait_until="load")
    return float(page.evaluate(_PAINT))


def panel_usable(page: Page, website: str) -> float:
    """Return the milliseconds from the press of a website's button until the panel can be used."""
    page.goto(website, wait_until="load")
    page.wait_for_selector("button[aria-haspopup=dialog]")
    started = time.perf_counter()
    page.click("button[aria-haspopup=dialog]")
    # The loader shows the frame when the panel's script says that it is ready.
    page.locator("iframe").wait_for(state="visible", timeout=60_000)
    page.frame_locator("iframe").locator("textarea").fill("visa")
    return (time.perf_counter() - started) * 1000


def _median(runs: int, browser: Browser, measure: Callable[[Page, str], float], about: str) -> int:
    times = []
    for _ in range(runs):
        page = slow_page(browser)
        times.append(measure(page, about))
        page.context.close()
    return round(statistics.median(times))


def _packed(body: bytes) -> int:
    return len(gzip.compress(body, 9))


if __name__ == "__main__":
    main()
