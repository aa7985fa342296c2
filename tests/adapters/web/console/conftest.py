import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from adapters.settings import Settings
from adapters.web.console.door import COOKIE
from adapters.web.server import create_app
from bot.passwords import hash_password
from bot.roles import Role
from bot.staff import Staff
from bot.storage.staff_sessions import csrf_of

PASSWORD = "three small boats in a row"
HIDDEN = re.compile(r'name="csrf" value="([^"]*)"')


class Clock:
    """The application's clock; it stands still until a test moves it."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now

    def move(self, **by):
        self.now += timedelta(**by)


class AtConsole(TestClient):
    """A browser at the console; it follows no redirect by itself, and asks in English."""

    def __init__(self, app):
        headers = {"accept": "text/html", "accept-language": "en"}
        super().__init__(
            app, base_url="https://testserver", headers=headers, follow_redirects=False
        )
        self.staff, self.token, self.csrf = None, None, ""

    def sit_down(self, staff):
        """Log in without the form; everything posted with `submit` then brings the token along."""
        store = store_of(self.app)
        self.staff, self.token = staff, store.sessions.open(staff.id, self.app.state.clock())
        self.bring(self.token)
        self.csrf = csrf_of(self.token)

    def bring(self, token):
        """Have this token in the cookie of the session, as if the server had given it."""
        self.cookies.set(COOKIE, token, domain="testserver.local", path="/")

    def submit(self, path, data=None, **more):
        """Post a form, its token included."""
        return self.post(path, data={"csrf": self.csrf, **(data or {})}, **more)

    def log_in(self, name, password=PASSWORD, place=""):
        """Log in through the form."""
        csrf = HIDDEN.search(self.get("/console/login").text)[1]
        form = {"name": name, "password": password, "next": place, "csrf": csrf}
        return self.post("/console/login", data=form)


def store_of(app):
    return app.state.keeping._store


@pytest.fixture(scope="session")
def hashed():
    """The hash of PASSWORD."""
    return hash_password(PASSWORD)


@pytest.fixture
def console_settings(tmp_path):
    """The settings of `console`; a module may override it."""
    return {"requests_per_minute": 0, "demo_port": 0, "var": tmp_path / "console"}


@pytest.fixture
def console(ieum, console_settings):
    """The application with a database of its own, and a clock that stands still."""
    app = create_app(ieum, Settings(**console_settings))
    app.state.clock = Clock(datetime.now(UTC))
    yield app
    app.state.keeping.close()


@pytest.fixture
def clock(console):
    return console.state.clock


@pytest.fixture
def kept(console):
    """The store of the application."""
    return store_of(console)


@pytest.fixture
def staff_of(console, kept, hashed):
    """Make an account with a role and the password PASSWORD; `name` and others may be given."""

    def staff_of(role=Role.COUNSELOR, **more):
        given = {
            "id": str(uuid.uuid4()),
            "name": f"{role}-{uuid.uuid4().hex[:6]}",
            "shown": f"The {role}",
            "role": Role(role),
            "created_at": console.state.clock(),
        }
        staff = Staff(**given | more)
        assert kept.accounts.add(staff, hashed)
        return staff

    return staff_of


@pytest.fixture
def visitor(console):
    """Make a browser that has not logged in."""
    return lambda: AtConsole(console)


@pytest.fixture
def at_console(visitor, staff_of):
    """Make a browser that has logged in with a new account of a role.

    It has `.staff`, `.csrf`, and `.submit(path, data)`, which posts a form with its token.
    """

    def at_console(role=Role.COUNSELOR, staff=None, **more):
        browser = visitor()
        browser.sit_down(staff or staff_of(role, **more))
        return browser

    return at_console


@pytest.fixture(scope="session")
def password():
    return PASSWORD
