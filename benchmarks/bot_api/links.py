"""Which addresses a button may open, after `parse_url` and `check_link` of Telegram's TDLib."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from typing import Final

from benchmarks.bot_api.errors import bad_request

_PROTOCOL: Final = re.compile(r"([^:/?#@\[\]]*)://")
_PORT: Final = re.compile(r"(.+):([^:\]@]*)", re.DOTALL)
_HOST: Final = re.compile(r"(?:[a-z.0-9\-_!$,~*'();&+=\x80-\U0010ffff]|%[a-f0-9]{2})*")
_OWN: Final = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE)
_OWN_HOST: Final = re.compile(r"[A-Za-z0-9\-_]*")


class WrongLinkError(ValueError):
    """An address that Telegram does not take."""


@dataclass(frozen=True)
class _Url:
    secure: bool
    user: str
    host: str
    ipv6: bool
    port: int


def check_link(link: str, what: str, *, https_only: bool = False) -> None:
    """Refuse an address that may not stand where it stands."""
    try:
        _check(link, https_only=https_only)
    except WrongLinkError as wrong:
        raise bad_request(f"{what} URL '{link}' is invalid: {wrong}") from None


def is_link(link: str) -> bool:
    """Whether Telegram takes it for an address."""
    try:
        _check(link)
    except WrongLinkError:
        return False
    return True


def is_link_to_user(link: str) -> bool:
    """Whether it mentions a user by number."""
    return re.fullmatch(r"tg:(?://)?user\?id=\d+", link, re.IGNORECASE) is not None


def _check(link: str, *, https_only: bool = False) -> None:
    own = _OWN.match(link)
    url = _parse(link[own.end() :] if own else link)
    if https_only and (own or not url.secure):
        raise WrongLinkError("Only HTTPS links are allowed")
    if own:
        name = own[1].lower()
        if url.secure or url.user or url.port or url.ipv6:
            raise WrongLinkError("Wrong tg URL" if name == "tg" else "Wrong ton URL")
        host = url.host.replace(".", "") if name == "tonsite" else url.host
        if not _OWN_HOST.fullmatch(host):
            raise WrongLinkError("Unallowed characters in URL host")
    elif "." not in url.host and not url.ipv6:
        raise WrongLinkError("Wrong HTTP URL")


def _parse(url: str) -> _Url:
    protocol = _PROTOCOL.match(url)
    if protocol and protocol[1].lower() not in {"http", "https"}:
        raise WrongLinkError("Unsupported URL protocol")
    authority = re.split(r"[/?#]", url[protocol.end() :] if protocol else url, maxsplit=1)[0]
    port = 0
    if with_port := _PORT.fullmatch(authority):
        authority, digits = with_port.groups()
        if not re.fullmatch(r"\d+", digits) or not 0 < int(digits) < 1 << 16:
            raise WrongLinkError("Wrong port number specified in the URL")
        port = int(digits)
    user, _, host = authority.rpartition("@")
    if not host:
        raise WrongLinkError("URL host is empty")
    ipv6 = host.startswith("[") and host.endswith("]")
    try:
        if ipv6:
            IPv6Address(host[1:-1])
    except AddressValueError:
        raise WrongLinkError("Wrong IPv6 address specified in the URL") from None
    if not ipv6 and not _HOST.fullmatch(host.lower()):
        raise WrongLinkError("Wrong URL host")
    secure = bool(protocol and protocol[1].lower() == "https")
    return _Url(secure, user, host.lower(), ipv6, port)
