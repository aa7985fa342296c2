"""Draw the pictures of docs/console.md: `python -m benchmarks.console_screenshots`.

They show a day at an invented center (`console_day.yaml`), at the time of that day. Needs the extra
`test` and Chromium.
"""

from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from benchmarks.console_served import Served, console
from benchmarks.served import chromium

DOCS: Final = Path(__file__).parent.parent / "docs" / "console"
_LARGEST: Final = 200_000
"""Bytes of a picture: documents are read on slow connections, too."""
_FIRST: Final = "/console/tickets"
_LEARNING: Final = "/console/learning"
_WAGES: Final = "/console/content/entry/life-unpaid-wages"
_OWN_WORDS: Final = (
    "Cảm ơn bạn. Bạn giữ lại tin nhắn và sổ ngân hàng nhé: khi nộp đơn khiếu nại sẽ cần đến."
)


def main() -> None:
    """Draw every picture."""
    DOCS.mkdir(exist_ok=True)
    with chromium() as browser, console(browser) as served:
        _save(served.open("linh", "/console/?q=unpaid+wages&lang=vi"), "look-up")
        _save(served.open("linh", "/console/items/entry/life-unpaid-wages?lang=vi"), "item", 680)
        _save(served.open("linh", _FIRST), "queue")
        _reply(served)
        _save(served.open("haneul", _LEARNING), "gaps")
        _save(served.open("haneul", f"{_LEARNING}/trends?days=90"), "trends")
        _form(served)
        _save(served.open("minseo", "/console/content/entry/free-clinic-dongbu/history"), "history")


def _reply(served: Served) -> None:
    """Draw a conversation in which a reply is written: own words, and a text that was put in."""
    page = served.open("linh", f"{_FIRST}/{served.day.tickets[0]}")
    page.fill("#text", _OWN_WORDS)
    page.locator("section:has(#inserting) > details > summary").click()
    page.locator("button[value='canned/come-to-us']").click()
    page.locator("#writing .korean-of").wait_for()
    page.evaluate("document.activeElement.blur()")
    _scroll_to(page, ".bubbles > :nth-last-child(2)")
    _save(page, "reply")


def _form(served: Served) -> None:
    """Draw the form of an entry, and what would become of it with what people asked."""
    gap = served.day.gaps[3]
    page = served.open("minseo", f"{_WAGES}?gap={gap}")
    page.locator("#trial .preview").first.wait_for()
    for box in page.locator(".offered input").all():
        box.check()
    _scroll_to(page, "#field-questions")
    _save(page, "form", 700, stays=True)
    page.locator("button[value=questions]").click()
    page.locator("#contest .numbers").wait_for()
    _scroll_to(page, "#contest")
    _save(page, "won-and-lost", 640)


def _scroll_to(page: Page, what: str) -> None:
    page.locator(what).first.evaluate("(element) => element.scrollIntoView({block: 'start'})")
    page.mouse.move(0, 0)


def _save(page: Page, name: str, height: int = 768, *, stays: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    path = DOCS / f"{name}.png"
    part = {"x": 0, "y": 0, "width": 1366, "height": height}
    page.screenshot(path=path, clip=part, animations="disabled", caret="hide")  # type: ignore[arg-type]
    if path.stat().st_size > _LARGEST:
        raise SystemExit(f"{path} has {path.stat().st_size} bytes.")
    if not stays:
        page.context.close()


if __name__ == "__main__":
    main()
