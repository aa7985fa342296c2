"""Figures of an entry, written into its texts in the format of each language.

A text names a figure as `{name}`; the value stands once, in the entry's `figures`.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from knowledge.languages import BABEL_LOCALES, Language
from knowledge.schema import Figure

PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")

_WON: Final[dict[Language, str]] = {
    Language.KO: "{amount} 원",
    Language.EN: "{amount} won",
    Language.ZH: "{amount}韩元",
    Language.VI: "{amount} won",
    Language.MN: "{amount} вон",
}
_DAY: Final[dict[Language, str]] = {
    Language.KO: "y년 M월 d일",
    Language.EN: "MMMM d, y",
    Language.ZH: "y年M月d日",
    Language.VI: "d/M/y",
    Language.MN: "y 'оны' M-'р' 'сарын' d",
}
_MONTH: Final[dict[Language, str]] = {
    Language.KO: "y년 M월",
    Language.EN: "MMMM y",
    Language.ZH: "y年M月",
    Language.VI: "'tháng' M/y",
    Language.MN: "y 'оны' M-'р' 'сар'",
}
_YEAR_WORD: Final[dict[Language, str]] = {
    Language.KO: "년",
    Language.ZH: "年",
    Language.MN: " он",
}
_COMPACT_FROM: Final = 1_000_000


@lru_cache(maxsize=4096)
def format_day(day: date, language: Language) -> str:
    """Format a day as a reader of the language writes it."""
    return format_date(day, _DAY[language], locale=BABEL_LOCALES[language])


@lru_cache(maxsize=4096)
def format_partial_date(value: str, language: Language) -> str:
    """Format `2025`, `2025-04` or `2025-04-30` as a reader of the language writes it."""
    if len(value) == 4:
        return value + _YEAR_WORD.get(language, "")
    if len(value) == 7:
        month = date.fromisoformat(f"{value}-01")
        return format_date(month, _MONTH[language], locale=BABEL_LOCALES[language])
    return format_day(date.fromisoformat(value), language)


def format_figure(figure: Figure, language: Language) -> str:
    """Format one figure in one language.

    Money of a million won or more is shortened (`29.41억 원`, `2.941 billion won`) to at most
    eight decimals, which loses nothing of the figures the documents give.
    """
    return _formatted(figure.value, figure.kind, language)


# Typed, because 47 and 47.0 are equal, and are not written alike.
@lru_cache(maxsize=4096, typed=True)
def _formatted(value: float | str, kind: str, language: Language) -> str:
    locale = BABEL_LOCALES[language]
    if isinstance(value, str):
        return format_partial_date(value, language)
    if kind == "percent":
        share = Decimal(str(value)) / 100  # a float would show 47.7 as 47.700000000000004
        return format_percent(share, locale=locale, decimal_quantization=False)
    if kind == "krw":
        return _WON[language].format(amount=_amount(value, locale))
    return format_decimal(value, locale=locale)


def _amount(won: float, locale: str) -> str:
    if won < _COMPACT_FROM:
        return format_decimal(won, locale=locale)
    # CLDR has a long form only where it differs from the short one (not for ko and zh).
    length: Literal["long", "short"] = "long" if locale[:2] in {"en", "vi", "mn"} else "short"
    return format_compact_decimal(won, format_type=length, locale=locale, fraction_digits=8)


def fill(text: str, figures: Mapping[str, Figure], language: Language) -> str:
    """Replace every `{name}` in a text by its figure.

    Raises:
        KeyError: a placeholder names no figure (`knowledge.checks` reports these beforehand).
    """
    return PLACEHOLDER.sub(lambda match: format_figure(figures[match[1]], language), text)
