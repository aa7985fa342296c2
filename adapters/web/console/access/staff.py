"""Everybody's accounts: who works here, and what they may do."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from adapters.keeping import keeping_of
from adapters.web.console.access.hashing import hashed
from adapters.web.console.access.names import ABOUT_ROLES, moment, role_names
from adapters.web.console.auditing import record_of
from adapters.web.console.frame import render
from adapters.web.console.gate import needs
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from adapters.web.parts import now_of
from bot.passwords import generate_password
from bot.roles import Permission, Role
from bot.staff import Staff
from bot.storage.accounts import LONGEST_SHOWN, is_name, name_of
from bot.storage.errors import LastAdminError
from bot.storage.store import Store
from knowledge.languages import Language

staff = APIRouter()

_DONE: Final = {
    "role": noted("The role is changed."),
    "active": noted("This person may log in."),
    "inactive": noted("This person may not log in any more, and is logged out."),
    "no-codes": noted("This person needs no code any more, and is logged out."),
}
_LAST_ADMIN: Final = noted(
    "This is the last admin. Make somebody else an admin first: else nobody could change accounts."
)
_NO_NAME: Final = noted("2 to 80 letters and digits, and . _ - @ between them; no spaces.")
_TAKEN: Final = noted("Somebody has this name already.")
_NO_SHOWN: Final = noted("Please write what colleagues call this person.")
Reader = Annotated[Visit, Depends(needs(Permission.AUDIT))]
Admin = Annotated[Visit, Depends(needs(Permission.STAFF))]
Typed = Annotated[str, Form(max_length=LONGEST_SHOWN)]


@dataclass(frozen=True)
class Given:
    """A password that is shown once, and for whom it is."""

    name: str
    password: str


@staff.get("/staff")
async def list_staff(request: Request, visit: Reader) -> Response:
    """List everybody, and who uses codes; an admin may add somebody."""
    return await _list(request, visit)


@staff.post("/staff")
async def add_staff(
    request: Request,
    visit: Admin,
    name: Typed = "",
    shown: Typed = "",
    role: Annotated[Role, Form()] = Role.COUNSELOR,
    languages: Annotated[list[Language] | None, Form()] = None,
) -> Response:
    """Add somebody, and show once the password with which they first log in."""
    spoken = tuple(languages or ())
    typed = {"name": name, "shown": shown, "role": role, "languages": spoken}
    problems = {}
    if not is_name(name_of(name)):
        problems["name"] = tell(visit.interface, _NO_NAME)
    if not shown.strip():
        problems["shown"] = tell(visit.interface, _NO_SHOWN)
    if problems:
        return await _list(request, visit, typed, problems)
    new = Staff(
        id=str(uuid.uuid4()),
        name=name_of(name),
        shown=shown.strip(),
        role=role,
        created_at=now_of(request),
        languages=spoken,
        must_change=True,
    )
    password = generate_password()
    kept = await hashed(password)
    record = record_of(request, visit, "staff.add", new.name, role)

    def add(store: Store) -> bool:
        is_new = store.accounts.add(new, kept)
        if is_new:
            store.audit.add(record)
        return is_new

    if not await keeping_of(request.app).use(add):
        return await _list(request, visit, typed, {"name": tell(visit.interface, _TAKEN)})
    return await _list(request, visit, given=Given(new.name, password))


@staff.get("/staff/{one:uuid}")
async def show_staff(request: Request, visit: Admin, one: uuid.UUID, done: str = "") -> Response:
    """Show somebody's account, and what can be changed of it."""
    return await _member(request, visit, await _known(request, one), done=_DONE.get(done))


@staff.post("/staff/{one:uuid}/role")
async def change_role(
    request: Request, visit: Admin, one: uuid.UUID, role: Annotated[Role, Form()]
) -> Response:
    """Give somebody another role; they have to log in again."""
    member = await _known(request, one)
    return await _change(
        request,
        visit,
        member,
        ("staff.role", role, "role"),
        lambda store: store.accounts.set_role(member.id, role),
    )


@staff.post("/staff/{one:uuid}/active")
async def change_active(
    request: Request, visit: Admin, one: uuid.UUID, active: Annotated[bool, Form()]
) -> Response:
    """Let somebody in again, or keep them out at once."""
    member = await _known(request, one)
    action, done = ("staff.enable", "active") if active else ("staff.disable", "inactive")
    return await _change(
        request,
        visit,
        member,
        (action, "", done),
        lambda store: store.accounts.set_active(member.id, is_active=active),
    )


@staff.post("/staff/{one:uuid}/codes/remove")
async def drop_codes(request: Request, visit: Admin, one: uuid.UUID) -> Response:
    """Let somebody who has lost their telephone log in without codes."""
    member = await _known(request, one)
    return await _change(
        request,
        visit,
        member,
        ("staff.no-codes", "", "no-codes"),
        lambda store: store.accounts.set_totp(member.id, None),
    )


@staff.post("/staff/{one:uuid}/password")
async def reset_password(request: Request, visit: Admin, one: uuid.UUID) -> Response:
    """Give somebody a new password, shown once, which they have to change at first."""
    member = await _known(request, one)
    password = generate_password()
    kept = await hashed(password)
    record = record_of(request, visit, "staff.password", member.name)

    def reset(store: Store) -> None:
        store.audit.add(record)
        store.accounts.set_password(member.id, kept, must_change=True)

    await keeping_of(request.app).use(reset)
    member = await _known(request, one)
    return await _member(request, visit, member, given=Given(member.name, password))


async def _change(
    request: Request,
    visit: Visit,
    member: Staff,
    said: tuple[str, str, str],
    change: Callable[[Store], object],
) -> Response:
    """Change an account and note it; `said` is the action, its detail, and what the page says."""
    action, detail, done = said
    record = record_of(request, visit, action, member.name, detail)

    def change_and_note(store: Store) -> None:
        change(store)
        store.audit.add(record)

    try:
        await keeping_of(request.app).use(change_and_note)
    except LastAdminError:
        problem = tell(visit.interface, _LAST_ADMIN)
        return await _member(request, visit, member, problem=problem)
    return RedirectResponse(f"/console/staff/{member.id}?done={done}", 303)


async def _known(request: Request, one: uuid.UUID) -> Staff:
    member = await keeping_of(request.app).use(lambda store: store.accounts.get(str(one)))
    if member is None:
        raise HTTPException(404)
    return member


async def _list(
    request: Request,
    visit: Visit,
    typed: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    given: Given | None = None,
) -> Response:
    everybody = await keeping_of(request.app).use(lambda store: store.accounts.all())
    return render(
        request,
        visit,
        "access/staff.html",
        status=422 if problems else 200,
        everybody=everybody,
        typed=typed or {"name": "", "shown": "", "role": Role.COUNSELOR, "languages": ()},
        problems=problems or {},
        given=given,
        roles=role_names(visit.interface),
        about_roles={role: tell(visit.interface, about) for role, about in ABOUT_ROLES.items()},
        moment=moment,
    )


async def _member(
    request: Request,
    visit: Visit,
    member: Staff,
    *,
    done: str | None = None,
    problem: str | None = None,
    given: Given | None = None,
) -> Response:
    return render(
        request,
        visit,
        "access/member.html",
        status=422 if problem else 200,
        member=member,
        done=done and tell(visit.interface, done),
        problem=problem,
        given=given,
        roles=role_names(visit.interface),
        moment=moment,
    )
