"""Personal numbers: registrations, passports, accounts, cards and telephones."""

import re
from typing import Final

from bot.personal import GAP, NOT_MONEY, Rule, rule

_MOST_OTHER_DIGITS: Final = 9

_DATE: Final = re.compile(
    r"(?:19|20)\d\d[-./ ]\d{1,2}(?:[-./ ]\d{1,2}(?!\d)|$)"
    r"|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d(?!\d)"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$"
    r"|(?:\d{1,2}[-/. ])?(?:19|20)\d\d(?:[-/ ]{1,3}(?:19|20)\d\d)+$"
)
_HELPLINES: Final = re.compile(r"(?:1\d{2,3}[\s/.]{1,3}){0,4}1[568]\d\d[-. ]?\d{4}(?![-\d])")
_AMOUNT: Final = re.compile(r"\d{1,3}(?:\.\d{3})+|\d*0000|\d+00[- ]\d+00")
_YEARS_AT_THE_END: Final = re.compile(r"(?:19|20)\d\d[-.\s/]{1,3}(?:19|20)\d\d$")
_MONTH_AND_YEARS: Final = re.compile(r"0[13-9][-\s./]{1,3}(?:19|20)\d\d[-\s./~]{1,3}(?:19|20)\d\d$")
_IN_ORDER: Final = ("0123456789", "12345678910", "零一二三四五六七八九", "일이삼사오육칠팔구")


def _is_dated(found: str) -> bool:
    return _DATE.match(found) is not None


def _is_harmless(found: str) -> bool:
    number = found[next(place for place, letter in enumerate(found) if letter.isdigit()) :]
    return _is_dated(number) or bool(_HELPLINES.match(number) or _AMOUNT.fullmatch(number))


def _ends_in_years(found: str) -> bool:
    return _YEARS_AT_THE_END.search(found) is not None


def _is_month_of_years(found: str) -> bool:
    return _MONTH_AND_YEARS.match(found) is not None


def _is_short_or_dated(found: str) -> bool:
    digits = sum(letter.isdigit() for letter in found)
    return digits <= _MOST_OTHER_DIGITS or _is_dated(found)


def _is_in_order(found: str) -> bool:
    plain = "".join(filter(str.isalnum, found))
    return any(plain in order for order in _IN_ORDER)


_SEP: Final = r"[-\s./·_~:,]{0,3}"
_ONE: Final = r"[-\s._]?"
_BIRTH: Final = r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_SPACED_BIRTH: Final = (
    rf"\d{_ONE}\d{_ONE}(?:0{_ONE}[1-9]|1{_ONE}[0-2]){_ONE}(?:0{_ONE}[1-9]|[12]{_ONE}\d|3{_ONE}[01])"
)
_SPACED_REST: Final = (
    r"[1-8](?:[-\s.]{0,3}\d{6}|(?:[-\s._]\d){6}|\d{2}[-\s.]\d{4}|\d{3}[-\s.]\d{3})"
)
_HIDDEN: Final = r"[*xX●○•#✱■◯]{3,}"
_NUMBER: Final = r"\d(?:[-\s./·_]{0,3}\d)"
_CARD_WORDS: Final = (
    "주민|등록번호|등록 번호|외국인번호|등록증|신분증|registration|alien|resident number|"
    "resident no|\\barc\\b|登录证|登陆证|登录号|登陆号|身份证|số thẻ|so the|thẻ người|số đăng ký|"
    "cccd|cmnd|chứng minh|căn cước|регистр|register|бүртгэл|үнэмлэх|рд:"
)

_REGISTRATIONS: Final = (
    rule(
        "registration-number",
        rf"(?<!\d)(?:19|20)?\d{{6}}{_SEP}[1-8]\d{{6}}(?!\d){NOT_MONEY}",
        any_case=True,
    ),
    rule("registration-number", rf"(?<!\d){_SPACED_BIRTH}{_SEP}{_SPACED_REST}(?![-\s._]?\d)"),
    rule("registration-number", rf"(?<!\d)\d{{6}}{_SEP}\d{{0,6}}{_HIDDEN}"),
    rule(
        "registration-number",
        rf"(?<!\d){_BIRTH}[^\d\n\[\]]{{1,20}}(?:[67][^\d\n\[\]]{{1,20}})?[1-8]\d{{6}}(?!\d){NOT_MONEY}",
        any_case=True,
    ),
    rule("registration-number", rf"(?<![\d-]){_BIRTH}\s?-\s?[1-8](?!\d)(?![-.,:/]\d)"),
    # A Chinese identity card, and a Mongolian registration number.
    rule("registration-number", r"(?<!\d)\d{6}[-\s]?(?:19|20)\d{6}[-\s]?\d{3}[\dXx](?!\d)"),
    rule("registration-number", r"(?<![А-Яа-яЁёӨҮөү])(?:[А-ЯЁӨҮ]{2}\s?|[а-яёөү]{2})\d{8}(?!\d)"),
)
_REGISTRATIONS_BY_WORD: Final = (
    rule(
        "registration-number",
        rf"(?:{_CARD_WORDS}){GAP}((?:(?<![А-Яа-яӨҮөү])[А-ЯӨҮ]{{2}}\s?)?{_NUMBER}{{5,17}}+){NOT_MONEY}",
        _CARD_WORDS.replace(r"\b", ""),
        _is_harmless,
        any_case=True,
    ),
)

_PASSPORT_WORDS: Final = "passport|여권|护照|護照|hộ chiếu|ho chieu|паспорт|pasport"
_PASSPORTS: Final = (
    rule(
        "passport-number",
        r"(?<![A-Za-z0-9А-Яа-яЁёӨҮөү])[A-Za-zА-Яа-я]{1,2}\d{7,8}(?:[A-Za-z](?![A-Za-z]))?(?!\d)",
    ),
    rule(
        "passport-number",
        r"(?<![A-Za-z0-9])(?:[A-Za-z]\s?\d{3}\s?[A-Za-z]\s?|[A-Z]\d{4}[ -])\d{4}(?!\d)",
    ),
    rule("passport-number", rf"(?<![A-Za-z0-9])[A-Z]{{1,2}}[ -]\d{{7,8}}(?!\d){NOT_MONEY}"),
    rule(
        "passport-number",
        rf"(?:{_PASSPORT_WORDS}){GAP}"
        rf"((?:(?<![A-Za-zÀ-ỹА-я])[A-ZА-Я]{{1,2}}[\s-]?)?{_NUMBER}{{5,9}}+){NOT_MONEY}",
        _PASSPORT_WORDS,
        _is_harmless,
        any_case=True,
    ),
)

_ACCOUNT_WORDS: Final = (
    "계좌|통장|은행|농협|카카오뱅크|카뱅|토스뱅크|account|acct|bank|账号|账户|帳號|帳戶|银行|存折|"
    "tài khoản|tai khoan|stk|số tk|so tk|голомт|ххб|ngân hàng|данс|банк|dans "
)
_ACCOUNTS: Final = (
    rule(
        "account",
        rf"(?:{_ACCOUNT_WORDS}){GAP}({_NUMBER}{{7,23}}+){NOT_MONEY}",
        _ACCOUNT_WORDS,
        _is_harmless,
        any_case=True,
    ),
    rule(
        "number",
        r"(?<!\d)\d{4}(?:[-\s./]{1,3}\d{4}){3}(?!\d)|(?<!\d)3\d{3}[-\s.]\d{6}[-\s.]\d{5}(?!\d)",
        spares=_is_harmless,
    ),
)

_S: Final = r"[-\s./·()_*~,]{0,3}"
# Not inside a date or an amount; but after a slash may stand a second telephone number.
_ALONE: Final = r"(?<!\d)(?:(?<!\d[-./])|(?<=\d{4}[/.])(?<!(?:19|20)\d\d[/.]))(?!(?<=\d,)\d00)"
_PHONE_WORDS: Final = (
    "전화|연락처|핸드폰|휴대폰|번호|팩스|phone|mobile|tel|call|电话|手机|号码|điện thoại|sđt|sdt|"
    "gọi|утас|дугаар|utas|dugaar"
)
_PHONES: Final = (
    rule(
        "phone-number",
        rf"{_ALONE}\(?(?:(?:\+\s?|00)?82{_S}0?{_S}|0)\d{{1,3}}{_S}\d{{3,4}}{_S}\d{{4}}(?!\d)",
        spares=_is_month_of_years,
    ),
    rule("phone-number", rf"(?<![A-Za-z\d])[0Oo][1lI][0Oo]{_S}\d{{3,4}}{_S}\d{{4}}(?!\d)"),
    rule("phone-number", rf"{_ALONE}01\d{_S}\d{{3,4}}{_S}{_HIDDEN}"),
    # Vietnam, China, Mongolia, and everywhere else.
    rule(
        "phone-number",
        rf"{_ALONE}\(?(?:(?:\+|00)?84\)?[-.\s]{{0,2}}(?:\(?0\)?[-.\s]?)?|0)[35789]\d(?:[-.\s]?\d){{7}}(?!\d)",
    ),
    rule(
        "phone-number",
        r"(?<!\d)(?<!\d-)(?:(?:\+|00)?86[-\s]{0,2})?1[3-9]\d[-.\s]?\d{4}[-.\s]?\d{4}(?!\d)",
        spares=_ends_in_years,
    ),
    rule("phone-number", r"(?<!\d)(?:\+|00)?976(?:[-.\s]{0,2}\d){8}(?!\d)"),
    rule(
        "phone-number",
        r"(?<![\d,.-])(?:[6-9]\d{3}[-. ]?\d{4}|[89]\d(?:\d\d|[- ]\d\d)(?:[- ]\d\d){2})"
        rf"(?!\d|[-,]\d){NOT_MONEY}",
        spares=_is_harmless,
        any_case=True,
    ),
    rule(
        "phone-number", rf"{_ALONE}\(?(?:\+\s?|00)[1-9]\d{{0,2}}(?:[-.\s()]{{0,3}}\d){{7,12}}(?!\d)"
    ),
    rule(
        "phone-number",
        rf"(?:{_PHONE_WORDS}){GAP}({_NUMBER}{{6,12}}+){NOT_MONEY}",
        _PHONE_WORDS,
        _is_harmless,
        any_case=True,
    ),
)

_OTHERS: Final = (
    rule("number", r"(?<!\d)\d(?:[-\s._]{1,3}\d){6,}(?!\d)", spares=_is_in_order),
    rule("number", rf"(?<!\d)\d{{3,6}} \d{{2,6}} \d{{5,8}}(?!\d){NOT_MONEY}", any_case=True),
    rule("number", r"(?<![\d-])\d+(?:-\d+)*(?![\d-])", spares=_is_short_or_dated),
)

_KO: Final = "[공영일이삼사오육륙칠팔구]"
_ZH: Final = "[零〇一二三四五六七八九幺]"
_EN: Final = "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_VI: Final = "(?:không|một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín)"
_MN: Final = "(?:тэг|нэг|хоёр|гурав|дөрөв|тав|зургаа|долоо|найм|ес)"

SPELT: Final = (
    rule("number", rf"{_KO}(?:[\s-]{{0,2}}{_KO}){{6,}}", "공|영|륙|칠|팔", _is_in_order),
    rule(
        "number", rf"{_ZH}(?:[\s-]{{0,2}}{_ZH}){{6,}}", "零|〇|三|四|五|六|七|八|九", _is_in_order
    ),
    rule(
        "number", rf"\b{_EN}(?:[\s,-]{{1,3}}{_EN}){{6,}}\b", "zero|three|five|seven", any_case=True
    ),
    rule("number", rf"\b{_VI}(?:[\s,-]{{1,3}}{_VI}){{6,}}\b", "chín|tám|bảy|sáu", any_case=True),
    rule(
        "number", rf"\b{_MN}(?:[\s,-]{{1,3}}{_MN}){{6,}}\b", "тэг|зургаа|долоо|найм", any_case=True
    ),
)
"""Numbers in words; the others are looked for only where there is a digit."""

NUMBERS: Final[tuple[Rule, ...]] = (
    *_REGISTRATIONS,
    *_PASSPORTS,
    *_REGISTRATIONS_BY_WORD,
    *_ACCOUNTS,
    *_PHONES,
    *_OTHERS,
)
FEWEST_DIGITS: Final = 6
"""A text with fewer holds none of `NUMBERS`."""
