import pytest
import yaml

from knowledge.languages import Language
from knowledge.loader import load_knowledge
from knowledge.staleness import TRANSLATIONS, entry_path, fingerprint, stale_languages, stamp

WAGES = "life-unpaid-wages"


@pytest.fixture
def wages_of(tiny_root, change):
    def read():
        return load_knowledge(tiny_root).entries[WAGES]

    stamp(entry_path(tiny_root, read()), read())
    return read


def test_a_stamped_entry_is_not_stale(wages_of):
    assert stale_languages(wages_of()) == ()


@pytest.mark.parametrize(
    "edit",
    [
        lambda entry: entry["answer"].update(ko=entry["answer"]["ko"] + " 꼭 확인하세요."),
        lambda entry: entry.update(caution=dict.fromkeys(entry["answer"], "확인 confirm 确认 à а")),
        lambda entry: entry["figures"].update({next(iter(entry["figures"])): {"value": 15}}),
    ],
)
def test_another_korean_text_makes_every_translation_stale(wages_of, change, edit):
    change(f"life/{WAGES}.yaml", edit)

    assert stale_languages(wages_of()) == TRANSLATIONS


@pytest.mark.parametrize(
    "edit",
    [
        lambda entry: entry["answer"].update(en=entry["answer"]["en"] + " Please check."),
        lambda entry: entry["title"].update(ko="밀린 월급"),
        lambda entry: entry["answer"].update(ko=entry["answer"]["ko"].replace(" ", "\n ", 1)),
    ],
)
def test_other_changes_make_nothing_stale(wages_of, change, edit):
    change(f"life/{WAGES}.yaml", edit)

    assert stale_languages(wages_of()) == ()


def test_an_entry_that_was_never_stamped_is_stale(wages_of, change):
    change(f"life/{WAGES}.yaml", lambda entry: entry.pop("made_from"))

    assert stale_languages(wages_of()) == TRANSLATIONS


def test_one_language_can_be_stamped_alone(wages_of, change, tiny_root):
    change(f"life/{WAGES}.yaml", lambda entry: entry["answer"].update(ko="120에 물어봐요."))
    change(f"life/{WAGES}.yaml", lambda entry: entry.update(figures={}))

    stamp(entry_path(tiny_root, wages_of()), wages_of(), (Language.VI,))

    assert stale_languages(wages_of()) == (Language.EN, Language.ZH, Language.MN)


def test_a_stamp_changes_nothing_but_its_own_line(tiny_root, wages_of):
    path = entry_path(tiny_root, wages_of())
    path.write_text("# kept\n" + path.read_text("utf-8") + "# kept, too\n", "utf-8")
    before = path.read_text("utf-8")

    stamp(path, wages_of())
    stamp(path, wages_of())

    assert path.read_text("utf-8") == before
    assert yaml.safe_load(before)["made_from"]["mn"] == fingerprint(wages_of())
