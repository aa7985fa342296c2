"""Where a text may be cut: after its sentences, in any of the five languages."""

import re
from typing import Final

_SENTENCE: Final = re.compile(r".+?(?:[.!?]+[)”]?(?=\s)\s*|[。！？]+\s*|\n+|$)", re.DOTALL)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with the space after it; together they are the text."""
    return _SENTENCE.findall(text)
