"""Draw the pictures of the documents from the running service: `python -m benchmarks.screenshots`.

Needs the extra `test` and Chromium.
"""

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, FrameLocator, Page

from benchmarks.served import DEMO, IEUM, chromium, served

DOCS: Final = Path(__file__).parent.parent / "docs"
_PHONE: Final = {"width": 360, "height": 740}
_TABLET: Final = {"width": 768, "height": 900}
_DESK: Final = {"width": 1280, "height": 800}


def main() -> None:
    """Draw every picture."""
    with served(), chromium() as browser:
        _page(browser, "topics", "/ko/", _DESK)
        _page(browser, "centers", "/mn/centers?speaks=mn", _TABLET, color_scheme="dark")
        widget = _widget(browser, "en", _DESK)
        _ask(widget, "my boss did not pay me for 3 months")
        _save(widget, "widget")
        emergency = _widget(browser, "vi", _PHONE)
        _ask(emergency, "chồng em cầm dao dọa giết em")
        _save(emergency, "emergency")
        staff = _widget(browser, "zh", _PHONE)
        _ask(staff, "哪里可以免费看病")
        _panel(staff).locator("button", has_text="给工作人员看").first.click()
        _save(staff, "show-to-staff")


def _page(browser: Browser, name: str, path: str, size: dict[str, int], **look: Any) -> None:
    page = _open(browser, size, **look)
    page.goto(f"{IEUM}{path}")
    _save(page, name)


def _widget(browser: Browser, language: str, size: dict[str, int]) -> Page:
    page = _open(browser, size)
    page.goto(f"{DEMO}/?lang={language}")
    page.click("button[aria-haspopup=dialog]")
    page.locator("iframe").wait_for(state="visible")
    return page


def _ask(page: Page, question: str) -> None:
    panel = _panel(page)
    panel.locator("#question").fill(question)
    panel.locator("#question").press("Enter")
    panel.locator("#log > article").first.wait_for()
    page.wait_for_timeout(500)


def _panel(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def _open(browser: Browser, size: dict[str, int], **look: Any) -> Page:
    return browser.new_context(viewport=size, **look).new_page()  # type: ignore[arg-type]


def _save(page: Page, name: str) -> None:
    page.wait_for_timeout(300)
    page.screenshot(path=DOCS / f"{name}.png")
    page.context.close()


if __name__ == "__main__":
    main()
