"""What a question names outright: a district, a helpline's number, or nothing but a greeting."""

import re
from typing import Final

from index.names import NameMatcher
from index.spelling import mongolian_skeleton, normalise, strip_marks
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.phones import long_numbers, short_numbers

_WORDS: Final = re.compile(r"\w+")
_GREETINGS: Final = {
    Language.KO: (
        "안녕", "안녕하세요", "안녕하십니까", "여보세요", "감사합니다", "고마워요", "고맙습니다",
        "annyeonghaseyo",
    ),
    Language.EN: (
        "hello", "hello there", "hi", "hi there", "hey", "good morning", "good evening", "thanks",
        "thank you", "thank you very much",
    ),
    Language.ZH: (
        "你好", "您好", "你好吗", "早上好", "谢谢", "谢谢你", "多谢", "ni hao", "xie xie",
    ),
    Language.VI: (
        "xin chào", "chào", "chào bạn", "chào anh", "chào chị", "chào em", "cảm ơn", "cám ơn",
        "cảm ơn bạn", "em chào anh chị", "alo",
    ),
    Language.MN: (
        "сайн уу", "сайн байна уу", "сайн байцгаана уу", "сн уу", "баярлалаа", "sain uu",
        "sain bn uu", "sain bnu", "sain baina uu", "snuu", "bayarlalaa",
    ),
}  # fmt: skip


class Mentions:
    """Finds what a question names."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the names and numbers that can be named."""
        self._districts = NameMatcher.of_districts(knowledge.districts.values())
        self._lines = {
            number: line.id for line in knowledge.lines.values() for number in line.numbers
        }

    def district(self, text: str) -> str | None:
        """Return the one district a question names; several would be a guess."""
        named = self._districts.find(text)
        return named[0] if len(named) == 1 else None

    def line(self, text: str) -> str | None:
        """Return the one helpline whose number a question names."""
        numbers = [*long_numbers(text), *short_numbers(text)]
        named = {self._lines[number] for number in numbers if number in self._lines}
        return named.pop() if len(named) == 1 else None


def greeted_in(text: str) -> Language | None:
    """Return the language of a text that greets or thanks and asks nothing."""
    return _PLAIN_GREETINGS.get(_plain(text))


def _plain(text: str) -> str:
    words = _WORDS.findall(normalise(text))
    return " ".join(mongolian_skeleton(strip_marks(word)) for word in words)


_PLAIN_GREETINGS: Final = {
    _plain(greeting): language for language, some in _GREETINGS.items() for greeting in some
}
