import pytest

from bot.sealing import SHORTEST_KEY, Seal, SealError

KEY = "a key that nobody guesses"
OTHER_KEY = "a key that nobody guessed"
CHAT = "telegram:7213456789"
SEALED = (
    "gAAAAABrCrFSPh9Qov1B_hFSS3DrjeweMPJifdiqMz9w4oCl7-Wi2LG8TjeHZ_JiqJHnL1"
    "vNmcKGrWY0Gx_ZedryVQiI5StI0v4PCRrddjlj9KhIcNFFsTk="
)


@pytest.mark.parametrize("text", [CHAT, "", "цалин 工资 월급 😢", "half of a smile: \ud83d", "\0"])
def test_what_is_sealed_comes_back(text):
    sealed = Seal(KEY).close(text)

    assert sealed.isascii()
    assert Seal(KEY).open(sealed) == text


def test_the_same_text_is_never_sealed_the_same():
    seal = Seal(KEY)

    assert len({seal.close(CHAT) for _ in range(100)}) == 100


def test_a_name_is_the_same_for_the_same_chat_and_key_only():
    name = Seal(KEY).name_of(CHAT)

    assert len(name) == 32
    assert int(name, 16) >= 0
    assert Seal(KEY).name_of(CHAT) == name
    assert Seal(KEY).name_of(CHAT + " ") != name
    assert Seal(OTHER_KEY).name_of(CHAT) != name


def test_names_stay_as_they_are_from_one_version_to_the_next():
    assert Seal(KEY).name_of(CHAT) == "79d63fd25ac958d99404988166993c2f"


def test_what_another_version_sealed_can_be_opened():
    assert Seal(KEY).open(SEALED) == CHAT


def test_another_key_opens_nothing():
    sealed = Seal(OTHER_KEY).close(CHAT)

    with pytest.raises(SealError) as caught:
        Seal(KEY).open(sealed)

    assert CHAT not in str(caught.getrepr(style="native"))


def test_no_change_of_any_character_goes_unnoticed():
    seal = Seal(KEY)
    sealed = seal.close(CHAT).rstrip("=")

    # The bits that the last character does not need may change.
    for place in range(len(sealed) - 1):
        other = "A" if sealed[place] != "A" else "B"
        with pytest.raises(SealError):
            seal.open(sealed[:place] + other + sealed[place + 1 :])


@pytest.mark.parametrize("damaged", ["", "telegram:7", "봉인", "\ud83d", "gAAAAA=="])
def test_what_was_never_sealed_is_refused(damaged):
    with pytest.raises(SealError):
        Seal(KEY).open(damaged)


def test_a_key_that_can_be_guessed_is_refused():
    Seal("k" * SHORTEST_KEY)
    with pytest.raises(ValueError, match="at least 16 characters"):
        Seal("k" * (SHORTEST_KEY - 1))
