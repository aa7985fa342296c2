from adapters.report import content_report
from knowledge.loader import load_knowledge


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
    ]
