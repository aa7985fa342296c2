import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from index.builder import build_index, open_index
from knowledge.languages import Language
from knowledge.loader import Knowledge, content_hash, load_knowledge
from knowledge.passages import Part, passages

QUESTIONS = [
    ("쓰러진 사람이 있어요", Language.KO),
    ("boss did not pay", Language.EN),
    ("救护车", Language.ZH),
    ("no luong", Language.VI),
    ("tsalin", Language.MN),
    ("tsalin", None),
]


def test_every_question_of_the_content_finds_its_own_entry_first(searcher, tiny_knowledge):
    asked = [passage for passage in passages(tiny_knowledge) if passage.part is Part.QUESTION]

    found = searcher.find_many([(passage.text, passage.language) for passage in asked], 1)

    assert [(one.hits[0].owner, one.hits[0].passage) for one in found] == [
        (p.owner, p) for p in asked
    ]


def test_a_helpline_is_found_by_its_number(searcher):
    assert "line-1577-1366" in {hit.owner for hit in searcher.search("1577-1366", limit=3)}


def test_the_length_is_the_number_of_passages(searcher, tiny_knowledge):
    assert len(searcher) == len(list(passages(tiny_knowledge)))


def test_scores_lie_between_0_and_1_and_fall(searcher):
    for text, language in QUESTIONS:
        scores = [hit.score for hit in searcher.search(text, language, 9)]

        assert scores == sorted(scores, reverse=True)
        assert 0 < scores[-1] <= scores[0] <= 1


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_no_more_than_the_limit_is_found(searcher, limit):
    assert len(searcher.search("wages", Language.EN, limit)) == limit


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u200b", "\ud800", "ㅠㅠ", "???", "?!…。，", "🙂🙏"]
)
def test_a_text_without_words_finds_nothing(searcher, text):
    assert searcher.search(text) == []


@pytest.mark.parametrize(
    "text", ['"', "' OR 1=1 --", "a AND NOT (b", "*", "\x00", "\udfff签证", "visa" * 3_000]
)
def test_no_text_breaks_a_search(searcher, text):
    assert len(searcher.search(text, limit=2)) <= 2


def test_many_questions_are_answered_as_one_by_one(searcher):
    assert searcher.find_many(QUESTIONS) == [searcher.find(*question) for question in QUESTIONS]


def test_no_questions_have_no_answers(searcher):
    assert searcher.find_many([]) == []


def test_threads_share_a_searcher(searcher):
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda question: searcher.search(*question), QUESTIONS * 8))

    assert together == [searcher.search(*question) for question in QUESTIONS] * 8


def test_capitals_width_and_marks_make_no_difference_to_a_question(searcher):
    plain = searcher.search("bạn tôi bất tỉnh", Language.VI)

    assert searcher.search("  BẠN TÔI\tＢẤＴ TỈNH ", Language.VI) == plain


def test_nothing_is_found_where_nothing_is_known(encoder, folder):
    nothing = Knowledge({}, {}, {}, {}, {}, {})
    build_index(nothing, "0", encoder, folder)

    assert open_index(nothing, "0", encoder, folder).search("visa") == []


def test_a_term_of_the_glossary_is_a_token_in_every_spelling(searcher):
    for text, language in (
        ("үнэмлэх 24", Language.MN),
        ("외국인등록증", None),
        ("unemleh", Language.MN),
    ):
        assert "t:arc" in searcher.query(text, language).tokens

    assert searcher.query("24", None).tokens == ("24",)


def test_latin_letters_are_looked_up_as_what_they_stand_for(searcher):
    mongolian = searcher.query("tsalin ogohgui bna", Language.MN)
    chinese = searcher.query("laoban bugei gongzi", Language.ZH)

    assert mongolian.text == "tsalin өгөхгүй bna"
    assert "өгөхгүй" in mongolian.tokens
    assert chinese.text.replace(" ", "") == "老板不给工资"
    assert set("老板") <= set(chinese.tokens)


def test_a_message_like_none_of_our_matters_is_told(tiny_root, encoder, folder):
    weather = {"id": "weather", "phrases": {"en": ["will it rain tomorrow"], "vi": ["mai có mưa"]}}
    path = tiny_root / "off_topic.yaml"
    path.write_text(yaml.safe_dump([weather], allow_unicode=True), encoding="utf-8")
    knowledge, digest = load_knowledge(tiny_root), content_hash(tiny_root)
    build_index(knowledge, digest, encoder, folder)
    searcher = open_index(knowledge, digest, encoder, folder)

    rain = searcher.find("will it rain tomorrow", Language.EN)
    wages = searcher.find("my boss did not pay me", Language.EN)

    assert rain.off_topic_dense == pytest.approx(1, abs=1e-3)
    assert rain.off_topic_lexical > 0.3 > wages.off_topic_lexical
    assert "off-topic" not in {hit.owner for hit in (*rain.hits, *wages.hits)}


@pytest.fixture(scope="module")
def found(ieum):
    """What is found for each evaluation question about our matters, and what would be right."""
    path = Path(__file__).parents[2] / "benchmarks" / "questions" / "evaluation.jsonl"
    asked = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    asked = [one for one in asked if one["accept"]]
    found = ieum.searcher.find_many([(one["text"], Language(one["lang"])) for one in asked])
    return [
        (one["lang"], {*one["accept"], *one["also_fine"]}, [hit.owner for hit in answer.hits])
        for one, answer in zip(asked, found, strict=True)
    ]


@pytest.mark.parametrize(
    ("language", "first", "among_five"),
    [
        (Language.KO, 0.92, 0.95),
        (Language.EN, 0.89, 0.97),
        (Language.ZH, 0.93, 0.99),
        (Language.VI, 0.93, 0.99),
        (Language.MN, 0.93, 0.99),
    ],
)
def test_the_right_entry_is_found_for_questions_never_learned_from(
    found, language, first, among_five
):
    ours = [(right, owners) for lang, right, owners in found if lang == language]

    assert len(ours) >= 130
    assert sum(owners[0] in right for right, owners in ours) >= first * len(ours)
    assert sum(not right.isdisjoint(owners) for right, owners in ours) >= among_five * len(ours)


@pytest.mark.parametrize("term", ["arrears", "wage-arrears"])
def test_a_term_of_the_glossary_leads_from_one_language_to_another(
    tiny_root, encoder, folder, term
):
    names = {"ko": "퀴뷔", "en": "zzyzx", "zh": "曱甴", "vi": "ợợợ", "mn": "щъыь"}
    path = tiny_root / "glossary.yaml"
    path.write_text(yaml.safe_dump([{"id": term, "name": names}]), encoding="utf-8")
    path = tiny_root / "life/life-unpaid-wages.yaml"
    entry = yaml.safe_load(path.read_text(encoding="utf-8"))
    entry["questions"]["ko"][0] = "퀴뷔"
    path.write_text(yaml.safe_dump(entry), encoding="utf-8")
    knowledge, digest = load_knowledge(tiny_root), content_hash(tiny_root)
    build_index(knowledge, digest, encoder, folder)

    hits = open_index(knowledge, digest, encoder, folder).search("zzyzx", Language.EN)

    assert [hit.owner for hit in hits if hit.lexical > 0] == ["life-unpaid-wages"]
