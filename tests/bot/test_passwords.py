import pytest
from argon2 import PasswordHasher

from bot.passwords import (
    Weakness,
    generate_password,
    hash_password,
    is_outdated,
    is_password,
    weakness,
)

PASSWORD = "three small boats in a row"


def test_a_password_is_known_by_its_hash():
    kept = hash_password(PASSWORD)

    assert is_password(PASSWORD, kept)
    assert not is_password(PASSWORD + "s", kept)
    assert not is_password(PASSWORD, None)
    assert not is_password(PASSWORD, "no hash")


def test_hashes_are_argon2id_salted_and_say_their_cost():
    first, second = hash_password(PASSWORD), hash_password(PASSWORD)

    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second


def test_only_hashes_of_other_parameters_are_outdated():
    cheap = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)

    assert is_outdated(cheap)
    assert not is_outdated(hash_password(PASSWORD))
    assert is_password(PASSWORD, cheap)


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("elevenchars", Weakness.SHORT),
        ("x1y2z3" * 34, Weakness.LONG),
        ("QwertyUIOP123", Weakness.COMMON),
        ("aaaaaaaaaaaaa", Weakness.COMMON),
        ("abababababab", Weakness.COMMON),
        ("12341234123412341234", Weakness.COMMON),
        ("kim.mina@center", Weakness.NAME),
        ("KIM.MINA@centerkim.mina@center", Weakness.NAME),
        ("three small boats", None),
        ("배 세 척이 나란히 간다", None),
        ("twelve chars", None),
        ("a long one " * 18, None),
    ],
)
def test_passwords_are_judged_by_length_and_by_what_is_guessed_first(password, expected):
    assert weakness(password, "kim.mina@center", "Mina") is expected


def test_a_generated_password_is_taken_and_never_the_same():
    generated = {generate_password() for _ in range(100)}

    assert len(generated) == 100
    assert {weakness(one) for one in generated} == {None}
    assert not set("".join(generated)) & set("il1o0")
