import uuid

import pytest
from fastapi import FastAPI, routing

from adapters.web.console.gate import needs_code
from adapters.web.console.routes import console as rooms
from bot.roles import PERMISSIONS, Permission, Role

OPEN = {("GET", "/console/login"), ("POST", "/console/login")}
"""What nobody needs an account for."""
HALF_OPEN = {("GET", "/console/login/code"), ("POST", "/console/login/code")}
"""What is for those who have given a password and no code yet."""
SAMPLES = {"uuid": str(uuid.UUID(int=7)), "int": "1", "item": "entry"}


def routes():
    """Every route of the console: its method, its path, and what its dependencies are."""
    app = FastAPI(openapi_url=None)
    app.include_router(rooms)
    # Older versions of FastAPI keep all routes in one list.
    each = getattr(routing, "iter_route_contexts", iter)
    return [
        (method, route.path, [one.call for one in route.dependant.dependencies])
        for route in each(app.routes)
        for method in sorted(route.methods)
    ]


ROUTES = routes()
GUARDED = [
    (method, path, permission)
    for method, path, guards in ROUTES
    for permission in [getattr(guard, "permission", None) for guard in guards]
    if permission
]


def address(path):
    """A path with something in the place of its parameters."""
    parts = []
    for part in path.split("/"):
        name, _, kind = part.strip("{}").partition(":")
        before, brace, rest = part.partition("{")
        after = rest.partition("}")[2]
        parts.append(f"{before}{SAMPLES.get(kind, name)}{after}" if brace else part)
    return "/".join(parts)


def test_there_are_routes_with_every_permission_that_a_page_needs():
    assert {permission for _, _, permission in GUARDED} >= {
        Permission.OWN,
        Permission.AUDIT,
        Permission.STAFF,
    }


def test_every_route_has_exactly_one_guard():
    unguarded = [
        (method, path)
        for method, path, guards in ROUTES
        if sum(hasattr(guard, "permission") or guard is needs_code for guard in guards) != 1
    ]

    assert set(unguarded) == OPEN
    half = {(method, path) for method, path, guards in ROUTES if needs_code in guards}
    assert half == HALF_OPEN


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_it_may_and_nothing_else(role, at_console, staff_of):
    staff, wrong = staff_of(role), []
    for method, path, permission in GUARDED:
        browser = at_console(staff=staff)
        form = {"csrf": browser.csrf} if method == "POST" else None
        response = browser.request(method, address(path), data=form)
        may = permission in PERMISSIONS[role]
        went_in = response.status_code != 403
        to_login = "/console/login" in response.headers.get("location", "")
        if went_in != may or (to_login and path != "/console/logout"):
            wrong.append((method, path, response.status_code))
    assert wrong == []


def test_nobody_gets_anywhere_without_a_session(visitor):
    wrong = []
    for method, path, _ in GUARDED:
        for browser in (visitor(), guessing(visitor())):
            response = browser.request(method, address(path), data={"csrf": "x"})
            place = response.headers.get("location", "")
            if response.status_code != 303 or not place.startswith("/console/login"):
                wrong.append((method, path, response.status_code))
    assert wrong == []


def guessing(browser):
    browser.bring("a guess")
    return browser


def test_nothing_is_changed_without_the_forms_token(at_console):
    """Also not with that of another session, as an attacker has one of their own."""
    wrong = []
    for method, path, _ in GUARDED:
        if method != "POST":
            continue
        admin, other = at_console(Role.ADMIN), at_console(Role.ADMIN)
        for form, headers in (
            ({}, {}),
            ({"csrf": ""}, {}),
            ({"csrf": other.csrf}, {}),
            ({}, {"x-csrf-token": other.csrf}),
            ({"csrf": "é"}, {}),
        ):
            response = admin.post(address(path), data=form, headers=headers)
            if response.status_code != 403:
                wrong.append((path, form, response.status_code))
    assert wrong == []


def test_nobody_acts_who_has_to_change_their_password_or_give_a_code(
    at_console, staff_of, kept, console
):
    new, half = staff_of(Role.ADMIN, must_change=True), staff_of(Role.ADMIN)
    places = {}
    for method, path, _ in GUARDED:
        browser = at_console(staff=new)
        response = browser.request(method, address(path), data={"csrf": browser.csrf})
        places.setdefault(response.headers.get("location"), set()).add(path)

        browser = at_console(staff=half)
        token = kept.sessions.open(half.id, console.state.clock(), awaits_code=True)
        browser.bring(token)
        response = browser.request(method, address(path), data={"csrf": browser.csrf})
        assert response.headers["location"] == "/console/login/code", path

    where_one_may_go = places.pop(None) | places.pop("/console/login")
    assert where_one_may_go == {"/console/account/password", "/console/logout"}
    assert set(places) == {"/console/account/password"}
