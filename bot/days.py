"""The day a question asks about: `on Saturday`, `내일`, `chủ nhật`, `бямба гарагт`."""

from datetime import date, timedelta
from functools import cache
from typing import Final

from babel.dates import get_day_names

from bot.finders import LetterFinder, WordFinder, finders_of
from bot.messages import locale_of
from bot.readings import Typed
from knowledge.languages import Language

_TODAY: Final = 7
_TOMORROW: Final = 8
_OTHER_NAMES: Final[dict[Language, dict[int, tuple[str, ...]]]] = {
    Language.KO: {
        0: ("월욜",), 1: ("화욜",), 2: ("수욜",), 3: ("목욜",), 4: ("금욜",), 5: ("토욜", "주말"),
        6: ("일욜",), _TODAY: ("오늘",), _TOMORROW: ("내일", "낼"),
    },
    Language.EN: {
        0: ("mondays", "mon"), 1: ("tuesdays", "tue"), 2: ("wednesdays", "wed"), 3: ("thursdays",),
        4: ("fridays", "fri"), 5: ("saturdays", "sat", "weekend", "weekends"),
        6: ("sundays", "sun"), _TODAY: ("today",), _TOMORROW: ("tomorrow", "tmr", "tmrw"),
    },
    Language.ZH: {
        0: ("周一", "礼拜一", "xing qi yi", "zhou yi"),
        1: ("周二", "礼拜二", "xing qi er", "zhou er"),
        2: ("周三", "礼拜三", "xing qi san", "zhou san"),
        3: ("周四", "礼拜四", "xing qi si", "zhou si"),
        4: ("周五", "礼拜五", "xing qi wu", "zhou wu"),
        5: ("周六", "礼拜六", "周末", "xing qi liu", "zhou liu", "zhou mo"),
        6: ("周日", "周天", "礼拜天", "礼拜日", "星期天", "xing qi tian", "xing qi ri", "zhou ri"),
        _TODAY: ("今天", "jin tian"), _TOMORROW: ("明天", "ming tian"),
    },
    Language.VI: {
        0: ("thứ 2", "t2"), 1: ("thứ 3", "t3"), 2: ("thứ 4", "t4"), 3: ("thứ 5", "t5"),
        4: ("thứ 6", "t6"), 5: ("thứ 7", "t7", "cuối tuần"), 6: ("cn",),
        _TODAY: ("hôm nay",), _TOMORROW: ("ngày mai",),
    },
    Language.MN: {
        5: ("бямбад", "хагас сайн"), 6: ("нямд", "бүтэн сайн"),
        _TODAY: ("өнөөдөр",), _TOMORROW: ("маргааш",),
    },
}  # fmt: skip


def day_names(language: Language) -> dict[int, tuple[str, ...]]:
    """Return every way a day is named: of the week by its number, Monday 0, today and tomorrow."""
    wide = get_day_names("wide", locale=locale_of(language))
    other = _OTHER_NAMES[language]
    return {
        day: ((wide[day],) if day in wide else ()) + other.get(day, ())
        for day in (*wide, _TODAY, _TOMORROW)
    }


def day_in(text: str, today: date) -> date | None:
    """Return the one day a text names, today or later; several would be a guess."""
    plain = Typed.of(text).text
    named = {day for finder in _finders() for day in finder.find(plain)[0]}
    if len(named) != 1:
        return None
    day = named.pop()
    if day in {_TODAY, _TOMORROW}:
        return today + timedelta(days=day - _TODAY)
    return today + timedelta(days=(day - today.weekday()) % 7)


@cache
def _finders() -> list[LetterFinder | WordFinder]:
    return [
        finder
        for language in Language
        for finder in finders_of(
            language,
            ((name, day) for day, names in day_names(language).items() for name in names),
        )
    ]
