import json
import re
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.clock import seoul_day
from bot.dates import Phase, phase, say_dates
from knowledge.figures import format_partial_date
from knowledge.languages import Language
from knowledge.schema import Urgency
from knowledge.validity import Validity

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("dates_cases.jsonl").read_text("utf-8").splitlines()
]
TODAY = date(2026, 11, 28)
CLOCKS = [date(2017, 12, 22), date(2024, 2, 29), date(2025, 4, 30), TODAY, date(2027, 12, 31)]
SCRIPTS = {
    Language.KO: re.compile("[가-힣]"),
    Language.EN: re.compile("[A-Za-z]"),
    Language.ZH: re.compile("[\u4e00-\u9fff]"),
    Language.VI: re.compile("[à-ỹđĐ]"),
    Language.MN: re.compile("[А-Яа-яӨөҮү]"),
}


@pytest.fixture
def entry(knowledge):
    """Make an everyday entry with these dates; whom to ask first is 120."""

    def make(**dates):
        known = knowledge.entries["tolerance-day"]
        return known.model_copy(update={"dates": Validity(**dates)})

    return make


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_where_something_stands_on_a_day(case):
    today = date.fromisoformat(case["today"])

    assert phase(Validity(**case["dates"]), today) == case["phase"]


def test_every_phase_has_cases():
    assert {case["phase"] for case in CASES} == set(Phase)
    assert len(CASES) >= 30


def test_a_plan_passes_at_midnight_in_seoul():
    plan = Validity(status="planned", as_of="2025-04", planned="2025-11")
    midnight = datetime(2025, 12, 1, tzinfo=timezone(timedelta(hours=9)))

    last_second, first = seoul_day(midnight - timedelta(seconds=1)), seoul_day(midnight)

    assert midnight.astimezone(UTC).date() == last_second
    assert [phase(plan, last_second), phase(plan, first)] == [Phase.PLANNED, Phase.PLAN_PASSED]


ASK_120 = "120 Dasan Call Center (다산콜)."


@pytest.mark.parametrize(
    ("dates", "today", "sentences"),
    [
        (
            {"planned": "2025-11-20", "as_of": "2025-04", "status": "planned"},
            "2024-06-01",
            "This is planned for November 20, 2025. Plans can change, so please ask here: ",
        ),
        (
            {"planned": "2025-11-20", "as_of": "2025-04", "status": "planned"},
            "2025-04-30",
            "This is planned for November 20, 2025. Plans can change, so please ask here: ",
        ),
        (
            {"planned": "2025", "planned_until": "2026", "as_of": "2025-04", "status": "planned"},
            "2025-05-01",
            (
                "As of April 2025, this was planned for 2025 – 2026. "
                "Plans can change, so please ask here: "
            ),
        ),
        (
            {"as_of": "2025-04", "status": "planned"},
            "2026-11-28",
            "As of April 2025, this was a plan. Please ask here what became of it: ",
        ),
        (
            {"planned": "2025-08", "as_of": "2025-04", "status": "planned"},
            "2025-09-01",
            (
                "This was planned for August 2025, but we do not know what became of it. "
                "Please ask here: "
            ),
        ),
        (
            {
                "planned": "2025-06",
                "not_started": "2025-04-23",
                "as_of": "2025-04",
                "status": "planned",
            },
            "2026-11-28",
            (
                "This was planned for June 2025, but by April 23, 2025 it had not started. "
                "Please ask here: "
            ),
        ),
        (
            {
                "planned": "2025-11",
                "took_place": "2025-11-20",
                "as_of": "2025-11",
                "status": "ended",
            },
            "2026-11-28",
            (
                "This was planned for November 2025 and took place on November 20, 2025. "
                "You can ask about the next one here: "
            ),
        ),
        (
            {
                "planned": "2025-05-24",
                "planned_until": "2025-05-25",
                "took_place": "2025-05-24",
                "took_place_until": "2025-05-25",
                "as_of": "2025-05",
                "status": "ended",
            },
            "2026-11-28",
            (
                "This took place from May 24, 2025 to May 25, 2025, as planned. "
                "You can ask about the next one here: "
            ),
        ),
        (
            {"took_place": "2025-04", "as_of": "2025-04", "status": "current"},
            "2026-11-28",
            "This took place in April 2025. You can ask about the next one here: ",
        ),
        (
            {"took_place": "2025-04-04", "as_of": "2025-04", "status": "current"},
            "2025-04-03",
            "This is planned for April 4, 2025. Plans can change, so please ask here: ",
        ),
        (
            {"from": "2025", "until": "2025-12-30", "as_of": "2025-03-31", "status": "ended"},
            "2026-11-28",
            "This ended on December 30, 2025. Please ask here what there is today: ",
        ),
        (
            {"until": "2025", "as_of": "2025-04", "status": "current"},
            "2026-01-01",
            "This ended in 2025. Please ask here what there is today: ",
        ),
        (
            {"as_of": "2025-04", "status": "ended"},
            "2026-11-28",
            "This has ended. Please ask here what there is today: ",
        ),
        (
            {"from": "2017-02", "until": "2018-12", "as_of": "2017-12", "status": "historical"},
            "2026-11-28",
            (
                "This is a matter of the past (February 2017 – December 2018). "
                "Please ask here what there is today: "
            ),
        ),
        (
            {"as_of": "2017-12", "status": "historical"},
            "2024-01-01",
            "This is a matter of the past (December 2017). Please ask here what there is today: ",
        ),
        (
            {"as_of": "2025-04", "status": "current"},
            "2026-05-01",
            "This was so as of April 2025. Please ask whether this is still true: ",
        ),
    ],
)
def test_what_is_said_of_dates(dates, today, sentences, entry, knowledge):
    said = say_dates(entry(**dates), knowledge, date.fromisoformat(today), Language.EN)

    assert said == sentences + ASK_120


@pytest.mark.parametrize(
    ("dates", "today"),
    [
        ({"status": "current", "as_of": "2025-04"}, "2026-04-30"),
        ({"status": "current", "as_of": "2025-04"}, "2024-01-01"),
        ({"status": "current", "as_of": "2024-02-29"}, "2025-02-28"),
        ({"status": "ended", "as_of": "2025-11", "took_place": "2025-11-20"}, "2025-11-20"),
    ],
)
def test_nothing_is_said_of_what_is_simply_true(dates, today, entry, knowledge):
    assert say_dates(entry(**dates), knowledge, date.fromisoformat(today), Language.EN) == ""


SAID = {
    Phase.PLANNED: (
        {"status": "planned", "as_of": "2025-04", "planned": "2026-12"},
        {
            "ko": "2025년 4월 기준으로, 2026년 12월에 할 계획이었어요. "
            "계획은 바뀔 수 있으니 여기에 물어보세요: 120 다산콜.",
            "en": "As of April 2025, this was planned for December 2026. "
            "Plans can change, so please ask here: 120 Dasan Call Center (다산콜).",
            "zh": "根据截至2025年4月的资料，此项计划于2026年12月进行。"
            "计划可能有变，请咨询：120 茶山热线（다산콜）。",
            "vi": "Theo thông tin tính đến tháng 4/2025, việc này được dự kiến vào tháng 12/2026. "
            "Kế hoạch có thể thay đổi, bạn hãy hỏi tại đây: Tổng đài 120 Dasan (다산콜).",
            "mn": "Мэдээллийн огноо: 2025 оны 4-р сар. Тэр үед төлөвлөсөн хугацаа: "
            "2026 оны 12-р сар. Төлөвлөгөө өөрчлөгдөж болох тул эндээс асуугаарай: "
            "120 Дасан лавлах (다산콜).",
        },
    ),
    Phase.RUNNING: (
        {"status": "current", "as_of": "2025-04"},
        {
            "ko": "2025년 4월 기준의 내용이에요. 지금도 그런지 여기에 물어보세요: 120 다산콜.",
            "en": "This was so as of April 2025. "
            "Please ask whether this is still true: 120 Dasan Call Center (다산콜).",
            "zh": "这是截至2025年4月的情况。现在是否仍然如此，请咨询：120 茶山热线（다산콜）。",
            "vi": "Đây là thông tin tính đến tháng 4/2025. "
            "Bạn hãy hỏi xem hiện nay còn như vậy không: Tổng đài 120 Dasan (다산콜).",
            "mn": "Энэ мэдээллийн огноо: 2025 оны 4-р сар. "
            "Одоо ч хэвээр эсэхийг эндээс асуугаарай: 120 Дасан лавлах (다산콜).",
        },
    ),
    Phase.ENDED: (
        {"status": "ended", "as_of": "2025-03", "from": "2025", "until": "2025"},
        {
            "ko": "2025년에 끝났어요. 지금은 어떤지 여기에 물어보세요: 120 다산콜.",
            "en": "This ended in 2025. "
            "Please ask here what there is today: 120 Dasan Call Center (다산콜).",
            "zh": "此项已于2025年结束。目前的情况请咨询：120 茶山热线（다산콜）。",
            "vi": "Việc này đã kết thúc vào 2025. "
            "Bạn hãy hỏi tình hình hiện nay tại đây: Tổng đài 120 Dasan (다산콜).",
            "mn": "Энэ дууссан. Дууссан хугацаа: 2025 он. "
            "Одоо ямар байгааг эндээс асуугаарай: 120 Дасан лавлах (다산콜).",
        },
    ),
    Phase.HISTORICAL: (
        {"status": "historical", "as_of": "2017-12", "from": "2017-08", "until": "2017-10"},
        {
            "ko": "지난 일이에요(2017년 8월 – 2017년 10월). "
            "지금은 어떤지 여기에 물어보세요: 120 다산콜.",
            "en": "This is a matter of the past (August 2017 – October 2017). "
            "Please ask here what there is today: 120 Dasan Call Center (다산콜).",
            "zh": "这是过去的事（2017年8月 – 2017年10月）。"
            "目前的情况请咨询：120 茶山热线（다산콜）。",
            "vi": "Đây là chuyện trước đây (tháng 8/2017 – tháng 10/2017). "
            "Bạn hãy hỏi tình hình hiện nay tại đây: Tổng đài 120 Dasan (다산콜).",
            "mn": "Энэ бол өнгөрсөн үеийн зүйл (2017 оны 8-р сар – 2017 оны 10-р сар). "
            "Одоо ямар байгааг эндээс асуугаарай: 120 Дасан лавлах (다산콜).",
        },
    ),
    Phase.PLAN_PASSED: (
        {"status": "planned", "as_of": "2025-04", "planned": "2025-08"},
        {
            "ko": "2025년 8월에 할 계획이었지만, 그 뒤 어떻게 되었는지는 확인하지 못했어요. "
            "여기에 물어보세요: 120 다산콜.",
            "en": "This was planned for August 2025, but we do not know what became of it. "
            "Please ask here: 120 Dasan Call Center (다산콜).",
            "zh": "此项原计划于2025年8月进行，但我们不知道后来的情况。"
            "请咨询：120 茶山热线（다산콜）。",
            "vi": "Việc này từng được dự kiến vào tháng 8/2025, nhưng chúng tôi không biết "
            "sau đó ra sao. Bạn hãy hỏi tại đây: Tổng đài 120 Dasan (다산콜).",
            "mn": "Төлөвлөсөн хугацаа: 2025 оны 8-р сар. Харин дараа нь юу болсныг бид "
            "мэдэхгүй байна. Эндээс асуугаарай: 120 Дасан лавлах (다산콜).",
        },
    ),
    Phase.TOOK_PLACE: (
        {"status": "ended", "as_of": "2025-11", "planned": "2025-12", "took_place": "2025-11-26"},
        {
            "ko": "2025년 12월에 할 계획이었고, 2025년 11월 26일에 진행되었어요. "
            "다음 일정은 여기에 물어보세요: 120 다산콜.",
            "en": "This was planned for December 2025 and took place on November 26, 2025. "
            "You can ask about the next one here: 120 Dasan Call Center (다산콜).",
            "zh": "此项原计划于2025年12月进行，实际已于2025年11月26日进行。"
            "下一次的安排请咨询：120 茶山热线（다산콜）。",
            "vi": "Việc này được dự kiến vào tháng 12/2025 và đã diễn ra ngày 26/11/2025. "
            "Bạn có thể hỏi về lần tới tại đây: Tổng đài 120 Dasan (다산콜).",
            "mn": "Төлөвлөсөн хугацаа: 2025 оны 12-р сар. Болсон хугацаа: 2025 оны 11-р сарын 26. "
            "Дараагийнхын талаар эндээс асуугаарай: 120 Дасан лавлах (다산콜).",
        },
    ),
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("stands", Phase)
def test_each_phase_is_said_in_every_language(stands, language, entry, knowledge):
    dates, said = SAID[stands]

    assert phase(Validity(**dates), TODAY) is stands
    assert say_dates(entry(**dates), knowledge, TODAY, language) == said[language]


def test_in_an_emergency_nobody_is_told_that_a_fact_is_old(entry, knowledge):
    old = entry(status="current", as_of="2020")
    emergency = old.model_copy(update={"urgency": Urgency.EMERGENCY})

    assert say_dates(old, knowledge, TODAY, Language.EN).startswith("This was so as of 2020.")
    assert say_dates(emergency, knowledge, TODAY, Language.EN) == ""


@pytest.mark.parametrize(
    ("ask", "lines", "named"),
    [
        (None, ["line-1345", "line-120"], "Immigration Contact Center 1345 (외국인종합안내센터)."),
        (None, ["line-nps", "line-1345"], "Immigration Contact Center 1345 (외국인종합안내센터)."),
        (None, ["line-nps"], ASK_120),
        (None, [], ASK_120),
        ("line-132", ["line-1345"], "Korea Legal Aid Corporation 132 (대한법률구조공단)."),
        ("seoul-global-center", ["line-1345"], "Seoul Global Center."),
    ],
)
def test_whom_to_ask_has_a_sure_number_or_a_counter(ask, lines, named, entry, knowledge):
    asked = entry(status="current", as_of="2020", ask=ask).model_copy(update={"lines": lines})

    assert say_dates(asked, knowledge, TODAY, Language.EN).endswith(f": {named}")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("today", CLOCKS, ids=str)
def test_every_number_said_is_a_date_of_the_entry_or_in_the_name_asked(today, language, knowledge):
    strays, in_another_script = [], []
    for one in knowledge.entries.values():
        said = say_dates(one, knowledge, today, language)
        known = " ".join(
            [
                *(
                    format_partial_date(value, language)
                    for name, value in one.dates.model_dump(exclude={"status", "ask"}).items()
                    if value
                ),
                *(
                    knowledge.lines[name].name.in_language(language)
                    for name in {*one.lines, one.dates.ask, "line-120"} & knowledge.lines.keys()
                ),
            ]
        )
        if set(re.findall(r"\d+", said)) - set(re.findall(r"\d+", known)):
            strays.append((one.id, said))
        if said and not SCRIPTS[language].search(said):
            in_another_script.append((one.id, said))
    assert strays == []
    assert in_another_script == []


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("job-fair-2025", Phase.TOOK_PLACE),
        ("seoul-friendship-festival", Phase.TOOK_PLACE),
        ("honorary-citizen", Phase.TOOK_PLACE),
        ("thirty-days-in-seoul", Phase.TOOK_PLACE),
        ("dagachi-forum", Phase.TOOK_PLACE),
        ("deregulation-forum", Phase.TOOK_PLACE),
        ("ediya-barista", Phase.PLAN_PASSED),
        ("tolerance-day", Phase.PLAN_PASSED),
        ("online-seoul-fair", Phase.PLAN_PASSED),
        ("domestic-care-pilot", Phase.PLAN_PASSED),
        ("regional-visa-pilot", Phase.PLANNED),
        ("student-support-facility", Phase.PLANNED),
        ("medical-interpretation-corps", Phase.RUNNING),
        ("k-work-seoul-hall", Phase.RUNNING),
        ("oasis-startup", Phase.RUNNING),
        ("budget-overview", Phase.ENDED),
        ("training-forum-2018", Phase.HISTORICAL),
    ],
)
def test_what_became_of_the_plans_of_the_reports(name, stands, knowledge):
    assert phase(knowledge.entries[name].dates, TODAY) is stands
