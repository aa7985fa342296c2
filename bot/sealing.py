"""What hides where a person can be reached: only who has the key can read, or recognise, it."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SHORTEST_KEY: Final = 16
"""Characters. A chat's number has some ten digits: with a key that can be guessed, so can it."""
_NAMES: Final = b"ieum: names of chats"
_SEALS: Final = b"ieum: sealed texts"
_NAME_DIGITS: Final = 32


class SealError(Exception):
    """It was sealed under another key, or is damaged; the message holds none of it."""


class Seal:
    """Seals texts and names them, with keys made from one key. Safe to share between threads."""

    def __init__(self, key: str) -> None:
        """Take the key, a text of at least `SHORTEST_KEY` characters.

        Raises:
            ValueError: the key is too short.
        """
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"a key needs at least {SHORTEST_KEY} characters")
        self._name_key = _derived(key, _NAMES)
        self._fernet = Fernet(urlsafe_b64encode(_derived(key, _SEALS)))

    def name_of(self, text: str) -> str:
        """Return what stands for a text: 32 hex digits, the same for the same text and key."""
        digest = hmac.new(self._name_key, _bytes(text), hashlib.sha256)
        return digest.hexdigest()[:_NAME_DIGITS]

    def close(self, text: str) -> str:
        """Return a text sealed, in ASCII: about 4/3 of its bytes and 100, never twice the same."""
        return self._fernet.encrypt(_bytes(text)).decode("ascii")

    def open(self, sealed: str) -> str:
        """Return the text that was sealed.

        Raises:
            SealError: it was sealed under another key, or is damaged.
        """
        try:
            return self._fernet.decrypt(_bytes(sealed)).decode(errors="surrogatepass")
        except InvalidToken:
            raise SealError("It was sealed under another key, or is damaged.") from None


def _derived(key: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=purpose).derive(_bytes(key))


def _bytes(text: str) -> bytes:
    # Messengers may send half a character; it has to come back as it was.
    return text.encode(errors="surrogatepass")
