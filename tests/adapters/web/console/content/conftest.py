import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from adapters.assemble import Ieum
from adapters.content_source import FolderSource
from adapters.live import Live
from adapters.settings import Settings
from adapters.web.server import create_app
from bot.assistant import Assistant
from bot.roles import Role
from index.making import make_searcher
from knowledge.languages import Language
from knowledge.loader import FOLDERS, LISTS, content_hash, load_knowledge

ROOT = Path("knowledge")
WAGES = "/console/content/entry/life-unpaid-wages"


class _Fields(HTMLParser):
    """What a browser posts of the form `edit`: every control that is neither off nor a button."""

    def __init__(self):
        super().__init__()
        self.found, self._form, self._select, self._area = [], False, None, None
        self._options = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._form = attrs.get("enctype") == "multipart/form-data"
        if not self._form:
            return
        name = attrs.get("name")
        if tag == "input" and name:
            kind = attrs.get("type", "text")
            if kind in {"checkbox", "radio"} and "checked" not in attrs:
                return
            value = attrs.get("value", "")
            self.found.append((name, value.replace("\n", "") if kind == "text" else value))
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((attrs.get("value", ""), "selected" in attrs))
        elif tag == "textarea":
            self._area = [name, ""]

    def handle_data(self, data):
        if self._area:
            self._area[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = False
        elif tag == "select" and self._select:
            chosen = [value for value, is_chosen in self._options if is_chosen]
            self.found.append((self._select, (chosen or [self._options[0][0]])[-1]))
            self._select = None
        elif tag == "textarea" and self._area:
            name, text = self._area
            # A browser drops the first line's end, and writes all others as \r\n.
            self.found.append((name, text.removeprefix("\n").replace("\n", "\r\n")))
            self._area = None


def posted(page):
    """The fields of a page's form as a browser posts them, by name."""
    reader = _Fields()
    reader.feed(page if isinstance(page, str) else page.text)
    found = {}
    for name, value in reader.found:
        found.setdefault(name, []).append(value)
    return found


def post(browser, place, fields):
    """Post a form as a browser does whose form says `multipart/form-data`."""
    parts = [
        (name, (None, value))
        for name, values in fields.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    return browser.post(place, files=parts)


@pytest.fixture(scope="session")
def form_of():
    return posted


@pytest.fixture
def content_root(tiny_root):
    """The folder of the content; a copy, which a test may change."""
    return tiny_root


@pytest.fixture
def live(content_root, encoder):
    knowledge = load_knowledge(content_root)
    searcher = make_searcher(knowledge, encoder)
    assistant = Assistant(knowledge, searcher, Language.EN)
    ieum = Ieum(knowledge, searcher, assistant, content_hash(content_root))
    return Live(ieum, FolderSource(content_root))


@pytest.fixture
def console(live, content_root, console_settings):
    app = create_app(live, Settings(**console_settings, content=content_root))
    yield app
    app.state.keeping.close()


@pytest.fixture
def editor(at_console):
    """A browser of an editor."""
    return at_console(Role.EDITOR, shown="Kim Editor")


@pytest.fixture
def send(editor):
    """Change some fields of a form as its page gives it, and press a button."""

    def send(place, changes=None, act="save", browser=editor, form=None):
        fields = form if form is not None else posted(browser.get(place))
        fields = {**fields, **(changes or {}), "do": act}
        return post(browser, place, fields)

    return send


@pytest.fixture(scope="session")
def whole_content(tmp_path_factory):
    """A copy of all content that comes with Ieum."""
    root = tmp_path_factory.mktemp("whole") / "content"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, root / name)
    for name in LISTS:
        shutil.copy(ROOT / name, root / name)
    return root
