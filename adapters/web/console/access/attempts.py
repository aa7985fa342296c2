"""Attempts to log in: counted, judged, and the right ones rewarded with a session."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from fastapi import Request

from adapters.keeping import keeping_of
from adapters.web.console.access.hashing import hashed, is_right
from adapters.web.console.door import token_in
from adapters.web.console.visit import Visit
from adapters.web.parts import now_of
from bot.passwords import is_outdated
from bot.storage.accounts import Account, name_of
from bot.storage.audit import AuditRecord
from bot.storage.login_failures import key_of
from bot.storage.staff_sessions import hash_of
from bot.storage.store import Store

_PER_NAME: Final = 5
_PER_ADDRESS: Final = 20
"""An office has one address, and many who mistype."""
_UNKNOWN: Final = "?"
"""Under this name it is noted that somebody tried a name that there is not."""


@dataclass(frozen=True)
class Attempt:
    """What became of an attempt: the token of a session, or how long to wait, or neither."""

    token: str | None = None
    awaits_code: bool = False
    wait: timedelta = timedelta()


async def log_in(request: Request, name: str, password: str) -> Attempt:
    """Open a session for who gives a name and its password.

    Raises:
        StoreUnavailableError: the database is away.
    """
    keeping, now = keeping_of(request.app), now_of(request)
    keys = _keys(request, name)
    wait = await keeping.use(lambda store: store.failures.try_once(keys, now))
    if wait:
        return Attempt(wait=wait)
    account = await keeping.use(lambda store: store.accounts.named(name))
    # An unknown name takes as long, and is answered as a wrong password is.
    right = await is_right(password, account.password if account else None)
    if account is None or not right or not account.staff.is_active:
        await _note_failure(request, account)
        return Attempt()
    renewed = await hashed(password) if is_outdated(account.password) else None
    return await keeping.use(lambda store: _let_in(store, request, account, renewed))


async def give_code(request: Request, account: Account, step: int | None) -> str | None:
    """Open the session of who has given the code of a step; None where it was used before."""
    if step is None:
        await _note_failure(request, account)
        return None
    return await keeping_of(request.app).use(lambda store: _complete(store, request, account, step))


async def wait_for_code(request: Request, account: Account) -> timedelta:
    """Count a code as wrong before it is looked at; return how long to wait first."""
    keys, now = _keys(request, account.staff.name), now_of(request)
    return await keeping_of(request.app).use(lambda store: store.failures.try_once(keys, now))


async def is_own_password(request: Request, visit: Visit, password: str) -> bool:
    """Tell whether somebody who has logged in knows their password; who guesses has to wait."""
    keeping, staff = keeping_of(request.app), visit.staff
    key, now = key_of("own", staff.id), now_of(request)
    if await keeping.use(lambda store: store.failures.try_once({key: _PER_NAME}, now)):
        return False
    account = await keeping.use(lambda store: store.accounts.account(staff.id))
    if not await is_right(password, account.password if account else None):
        return False
    await keeping.use(lambda store: store.failures.forget(key))
    return True


async def _note_failure(request: Request, account: Account | None) -> None:
    """Note a failure, also with an unknown name: else it would take less time.

    That name is not noted: people type passwords there.
    """
    staff_id, name = (account.staff.id, account.staff.name) if account else (None, _UNKNOWN)
    record = AuditRecord(now_of(request), staff_id, name, "login.fail")
    await keeping_of(request.app).use(lambda store: store.audit.add(record))


def _keys(request: Request, name: str) -> dict[str, int]:
    address = request.client.host if request.client else ""
    return {
        key_of("name", name_of(name)): _PER_NAME,
        key_of("address", address): _PER_ADDRESS,
    }


def _let_in(store: Store, request: Request, account: Account, renewed: str | None) -> Attempt:
    if store.accounts.account(account.staff.id) != account:
        # Changed while the password was looked at: what opened it a moment ago may not any more.
        return Attempt()
    if renewed:
        store.accounts.rehash(account.staff.id, account.password, renewed)
    if account.totp is None:
        return Attempt(_begin(store, request, account))
    # Earlier failures stay: who knows the password alone must not guess codes for ever.
    for key in _keys(request, account.staff.name):
        store.failures.forget(key, at=now_of(request))
    token = store.sessions.open(
        account.staff.id, now_of(request), instead_of=_old(request), awaits_code=True
    )
    return Attempt(token, awaits_code=True)


def _complete(store: Store, request: Request, account: Account, step: int) -> str | None:
    if not store.accounts.use_step(account.staff.id, step):
        return None
    return _begin(store, request, account)


def _begin(store: Store, request: Request, account: Account) -> str:
    staff, now = account.staff, now_of(request)
    by_name, by_address = _keys(request, staff.name)
    store.failures.forget(by_name)
    store.failures.forget(by_address, at=now)
    store.accounts.note_login(staff.id, now)
    store.audit.add(AuditRecord(now, staff.id, staff.name, "login"))
    # A new token, whatever the browser brought: one that somebody else planted opens nothing.
    return store.sessions.open(staff.id, now, instead_of=_old(request))


def _old(request: Request) -> str | None:
    token = token_in(request)
    return hash_of(token) if token else None
