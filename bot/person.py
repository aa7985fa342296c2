"""What a message says about the person: the visas it names, and the ages of children and self.

Nothing is guessed: a code counts only if Korea has such a status of stay. Negation ("I have no
E-9") is not read.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.ages import Whose, ages_in
from index.spelling import normalise
from index.tokens import visa_codes

_EXISTING: Final = re.compile(
    r"A-[123]|B-1|C-1|D-[156]|E-[1345]|H-1"
    r"|(?:B-2|C-[34]|D-(?:[234789]|10)|E-(?:[26789]|10)|F-[1-6]|G-1|H-2)(?:-\d{1,2})?"
)
"""The statuses of stay of Korea; those of the second row have kinds with a number of their own."""

_CYRILLIC: Final = re.compile(r"(?<!\w)[авсдеэгнхф](?= ?-? ?\d)")
_LATIN: Final = str.maketrans("авсдеэгнхф", "abcdeeghhf")
_DASH: Final = re.compile(r"[\u2010-\u2015\u2212]")
_VISA: Final = r"(?:visa|viza|viz|비자|비쟈|사증|체류\s?자격|签|виз|thị thực|thi thuc)"
_SAYS_VISA: Final = re.compile(_VISA)
_CAPITAL_APART: Final = re.compile(r"(?<![A-Za-z])[A-HＡ-Ｈ] \d")
_SOMETHING_ELSE: Final = re.compile(
    r"(?<![a-z])(?:vitamine?|비타민|维生素|витамин|cefr|level|gate|exit|room)\s?[a-h][ -]?\d{1,2}"
    r"|(?<![a-z0-9])[a-h][ -]?\d{1,2}(?=\s?(?:level|paper|size|floor|exit|gate"
    r"|레벨|급(?!여)|용지|층|출구|级|纸|楼|出口|tuổi|tuoi|tháng|thang|ngày|ngay|giờ|gio|người|nguoi|con\b|түвшин|давхар|цаас))"
)
_DOUBTFUL: Final = re.compile(
    rf"(?P<before>{_VISA}\s?)?(?<![a-z0-9])"
    rf"(?:[abc]\d|(?P<apart>[a-h] \d{{1,2}}))(?![\d-])(?P<after>\s?{_VISA})?"
)
"""Levels, sheets and floors look like codes (`b2`, `a3`, `c4`), and so do words (`a 3`, `e 7`)."""
_SHORT_STAY: Final = "c3"


@dataclass(frozen=True)
class Person:
    """What a message says of the person: visa codes (`E-9`, `D-10-1`) and ages in full years.

    A child of some months counts as 0.
    """

    visas: tuple[str, ...] = ()
    children: tuple[int, ...] = ()
    age: int | None = None


def person_in(text: str) -> Person:
    """Read what a message says of the person; whatever it does not say stays empty."""
    plain = normalise(text)
    ages = ages_in(plain)
    children = dict.fromkeys(age.years for age in ages if age.whose is Whose.CHILD)
    own = next((age.years for age in ages if age.whose is Whose.OWN), None)
    return Person(_visas(text, plain), tuple(children), own)


def _visas(text: str, plain: str) -> tuple[str, ...]:
    plain = _CYRILLIC.sub(lambda match: match[0].translate(_LATIN), _DASH.sub("-", plain))
    plain = _SOMETHING_ELSE.sub(" ", plain)
    apart_is_meant = _SAYS_VISA.search(plain) or _CAPITAL_APART.search(text)

    def keep(match: re.Match[str]) -> str:
        named = match["before"] or match["after"] or _SHORT_STAY in match[0]
        return match[0] if named or (match["apart"] and apart_is_meant) else " "

    codes = visa_codes(_DOUBTFUL.sub(keep, plain))
    return tuple(dict.fromkeys(code for code in codes if _EXISTING.fullmatch(code)))
