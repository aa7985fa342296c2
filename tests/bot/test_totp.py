import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.totp import address_of, is_secret, new_secret, step_of

SECRET = base64.b32encode(b"12345678901234567890").decode()
"""Of RFC 6238, appendix B, whose codes have eight digits; ours are their last six."""


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds, code):
    assert step_of(SECRET, code, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


def test_a_clock_may_be_half_a_minute_wrong_and_no_more():
    now = datetime.fromtimestamp(1111111109, UTC)

    found = [step_of(SECRET, "081804", now + timedelta(seconds=30 * by)) for by in range(-2, 3)]

    step = 1111111109 // 30
    assert found == [None, step, step, step, None]


@pytest.mark.parametrize("code", ["", "28708", "2870820", "28708a", "２８７０８２", "-28708"])
def test_what_is_no_code_opens_nothing(code):
    assert step_of(SECRET, code, datetime.fromtimestamp(59, UTC)) is None


def test_spaces_in_a_code_are_passed_over():
    assert step_of(SECRET, " 287 082 ", datetime.fromtimestamp(59, UTC)) == 1


def test_an_app_reads_the_secret_and_whose_it_is():
    secret = new_secret()
    address = urlsplit(address_of(secret, "mina & lan"))

    assert is_secret(secret)
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert address.path == "/Ieum:mina%20%26%20lan"
    assert parse_qs(address.query) == {"secret": [secret], "issuer": ["Ieum"]}


@pytest.mark.parametrize("text", ["", "A" * 31, "a" * 32, "1" * 32])
def test_what_is_no_secret_is_not_taken_for_one(text):
    assert not is_secret(text)
