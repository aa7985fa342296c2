"""Passwords: kept as Argon2id hashes, judged by their length and by nothing that annoys."""

import secrets
from enum import StrEnum
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 12
LONGEST: Final = 200
"""Characters."""

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""19 MiB, so that two at once fit the smallest machine; what OWASP names as the least."""
_GENERATED_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another."""
_COMMONEST: Final = """
    123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 012345678901
    0123456789012 987654321098 9876543210987 123456123456 123123123123 121212121212 112233445566
    qwertyuiopas qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiopasdf qwerty123456
    qwerty1234567 qwerty12345678 qwertyqwerty 1qaz2wsx3edc 1q2w3e4r5t6y 1q2w3e4r5t6y7u q1w2e3r4t5y6
    qazwsxedcrfv zaq12wsxcde3 asdfghjkl123 asdfghjkl1234 asdfasdfasdf zxcvbnm12345
    password1234 password12345 password123456 password123! passwordpassword mypassword123
    p@ssw0rd1234 passw0rd1234 administrator administrator1 admin1234567 admin12345678
    adminadminadmin adminadmin12 iloveyou1234 iloveyou12345 welcome12345 welcome123456
    letmein12345 changeme1234 changeme12345 changemenow1 abcdefghijkl abcdefghijklm abcd12345678
    abc123456789 abcd1234abcd a12345678910 aa1234567890 aaaaaa123456 trustno1trustno1
    dkssudgktpdy dkssudgktpdy1 gksrnrdjgksrnrdj tkfkdgody123 qlalfqjsgh123 ghkdlxldghkdlxld
    samsung12345 seoul1234567 seoul12345678 korea1234567 korea12345678 ieum12345678 ieumieumieum
    vietnam12345 mongolia1234 ulaanbaatar1 minecraft123 superman1234 football1234 basketball12
    princess1234 sunshine1234 computer1234 internet1234 correcthorsebatterystaple
    """.split()  # noqa: SIM905 - one string is read more easily


class Weakness(StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    NAME = "name"


def weakness(password: str, *names: str) -> Weakness | None:
    """Return why a password is not taken, or None; `names` are those of its owner."""
    small = password.casefold().strip()
    if len(password) < SHORTEST:
        return Weakness.SHORT
    if len(password) > LONGEST:
        return Weakness.LONG
    unit = small[: (small + small).find(small, 1)]
    if unit in {name.casefold().strip() for name in names}:
        return Weakness.NAME
    return Weakness.COMMON if small in _COMMONEST or len(unit) <= 4 else None


def hash_password(password: str) -> str:
    """Return the hash of a password, its parameters and salt included; takes about 30 ms."""
    return _HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Tell whether a password has this hash; for None, say no after as long a time."""
    try:
        return _HASHER.verify(kept or _nobodys(), password[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    """Return what the password of an unknown name is compared with, so that it takes as long."""
    return _HASHER.hash(secrets.token_urlsafe(16))


def generate_password() -> str:
    """Return a password to be used once: 79 bits, easy to read out."""
    parts = ("".join(secrets.choice(_GENERATED_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(parts)
