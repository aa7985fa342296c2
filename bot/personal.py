"""What a rule about personal words is made of."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

GAP: Final = r"[^\d\n\[\]]{0,24}?"
"""What may stand between a word and the number it introduces; never another mark."""
NOT_MONEY: Final = (
    r"(?!\s?(?:원(?!래)|만\s?원|won\b|krw\b|usd\b|元|韩元|韩币|万|萬|块|đ\b|đồng|dong\b|vnd\b|triệu|"
    r"вон|төг|мянга|сая|[₩$€¥₮%]))"
)
_FROM_ABROAD: Final = re.compile(r"(?:00)?82(?=\d{8})0?")


@dataclass(frozen=True)
class Rule:
    """Writes `[mark]` for the first group of an expression, or for all of it where it has none.

    It is tried only on texts that hold one of the `hints` (lower case; none: on every text), and
    leaves what `spares` finds harmless.
    """

    mark: str
    expression: str
    hints: tuple[str, ...] = ()
    spares: Callable[[str], bool] | None = None
    flags: re.RegexFlag = re.NOFLAG

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when first needed: all of them take a tenth of a second."""
        return re.compile(self.expression, self.flags)

    def may_find(self, lowered: str) -> bool:
        """Tell cheaply whether the pattern could match the text with these lower-case letters."""
        return not self.hints or any(hint in lowered for hint in self.hints)

    def find(self, text: str) -> list[str]:
        """Return what would be replaced if nothing were public."""
        group = min(self.pattern.groups, 1)
        found = [match[group] for match in self.pattern.finditer(text)]
        return [one for one in found if not (self.spares and self.spares(one))]

    def apply(self, text: str, public: frozenset[str]) -> str:
        """Replace what is found, but for what is public."""
        group = min(self.pattern.groups, 1)

        def written(match: re.Match[str]) -> str:
            found = match[group]
            if canonical(found) in public or (self.spares and self.spares(found)):
                return match[0]
            start, end = (place - match.start() for place in match.span(group))
            return f"{match[0][:start]}[{self.mark}]{match[0][end:]}"

        return self.pattern.sub(written, text)


def rule(
    mark: str,
    expression: str,
    hints: str = "",
    spares: Callable[[str], bool] | None = None,
    *,
    any_case: bool = False,
) -> Rule:
    """Make a rule; `hints` are separated by bars."""
    flags = re.IGNORECASE if any_case else re.NOFLAG
    return Rule(mark, expression, tuple(filter(None, hints.split("|"))), spares, flags)


def canonical(found: str) -> str:
    """Return what two spellings of one number or address have in common."""
    plain = "".join(filter(str.isalnum, found)).lower()
    if plain.isdigit() and (abroad := _FROM_ABROAD.match(plain)):
        return "0" + plain[abroad.end() :]
    return plain
