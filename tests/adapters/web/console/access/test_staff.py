import re
from html import unescape

import pytest

from bot.passwords import is_password
from bot.roles import Role
from bot.storage.audit import Wanted
from bot.totp import new_secret
from knowledge.languages import Language

STAFF = "/console/staff"
SHOWN_ONCE = re.compile(r'class="code-letters">([^<]*)<')
FORM = {"name": "lan", "shown": "Lan", "role": "counselor", "languages": ["vi", "ko"]}


@pytest.fixture
def admin(at_console):
    return at_console(Role.ADMIN, name="ada")


def noted(kept):
    return [(one.staff_name, one.action, one.subject) for one in kept.audit.page(Wanted(), 9)]


def test_somebody_is_added_with_a_password_that_is_shown_once(admin, visitor, kept):
    page = admin.submit(STAFF, FORM)

    (password,) = SHOWN_ONCE.findall(page.text)
    account = kept.accounts.named("lan")
    assert is_password(password, account.password)
    assert account.staff.must_change
    assert account.staff.languages == (Language.KO, Language.VI)
    assert SHOWN_ONCE.findall(admin.get(STAFF).text) == []
    assert noted(kept) == [("ada", "staff.add", "lan")]
    assert password not in repr(kept.audit.page(Wanted(), 9))
    assert visitor().log_in("lan", password).status_code == 303


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "a b"}, "no spaces"),
        ({"name": "<script>"}, "no spaces"),
        ({"name": "ADA"}, "Somebody has this name already."),
        ({"shown": " "}, "what colleagues call this person"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(form, said, admin, kept):
    page = admin.submit(STAFF, FORM | {"role": "editor"} | form)

    assert page.status_code == 422
    assert said in page.text
    typed = FORM | form
    assert f'name="name" value="{typed["name"]}"' in unescape(page.text)
    assert f'name="shown" value="{typed["shown"]}"' in unescape(page.text)
    assert re.search(r'value="editor" checked', page.text)
    assert re.search(r'value="vi" checked', page.text)
    assert [one.name for one in kept.accounts.all()] == ["ada"]


@pytest.mark.parametrize(
    "form", [{"role": "boss"}, {"languages": "jp"}, {"name": "x" * 200}, {"shown": "x" * 200}]
)
def test_a_form_that_is_not_ours_is_422(form, admin, kept):
    assert admin.submit(STAFF, FORM | form).status_code == 422
    assert len(kept.accounts.all()) == 1


def test_a_role_is_changed_and_noted(admin, at_console, kept):
    lan = at_console(name="lan")

    response = admin.submit(f"{STAFF}/{lan.staff.id}/role", {"role": "manager"})

    assert "The role is changed." in admin.get(response.headers["location"]).text
    assert kept.accounts.get(lan.staff.id).role is Role.MANAGER
    assert lan.get("/console/account").status_code == 303
    assert noted(kept) == [("ada", "staff.role", "lan")]


def test_somebody_is_kept_out_and_let_in_again(admin, at_console, kept, visitor):
    lan = at_console(name="lan")
    address = f"{STAFF}/{lan.staff.id}/active"

    admin.submit(address, {"active": "no"})
    assert lan.get("/console/account").status_code == 303
    assert visitor().log_in("lan").status_code == 422

    admin.submit(address, {"active": "yes"})
    assert visitor().log_in("lan").status_code == 303
    assert noted(kept)[1:] == [
        ("ada", "staff.enable", "lan"),
        ("lan", "login.fail", ""),
        ("ada", "staff.disable", "lan"),
    ]


def test_a_new_password_is_shown_once_and_ends_the_old(admin, at_console, visitor, kept):
    lan = at_console(name="lan")

    page = admin.submit(f"{STAFF}/{lan.staff.id}/password")

    (password,) = SHOWN_ONCE.findall(page.text)
    assert lan.get("/console/account").status_code == 303
    assert visitor().log_in("lan").status_code == 422
    browser = visitor()
    browser.log_in("lan", password)
    assert browser.get("/console/").headers["location"] == "/console/account/password"
    assert ("ada", "staff.password", "lan") in noted(kept)


def test_codes_are_taken_from_somebody_who_lost_their_telephone(admin, staff_of, kept):
    lan = staff_of(name="lan")
    kept.accounts.set_totp(lan.id, new_secret())
    assert "Take the codes away" in admin.get(f"{STAFF}/{lan.id}").text

    admin.submit(f"{STAFF}/{lan.id}/codes/remove")

    assert not kept.accounts.get(lan.id).has_totp
    assert "Take the codes away" not in admin.get(f"{STAFF}/{lan.id}").text


@pytest.mark.parametrize(
    ("change", "form"), [("role", {"role": "editor"}), ("active", {"active": "no"})]
)
def test_the_last_admin_stays(change, form, admin, staff_of, kept):
    staff_of(Role.ADMIN, name="gone", is_active=False)

    page = admin.submit(f"{STAFF}/{admin.staff.id}/{change}", form)

    assert page.status_code == 422
    assert "This is the last admin." in page.text
    assert kept.accounts.get(admin.staff.id) == admin.staff
    assert noted(kept) == []
    assert admin.get(STAFF).status_code == 200


def test_one_of_two_admins_may_go(admin, staff_of, kept):
    staff_of(Role.ADMIN)

    admin.submit(f"{STAFF}/{admin.staff.id}/role", {"role": "editor"})

    assert kept.accounts.get(admin.staff.id).role is Role.EDITOR


@pytest.mark.parametrize("one", ["3f0d9c1e-5b7a-4c2d-8e6f-1a2b3c4d5e6f", "ada", "%00"])
@pytest.mark.parametrize("rest", ["", "/role", "/active", "/password", "/codes/remove"])
def test_who_there_is_not_is_404(one, rest, admin):
    form = {"role": "editor", "active": "no"}
    address = f"{STAFF}/{one}{rest}"

    response = admin.submit(address, form) if rest else admin.get(address)

    assert response.status_code == 404
    assert "There is no such page." in response.text


def test_a_manager_sees_who_uses_codes_and_can_change_nothing(at_console, staff_of, kept):
    lan = staff_of(name="lan", shown="Lan of Guro")
    kept.accounts.set_totp(lan.id, new_secret())
    manager = at_console(Role.MANAGER)

    page = manager.get(STAFF)

    assert "Lan of Guro" in page.text
    assert re.search(r'data-label="Codes">on<', page.text)
    assert '<form class="fields' not in page.text
    assert f"{STAFF}/{lan.id}" not in page.text
    assert manager.get(f"{STAFF}/{lan.id}").status_code == 403
    assert manager.submit(f"{STAFF}/{lan.id}/codes/remove").status_code == 403
    assert kept.accounts.get(lan.id).has_totp
