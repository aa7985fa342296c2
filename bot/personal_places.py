"""Street addresses down to the door; districts and the names of neighbourhoods stay."""

from typing import Final

from bot.personal import Rule, rule

_DISTRICT: Final = (
    "(?:종로|중|용산|성동|광진|동대문|중랑|성북|강북|도봉|노원|은평|서대문|마포|양천|강서|구로|금천|"
    "영등포|동작|관악|서초|강남|송파|강동)구"
)
_TOWN: Final = (
    "(?:안산|수원|부천|인천|성남|시흥|화성|평택|광명|고양|안양|김포|용인|서울특별|서울)시?"
)
_LEADS: Final = rf"(?:{_DISTRICT}|{_TOWN}|주소(?:는|가|:)?|집은|거주지는?)\s{{0,2}}"
_NO_HELPLINE: Final = r"(?!(?:109|112|117|119|120|126|132|13\d\d|1[568]\d\d)(?!\d))"
_NO_UNIT: Final = (
    r"(?!\d|[-~,.:%]\d|번?[가나다라]?길|%|년|월|일|개|시|분|초|만|천|백|억|원|명|살|세|번(?!지)|주|급|차|학년|단계|배|회|"
    r"건|장|인|호선|\s(?:년|개월|만\s?원|원|명|번|시간|호선))"
)
_HOUSE: Final = r"(?:아파트|빌라|빌딩|오피스텔|원룸|고시원|고시텔|맨션|하우스|타워|연립)"
_ROOM: Final = (
    rf"(?:[,\s]{{0,3}}(?:[가-힣]{{1,10}}{_HOUSE}\s?)?(?:[A-Za-z가-라\d]{{1,4}}동\s?)?"
    r"(?:(?:지하|반지하|옥탑)?\s?\d{0,2}층\s?)?[A-Za-z]?\d{1,4}호(?![선차점]))?"
    r"(?:[,\s]{0,2}(?:반지하|옥탑방?))?"
)
_ROAD: Final = r"[가-힣]{1,7}\d{0,3}(?:대로|로|길)"
# Common words that end like a neighbourhood's name: 운동 is one, and 행운동 a neighbourhood.
_NO_DONG: Final = r"(?<![활노행공변감출작부기가]동)(?<![^가-힣][운이아자충]동)(?<!\A[운이아자충]동)"

_KOREAN: Final = (
    rule(
        "address",
        rf"(?:{_DISTRICT}\s?)?((?:[가-힣]{{1,7}}\d{{0,3}}(?:대로|로|길)\s?)\d{{1,4}}번?[가나다라]?길\s?"
        rf"\d{{1,4}}(?:-\d{{1,4}})?{_NO_UNIT}{_ROOM})",
        "길",
    ),
    rule(
        "address",
        rf"{_LEADS}({_ROAD}\s?{_NO_HELPLINE}\d{{1,4}}(?:-\d{{1,3}})?{_NO_UNIT}{_ROOM})",
        "로|길",
    ),
    rule(
        "address",
        rf"({_ROAD}\s?\d{{1,4}}(?:-\d{{1,3}})?(?:[,\s]{{1,3}}[가-힣]{{1,8}}{_HOUSE})?[,\s]{{1,3}}"
        r"(?:[A-Za-z가-라\d]{1,4}동\s?)?(?:\d{1,2}층\s?)?[A-Za-z]?\d{1,4}호(?![선차점]))",
        "호",
    ),
    rule(
        "address", rf"{_ROAD}\s?\d{{1,4}}(?:-\d{{1,3}})?(?=에(?:서)?\s?(?:살|사는|거주))", "로|길"
    ),
    rule("address", rf"(?:[가-힣]{{1,10}}{_HOUSE}\s?)?\d{{1,4}}동\s?\d{{1,4}}호(?![선차점])", "호"),
    rule(
        "address", rf"[가-힣]{{1,10}}{_HOUSE}\s?(?:[A-Za-z가-라]동\s?)?[A-Za-z]?\d{{2,4}}호", "호"
    ),
    rule(
        "address",
        rf"(?:(?<=[가-힣\d]동){_NO_DONG}|(?<=\d가))\s?((?!0|(?:19|20)\d\d-|1[568]\d\d-)"
        rf"(?:산\s?)?(?:\d{{1,4}}-\d{{1,4}}(?:번지)?|\d{{1,4}}번지){_NO_UNIT}{_ROOM})",
        "동|가",
    ),
)

_GIL: Final = r"(?:\s?\d{1,3}(?:beon)?[a-z]{0,2}-?gil\b)"
_DOOR: Final = r"(?:room|rm\.?|unit|apt\.?|suite)\s?#?\d{1,4}[A-Za-z]?"
_NUMBER: Final = r"\d{1,4}(?:-\d{1,3})?"
_LATIN: Final = (
    rule(
        "address",
        rf"(?<![\w-])(?:{_DOOR},?\s)?{_NUMBER},?\s{{1,2}}"
        rf"(?:(?:[A-Za-z]{{2,15}}\s)?[A-Za-z]{{2,25}}(?:\s?\d{{1,3}})?-(?:daero|ro|gil)\b{_GIL}?"
        rf"|[A-Za-z]{{2,25}}ro{_GIL}|(?:[A-Za-z]{{2,15}}\s)\d{{1,2}}-ro\b)(?:,?\s{_DOOR})?",
        "ro|gil",
        any_case=True,
    ),
    rule(
        "address",
        rf"(?<![\w-])[A-Za-z]{{2,25}}(?:\s?\d{{1,2}})?-?(?:(?<=-)(?:daero|ro|gil)\b{_GIL}?|ro{_GIL}),?\s"
        rf"{_NUMBER}(?![\w:-])(?:,?\s{_DOOR})?",
        "ro|gil",
        any_case=True,
    ),
    rule(
        "address",
        r"\b(?:apt|apartment|flat|căn hộ|can ho)\b\.?\s?(?:no\.?|số|#)?\s?"
        r"(?:\d{1,4}-\d{1,4}|\d{3,4})(?![\d,.])",
        "apt|apartment|flat|căn hộ|can ho",
        any_case=True,
    ),
    rule(
        "address",
        r"(?<!\d)\d{1,4}-?\s?dong,?\s\d{1,4}-?\s?ho\b|\b\d{1,4}-ho\b",
        "ho",
        any_case=True,
    ),
    rule(
        "address",
        r"(?<![\d-])\d{1,4}-\d{1,4}(?=,?\s[A-Z][a-z]+-?dong\b)|(?<=dong)\s\d{1,4}-\d{1,4}",
        "dong",
    ),
    rule(
        "address",
        r"(?<!\d)\d{1,5}\s(?:[A-Z][a-z]+\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Blvd)\b",
        "st|r|ave|lane|blvd",
    ),
)

_HAN: Final = r"(?:(?![区市洞县住在是的到址家])[一-鿿])"
_CHINESE: Final = (
    rule(
        "address",
        rf"{_HAN}{{1,6}}\d{{0,2}}(?:路|街|巷|大道)"
        r"(?:\s?\d{1,3}(?:街|路|巷)\s?\d{1,4}(?:-\d{1,3})?[号號]?|\s?\d{1,4}(?:-\d{1,3})?[号號](?!线|出口))(?:[,\s]{0,2}(?:[A-Za-z\d]{1,3}[栋幢座]\s?)?(?:\d{1,2}单元\s?)?\d{1,4}[室号房])?",
        "路|街|巷|大道",
    ),
    rule("address", r"[A-Za-z\d]{1,3}[栋幢座]\s?(?:\d{1,2}单元\s?)?\d{2,4}[室号房]", "栋|幢|座"),
    rule("address", r"(?<=洞)\s?(?:\d{1,4}-\d{1,4}(?:号|番地)?|\d{1,4}(?:号|番地))", "洞"),
)
_ALLEYS: Final = r"(?:,?\s(?:ngõ|ngách|hẻm|ngo|hem)\s?\d{1,4}(?:/\d{1,4}){0,3}){0,3}"
_VIETNAMESE: Final = (
    rule(
        "address",
        rf"\b(?:số nhà|nhà số|so nha|số|so)\s?\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}}){{0,3}}{_ALLEYS},?\s"
        r"(?:đường|duong|phố)\s[^\s,.\d]+",
        "đường|duong|phố",
        any_case=True,
    ),
    rule(
        "address",
        rf"\b(?:số nhà|nhà số|so nha)\s\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}}){{0,3}}{_ALLEYS}",
        "nhà|nha",
        any_case=True,
    ),
    rule(
        "address",
        rf"(?<!văn )\bphòng(?: trọ)?(?: số)?\s{_NO_HELPLINE}\d{{3,4}}(?![\d.,-])",
        "phòng",
        any_case=True,
    ),
)
_MONGOLIAN: Final = (
    rule(
        "address",
        r"(?:\d{1,3}(?:-р)?\s?хороо,?\s)?(?:\d{1,4}(?:-р)?\s?байр|байр\s\d{1,4})[,\s]{1,2}"
        r"(?:\d{1,4}(?:-р)?\s?тоот|тоот\s\d{1,4})|(?<![\d-])\d{1,4}-\d{1,4}\s?тоот(?!\w)",
        "тоот",
        any_case=True,
    ),
    rule(
        "address",
        r"[А-ЯЁӨҮ][а-яёөү]{2,20}-ро(?:\s\d{1,3}-?гил)?\s\d{1,4}(?:-\d{1,3})?(?![\d-])",
        "-ро",
    ),
    rule("address", r"(?<=дун)\s\d{1,4}-\d{1,4}", "дун"),
)

ADDRESSES: Final[tuple[Rule, ...]] = (*_KOREAN, *_LATIN, *_CHINESE, *_VIETNAMESE, *_MONGOLIAN)
"""Looked for only where there is a digit."""
