import re

import pytest

from adapters.web.widget.words import words_in
from knowledge.languages import Language

HOST = "http://127.0.0.1:8001"
ANSWERED = "#log > article"


class Panel:
    """The panel in a browser: opened by itself, or by the loader on another website."""

    def __init__(self, browser, address):
        self.browser, self.address = browser, address
        self.contexts, self.troubles = [], []
        self.page = self.frame = None
        self.expected = "(?!)"
        """What the browser may complain of, where a test breaks the network."""

    def open(
        self, language="en", theme="light", query=None, host="", site=HOST, before=None, **options
    ):
        """Open it in a fresh browser; `host` is the website around it, at `site`."""
        options = {"locale": "en-US", "base_url": self.address} | options
        context = self.browser.new_context(**options)
        self.contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        self.page = context.new_page()
        if before:
            before(self.page)
        query = f"lang={language}&theme={theme}" if query is None else query
        if host:
            self._open_in(context, host, site, query)
        else:
            self.page.goto(f"/widget/panel?{query}")
            self.frame = self.page.main_frame
        return self.page

    def _open_in(self, context, host, site, query):
        html = host.replace("PANEL", f"{self.address}/widget/panel?{query}")
        html = f"<!doctype html><html lang=en><title>Center</title>{html}"
        html = html.replace("IEUM", self.address)
        context.route(
            f"{site}/**", lambda route: route.fulfill(body=html, content_type="text/html")
        )
        # What is served by no address counts as the wide world, from where ours is out of reach.
        context.grant_permissions(["local-network-access"])
        self.page.goto(site)

    def _listen(self, message):
        if message.type in {"error", "warning"}:
            self.troubles.append(message.text)

    def enter(self, selector="iframe"):
        """Wait for the frame of the panel, and go into it."""
        self.frame = self.page.wait_for_selector(selector).content_frame()
        self.frame.wait_for_selector("#close:not([hidden])")
        return self.frame

    def count(self):
        return self.frame.locator(ANSWERED).count()

    def ask(self, question, key="Enter"):
        """Ask, and wait for the reply."""
        before = self.count()
        self.frame.fill("#question", question)
        self.frame.press("#question", key)
        return self.answer(before)

    def answer(self, before):
        """Wait for one reply more than before; gives it."""
        reply = self.frame.locator(ANSWERED).nth(before)
        reply.wait_for()
        return reply

    def press(self, name):
        """Press the button of that name that came last."""
        self.frame.get_by_role("button", name=name, exact=True).last.click()

    def kept(self):
        """Everything the browser keeps for us."""
        here = self.frame.evaluate(
            "[...Object.entries(sessionStorage), ...Object.entries(localStorage)]"
        )
        return here, self.page.context.cookies()

    def focused(self):
        return self.frame.evaluate(
            "document.activeElement.id || document.activeElement.textContent.trim()"
        )

    def status(self):
        return self.frame.inner_text("#status")


@pytest.fixture
def panel(browser, address):
    panel = Panel(browser, address)
    yield panel
    for context in panel.contexts:
        context.close()
    assert [trouble for trouble in panel.troubles if not re.search(panel.expected, trouble)] == []


@pytest.fixture
def expected(ieum):
    """The first own question of an entry in a language, and the reply to it."""

    def of(entry, language):
        entry = ieum.knowledge.entries[entry]
        return entry.questions.in_language(language)[0], ieum.assistant.show(entry, language)

    return of


@pytest.fixture
def word():
    """What the panel says in a language, by the name that its scripts use."""
    return lambda language, name: words_in(Language(language))[name]
