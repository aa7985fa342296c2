import pytest

from index.names import NameMatcher
from knowledge.loader import load_knowledge

SPELLINGS = {
    "arc": ["외국인등록증", "ARC", "айди карт", "thẻ đăng ký", "登录证"],
    "visa-e9": ["E-9", "비전문취업"],
    "wages": ["цалин", "월급"],
    "permit": ["зөвшөөрөл"],
    "registration": ["외국인등록", "x"],
}


@pytest.fixture(scope="module")
def matcher():
    return NameMatcher(SPELLINGS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("where do i get my ARC?", ["arc"]),
        ("the ａｒｃ", ["arc"]),
        ("외국인등록증을 잃어버렸어요", ["arc"]),
        ("외국인 등록 증", ["arc"]),
        ("我的登录证丢了", ["arc"]),
        ("the dang ky bi mat", ["arc"]),
        ("ID: Айди  Карт хаана", ["arc"]),
        ("ID kart", []),
        ("E-9 나 e-9", ["visa-e9"]),
        ("외국인등록을 하고 싶어요", ["registration"]),
        ("월급 цалин", ["wages"]),
        ("зовшоорол хэрэгтэй", ["permit"]),
        ("arc 월급", ["wages", "arc"]),
        ("march, search, arch", []),
        ("x", []),
        ("", []),
        ("?!", []),
    ],
)
def test_names_are_found_in_any_spelling(matcher, text, found):
    assert sorted(matcher.find(text)) == sorted(found)


def test_each_name_is_found_once_in_the_order_it_stands(matcher):
    assert matcher.find("цалин, ARC, цалин, arc, e-9") == ["wages", "arc", "visa-e9"]


def test_one_spelling_of_two_names_finds_both():
    matcher = NameMatcher({"jung": ["중구"], "center": ["중구", "hub"], "hub": ["hub"]})

    assert matcher.find("중구 hub") == ["center", "jung", "hub"]


@pytest.mark.parametrize("spellings", [{}, {"empty": []}, {"marks": ["!?", ""]}])
def test_a_matcher_without_names_finds_none(spellings):
    assert NameMatcher(spellings).find("anything 무엇이든 юу ч") == []


def test_a_term_may_stand_inside_a_compound_and_a_district_may_not(tiny_root):
    knowledge = load_knowledge(tiny_root)
    terms = NameMatcher.of_terms(knowledge.glossary.values())
    districts = NameMatcher.of_districts(knowledge.districts.values())

    assert terms.find("신규외국인등록증발급") == ["arc"]
    assert districts.find("구로구에서 살아요") == ["guro"]
    assert districts.find("대구로구경") == []


@pytest.mark.parametrize(
    "text", ["저는 구로구에 살아요", "i live in GURO-GU", "我住在九老区", "tôi ở quan guro", "Гүро"]
)
def test_a_district_is_found_by_its_name_in_every_language(tiny_root, text):
    matcher = NameMatcher.of_districts(load_knowledge(tiny_root).districts.values())

    assert matcher.find(text) == ["guro"]
