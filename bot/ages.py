"""The ages a message names, and whether they are those of a child or of the writer.

An age is a number with a word that makes it one; the nearest word for a person tells whose it is.
Bounds and ranges ("under 18", "6 to 18") are nobody's age.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from index.spelling import mongolian_skeleton


class Whose(Enum):
    """Whose age it is: a child's, the writer's own, or that of somebody else."""

    CHILD = auto()
    OWN = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Age:
    """An age in full years; some months are 0 years."""

    whose: Whose
    years: int


_NOT_OLD_ENOUGH_TO_ASK: Final = 10
"""An age below this is a child's, whatever stands around it."""
_NEAR: Final = 8
"""Letters between a loose number, or months, and the word for the person they belong to."""

_KO: Final = ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
_ZH: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九")
_VI: Final = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_VI_PLAIN: Final = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin")
_EN: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_MN: Final = ("нэг", "хоёр", "гурван", "дөрвөн", "таван", "зургаан", "долоон", "найман", "есөн")


def _counted(units: tuple[str, ...], tens: dict[str, int], glue: str = "") -> dict[str, int]:
    """Name 1 to 9, and the tens alone and with 1 to 9 behind them."""
    ones = {unit: n for n, unit in enumerate(units, 1)}
    joined = {f"{ten}{glue}{unit}": t + n for ten, t in tens.items() for unit, n in ones.items()}
    return ones | tens | joined


_HAN: Final = re.compile("[\u3400-\u9fff]")
_NUMBERS: Final = (
    _counted(_KO, {"열": 10, "스물": 20, "서른": 30, "마흔": 40})
    | {"스무": 20}
    | _counted(_ZH, {"十": 10} | {f"{unit}十": 10 * n for n, unit in enumerate(_ZH, 1)})
    | {"两": 2}
    | _counted(_VI, {"mười": 10}, " ")
    | _counted(_VI_PLAIN, {"muoi": 10}, " ")
    | {"mười lăm": 15, "muoi lam": 15}
    | {word: n for n, word in enumerate(_EN, 1)}
)
_NUMBERS_MN: Final = {
    " ".join(map(mongolian_skeleton, words.split())): n
    for words, n in _counted(_MN, {"арван": 10, "хорин": 20, "гучин": 30}, " ").items()
}

_WORDS: Final = _NUMBERS | _NUMBERS_MN


def _number(name: str, words: dict[str, int]) -> str:
    """Write a pattern for a number in digits or words; Chinese ones need no border before."""
    spelt = "|".join(sorted(words, key=len, reverse=True))
    han = "".join(sorted({sign for word in words if _HAN.match(word) for sign in word}))
    return (
        rf"(?P<{name}>(?<![\d.,:~/-])\d{{1,2}}(?![\d.,:]\d)"
        rf"|(?<![^\W\d_])(?<!ty[ -])(?:{spelt})" + (f"|[{han}]{{1,3}}" if han else "") + ")"
    )


_BOUND: Final = (
    r"(?!\s?(?:이상|이하|미만|부터|까지|以上|以下|未满|trở|tro (?:len|xuong)|"
    r"(?:and|or) (?:over|under|older|younger|above|below|up)))"
)
_RANGE: Final = re.compile(
    r"\d\s?(?:살|세|岁|tuổi|tuoi)?\s?(?:~|to|đến|den|至|到|부터|에서|-?[a-z]{1,2}s)\s?$"
    r"|between \d{1,2} and $"
)


def _stems(*words: str) -> str:
    return "|".join(mongolian_skeleton(word) for word in words)


_AGES: Final = re.compile(
    _number("years", _NUMBERS)
    + r"[\s-]?(?:살(?!아(?!이|들|기)|[았고려던면다지])"
    r"|(?<=\d)세(?![대기트금입])|(?<=\d\s)세(?![가-힣])|周?岁|tuổi|tuoi"
    r"|y(?:ea)?rs?[ -]old|y/?o\b|yrs\b)" + _BOUND
    + r"|(?:\b(?:is|are|am|im|aged?|turned|just)|'[sm])\s"
    + _number("loose", _NUMBERS)
    + r"(?![\d%:]|\s?(?:[a-z]*minute|min\b|hour|day|week|month|year|people|kid|child|th\b|st\b|nd\b"
    r"|rd\b|am\b|pm\b|time|won\b|km\b|of\b|to\b))"
    + r"(?:\s?(?:and|&|,)\s?(?P<second>\d{1,2})(?![\d%:]))?" + _BOUND
    + r"|(?<!지 )(?<![\d.,-])(?P<months>\d{1,2})[\s-]?(?:개월|个月|tháng|thang|months?[ -]old)"
)  # fmt: skip
_AGES_MN: Final = re.compile(
    _number("years", _NUMBERS_MN)
    + rf"[\s-]?nas(?:t[aei]+|n[iy]+)?\b(?!\s?(?:{_stems('дээш', 'доош', 'хүртэл')}))"
    + r"|(?<![\d.,-])(?P<months>\d{1,2})[\s-]?sart[aei]+\b(?P<loose>)(?P<second>)"
)  # fmt: skip

_OF_WRITER_VI: Final = r"(?: (?:của |cua )?(?:em|tôi|toi|mình|minh|anh|chị|tui)\b)?"
_PEOPLE: Final = re.compile(
    r"(?P<child>아이|아기|애기|애(?=[가는들도]|\s)|아들|딸|자녀|손자|손녀|조카|꼬마|孩子|儿子|女儿|宝宝|小孩|娃|婴儿"
    r"|\b(?:son|daughter|kid|child|children|baby|babies|boy|girl|toddler|infant)(?:s|'s)?\b"
    rf"|\b(?:con(?: trai| gái| gai)?|cháu|chau|bé|em bé){_OF_WRITER_VI})"
    r"|(?P<other>어머니|아버지|엄마|아빠|부모|남편|아내|와이프|친구|동생|언니|누나|오빠|할머니|할아버지"
    r"|妈|爸|父母|老公|老婆|丈夫|妻子|朋友|弟弟|妹妹|哥哥|姐姐"
    r"|\b(?:wife|husband|mother|father|mom|dad|parents?|friend|brother|sister|boss)\b"
    rf"|\b(?:mẹ|vợ|chồng|bố|em trai|em gái|bạn){_OF_WRITER_VI})"
    r"|(?P<own>저는|저(?=\s)|제가|나는|난\s|내가|본인|我|本人|\bi\b|\bim\b"
    r"|\b(?:tôi|toi|em|mình|minh|tui)\b)"
)
_PEOPLE_MN: Final = re.compile(
    rf"(?P<child>\b(?:{_stems('хүүхэд', 'хүүхд', 'охин', 'охид', 'нялх')})\w*|\b{_stems('хүү')}\b)"
    rf"|(?P<other>\b(?:{_stems('ээж', 'аав', 'эхнэр', 'нөхөр', 'найз', 'эгч')}))"
    rf"|(?P<own>\b(?:{_stems('би', 'надад')})\b)"
)
_WORD: Final = re.compile(r"[^\W\d_]+")


def ages_in(text: str) -> tuple[Age, ...]:
    """Read the ages of a normal text (`index.spelling.normalise`) in the order they stand."""
    mongolian = _WORD.sub(lambda word: mongolian_skeleton(word[0]), text)
    return (*_read(text, _AGES, _PEOPLE), *_read(mongolian, _AGES_MN, _PEOPLE_MN))


def _read(text: str, ages: re.Pattern[str], people: re.Pattern[str]) -> list[Age]:
    found: list[Age] = []
    persons = list(people.finditer(text))
    for match in ages.finditer(text):
        if _RANGE.search(text[: match.start()]):
            continue
        # "I am 17", but not "the price is 17, I think": a loose number follows its person.
        loose = bool(match["loose"])
        whose, gap = _nearest(
            match, [one for one in persons if _is_before(one, match) or not loose]
        )
        if match["months"]:
            if whose is Whose.CHILD and gap <= _NEAR:
                found.append(Age(whose, 0))
        elif match["years"] or (whose is not None and gap <= _NEAR):
            numbers = filter(None, (match["years"] or match["loose"], match["second"]))
            found += (_age(number, whose) for number in numbers if _is_number(number))
    return found


def _is_before(person: re.Match[str], age: re.Match[str]) -> bool:
    return person.start() <= age.start()


def _is_number(word: str) -> bool:
    """Tell words for numbers from Chinese signs that only look like one (`二三`)."""
    return word.isdigit() or word in _WORDS


def _age(number: str, whose: Whose | None) -> Age:
    years = int(number) if number.isdigit() else _WORDS[number]
    if whose in {None, Whose.OWN}:
        whose = Whose.CHILD if years < _NOT_OLD_ENOUGH_TO_ASK else Whose.OWN
    return Age(whose or Whose.OWN, years)


def _nearest(age: re.Match[str], persons: list[re.Match[str]]) -> tuple[Whose | None, int]:
    """Find whose age it is, and how many letters stand between; behind wins over before."""
    nearest: tuple[Whose | None, int] = (None, 0)
    for person in persons:
        before = _is_before(person, age)
        gap = max(0, age.start() - person.end() if before else person.start() - age.end())
        whose = Whose[(person.lastgroup or "own").upper()]
        if nearest[0] is None or gap < nearest[1] or (gap == nearest[1] and not before):
            nearest = (whose, gap)
    return nearest
