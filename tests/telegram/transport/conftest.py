import asyncio
import sqlite3
from contextlib import asynccontextmanager, closing, contextmanager

import pytest

from adapters.keeping import Keeping
from adapters.telegram_chat.intake import Intake
from bot.sealing import Seal
from bot.storage.store import Store

SEAL = Seal("5000000000:a-token-long-enough")


class _Answers:
    """What answers: notes what was begun and ended, and takes as long as the gate is closed."""

    def __init__(self):
        self.begun, self.ended = [], []
        self.gate = asyncio.Event()
        self.gate.set()
        self.broken = set()
        self.most_at_once = 0

    async def __call__(self, raw):
        self.begun.append(raw["update_id"])
        self.most_at_once = max(self.most_at_once, len(self.begun) - len(self.ended))
        await self.gate.wait()
        await asyncio.sleep(0)
        self.ended.append(raw["update_id"])
        if raw["update_id"] in self.broken:
            raise RuntimeError("it broke")

    async def until(self, count):
        async with asyncio.timeout(10):
            while len(self.ended) < count:
                await asyncio.sleep(0.005)


@asynccontextmanager
async def _taking(url, answers, *, seal=SEAL, days=30):
    """An intake that has resumed; ends without finishing anything, as after a crash."""
    keeping = Keeping(Store(url), days)
    await keeping.open()
    intake = Intake(keeping, seal, answers)
    await intake.resume()
    yield intake
    for task in [*intake._tasks]:
        task.cancel()
    await asyncio.gather(*intake._tasks, return_exceptions=True)
    keeping.close()


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'ieum.db'}"


@pytest.fixture
def new_answers():
    """Make what answers and remembers it; to be called in an event loop."""
    return _Answers


@pytest.fixture
def answers(anyio_backend):
    return _Answers()


@pytest.fixture
def taking(url):
    """Begin to take updates in, on the test's database if no other is named."""

    def begin(answers, **options):
        return _taking(options.pop("url", url), answers, **options)

    return begin


@pytest.fixture
def update():
    """Make an update of a chat."""

    def make(number, chat, text="my boss did not pay me"):
        message = {"message_id": number, "chat": {"id": chat}, "text": text}
        return {"update_id": number, "message": message}

    return make


@pytest.fixture
def rows(url):
    """Read what is kept."""

    def read():
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            wanted = "SELECT number, sealed, begun FROM inbox ORDER BY 1"
            return connection.execute(wanted).fetchall()

    return read


@pytest.fixture
def until_erased(rows):
    """Wait until nothing waits to be answered."""

    async def wait():
        async with asyncio.timeout(10):
            while any(sealed is not None for _, sealed, _ in rows()):
                await asyncio.sleep(0.01)

    return wait


@pytest.fixture
def away(tmp_path):
    """Take the database away for a while."""

    @contextmanager
    def take():
        file, elsewhere = tmp_path / "ieum.db", tmp_path / "away.db"
        file.rename(elsewhere)
        file.mkdir()
        yield
        file.rmdir()
        elsewhere.rename(file)

    return take
