import pytest

from bot.finders import LetterFinder, Span, WordFinder
from bot.readings import LETTER_READINGS, WORD_READINGS
from index.spelling import normalise
from knowledge.languages import Language

GAP = 6


def by_words(*phrases, language=Language.EN, ordinary=()):
    """Find phrases by their place among those given."""
    finder = WordFinder(WORD_READINGS[language], GAP, ordinary)
    for number, phrase in enumerate(phrases):
        finder.add(phrase, number)
    return lambda text: finder.find(normalise(text))


def by_letters(*phrases, language=Language.KO):
    finder = LetterFinder(LETTER_READINGS[language], GAP)
    for number, phrase in enumerate(phrases):
        finder.add(phrase, number)
    return lambda text: finder.find(normalise(text))


def stands(find, text):
    return bool(find(text)[0])


def test_a_phrase_is_found_where_its_words_stand_beside_one_another():
    find = by_words("kill me", "knife")

    assert find("A knife! He will kill me, kill ME") == (
        {0: [Span(4, 6), Span(6, 8)], 1: [Span(1, 2)]},
        8,
    )


@pytest.mark.parametrize("text", ["kill", "me kill", "kill him, not me", "killme", ""])
def test_a_phrase_is_not_found_with_other_words_between_or_in_another_order(text):
    assert not stands(by_words("kill me"), text)


def test_a_finder_tells_how_many_words_there_are_though_it_finds_none():
    assert by_words("knife")("one, two and 3") == ({}, 4)
    assert by_words("knife")("?!") == ({}, 0)


def test_a_phrase_may_have_several_numbers():
    finder = WordFinder(WORD_READINGS[Language.EN], GAP, ())
    finder.add("knife", 1)
    finder.add("knife", 2)

    assert finder.find("knife")[0] == {1: [Span(0, 1)], 2: [Span(0, 1)]}
    assert finder.gap == GAP


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("strangle", True),
        ("he strangled me", True),
        ("strangles", True),
        ("strangling", False),
        ("he did strang", False),
    ],
)
def test_a_word_with_a_star_may_go_on(text, is_found):
    assert stands(by_words("strangle*"), text) is is_found


def test_a_word_without_a_star_may_not_go_on():
    assert not stands(by_words("kill"), "my skills and the killer whale")


def test_a_star_may_stand_within_a_phrase():
    assert stands(by_words("threaten* me"), "he threatened me")
    assert not stands(by_words("threaten* me"), "he threatened him")


@pytest.mark.parametrize(
    "typed",
    [
        "overdose",
        "overdos",
        "overdosee",
        "overdoze",
        "ovredose",
        "overdsoe",
        "ovverdose",
        "ovrdose",
    ],
)
def test_a_long_word_with_one_letter_wrong_is_read(typed):
    assert stands(by_words("overdose"), f"i took an {typed} now")


@pytest.mark.parametrize("typed", ["verdose", "voerdose", "aoverdose", "uverdose"])
def test_the_first_letter_must_be_right(typed):
    assert not stands(by_words("overdose"), typed)


@pytest.mark.parametrize("typed", ["ovredoze", "overdo", "ovrdos", "overdosing", "oevrdsoe"])
def test_two_letters_wrong_are_too_many(typed):
    assert not stands(by_words("overdose"), typed)


@pytest.mark.parametrize("typed", ["hlep", "halp", "hep", "helpp", "knif"])
def test_a_short_word_must_be_right(typed):
    assert not stands(by_words("help", "knife"), typed)


@pytest.mark.parametrize("typed", ["knive", "kinfe", "knifes"])
def test_five_letters_are_enough_to_be_misspelt(typed):
    assert stands(by_words("knife"), typed)


def test_an_ordinary_word_is_no_misspelling():
    assert stands(by_words("strangle*"), "strangl")
    assert not stands(by_words("strangle*", ordinary=["strangely"]), "strangely")
    assert stands(by_words("stabbed"), "stabled")
    assert not stands(by_words("stabbed", ordinary=["Stabled"]), "stabled")


def test_an_ordinary_mongolian_word_is_none_in_either_script():
    find = by_words("зодсон", language=Language.MN, ordinary=["зогссон"])

    assert not stands(find, "автобус зогссон")
    assert not stands(find, "avtobus zogsson")
    assert stands(find, "намайг зодссон")


def test_an_ordinary_word_that_is_also_looked_for_is_found():
    assert stands(by_words("knife", ordinary=["knife"]), "knife")


def test_a_word_that_is_ours_is_no_misspelling_of_another():
    assert set(by_words("stabbed", "stabled")("stabled")[0]) == {1}


@pytest.mark.parametrize("typed", ["helllp me", "HEEELP me", "help meeee", "hellllllp meee"])
def test_drawn_out_letters_are_drawn_in(typed):
    assert stands(by_words("help me"), typed)


@pytest.mark.parametrize(
    ("language", "phrase", "typed"),
    [
        ("vi", "cứu tôi", "cứu tôi với"),
        ("vi", "cứu tôi", "cuu toi voi"),
        ("vi", "cứu tôi", "cưú tôi"),
        ("vi", "hoà giải", "hòa giải"),
        ("mn", "туслаарай", "tuslaarai"),
        ("mn", "аюул*", "ayultai baina"),
        ("mn", "зодсон", "намайг зодсон"),
        ("mn", "зодсон", "zodsn"),
        ("zh", "jiu ming", "jiuming a"),
        ("zh", "sha wo", "ta yao shawo"),
        ("ko", "sallyeo juseyo", "Sallyeo juseyo!"),
    ],
)
def test_every_language_is_read_word_by_word_in_its_way(language, phrase, typed):
    assert stands(by_words(phrase, language=Language(language)), typed)


@pytest.mark.parametrize(
    ("language", "phrase", "typed"),
    [
        ("vi", "cứu tôi", "cửu tôi"),
        ("zh", "jiu ming", "jiu min"),
        ("zh", "xi an", "xian"),
        ("mn", "зодсон", "зорьсон"),
    ],
)
def test_another_word_is_another_word(language, phrase, typed):
    assert not stands(by_words(phrase, language=Language(language)), typed)


@pytest.mark.parametrize(
    "text", ["죽고싶어요", "죽고 싶어요", "그냥 죽 고 싶 다", "죽고 십고 죽고 싶네"]
)
def test_letters_are_found_whatever_spaces_are_typed(text):
    assert stands(by_letters("죽고 싶"), text)


def test_letters_are_found_as_they_sound_and_wherever_they_stand():
    found, size = by_letters("때렸", "아파")("떼렷어 때렸어")

    assert found == {0: [Span(0, 5), Span(7, 12)]}
    assert size == 14


def test_a_star_changes_nothing_in_letters():
    assert by_letters("살려*")("살려줘요") == by_letters("살려")("살려줘요")


def test_overlapping_letters_are_all_found():
    assert by_letters("好好", language=Language.ZH)("好好好")[0] == {0: [Span(0, 2), Span(1, 3)]}


def test_letters_that_are_one_off_are_not_found():
    assert not stands(by_letters("救命", language=Language.ZH), "生命")
    assert not stands(by_letters("불이야"), "물이야")
