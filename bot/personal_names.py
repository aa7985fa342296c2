"""E-mail addresses, messenger ids, and names that a text plainly introduces."""

from typing import Final

from bot.personal import Rule, rule

_ENDING: Final = r"(?:com|net|org|edu|gov|info|io|me|co|kr|vn|cn|mn|ru|jp|us|uk|de|fr)"
_LOCAL: Final = r"(?<![\w.+-])[\w.+-]++"
_DOT: Final = r"(?:\s{0,2}\.\s{0,2}|\s{0,2}[(\[{]\s?dot\s?[)\]}]\s{0,2}|\sdot\s)"
_HOST: Final = (
    rf"[A-Za-z0-9-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{0,3}}?{_DOT}{_ENDING}"
    rf"(?:{_DOT}(?:kr|vn|cn|mn|uk|jp))?\b"
)

_PROVIDER: Final = (
    r"(?:gmail|naver|daum|hanmail|nate|kakao|yahoo|hotmail|outlook|icloud|qq|163|네이버|지메일|다음)\b"
    r"(?:\s?[.,]\s?com)?"
)

_EMAILS: Final = (
    rule("email", r"(?<![\w.+-])[\w.+-]++@[\w-]+\.[A-Za-z0-9.-]*[A-Za-z0-9]", "@"),
    rule(
        "email",
        rf"{_LOCAL}\s{{0,2}}(?:@|[(\[{{]\s?(?:at|a|@)\s?[)\]}}]|골뱅이)\s{{0,2}}(?:{_HOST}|{_PROVIDER})",
        "@|(a|[a|{a|( a|[ a|골뱅이",
        any_case=True,
    ),
    rule(
        "email",
        rf"{_LOCAL}\sat\s[A-Za-z0-9-]{{1,63}}(?:\sdot\s[a-z]{{2,10}}){{1,3}}\b",
        " dot ",
        any_case=True,
    ),
)

_MESSENGER: Final = (
    r"(?:카카오톡|카톡|카카오|위챗|잘로|텔레그램|인스타그램|인스타|페이스북|페북|왓츠앱|kakao\s?talk|kakao|wechat|"
    r"weixin|微信|zalo|telegram|whatsapp|facebook|\bfb\b|instagram|messenger|viber|qq|\bvx\b|v信|фэйсбүүк|фейсбүүк|какао\s?талк|какао|вайбер)"
)
_LINE: Final = r"(?:라인|\bline|лайн)"
_ID_WORD: Final = r"(?:아이디|id\b|号码|号|賬號|账号|ид\b|хаяг)"
_COPULA: Final = (
    r"(?:은|는|is|(?:của (?:tôi|em|mình) ?)?là|của (?:tôi|em|mình)|"
    r"(?:cua (?:toi|em|minh) ?)?la|cua (?:toi|em|minh)|是|нь)"
)
_HANDLE: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{2,30}[A-Za-z0-9_]"
_TELLING: Final = rf"(?=[A-Za-z._-]{{0,30}}[\d_.][A-Za-z0-9_]){_HANDLE}"
"""A handle that is no word: it has a digit, a dot or a low line in it."""
_MESSENGER_HINTS: Final = (
    "카톡|카카오|위챗|잘로|텔레그램|인스타|페이스북|페북|왓츠앱|kakao|wechat|weixin|微信|zalo|telegram|"
    "whatsapp|facebook|fb|instagram|messenger|viber|qq|vx|v信|фэйсбүүк|фейсбүүк|какао|вайбер|라인|line|лайн"
)
_IDS: Final = (
    rule(
        "id",
        rf"(?:{_MESSENGER}|{_LINE})\s?{_ID_WORD}?\s?[:@]\s?@?({_HANDLE})",
        _MESSENGER_HINTS,
        any_case=True,
    ),
    rule(
        "id",
        rf"(?:(?:{_MESSENGER}|{_LINE})\s?{_ID_WORD}|(?:id|아이디)\s{_MESSENGER})\s?{_COPULA}?\s?"
        rf"({_TELLING})",
        _MESSENGER_HINTS,
        any_case=True,
    ),
    rule(
        "id",
        rf"(?:{_MESSENGER}|{_LINE})\s?(?:아이디|号码?|帐号|账号|ид\b)(?:는|은|是)?\s?({_HANDLE})",
        "아이디|号|ид",
        any_case=True,
    ),
    rule("id", rf"{_MESSENGER}\s?{_COPULA}?\s?({_TELLING})", _MESSENGER_HINTS, any_case=True),
)

_CAPITAL: Final = r"[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ][\w'’-]*"
_LATIN_NAME: Final = rf"{_CAPITAL}(?:\s{_CAPITAL}){{0,4}}"
_NO_NAME: Final = (
    r"(?!(?i:not|no|on|in|under|wrong|right|correct|written|spelled|spelt|misspelled|misspelt|different|"
    r"the|a|an|my|his|her|their|for|with|from|missing|incorrect|incorrectly|too|also|still|same|changed|"
    r"being|used|very|so|already|only|listed|printed|mixed|longer|registered|similar|what|sai|không|khong|"
    r"bị|ghi|trong|trên|chưa|đúng|gì)\b)"
)
_KO_NAME: Final = (
    r"(?!한국|영어|다른|틀린|없|안 )(?:[가-힣A-Za-z]{1,12}\s){0,3}?[가-힣A-Za-z]{1,12}?(?<!뭐)"
)
_KO_END: Final = r"(?=\s?(?:이에요|예요|에요|이예요|입니다|이고|인데|이며|이라고|라고))"
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方邹孟熊秦邱江尹薛闫段雷侯龙陶黎贺顾毛郝龚邵钱严武戴莫孔汤阮裴朴"
)
_HAN_NAME: Final = (
    rf"(?:(?:欧阳|司马|诸葛|上官)[一-鿿]{{1,2}}|[{_SURNAMES}][一-鿿]{{1,2}}|{_LATIN_NAME}"
    r"|[一-鿿]{1,4}·[一-鿿]{1,6})(?=[\s,.!?;、。]|$|我|是|来|今年|想|在|住)"
)
_VI_SURNAMES: Final = (
    "nguyễn|nguyen|trần|tran|lê|le|phạm|pham|hoàng|hoang|huỳnh|huynh|phan|vũ|vu|võ|vo|đặng|dang|"
    "bùi|bui|đỗ|do|hồ|ho|ngô|ngo|dương|duong|lý|ly|đinh|dinh|trịnh|trinh|đoàn|doan|lâm|lam|mai"
)
_VI_SELF: Final = (
    r"(?:tên (?:của )?(?:tôi|em|mình|con|cháu|anh|chị) là|(?:tôi|em|mình|cháu) tên(?: là)?|"
    r"ten (?:toi|em|minh) la|(?:toi|em|minh) ten(?: la)?)"
)
_MN_NAME: Final = r"[А-ЯЁӨҮ][а-яёөү]{1,20}(?:[-\s][А-ЯЁӨҮ][а-яёөү]{1,20}){0,2}"

NAMES: Final[tuple[Rule, ...]] = (
    rule(
        "name",
        r"\b(?i:my (?:full )?name(?:'s|’s| is)|i am called|i'm called)\s"
        rf"{_NO_NAME}({_LATIN_NAME})",
        "my name|full name|called",
    ),
    rule(
        "name",
        rf"\bmy (?:full )?name(?:'s|’s| is)\s{_NO_NAME}"
        r"([a-z'-]{2,15}(?:\s[a-z'-]{1,15}){0,3}?)(?=[,.!]|$|\sand\s|\si\s|\sfrom\s)",
        "my name|full name",
        any_case=True,
    ),
    rule(
        "name",
        r"(?i:\bname|이름|성명|성함|姓名|họ tên|họ và tên|нэр)\s?:\s?"
        rf"({_LATIN_NAME}|{_MN_NAME}|{_HAN_NAME})",
        "name|이름|성명|성함|姓名|tên|нэр",
    ),
    rule(
        "name",
        r"(?:이름|성명|성함)\s?:\s?([가-힣]{2,8}(?:\s[가-힣]{1,6}){0,2}?)(?=[,.\n]|$)",
        "이름|성명|성함",
    ),
    rule("name", rf"(?:제|내|저의|본인)\s?이름은\s({_KO_NAME}){_KO_END}", "이름은"),
    rule("name", rf"저는\s({_KO_NAME})(?<!사람)(?<!인)이?라고\s(?:해요|합니다|하는데)", "라고"),
    rule(
        "name",
        rf"(?:我叫做?|我的名字(?:是|叫)|我名叫|姓名是)\s?({_HAN_NAME})",
        "我叫|名字|名叫|姓名",
    ),
    rule("name", rf"(?i:{_VI_SELF})\s{_NO_NAME}({_LATIN_NAME})", "tên |ten "),
    rule(
        "name",
        rf"{_VI_SELF}\s((?:{_VI_SURNAMES})(?:\s[^\W\d]{{1,8}}){{1,3}}?)(?=[,.!]|$)",
        "tên |ten ",
        any_case=True,
    ),
    rule("name", rf"(?i:намайг)\s({_MN_NAME})\sгэдэг", "намайг"),
    rule("name", rf"(?i:миний нэр(?: нь| бол)?)\s({_MN_NAME})", "миний нэр"),
    rule("name", rf"(?i:namaig)\s({_LATIN_NAME})\s(?:gedeg|gdg)", "namaig"),
    rule("name", rf"(?i:minii ner(?: bol)?)\s({_LATIN_NAME})", "minii ner"),
)
"""Only where a text plainly says whose name follows: a lost word may have been the question."""
REACHES: Final[tuple[Rule, ...]] = (*_EMAILS, *_IDS)
"""What reaches a person in writing."""
