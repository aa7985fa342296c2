import uuid
from datetime import timedelta

import pytest

from bot.clock import in_seoul
from bot.learning import Cell, Learned, Tally
from bot.roles import Role
from bot.storage.audit import Wanted
from bot.storage.gaps import GapFilter, GapOrder
from bot.storage.question_reading import QuestionReader
from bot.storage.records import Feedback, Reason
from knowledge.languages import Language

DOG = {
    Language.KO: "강아지를 한국에 데려오려면 검역이 필요한가요",
    Language.EN: "Do I need quarantine to bring my dog to Korea",
    Language.ZH: "带狗来韩国需要检疫吗",
    Language.VI: "Mang chó sang Hàn Quốc có cần kiểm dịch không",
    Language.MN: "Нохойгоо Солонгос руу авчрахад хорио цээр хэрэгтэй юу",
}
EVIL = "<script>alert(1)</script> \"'><img src=x onerror=alert(1)> {{ 7 * 7 }}"


@pytest.fixture(scope="session", name="dog")
def _dog():
    return DOG


@pytest.fixture(scope="session", name="evil")
def _evil():
    return EVIL


@pytest.fixture
def ask(console, kept, ieum):
    """Keep questions, put them into gaps; returns the gaps, the most frequent first."""

    def ask(*texts, **more):
        kept.questions.add(
            Learned(
                **{
                    "id": str(uuid.uuid4()),
                    "at": console.state.clock() - timedelta(seconds=number),
                    "language": language,
                    "kind": "no_answer",
                    "channel": "widget",
                    "text": text,
                }
                | more
            )
            for number, (language, text) in enumerate(texts)
        )
        kept.gap_maker.place_new(QuestionReader(ieum.searcher))
        return kept.gaps.find(GapFilter(state=None), GapOrder.COUNT, 50).gaps

    return ask


@pytest.fixture
def judge(console, kept):
    """Keep an opinion."""

    def judge(**more):
        given = {
            "id": str(uuid.uuid4()),
            "at": console.state.clock(),
            "language": Language.VI,
            "kind": "answer",
            "useful": False,
            "service": "life-unpaid-wages",
            "reason": Reason.OUTDATED,
        }
        kept.add_feedback(Feedback(**given | more))

    return judge


@pytest.fixture
def count(console, kept):
    """Count so much, so many days ago."""

    def count(asked=1, back=0, useful=0, not_useful=0, **more):
        day = in_seoul(console.state.clock() - timedelta(days=back)).date()
        given = {
            "day": day.isoformat(),
            "hour": 10,
            "language": "mn",
            "channel": "widget",
            "kind": "answer",
            "topic": "work",
            "service": "life-unpaid-wages",
        }
        kept.counts.add({Cell(**given | more): Tally(asked, useful, not_useful)})

    return count


@pytest.fixture
def editor(at_console):
    return at_console(Role.EDITOR)


@pytest.fixture
def manager(at_console):
    return at_console(Role.MANAGER)


@pytest.fixture
def noted():
    """Return what the audit log of a store holds, the newest first."""
    return lambda kept: kept.audit.page(Wanted(), 50)
