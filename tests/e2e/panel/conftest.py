import re
import uuid
from datetime import UTC, datetime

import pytest

from adapters.settings import Settings
from adapters.web.server import create_app
from adapters.web.widget.words import words_in
from bot.roles import Role
from bot.staff import Staff
from bot.storage.records import Author, TicketMessage
from knowledge.languages import Language

HOST = "http://127.0.0.1:8001"
ANSWERED = "#log > article"
OUTSIDE = """[...document.querySelectorAll('body *:not(.skip, .unseen)')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
  .map((one) => one.outerHTML.slice(0, 200))"""
SMALL = """
[...document.querySelectorAll('button, a, select, summary, textarea, [type=text], .check')]
  .concat([...document.querySelectorAll('#aim span')])
  .filter((one) => !one.matches('.skip') && one.checkVisibility())
  .filter((one) => {
    const {width, height} = one.getBoundingClientRect();
    return width < 43.5 || height < 43.5;
  }).map((one) => one.outerHTML.slice(0, 200))"""


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

    def has_focus(self, wanted):
        """Tell whether it has it, or gets it soon: a dialog gives it back after it has closed."""
        for _ in range(80):
            if self.focused() == wanted:
                return True
            self.frame.wait_for_timeout(25)
        return False

    def status(self):
        return self.frame.inner_text("#status")

    def outside(self):
        """What reaches over the edge of the screen."""
        return self.frame.evaluate(OUTSIDE)

    def small(self):
        """What is too small for a thumb."""
        return self.frame.evaluate(SMALL)

    def want_staff(self, language="en", message="Where is the 8 o'clock bus?"):
        """Ask for staff, to wait for them here."""
        word = words_in(Language(language), 30)
        self.frame.click("#person")
        dialog = self.frame.get_by_role("dialog")
        dialog.get_by_label(word["personMessage"]).fill(message)
        dialog.get_by_role("button", name=word["send"]).click()
        self.frame.wait_for_selector("#aim:visible")
        self.frame.wait_for_selector(f".notice >> text={word['waiting']}")

    def write(self, text):
        """Write to staff, and wait until it has arrived."""
        self.frame.fill("#question", text)
        self.frame.press("#question", "Enter")
        self.frame.locator(".to-staff", has_text=text).locator(".said:empty").wait_for(
            state="attached"
        )

    def said(self):
        """All that was written between the person and staff, in its order."""
        return self.frame.locator(".to-staff > p, .from-staff .body").all_inner_texts()

    def until(self, is_so):
        """Wait for what can be asked, but not waited for, where the time is ours."""
        for _ in range(400):
            if is_so():
                return
            self.page.wait_for_timeout(25)
        pytest.fail("it never became so")


@pytest.fixture(scope="session")
def served(ieum, neutral, tmp_path_factory):
    """The application that serves the panel."""
    var = tmp_path_factory.mktemp("panel")
    return create_app(ieum, Settings(requests_per_minute=0, quick_exit=neutral, var=var))


@pytest.fixture(scope="session")
def address(served, serving):
    """Where it listens."""
    with serving(served) as address:
        yield address


class Counselor:
    """Somebody of the staff at work, straight at the store."""

    def __init__(self, store):
        self.store = store
        name = f"mai-{uuid.uuid4().hex[:6]}"
        self.id = str(uuid.uuid4())
        mai = Staff(self.id, name, "Mai", Role.COUNSELOR, created_at=datetime.now(UTC))
        assert store.accounts.add(mai, "no hash")

    def ticket(self):
        """The ticket that was opened last."""
        return self.store.tickets.all()[-1]

    def messages(self):
        return self.store.tickets.messages(self.ticket().id)

    def claim(self):
        self.store.desk.claim(self.ticket().id, self.id, datetime.now(UTC))

    def written(self, text, language):
        return TicketMessage(
            id=str(uuid.uuid4()),
            ticket=self.ticket().id,
            at=datetime.now(UTC),
            author=Author.STAFF,
            text=text,
            language=Language(language),
            staff=self.id,
        )

    def write(self, text, language="en"):
        """Answer the ticket that was opened last."""
        self.claim()
        self.store.desk.reply(self.written(text, language))

    def close(self, farewell="Goodbye.", language="en"):
        self.claim()
        self.store.desk.close(self.written(farewell, language))


@pytest.fixture
def counselor(served, address):
    return Counselor(served.state.keeping._store)


@pytest.fixture
def panel(browser, address):
    panel = Panel(browser, address)
    yield panel
    for context in panel.contexts:
        context.close()
    assert [trouble for trouble in panel.troubles if not re.search(panel.expected, trouble)] == []


@pytest.fixture
def waiting(panel):
    """Open a panel in which a person waits for staff; its time can be moved on."""

    def start(language="en", before=None, **options):
        def prepare(page):
            page.clock.install()
            if before:
                before(page)

        page = panel.open(language, before=prepare, **options)
        panel.want_staff(language)
        return page

    return start


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
    return lambda language, name: words_in(Language(language), 30)[name]
