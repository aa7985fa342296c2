"""The five languages of Ieum and what each calls itself."""

from enum import StrEnum
from typing import Final


class Language(StrEnum):
    """A language residents are answered in, by its ISO 639-1 code."""

    KO = "ko"
    EN = "en"
    ZH = "zh"
    VI = "vi"
    MN = "mn"


NATIVE_NAMES: Final[dict[Language, str]] = {
    Language.KO: "한국어",
    Language.EN: "English",
    Language.ZH: "中文",
    Language.VI: "Tiếng Việt",
    Language.MN: "Монгол",
}

BABEL_LOCALES: Final[dict[Language, str]] = {
    Language.KO: "ko_KR",
    Language.EN: "en_US",
    Language.ZH: "zh_Hans_CN",
    Language.VI: "vi_VN",
    Language.MN: "mn_MN",
}
