import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

LOADER = Path(__file__).parents[3] / "adapters" / "web" / "static" / "widget.js"
LAUNCHER, DIALOG, IFRAME = "button.launch", "dialog", "iframe"
BODY = '<p><a href="#one">Center</a></p>SNIPPET'
PANEL = """<!doctype html><html lang="en"><title>Panel</title><input id="q"><button>Ask</button>
<script>
  addEventListener("message", ({data}) => {
    document.body.dataset.heard = (document.body.dataset.heard ?? "") + data.ieum + " ";
    if (data.ieum === "opened") document.querySelector("#q").focus();
  });
  if (SPEAKS) parent.postMessage({ieum: "ready"}, "*");
</script>"""


@contextmanager
def serve(answer):
    """A server of our own; `answer` gives type, headers and text for a path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            kind, headers, text = answer(self.path)
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@dataclass
class Widget:
    """Where Ieum is, and what its panel does: speak, stay silent, hang, or forbid frames."""

    origin: str = ""
    panel: str = "speaks"
    asked: list[str] = field(default_factory=list)

    def answer(self, path):
        self.asked.append(path)
        if path == "/widget.js":
            return "text/javascript", {}, LOADER.read_text(encoding="utf-8")
        if self.panel == "hangs":
            threading.Event().wait(2)
        closed = {"Content-Security-Policy": "frame-ancestors 'none'"}
        speaks = PANEL.replace("SPEAKS", str(self.panel == "speaks").lower())
        return "text/html", closed if self.panel == "blocked" else {}, speaks


@pytest.fixture
def widget():
    """Stands for the real server: whatever serves /widget.js and /widget/panel."""
    stub = Widget()
    with serve(stub.answer) as port:
        stub.origin = f"http://127.0.0.1:{port}"
        yield stub


class Host:
    """A center's website under the strictest policy that lets the widget in, in a browser."""

    def __init__(self, browser, widget):
        self.widget, self.troubles, self.contexts = widget, [], []
        self.browser, self.origin, self.page = browser, "", None
        self.html, self.also = "", ""

    def answer(self, path):
        if path != "/":
            return "text/html", {}, "<!doctype html><title>Elsewhere</title>"
        ieum = self.widget.origin
        policy = f"default-src 'none'; script-src {ieum}; frame-src {ieum}"
        return "text/html", {"Content-Security-Policy": f"{policy}{self.also}"}, self.html

    def open(self, attributes="", lang="en", body=BODY, clock=False, before="", **options):
        """Load the page anew, with `before` run in it first; its time may be ours."""
        snippet = f'<script async src="{self.widget.origin}/widget.js" {attributes}></script>'
        body = body.replace("SNIPPET", snippet)
        self.html = f'<!doctype html><html lang="{lang}"><title>Center</title>{body}'
        return self.visit(self.origin, clock, before, **options)

    def visit(self, address, clock=False, before="", **options):
        """Open any page that has the widget, with another before it in the history."""
        context = self.browser.new_context(**{"locale": "en-US"} | options)
        self.contexts.append(context)
        if clock:
            context.clock.install()
        context.add_init_script(before)
        context.set_default_timeout(10_000)
        context.on("console", self.listen)
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        self.page = context.new_page()
        self.page.goto(f"{self.origin}/start")
        self.page.goto(address)
        self.page.wait_for_selector(LAUNCHER)
        return self.page

    def listen(self, message):
        if message.type in {"error", "warning"}:
            self.troubles.append(message.text)

    def press(self):
        """Open the widget, and give its panel."""
        self.page.click(LAUNCHER)
        self.page.wait_for_selector(f"{DIALOG}:not(.wait)")
        return self.panel()

    def panel(self):
        return self.page.query_selector(IFRAME).content_frame()

    def say(self, **message):
        self.panel().evaluate("message => parent.postMessage(message, '*')", message)

    def has_focus(self, selector):
        return self.page.evaluate(
            "selector => !!document.activeElement.shadowRoot?.activeElement?.matches(selector)",
            selector,
        )

    def box(self, selector):
        return self.box_of(self.page.locator(selector))

    @staticmethod
    def box_of(locator):
        box = locator.bounding_box()
        return box["x"], box["y"], box["width"], box["height"]

    def until(self, is_so):
        """Wait for what the browser tells, where the policy lets no script wait in the page."""
        for _ in range(200):
            if is_so():
                return
            self.page.wait_for_timeout(25)
        pytest.fail("it never became so")

    def wait_closed(self):
        self.page.wait_for_selector(DIALOG, state="hidden")
        assert self.page.get_attribute(LAUNCHER, "aria-expanded") == "false"
        assert self.has_focus(LAUNCHER)


@pytest.fixture
def host(browser, widget):
    host = Host(browser, widget)
    with serve(host.answer) as port:
        host.origin = f"http://localhost:{port}"
        yield host
        for context in host.contexts:
            context.close()
    assert host.troubles == []
