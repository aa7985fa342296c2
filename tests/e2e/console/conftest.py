import uuid
from datetime import UTC, datetime

import pytest

from adapters.settings import Settings
from adapters.web.console.door import COOKIE
from adapters.web.server import create_app
from bot.passwords import hash_password
from bot.roles import Role
from bot.staff import Staff

PASSWORD = "three small boats in a row"


@pytest.fixture(scope="session")
def hashed():
    """The hash of PASSWORD."""
    return hash_password(PASSWORD)


@pytest.fixture(scope="module")
def console_settings(tmp_path_factory):
    """The settings of `console`; a module may override it."""
    var = tmp_path_factory.mktemp("console")
    return {"requests_per_minute": 0, "demo_port": 0, "var": var}


@pytest.fixture(scope="module")
def console(ieum, console_settings):
    """The application that is served for one module, with a database of its own."""
    return create_app(ieum, Settings(**console_settings))


@pytest.fixture(scope="module")
def address(console, serving):
    """Where it listens; `open_page` opens its paths, too."""
    with serving(console) as address:
        yield address


@pytest.fixture
def kept(console, address):
    """The store of the application."""
    return console.state.keeping._store


@pytest.fixture
def staff_of(kept, hashed):
    """Make an account with a role and the password PASSWORD; `name` and others may be given."""

    def staff_of(role=Role.COUNSELOR, **more):
        given = {
            "id": str(uuid.uuid4()),
            "name": f"{role}-{uuid.uuid4().hex[:6]}",
            "shown": f"The {role}",
            "role": Role(role),
            "created_at": datetime.now(UTC),
        }
        staff = Staff(**given | more)
        assert kept.accounts.add(staff, hashed)
        return staff

    return staff_of


@pytest.fixture
def console_page(browser, address, kept, staff_of):
    """Open a path as somebody with a role, in a fresh browser that has logged in.

    In the end, no browser may have asked another website, nor written to its console; what is
    expected there, as Chromium's line about a response of 422, is named in `page.expected`.
    """
    contexts, troubles, expected = [], [], []

    def watch(request):
        if not request.url.startswith((f"{address}/", "data:", "blob:")):
            troubles.append(f"asked {request.url}")

    def listen(message):
        if message.type in {"error", "warning"}:
            troubles.append(message.text)

    def console_page(role=Role.COUNSELOR, path="/console/", locale="en-US", staff=None, **options):
        context = browser.new_context(base_url=address, locale=locale, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("request", watch)
        context.on("console", listen)
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        staff = staff or staff_of(role)
        token = kept.sessions.open(staff.id, datetime.now(UTC))
        cookie = {
            "name": COOKIE,
            "value": token,
            "url": address.replace("http:", "https:"),
            "secure": True,
        }
        context.add_cookies([cookie | {"httpOnly": True, "sameSite": "Lax"}])
        page = context.new_page()
        page.staff, page.expected = staff, expected
        page.goto(path)
        return page

    yield console_page
    for context in contexts:
        context.close()
    assert [one for one in troubles if not any(word in one for word in expected)] == []
