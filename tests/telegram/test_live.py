"""The bot follows the content, however its messages come."""

import pytest

from adapters.live import Live
from adapters.settings import Settings
from benchmarks.bot_api import BotApi, Limits


@pytest.fixture
def live(tiny_root, tmp_path):
    return Live.open(Settings(content=tiny_root, var=tmp_path / "index"))


@pytest.fixture
def ieum(live):
    """What the bot is given to answer with; the fixture `run_bot` asks for it by this name."""
    return live


@pytest.fixture(params=["polling", "webhook"])
def bot(request, run_bot):
    hasty = {"limits": Limits.none(), "webhook_seconds": 0.02}
    with BotApi(**hasty) as api, run_bot(api, request.param) as bot:
        yield bot


@pytest.fixture
def edit(tiny_root, live, eventually):
    """Change a file, and wait until it is served; nobody tells the bot of it."""

    def edit(name, old, new):
        path, before = tiny_root / name, live.now
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        # Two seconds are promised; tests run beside others.
        eventually(lambda: live.now is not before, seconds=20)

    return edit


def test_answers_buttons_lines_and_centers_are_of_the_content_of_now(bot, edit):
    chat = bot.user("en")
    chat.ask("unpaid wages")
    edit("life/life-unpaid-wages.yaml", "unpaid wages in English", "quokka wages in English")
    edit("life/life-unpaid-wages.yaml", "월급을 못 받았어요.", "월급을 아직 못 받았어요.")
    edit("lines/line-120.yaml", "helpline 120 in English", "quokka line in English")
    edit("centers/guro-center.yaml", "center in English", "quokka center in English")
    edit("centers/guro-center.yaml", "kind: regional", "kind: hub")

    (answer,) = chat.ask("quokka wages")
    chat.press("s:life-unpaid-wages")
    staff = chat.wait_for_reply()
    (lines,) = chat.ask("/help")
    chat.ask("/centers", 2)
    chat.press("c:guro-center")
    (center,) = chat.wait_for_reply()

    assert answer.text.startswith("quokka wages in English")
    assert "아직" in str(staff)
    assert "quokka line in English" in lines.text
    assert center.text.startswith("quokka center in English")
