"""The day a question asks about: `on Saturday`, `내일`, `chủ nhật`, `бямба гарагт`."""

from datetime import date, timedelta
from typing import Final

from babel.dates import get_day_names

from bot.messages import locale_of
from index.names import NameMatcher
from knowledge.languages import Language

_OTHER_NAMES: Final = {
    0: ("mondays", "mon", "월욜", "周一", "礼拜一", "xing qi yi", "zhou yi", "thứ 2", "t2"),
    1: ("tuesdays", "tue", "화욜", "周二", "礼拜二", "xing qi er", "zhou er", "thứ 3", "t3"),
    2: ("wednesdays", "wed", "수욜", "周三", "礼拜三", "xing qi san", "zhou san", "thứ 4", "t4"),
    3: ("thursdays", "thu", "목욜", "周四", "礼拜四", "xing qi si", "zhou si", "thứ 5", "t5"),
    4: ("fridays", "fri", "금욜", "周五", "礼拜五", "xing qi wu", "zhou wu", "thứ 6", "t6"),
    5: (
        "saturdays", "sat", "weekend", "weekends", "토욜", "주말", "周六", "礼拜六", "周末",
        "xing qi liu", "zhou liu", "zhou mo", "thứ 7", "t7", "cuối tuần", "бямбад",
        "хагас сайн", "амралтын өдөр",
    ),
    6: (
        "sundays", "sun", "일욜", "周日", "周天", "礼拜天", "礼拜日", "星期天", "xing qi tian",
        "xing qi ri", "zhou ri", "cn", "нямд", "бүтэн сайн",
    ),
}  # fmt: skip
_TOMORROW: Final = (
    "tomorrow", "tmr", "내일", "낼", "明天", "ming tian", "ngày mai", "mai", "маргааш",
)  # fmt: skip
_TODAY: Final = ("today", "오늘", "今天", "jin tian", "hôm nay", "өнөөдөр")
DAY_NAMES: Final = {
    **{
        str(day): (
            *(get_day_names("wide", locale=locale_of(language))[day] for language in Language),
            *_OTHER_NAMES[day],
        )
        for day in _OTHER_NAMES
    },
    "tomorrow": _TOMORROW,
    "today": _TODAY,
}
"""Every way a day is named: of the week by its number, Monday 0."""
_NAMED: Final = NameMatcher(DAY_NAMES)


def day_in(text: str, today: date) -> date | None:
    """Return the one day a text names, today or later; several would be a guess."""
    named = _NAMED.find(text)
    if len(named) != 1:
        return None
    if named[0] == "today":
        return today
    if named[0] == "tomorrow":
        return today + timedelta(days=1)
    return today + timedelta(days=(int(named[0]) - today.weekday()) % 7)
