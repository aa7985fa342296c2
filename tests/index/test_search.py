from concurrent.futures import ThreadPoolExecutor

import pytest
import yaml

from index.builder import build_index, open_index
from index.names import NameMatcher
from index.search import query_tokens
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

    hits = searcher.search_many([(passage.text, passage.language) for passage in asked], 1)

    assert [(hit.owner, hit.passage) for (hit,) in hits] == [(p.owner, p) for p in asked]


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


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "???", "?!…。，", "🙂🙏"])
def test_a_text_without_words_finds_nothing(searcher, text):
    assert searcher.search(text) == []


@pytest.mark.parametrize("text", ['"', "' OR 1=1 --", "a AND NOT (b", "*", "\x00", "ㅋ" * 3_000])
def test_no_text_breaks_a_search(searcher, text):
    assert len(searcher.search(text, limit=2)) <= 2


def test_many_questions_are_answered_as_one_by_one(searcher):
    assert searcher.search_many(QUESTIONS) == [searcher.search(*question) for question in QUESTIONS]


def test_no_questions_have_no_answers(searcher):
    assert searcher.search_many([]) == []


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


def test_a_term_of_the_glossary_is_a_token_in_every_spelling():
    glossary = NameMatcher({"arc": ["외국인등록증", "айди карт"]})

    assert query_tokens("айди карт 24", None, glossary)[0] == "t:arc"
    assert query_tokens("외국인등록증", None, glossary)[0] == "t:arc"
    assert query_tokens("24", None, glossary) == ["24"]


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
