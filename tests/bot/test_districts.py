import pytest
import yaml

from bot.mentions import Mentions
from bot.routing import distance_km
from index.spelling import strip_marks
from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT, Knowledge
from knowledge.places import CenterKind, District

DISTRICTS = {
    district["id"]: District.model_validate(district)
    for district in yaml.safe_load((CONTENT_ROOT / "districts.yaml").read_text("utf-8"))
}
QUESTIONS = {
    "ko": ["{} 센터 어디예요?", "저는 {} 살아요. 어디로 가면 돼요?"],
    "en": ["is there a center in {}?", "I live in {}, where can I go"],
    "zh": ["我住在{}，去哪个中心", "{}有中心吗"],
    "vi": ["tôi ở {} thì đi đâu", "{} có trung tâm không?"],
    "mn": ["би {} амьдардаг, хаана очих вэ", "{} төв байна уу"],
}
# Words of their own where they stand alone: the middle, a movement, a province, a Korean surname.
NOT_ALONE = {("jung", "ko"), ("jung", "zh"), ("jung", "en"), ("dongjak", "ko"), ("gangseo", "zh")}
NEIGHBOURHOODS = {
    "jongno": "혜화, Hyehwa, 惠化, 광화문, 종로3가, 서울대병원, Insadong, Samcheong-dong, Хехва",
    "jung": "명동, Myeongdong, 明洞, 을지로, 몽골타운, Mongol town, Мёндун, DDP, 황학동",
    "yongsan": "이태원, Itaewon, 梨泰院, Итэвон, 이태원역, 해방촌, HBC, 숙대입구, Noksapyeong",
    "seongdong": "왕십리, Wangsimni, 往十里, 성수동, Seongsu, 한양대, 서울숲, Вансимни, 홍익동",
    "gwangjin": "건대, Konkuk, 建大, 건대입구역, Kondae, 자양동, 세종대학교, Гондэ, 어린이대공원",
    "dongdaemun": "청량리, 회기역, 외대, 경희대, HUFS, Hoegi, 回基, 庆熙大学, Хвеги",
    "jungnang": "면목동, 상봉역, Myeonmok, Sangbong, 面牧洞, 上凤站, 망우역, Mangu station, 묵동",
    "seongbuk": "고려대, 성신여대, Anam, 高丽大学, 길음, Wolgok, 한성대, 종암동",
    "gangbuk": "수유역, Suyu, 미아사거리, Mia-dong, 水逾, 弥阿洞, 우이동, Сүю",
    "dobong": "창동, Chang-dong, 쌍문, Ssangmun, 双门洞, 仓洞, 방학역, Dobongsan, Чандун",
    "nowon": "상계동, 공릉, Gongneung, Seoultech, 광운대, 芦原站, 月溪洞, 서울여대, 화랑대역",
    "eunpyeong": "연신내, 불광역, Bulgwang, Yeonsinnae, 구파발, 佛光洞, 延新内, 응암역, Ёншиннэ",
    "seodaemun": "신촌, 이대역, Sinchon, Ewha, Yonsei University, 延世大学, 梨花女子大学, Шинчун",
    "mapo": "홍대, 홍대입구역, Hongdae, 弘大, Хондэ, 합정, 연남동, 망원역, Mangwon, 상암동, DMC",
    "yangcheon": "목동, 신정동, 오목교역, Mokdong, Mok-dong, 木洞, Sinjeong, 신월동, Мугдун",
    "gangseo": "화곡, 마곡나루, 김포공항, Gimpo Airport, 金浦机场, sân bay Gimpo, 禾谷洞",
    "guro": "구로디지털단지, 신도림, 가리봉, Sindorim, 新道林, 加里峰, 남구로역, Шиндурим",
    "geumcheon": "가산디지털단지역, 독산, Gasan, 加山, 秃山洞, Doksan-dong, 시흥사거리, Гасан",
    "yeongdeungpo": "대림, 대림역 근처, Daerim, 大林, Дэрим, 여의도, Yeouido, 신길, khu Daerim",
    "dongjak": "노량진, 사당역, Noryangjin, Sadang, 舍堂, 상도동, 숭실대, 보라매",
    "gwanak": "신림, 봉천, Sillim, 新林, 서울대입구, 서울대 근처, SNU, 낙성대, Шиллим, 首尔大学",
    "seocho": "양재, 교대역, 강남고속터미널, Banpo, 瑞草洞, 서래마을, Express Bus Terminal, 방배역",
    "gangnam": "강남역, 역삼, 압구정, Apgujeong, COEX, 코엑스몰, 狎鸥亭, 가로수길, Yeoksam, 수서역",
    "songpa": "잠실, Jamsil, 蚕室, 롯데월드, Lotte World, 乐天世界, 석촌호수, 문정동, Жамшил",
    "gangdong": "천호역, 암사동, Cheonho, 千户洞, 둔촌동, Gil-dong, 고덕역, 岩寺洞, Чонхо",
}
NAMELESS = [
    "대구로 가는 기차표는 어디서 사요?",
    "대구로 이사했어요",
    "중고 거래 사기를 당했어요",
    "중국에서 왔어요",
    "집중구역이 뭐예요?",
    "전화번호가 바뀌었어요",
    "오류가 났어요",
    "어제 개봉한 영화 봤어요",
    "동작이 느려요",
    "망원경을 샀어요",
    "수유실이 어디예요?",
    "자양강장제를 먹어도 돼요?",
    "삼각지대가 뭐예요?",
    "세종대왕은 누구예요?",
    "성수기에 비행기표가 비싸요",
    "이대로 괜찮아요?",
    "상계 처리가 뭐예요?",
    "생중계를 보고 싶어요",
    "방이 없어요",
    "서울대공원에 가고 싶어요",
    "부산에 살아요",
    "시흥시에 살아요",
    "안산 원곡동이에요",
    "인천공항에 어떻게 가요?",
    "서울에 살아요",
    "it is a jungle out there",
    "nowonder nobody answers",
    "no wonder",
    "map of Seoul",
    "my daughter Mia is sick",
    "Mr. Jung is my boss",
    "a sunken cost",
    "it works like a charm, say the gurus",
    "how do I jump start a car",
    "I live in Busan",
    "I live in Incheon",
    "我是从江西来的",
    "我住在釜山",
    "望远镜多少钱",
    "今天是新月",
    "双门冰箱坏了",
    "天空的水色",
    "他为了学日文来到首尔",
    "在三角地带",
    "tôi sống ở Busan",
    "khung giờ nào",
    "giờ làm việc thứ bảy",
    "trung tâm ở đâu",
    "би Пусанд амьдардаг",
    "чоно гэж юу вэ",
    "хүний нэр хүндэд халдсан",
    "би дуу сонсоод сууж байна",
    "жүн хэн бэ",
    "bi Seoul-d baina",
]


@pytest.fixture(scope="module")
def mentions():
    return Mentions(Knowledge({}, {}, {}, DISTRICTS, {}, {}))


def spellings_of(district):
    """Return what people type, by the language of the question around it."""
    name = district.name
    roman = name.en.removesuffix("-gu")
    mongolian = name.mn.removesuffix(" дүүрэг")
    plain = mongolian.replace("ү", "у").replace("ө", "о")
    latin = [
        f"{roman}-gu",
        f"{roman} gu",
        f"{roman}gu".lower(),
        f"{roman} district",
        name.en.upper(),
    ]
    typed = {
        "ko": [name.ko, f"{name.ko}에", f"{name.ko}에서", f"{name.ko}청", f"서울 {name.ko}"],
        "en": latin,
        "zh": [name.zh, f"首尔{name.zh}"],
        "vi": [name.vi, strip_marks(name.vi), *latin[:3]],
        "mn": [f"{mongolian} дүүрэг", f"{plain} дүүрэгт", f"{roman} duureg".lower()],
    }
    alone = {"ko": name.ko[:-1], "zh": name.zh[:-1]}
    for language, word in alone.items():
        if (district.id, language) not in NOT_ALONE:
            typed[language].append(word)
    if (district.id, "en") not in NOT_ALONE:
        typed["en"] += [roman, roman.lower()]
        typed["vi"].append(roman)
        typed["mn"] += [mongolian, plain, roman.lower()]
    return typed


ASKED = [
    pytest.param(district.id, language, word, id=f"{district.id} {language} {word}")
    for district in DISTRICTS.values()
    for language, words in spellings_of(district).items()
    for word in dict.fromkeys(words)
]


@pytest.mark.parametrize(("district", "language", "word"), ASKED)
def test_a_district_is_recognised_in_a_question(district, language, word, mentions):
    questions = [word, *(question.format(word) for question in QUESTIONS[language])]

    assert [mentions.district(question) for question in questions] == [district] * len(questions)


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_district_is_tried_in_many_spellings(district):
    assert len({word for param in ASKED for d, _, word in [param.values] if d == district}) >= 6


@pytest.mark.parametrize(
    ("district", "word"),
    [(district, word) for district, words in NEIGHBOURHOODS.items() for word in words.split(", ")],
)
def test_a_neighbourhood_names_its_district(district, word, mentions):
    assert mentions.district(word) == district
    assert mentions.district(f"{word} ?") == district


@pytest.mark.parametrize("district", DISTRICTS)
def test_no_spelling_names_another_district(district, mentions):
    own = DISTRICTS[district]
    words = [
        word
        for language in Language
        for word in (own.name.in_language(language), *own.spellings.in_language(language))
    ]

    assert [word for word in words if mentions.district(word) != district] == []


@pytest.mark.parametrize("text", NAMELESS)
def test_what_only_looks_like_a_district_names_none(text, mentions):
    assert mentions.district(text) is None


def test_there_are_enough_sentences_without_a_district():
    assert len(NAMELESS) >= 30


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_district_has_a_point_in_its_own_part_of_seoul(district):
    point = DISTRICTS[district].coordinates
    here = (point.latitude, point.longitude)
    others = [other.coordinates for name, other in DISTRICTS.items() if name != district]

    assert point.accuracy_m == 3_000
    away = sorted(distance_km(here, (other.latitude, other.longitude)) for other in others)
    assert 1 < away[0] < 6


def test_centers_with_an_address_are_near_their_district(knowledge):
    for center in knowledge.centers.values():
        if center.address and center.address.coordinates:
            own = center.address.coordinates
            office = DISTRICTS[center.district].coordinates
            pair = (own.latitude, own.longitude), (office.latitude, office.longitude)
            assert distance_km(*pair) < 4, center.id


def test_every_district_has_its_family_center(knowledge):
    family = [c.district for c in knowledge.centers.values() if c.kind is CenterKind.FAMILY]

    assert sorted(family) == sorted(DISTRICTS)
