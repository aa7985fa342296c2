import pytest

from bot.person import Person, person_in


@pytest.mark.parametrize(
    ("text", "visas"),
    [
        ("E9", ["E-9"]),
        ("e-9 visa", ["E-9"]),
        ("E 9 비자", ["E-9"]),
        ("비자 e 9", ["E-9"]),
        ("Ｅ－９", ["E-9"]),
        ("e９", ["E-9"]),
        ("E–9", ["E-9"]),
        ("Е-9 визтэй", ["E-9"]),
        ("visa e9", ["E-9"]),
        ("我是E9签证", ["E-9"]),
        ("E-9인데요", ["E-9"]),
        ("D-10-1", ["D-10-1"]),
        ("D10-1 비자", ["D-10-1"]),
        ("D2 비자", ["D-2"]),
        ("d 2 visa", ["D-2"]),
        ("F6", ["F-6"]),
        ("ф-6", ["F-6"]),
        ("Ф6 виз", ["F-6"]),
        ("E-7-4", ["E-7-4"]),
        ("h2", ["H-2"]),
        ("c3", ["C-3"]),
        ("B-1", ["B-1"]),
        ("b2 visa", ["B-2"]),
        ("visa c4", ["C-4"]),
        ("C-4-5", ["C-4-5"]),
        ("A-1 diplomat", ["A-1"]),
        ("F-2에서 F-5로", ["F-2", "F-5"]),
        ("E-9, H-2 or C-3? E-9!", ["E-9", "H-2", "C-3"]),
        ("D-2-1", ["D-2-1"]),
    ],
)
def test_visa_codes_are_read_as_people_type_them(text, visas):
    assert person_in(text) == Person(visas=tuple(visas))


@pytest.mark.parametrize(
    "text",
    [
        "B2 level English",
        "my Korean is B2",
        "B-2레벨",
        "A4 paper",
        "a4 용지",
        "G20",
        "TOPIK 2",
        "line 2",
        "exit 3",
        "gate D-2",
        "F-16",
        "C4",
        "vitamin B12",
        "vitamin D3",
        "비타민 D3",
        "a1",
        "지하 B2층",
        "I have a 3 bedroom flat",
        "chị c 3 con",
        "d101",
        "E-11",
        "D-1-3",
        "2 e 9",
        "1345",
        "",
    ],
)
def test_what_only_looks_like_a_visa_is_none(text):
    assert person_in(text).visas == ()


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("my son is 5", [5]),
        ("5-year-old daughter", [5]),
        ("our kid is nine years old", [9]),
        ("my kids are 4 and 8", [4, 8]),
        ("a daughter, aged 11", [11]),
        ("baby is 5 months old", [0]),
        ("아이가 세 살", [3]),
        ("7살 딸", [7]),
        ("저 7살 딸 있어요", [7]),
        ("열여섯 살 아들", [16]),
        ("만 3세 자녀", [3]),
        ("8개월 아기", [0]),
        ("아기가 8개월이에요", [0]),
        ("con 4 tuổi", [4]),
        ("con em 5 tuoi", [5]),
        ("con trai mười sáu tuổi", [16]),
        ("em e 7 tuổi", [7]),
        ("bé 8 tháng tuổi", [0]),
        ("孩子两岁", [2]),
        ("儿子十六岁", [16]),
        ("女儿二十五岁", [25]),
        ("宝宝8个月", [0]),
        ("хүүхэд маань 4 настай", [4]),
        ("huuhed 4 nastai", [4]),
        ("миний хүү таван настай", [5]),
        ("16 настай охин", [16]),
        ("8 сартай хүүхэд", [0]),
        ("4 tuổi được không", [4]),
    ],
)
def test_ages_of_children_are_read_in_five_languages(text, ages):
    assert person_in(text) == Person(children=tuple(ages))


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("I am 17", 17),
        ("i'm just 17", 17),
        ("저는 30살", 30),
        ("스무 살인데 되나요", 20),
        ("em 19 tuổi", 19),
        ("我十八岁", 18),
        ("би 17 настай", 17),
        ("bi arvan naiman nastai", 18),
    ],
)
def test_ones_own_age_is_read_in_five_languages(text, age):
    assert person_in(text) == Person(age=age)


@pytest.mark.parametrize(
    "text",
    [
        "my mother is 60",
        "남편은 40살",
        "vợ em 30 tuổi",
        "妈妈60岁",
        "ээж 60 настай",
        "65세 이상 인구",
        "18세 미만",
        "6~18세 자녀",
        "children 6 to 18 years old",
        "between 6 and 18 years old",
        "18-аас дээш настай",
        "6-аас 18 настай хүүхэд",
        "18 нас хүртэл",
        "한국 온 지 8개월",
        "Em sang Hàn được 2 tháng",
        "I am 2 months late",
        "I am 5 minutes away",
        "my son is 3rd grade",
        "the price is 17, I think",
        "전세 살아요",
        "21세기",
        "孩子二三岁",
        "twenty-five years old",
        "몇 살부터 돼요",
    ],
)
def test_other_ages_bounds_and_times_are_nobodys_age(text):
    assert person_in(text) == Person()


def test_visas_and_ages_stand_side_by_side():
    told = person_in("저는 30살 D-10-1이고 아이는 5살, 7살이에요")

    assert told == Person(visas=("D-10-1",), children=(5, 7), age=30)
