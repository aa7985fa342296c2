import sys
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from statistics import median
from time import perf_counter

import pytest

from bot.clock import SEOUL
from bot.opening import Opening, State, is_holiday, opening_at, ranges_on, say_day, say_opening
from knowledge.languages import Language
from knowledge.places import Hours

KNOWN = {"sureness": "V", "source": "a report", "as_of": "2025-04"}
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
WEEK = (*WORKDAYS, "sat", "sun")
OFFICE = dict.fromkeys(WORKDAYS, "09:00-18:00")


def hours(weekly=None, **more):
    return Hours.model_validate(KNOWN | ({"weekly": weekly} if weekly else {}) | more)


HOURS = {
    "unknown": None,
    "always": hours(always=True),
    "office": hours(OFFICE),
    "old office": hours(OFFICE, sureness="V-old"),
    "holidays too": hours(OFFICE | {"holiday": "10:00-12:00"}),
    "but saturday": hours(dict.fromkeys((*WORKDAYS, "sun"), "10:00-18:00")),
    "saturday": hours({"sat": "10:00-16:00"}),
    "evenings": hours(dict.fromkeys(WORKDAYS, "17:00-24:00")),
    "friday night": hours({"fri": "22:00-06:00"}),
    "night and morning": hours({"fri": "22:00-08:00", "sat": "08:00-12:00"}),
    "overlapping": hours({"fri": "22:00-08:00", "sat": "06:00-12:00"}),
    "weekend through": hours({"sat": "00:00-24:00", "sun": "00:00-24:00"}),
    "round the clock": hours(dict.fromkeys((*WEEK, "holiday"), "00:00-24:00")),
    "only holidays": hours({"holiday": "10:00-12:00"}),
}
# 2026-11-28 is a Saturday. What a case expects: `open` until when, or `closed` until when.
CASES = [
    ("office", "2026-11-27T08:59:59", "closed", "2026-11-27T09:00"),
    ("office", "2026-11-27T09:00:00", "open", "2026-11-27T18:00"),
    ("office", "2026-11-27T17:59:59.999999", "open", "2026-11-27T18:00"),
    ("office", "2026-11-27T18:00:00", "closed", "2026-11-30T09:00"),
    ("office", "2026-11-28T12:00", "closed", "2026-11-30T09:00"),
    ("office", "2026-11-29T23:59:59", "closed", "2026-11-30T09:00"),
    ("office", "2026-11-30T00:00:00", "closed", "2026-11-30T09:00"),
    # Seoul Foreign Resident Center: Monday to Friday and Sunday.
    ("but saturday", "2026-11-28T12:00", "closed", "2026-11-29T10:00"),
    ("but saturday", "2026-11-29T10:00", "open", "2026-11-29T18:00"),
    ("but saturday", "2026-11-27T19:00", "closed", "2026-11-29T10:00"),
    ("but saturday", "2026-03-01T12:00", "holiday", "2026-03-03T10:00"),
    # Chuseok 2026: Thursday to Saturday.
    ("office", "2026-09-23T18:30", "closed", "2026-09-28T09:00"),
    ("office", "2026-09-24T12:00", "holiday", "2026-09-28T09:00"),
    ("office", "2026-09-25T23:59", "holiday", "2026-09-28T09:00"),
    ("office", "2026-09-26T12:00", "closed", "2026-09-28T09:00"),
    ("but saturday", "2026-09-24T12:00", "holiday", "2026-09-27T10:00"),
    ("saturday", "2026-09-26T12:00", "holiday", "2026-10-10T10:00", "the next one is one, too"),
    ("saturday", "2026-09-19T16:00", "closed", None, "none within 14 days"),
    # Lunar New Year, and the days that stand in for a holiday on a weekend.
    ("office", "2026-02-13T18:00", "closed", "2026-02-19T09:00"),
    ("office", "2026-02-17T10:00", "holiday", "2026-02-19T09:00"),
    ("office", "2026-03-02T10:00", "holiday", "2026-03-03T09:00", "for 1 March"),
    ("office", "2026-05-25T10:00", "holiday", "2026-05-26T09:00", "for Buddha's birthday"),
    ("office", "2026-08-17T10:00", "holiday", "2026-08-18T09:00", "for Liberation Day"),
    ("office", "2026-10-05T10:00", "holiday", "2026-10-06T09:00", "for Foundation Day"),
    ("office", "2026-12-25T10:00", "holiday", "2026-12-28T09:00"),
    ("office", "2026-12-31T18:00", "closed", "2027-01-04T09:00", "over the new year"),
    # Other years.
    ("office", "2024-02-12T10:00", "holiday", "2024-02-13T09:00", "for Lunar New Year"),
    ("office", "2024-05-06T10:00", "holiday", "2024-05-07T09:00", "for Children's Day"),
    ("office", "2024-02-29T10:00", "open", "2024-02-29T18:00"),
    ("office", "2025-10-08T10:00", "holiday", "2025-10-10T09:00", "for Chuseok"),
    ("office", "2027-02-09T10:00", "holiday", "2027-02-10T09:00", "for Lunar New Year"),
    ("office", "2027-08-16T10:00", "holiday", "2027-08-17T09:00", "for Liberation Day"),
    ("office", "2027-10-11T10:00", "holiday", "2027-10-12T09:00", "for Hangul Day"),
    ("office", "2027-06-07T10:00", "open", "2027-06-07T18:00", "none for Memorial Day"),
    # Hours of holidays.
    ("holidays too", "2026-09-24T11:00", "open", "2026-09-24T12:00"),
    ("holidays too", "2026-09-24T09:30", "closed", "2026-09-24T10:00"),
    ("holidays too", "2026-09-24T12:00", "closed", "2026-09-25T10:00"),
    ("holidays too", "2026-09-26T09:00", "closed", "2026-09-26T10:00", "a Saturday"),
    ("only holidays", "2026-12-25T11:00", "open", "2026-12-25T12:00"),
    ("only holidays", "2026-12-20T11:00", "closed", "2026-12-25T10:00"),
    ("only holidays", "2026-11-01T11:00", "closed", None, "none within 14 days"),
    # Until midnight, and beyond.
    ("evenings", "2026-11-27T23:59:59", "open", "2026-11-28T00:00"),
    ("evenings", "2026-11-28T00:00:00", "closed", "2026-11-30T17:00"),
    ("evenings", "2026-11-26T16:59", "closed", "2026-11-26T17:00"),
    ("friday night", "2026-11-27T21:59", "closed", "2026-11-27T22:00"),
    ("friday night", "2026-11-28T05:59", "open", "2026-11-28T06:00"),
    ("friday night", "2026-11-28T06:00", "closed", "2026-12-04T22:00"),
    ("friday night", "2026-10-10T03:00", "closed", "2026-10-16T22:00", "Friday was a holiday"),
    ("night and morning", "2026-11-27T23:00", "open", "2026-11-28T12:00"),
    ("overlapping", "2026-11-28T07:00", "open", "2026-11-28T12:00"),
    ("weekend through", "2026-11-28T12:00", "open", "2026-11-30T00:00"),
    ("weekend through", "2026-11-29T00:00", "open", "2026-11-30T00:00"),
]
MOMENTS = [
    datetime(2026, 11, 30, 2, tzinfo=UTC),
    datetime(2026, 11, 29, 21, tzinfo=timezone(timedelta(hours=-5))),
    datetime(2026, 11, 30, 10, tzinfo=timezone(timedelta(hours=8))),
    datetime(2026, 11, 30, 11, tzinfo=SEOUL),
    datetime.fromisoformat("2026-11-30T11:00"),
]
SATURDAY = datetime(2026, 11, 28, 12, tzinfo=SEOUL)
DAY = timedelta(days=1)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@pytest.mark.parametrize("case", CASES, ids=[" ".join(map(str, case)) for case in CASES])
def test_open_or_closed_and_until_when(case):
    name, now, state, change, *_ = case
    change = moment(change) if change else None

    opening = opening_at(HOURS[name], datetime.fromisoformat(now))

    if state == "open":
        assert opening == Opening(State.OPEN, closes=change)
    else:
        assert opening == Opening(State.CLOSED, opens=change, holiday=state == "holiday")


def test_there_are_enough_cases():
    assert len(CASES) >= 40


def test_hours_that_are_not_known_say_nothing():
    assert opening_at(None, SATURDAY) == Opening(State.UNKNOWN)


@pytest.mark.parametrize("name", ["always", "round the clock"])
def test_day_and_night_is_always_holidays_included(name):
    holiday = datetime(2026, 9, 25, 3, tzinfo=SEOUL)

    assert opening_at(HOURS[name], holiday) == Opening(State.OPEN, always=True)


@pytest.mark.parametrize("now", [SATURDAY, SATURDAY - timedelta(days=1)])
def test_old_hours_are_to_be_confirmed(now):
    assert opening_at(HOURS["old office"], now).confirm
    assert not opening_at(HOURS["office"], now).confirm


def test_old_hours_are_to_be_confirmed_day_and_night_too():
    assert opening_at(hours(always=True, sureness="V-old"), SATURDAY).confirm


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_a_moment_is_read_by_the_clocks_of_seoul(now):
    assert opening_at(HOURS["office"], now).closes == moment("2026-11-30T18:00")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-30T08:59:59+00:00", State.OPEN),
        ("2026-11-30T09:00:00+00:00", State.CLOSED),
        ("2026-11-29T23:59:59+00:00", State.CLOSED),
        ("2026-11-30T00:00:00+00:00", State.OPEN),
        # Where clocks are put forward or back, Seoul's are not.
        ("2026-03-08T19:30:00-04:00", State.CLOSED),
        ("2026-03-08T20:30:00-04:00", State.OPEN),
        ("2026-11-01T18:30:00-05:00", State.CLOSED),
        ("2026-11-01T19:30:00-05:00", State.OPEN),
    ],
)
def test_seoul_knows_no_summer_time(now, state):
    assert opening_at(HOURS["office"], datetime.fromisoformat(now)).state is state


@pytest.mark.parametrize("name", [name for name, some in HOURS.items() if some])
def test_minute_by_minute_it_is_open_just_within_its_ranges(name):
    first = date(2026, 9, 21)
    ranges = [
        some for ahead in range(-1, 15) for some in ranges_on(HOURS[name], first + ahead * DAY)
    ]
    midnight = datetime(2026, 9, 21, tzinfo=SEOUL)
    for step in range(14 * 24 * 4):
        now = midnight + timedelta(minutes=15 * step)
        is_open = any(opens <= now < closes for opens, closes in ranges)
        assert (opening_at(HOURS[name], now).state is State.OPEN) == is_open, now


@pytest.mark.parametrize("name", ["office", "but saturday", "friday night", "weekend through"])
def test_what_comes_next_comes_true(name):
    now = datetime(2026, 9, 21, 12, tzinfo=SEOUL)
    changes = [now]
    for _ in range(8):
        opening = opening_at(HOURS[name], changes[-1])
        changes.append(opening.closes or opening.opens)
    assert all(earlier < later for earlier, later in pairwise(changes))
    states = [opening_at(HOURS[name], change).state for change in changes]
    assert all(earlier is not later for earlier, later in pairwise(states))


@pytest.mark.parametrize("day", ["2024-05-06", "2026-10-05", "2027-02-09", "2026-09-25"])
def test_public_holidays_are_known(day):
    assert is_holiday(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-11-28", "2026-09-23", "2027-06-07", "2024-12-24"])
def test_other_days_are_no_holidays(day):
    assert not is_holiday(date.fromisoformat(day))


def test_ranges_of_a_day_are_moments_in_seoul():
    night = HOURS["friday night"]

    assert ranges_on(night, date(2026, 11, 27)) == (
        (moment("2026-11-27T22:00"), moment("2026-11-28T06:00")),
    )
    assert ranges_on(night, date(2026, 11, 28)) == ()


# The closing hour, the opening hour today, tomorrow, by weekday and by date, a holiday.
SAID = {
    ("office", "2026-11-27T12:00"): {
        "ko": "지금 운영 중이에요. 끝나는 시간: 18:00",
        "en": "Open now, closes 18:00",
        "zh": "现在是服务时间，结束时间：18:00",
        "vi": "Đang trong giờ làm việc. Kết thúc: 18:00",
        "mn": "Одоо ажиллаж байна. Хаах цаг: 18:00",
    },
    ("office", "2026-11-27T07:00"): {
        "ko": "지금은 운영 시간이 아니에요. 다음 운영 시작: 오늘 09:00",
        "en": "Closed now, opens today 09:00",
        "zh": "现在不是服务时间，下次开始：今天 09:00",
        "vi": "Đang ngoài giờ làm việc. Bắt đầu lại: hôm nay 09:00",
        "mn": "Одоо хаалттай байна. Нээх цаг: өнөөдөр 09:00",
    },
    ("but saturday", "2026-11-28T12:00"): {
        "ko": "지금은 운영 시간이 아니에요. 다음 운영 시작: 내일 10:00",
        "en": "Closed now, opens tomorrow 10:00",
        "zh": "现在不是服务时间，下次开始：明天 10:00",
        "vi": "Đang ngoài giờ làm việc. Bắt đầu lại: ngày mai 10:00",
        "mn": "Одоо хаалттай байна. Нээх цаг: маргааш 10:00",
    },
    ("old office", "2026-11-28T12:00"): {
        "ko": "지금은 운영 시간이 아니에요. 다음 운영 시작: 월요일 09:00 (확인 필요)",
        "en": "Closed now, opens Monday 09:00 (please confirm)",
        "zh": "现在不是服务时间，下次开始：星期一 09:00 (请先确认)",
        "vi": "Đang ngoài giờ làm việc. Bắt đầu lại: Thứ Hai 09:00 (vui lòng kiểm tra lại)",
        "mn": "Одоо хаалттай байна. Нээх цаг: даваа гараг 09:00 (лавлах хэрэгтэй)",
    },
    ("saturday", "2026-11-28T16:00"): {
        "ko": "지금은 운영 시간이 아니에요. 다음 운영 시작: 12월 5일 토요일 10:00",
        "en": "Closed now, opens Saturday 5 December 10:00",
        "zh": "现在不是服务时间，下次开始：12月5日星期六 10:00",
        "vi": "Đang ngoài giờ làm việc. Bắt đầu lại: Thứ Bảy, 5/12 10:00",
        "mn": "Одоо хаалттай байна. Нээх цаг: 12-р сарын 5, бямба гараг 10:00",
    },
    ("office", "2026-09-24T12:00"): {
        "ko": "오늘은 공휴일이라 쉬어요. 다음 운영 시작: 월요일 09:00",
        "en": "Closed today (public holiday). Opens Monday 09:00",
        "zh": "今天是法定节假日，不提供服务。下次开始：星期一 09:00",
        "vi": "Hôm nay nghỉ lễ. Bắt đầu lại: Thứ Hai 09:00",
        "mn": "Өнөөдөр нийтийн амралтын өдөр тул хаалттай. Нээх цаг: даваа гараг 09:00",
    },
    ("always", "2026-09-24T03:00"): {
        "ko": "24시간 운영해요",
        "en": "Open day and night",
        "zh": "全天 24 小时服务",
        "vi": "Làm việc suốt ngày đêm",
        "mn": "Өдөр шөнөгүй ажилладаг",
    },
    ("unknown", "2026-11-27T12:00"): {
        "ko": "운영 시간은 자료에 없어요. 가기 전에 전화해 보세요.",
        "en": "Opening hours are not known. Please call before you go.",
        "zh": "资料里没有服务时间，去之前请先打电话确认。",
        "vi": "Tài liệu không ghi giờ làm việc. Bạn hãy gọi điện trước khi đến.",
        "mn": "Ажлын цаг нь эх сурвалжид алга. Явахаасаа өмнө утсаар лавлаарай.",
    },
    ("only holidays", "2026-11-01T12:00"): {
        "ko": "지금은 운영 시간이 아니에요",
        "en": "Closed now",
        "zh": "现在不是服务时间",
        "vi": "Đang ngoài giờ làm việc",
        "mn": "Одоо хаалттай байна",
    },
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("case", "said"), SAID.items(), ids=map(" ".join, SAID))
def test_opening_is_said_in_the_language(case, said, language):
    now = datetime.fromisoformat(case[1])

    assert say_opening(opening_at(HOURS[case[0]], now), now, language) == said[language]


@pytest.mark.parametrize(
    ("name", "now", "said"),
    [
        ("evenings", "2026-11-27T20:00", "Open now, closes 24:00"),
        ("friday night", "2026-11-27T23:00", "Open now, closes tomorrow 06:00"),
        ("friday night", "2026-11-28T03:00", "Open now, closes 06:00"),
        ("weekend through", "2026-11-28T12:00", "Open now, closes Monday 00:00"),
        ("friday night", "2026-11-28T12:00", "Closed now, opens Friday 22:00"),
        ("round the clock", "2026-11-28T12:00", "Open day and night"),
    ],
)
def test_the_end_of_a_day_is_said_plainly(name, now, said):
    now = datetime.fromisoformat(now)

    assert say_opening(opening_at(HOURS[name], now), now, Language.EN) == said


def test_today_is_said_by_the_clocks_of_seoul():
    now = datetime(2026, 11, 28, 23, tzinfo=UTC)
    opening = opening_at(HOURS["but saturday"], now)

    assert say_opening(opening, now, Language.EN) == "Closed now, opens today 10:00"


SAID_OF_DAYS = {
    ("but saturday", "2026-11-28"): {
        "ko": "11월 28일 토요일: 쉬어요",
        "en": "Saturday 28 November: closed",
        "zh": "11月28日星期六：不提供服务",
        "vi": "Thứ Bảy, 28/11: nghỉ",
        "mn": "11-р сарын 28, бямба гараг: хаалттай",
    },
    ("but saturday", "2026-11-29"): {
        "ko": "11월 29일 일요일: 10:00-18:00",
        "en": "Sunday 29 November: 10:00-18:00",
        "zh": "11月29日星期日: 10:00-18:00",
        "vi": "Chủ Nhật, 29/11: 10:00-18:00",
        "mn": "11-р сарын 29, ням гараг: 10:00-18:00",
    },
    ("old office", "2026-12-25"): {
        "ko": "12월 25일 금요일(공휴일): 쉬어요 (확인 필요)",
        "en": "Friday 25 December (public holiday): closed (please confirm)",
        "zh": "12月25日星期五（法定节假日）：不提供服务 (请先确认)",
        "vi": "Thứ Sáu, 25/12 (ngày lễ): nghỉ (vui lòng kiểm tra lại)",
        "mn": "12-р сарын 25, баасан гараг (нийтийн амралтын өдөр): хаалттай (лавлах хэрэгтэй)",
    },
    ("always", "2026-11-28"): {
        "ko": "11월 28일 토요일: 24시간 운영해요",
        "en": "Saturday 28 November: open day and night",
        "zh": "11月28日星期六：全天 24 小时服务",
        "vi": "Thứ Bảy, 28/11: làm việc suốt ngày đêm",
        "mn": "11-р сарын 28, бямба гараг: өдөр шөнөгүй ажилладаг",
    },
    ("unknown", "2026-11-28"): SAID["unknown", "2026-11-27T12:00"],
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("case", "said"), SAID_OF_DAYS.items(), ids=map(" ".join, SAID_OF_DAYS))
def test_a_day_is_said_in_the_language(case, said, language):
    assert say_day(HOURS[case[0]], date.fromisoformat(case[1]), language) == said[language]


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("evenings", "2026-11-27", "Friday 27 November: 17:00-24:00"),
        ("friday night", "2026-11-27", "Friday 27 November: 22:00-06:00"),
        ("holidays too", "2026-09-25", "Friday 25 September (public holiday): 10:00-12:00"),
        ("weekend through", "2026-11-28", "Saturday 28 November: 00:00-24:00"),
    ],
)
def test_the_hours_of_a_day_are_said_as_they_are(name, day, said):
    assert say_day(HOURS[name], date.fromisoformat(day), Language.EN) == said


@pytest.fixture
def _untraced():
    """Measuring coverage takes several times as long as what is measured here."""
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)


@pytest.mark.usefixtures("_untraced")
@pytest.mark.parametrize("name", ["office", "but saturday", "friday night", "only holidays"])
def test_reading_hours_takes_no_time(name):
    now = datetime(2026, 9, 24, 19, 30, tzinfo=SEOUL)
    opening_at(HOURS[name], now)
    taken = []
    for _ in range(500):
        started = perf_counter()
        opening_at(HOURS[name], now)
        taken.append(perf_counter() - started)

    assert median(taken) < 50e-6
