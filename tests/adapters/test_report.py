import yaml

from adapters.evaluation import Asked, Judged, report
from adapters.report import content_report, evaluation_report, review_report, stale_report
from knowledge.languages import Language
from knowledge.loader import load_knowledge

WAGES = "life-unpaid-wages"


def test_everything_we_hold_is_counted(tiny_root):
    assert content_report(load_knowledge(tiny_root)).splitlines() == [
        "   2 entries of kind life",
        "   2 entries in ko, with 6 questions",
        "   2 entries in en, with 6 questions",
        "   2 entries in zh, with 6 questions",
        "   2 entries in vi, with 6 questions",
        "   2 entries in mn, with 6 questions",
        "   1 centers",
        "   3 lines",
        "   1 districts",
        "   1 documents",
        "   2 glossary terms",
        "   0 passages of documents retold",
    ]


def test_stale_translations_are_listed(tiny_root):
    path = tiny_root / "life" / f"{WAGES}.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    content["answer"]["ko"] += " 꼭 확인하세요."
    content["made_from"]["vi"] = "00000000"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")

    assert stale_report(load_knowledge(tiny_root)).splitlines() == [
        "   4 stale translations",
        f"  {WAGES}: en, zh, vi, mn",
    ]


def test_fresh_translations_are_counted_as_none(tiny_root):
    assert stale_report(load_knowledge(tiny_root)) == "   0 stale translations"


def test_what_awaits_a_native_speaker_is_listed_by_language(tiny_root):
    path = tiny_root / "life" / f"{WAGES}.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    content["review"] = {"ko": "native-reviewed", "mn": "drafted"}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")

    lines = review_report(load_knowledge(tiny_root)).splitlines()

    assert lines[:2] == ["   1 entries await native review in ko", "  life-medical-emergency"]
    assert lines[-3:] == [
        "   2 entries await native review in mn",
        "  life-medical-emergency",
        f"  {WAGES}",
    ]


def measures(ieum, *styles):
    """The measures of questions in each style, the first of each answered wrong."""
    reply = ieum.assistant.show(ieum.knowledge.entries[WAGES], Language.EN)
    questions = [
        Asked(lang="en", style=style, text="wages", accept=(name,))
        for style in styles
        for name in ("lost", WAGES)
    ]
    return report([Judged(question, reply) for question in questions])


def test_measures_are_a_table_with_a_row_for_each_group(ieum):
    lines = evaluation_report(measures(ieum, "polite", "typo")).splitlines()

    assert lines[0].split() == ["questions", "first", "95", "%", "of", "five", "answered"]
    assert [line.split()[:3] for line in lines[1:7]] == [
        ["all", "4", "50.0%"],
        ["en", "4", "50.0%"],
        ["clean", "2", "50.0%"],
        ["noisy", "2", "50.0%"],
        ["polite", "2", "50.0%"],
        ["typo", "2", "50.0%"],
    ]
    assert lines[1].endswith("0% to 100%    50.0%    100.0%")
    assert lines[7:10] == [
        "of our own declined: 0.0%",
        "best minus worst language: 0.0%",
        "calibration error: 0.500",
    ]


def test_a_style_with_the_name_of_another_group_has_a_row_of_its_own(ieum):
    lines = evaluation_report(measures(ieum, "all", "")).splitlines()

    assert [line.split()[:2] for line in lines[1:7]] == [
        ["all", "4"],
        ["en", "4"],
        ["clean", "4"],
        ["-", "2"],
        ["all", "2"],
        ["of", "our"],
    ]
