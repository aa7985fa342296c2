import yaml

from adapters.report import content_report, review_report, stale_report
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
