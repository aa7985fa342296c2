from collections import Counter

from knowledge.languages import Language
from knowledge.loader import load_knowledge
from knowledge.passages import OFF_TOPIC, Part, Passage, passages


def test_every_text_is_a_passage_of_its_owner(tiny_root):
    found = Counter((p.owner, p.language, p.part) for p in passages(load_knowledge(tiny_root)))

    for language in Language:
        here = {(owner, part): n for (owner, lang, part), n in found.items() if lang is language}
        assert here == {
            ("life-unpaid-wages", Part.TITLE): 1,
            ("life-unpaid-wages", Part.QUESTION): 3,
            ("life-unpaid-wages", Part.ANSWER): 1,
            ("life-medical-emergency", Part.TITLE): 1,
            ("life-medical-emergency", Part.QUESTION): 3,
            ("life-medical-emergency", Part.ANSWER): 2,
            ("life-medical-emergency", Part.NAME): 1,
            **{
                (line, part): 1
                for line in ("line-120", "line-119", "line-1577-1366")
                for part in (Part.NAME, Part.ANSWER)
            },
        }


def test_answers_carry_their_figures(tiny_root, change):
    change(
        "life/life-unpaid-wages.yaml",
        lambda entry: (
            entry["answer"].update(en="Ask within {days} days."),
            entry["figures"].update(days={"value": 1400}),
        ),
    )

    found = list(passages(load_knowledge(tiny_root)))

    answer = "Ask within 1,400 days."
    assert Passage("life-unpaid-wages", Language.EN, Part.ANSWER, answer) in found


def test_a_center_is_found_under_the_entry_that_tells_of_it_by_all_its_names(tiny_root, change):
    change("centers/guro-center.yaml", lambda center: center["name"].update(en="Center"))
    change("centers/guro-center.yaml", lambda center: center.update(spellings={"en": ["Guro hub"]}))

    found = list(passages(load_knowledge(tiny_root)))

    names = Passage("life-medical-emergency", Language.EN, Part.NAME, "Center, Guro hub")
    assert names in found


def test_a_center_that_no_entry_tells_of_has_no_passage(tiny_root, change):
    change("centers/guro-center.yaml", lambda center: center.update(service="nothing"))

    assert "nothing" not in {passage.owner for passage in passages(load_knowledge(tiny_root))}


def test_messages_that_are_declined_are_passages_of_nobody_and_tell_their_kind(
    tiny_root, off_topic
):
    found = [p for p in passages(load_knowledge(tiny_root)) if p.part is Part.OFF_TOPIC]

    assert found == [
        Passage(OFF_TOPIC, Language.EN, Part.OFF_TOPIC, "will it rain", "weather"),
        Passage(OFF_TOPIC, Language.EN, Part.OFF_TOPIC, "how hot is it", "weather"),
        Passage(OFF_TOPIC, Language.VI, Part.OFF_TOPIC, "mai mưa", "weather"),
    ]
