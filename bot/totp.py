"""Codes from an app on the telephone (RFC 6238): a second thing that opens an account."""

from datetime import datetime
from typing import Final

import pyotp

ISSUER: Final = "Ieum"
_SECONDS: Final = 30
_SECRET_LETTERS: Final = 32
_BASE32: Final = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_DRIFT: Final = 1
"""So many steps a telephone's clock may be ahead or behind."""


def new_secret() -> str:
    """Return a secret of 160 bits, in base32."""
    return pyotp.random_base32(_SECRET_LETTERS)


def is_secret(text: str) -> bool:
    """Tell whether a text may be a secret of ours."""
    return len(text) == _SECRET_LETTERS and set(text) <= _BASE32


def address_of(secret: str, name: str) -> str:
    """Return the `otpauth:` address that an app reads out of a picture."""
    return pyotp.TOTP(secret, interval=_SECONDS).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the step whose code this is, of those that count now; else None.

    Spaces in the code are passed over, as apps show them.
    """
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == 6):
        return None
    current = int(now.timestamp()) // _SECONDS
    codes = pyotp.TOTP(secret, interval=_SECONDS)
    for step in range(current - _DRIFT, current + _DRIFT + 1):
        if pyotp.utils.strings_equal(codes.at(step * _SECONDS), digits):
            return step
    return None
