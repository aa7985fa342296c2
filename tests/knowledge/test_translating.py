import pytest

from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT
from knowledge.parsing import parse
from knowledge.schema import Entry, ReviewState
from knowledge.staleness import TRANSLATIONS, stale_languages
from knowledge.translating import changed_languages, drafted, followed, reviewed, stamped
from knowledge.writing import UneditableError, edited, fields

KO, EN, ZH, VI, MN = Language
TEXT = (CONTENT_ROOT / "life" / "life-unpaid-wages.yaml").read_text(encoding="utf-8")
REVIEWED = reviewed(TEXT, [*Language])
KOREAN = {("answer", "ko"): "{claim_years}년, {pay_days}일 안에 1350에 신고하세요."}


def entry(text):
    return parse(text.encode(), Entry).item


def states(text):
    return {language for language, state in entry(text).review.items() if state != "drafted"}


@pytest.mark.parametrize(
    ("changes", "languages"),
    [
        ({}, set()),
        ({("answer", "vi"): "Hãy gọi 1350."}, {VI}),
        ({("questions", "mn"): ["нэг", "хоёр", "гурав"]}, {MN}),
        ({("title", "ko"): "임금"}, {KO}),
        ({("show_to_staff",): "임금을 못 받았어요."}, {KO}),
        ({("lines",): ["line-120"], ("topic",): "money"}, set()),
        ({("figures", "pay_days"): {"value": 15}}, set()),
        ({("caution",): dict.fromkeys(Language, "120")}, {*Language}),
        (
            {
                ("visas",): {
                    "allowed": ["E-9"],
                    "terms": [{"visas": ["E-9"], "text": dict.fromkeys(Language, "120")}],
                }
            },
            {*Language},
        ),
        ({("answer", "en"): None}, {*Language}),
    ],
)
def test_the_languages_whose_words_changed_are_known(changes, languages):
    assert changed_languages(TEXT, edited(TEXT, changes)) == languages


def test_changed_korean_makes_translations_stale_until_they_are_confirmed():
    changed = edited(TEXT, KOREAN)
    assert stale_languages(entry(TEXT)) == ()
    assert stale_languages(entry(changed)) == TRANSLATIONS

    confirmed = stamped(changed, [VI, KO])

    assert stale_languages(entry(confirmed)) == (EN, ZH, MN)
    old, new = fields(changed), fields(confirmed)
    assert {name for name in new if new[name] != old[name]} == {"made_from"}
    assert stamped(confirmed, []) == stamped(confirmed, [KO]) == confirmed
    assert stale_languages(entry(stamped(confirmed, TRANSLATIONS))) == ()


def test_a_translation_of_which_nothing_is_known_stays_stale():
    unknown = edited(TEXT, {("made_from",): None})

    confirmed = stamped(unknown, [ZH])

    assert stale_languages(entry(confirmed)) == (EN, VI, MN)
    assert stamped(confirmed, TRANSLATIONS) == TEXT


def test_reviews_are_marked_and_taken_back_a_language():
    assert states(TEXT) == set()
    assert states(reviewed(TEXT, [MN, VI])) == {MN, VI}
    assert states(drafted(REVIEWED, [EN])) == {KO, ZH, VI, MN}
    assert drafted(REVIEWED, [*Language]) == TEXT
    assert entry(REVIEWED).review[MN] is ReviewState.NATIVE_REVIEWED
    without = edited(TEXT, {("review",): None})
    assert entry(reviewed(without, [MN])).review == {MN: ReviewState.NATIVE_REVIEWED}


def test_an_edit_is_followed():
    after = edited(REVIEWED, {**KOREAN, ("answer", "en"): "{claim_years} {pay_days} 1350."})

    text = followed(REVIEWED, after, knowingly=[EN])

    assert states(text) == {ZH, VI, MN}
    assert stale_languages(entry(text)) == (ZH, VI, MN)
    assert text == followed(REVIEWED, text, knowingly=[EN])


def test_confirming_alone_changes_no_review():
    stale = edited(REVIEWED, KOREAN)

    text = followed(stale, stale, knowingly=[MN])

    assert states(text) == {*Language}
    assert stale_languages(entry(text)) == (EN, ZH, VI)
    assert followed(stale, stale) == stale


def test_a_new_entry_is_a_draft_in_every_language():
    text = followed("", edited(REVIEWED, {("made_from",): None}), knowingly=TRANSLATIONS)

    assert states(text) == set()
    assert stale_languages(entry(text)) == ()


@pytest.mark.parametrize("after", ["id: x\n", "[", edited(TEXT, {("answer", "ko"): None})])
def test_what_is_no_entry_comes_back_as_it_is(after):
    assert followed(TEXT, after, knowingly=[VI]) == after
    assert changed_languages(TEXT, after) == {*Language}
    with pytest.raises(UneditableError):
        stamped(after, [VI])
