import re

import pytest
from click.testing import CliRunner

from adapters.cli import main
from bot.passwords import is_password
from bot.roles import Role
from bot.storage.audit import Wanted
from bot.storage.store import Store
from knowledge.languages import Language

PASSWORD = "three small boats in a row"


@pytest.fixture
def typing(tiny_environment):
    """Run a command, with lines that are typed."""
    return lambda typed, *words: CliRunner().invoke(main, ["staff", *words], input=typed)


@pytest.fixture
def kept(tiny_settings):
    store = Store(tiny_settings.database_url)
    yield store
    store.close()


@pytest.fixture
def mina(typing):
    """An account that there is."""
    added = typing(f"{PASSWORD}\n", "add", "mina", "--password-stdin", "--role", "manager")
    assert added.exit_code == 0, added.output


def test_an_account_is_made_by_typing_its_password_twice(typing, kept):
    words = ("--shown", "Mina Kim", "--language", "vi", "--language", "ko")
    result = typing(f"{PASSWORD}\n{PASSWORD}\n", "add", "Mina", *words)

    assert result.exit_code == 0
    assert PASSWORD not in result.output
    account = kept.accounts.named("mina")
    assert is_password(PASSWORD, account.password)
    assert account.staff.shown == "Mina Kim"
    assert account.staff.role is Role.COUNSELOR
    assert account.staff.languages == (Language.KO, Language.VI)
    assert not account.staff.must_change


def test_a_password_that_is_typed_differently_is_asked_for_again(typing, kept):
    result = typing(f"{PASSWORD}\nother\n{PASSWORD}\n{PASSWORD}\n", "add", "mina")

    assert result.exit_code == 0
    assert is_password(PASSWORD, kept.accounts.named("mina").password)


def test_a_generated_password_is_printed_and_has_to_be_changed(typing, kept):
    result = typing("", "add", "mina", "--role", "admin", "--generate")

    (password,) = re.findall(r"One-time password: (\S+)", result.stdout)
    account = kept.accounts.named("mina")
    assert is_password(password, account.password)
    assert account.staff.must_change
    assert account.staff.role is Role.ADMIN


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "at least 12"),
        ("a" * 201, "at most 200"),
        ("qwertyuiop123", "guessed first"),
        ("minaminamina", "The name is no password"),
    ],
)
def test_a_weak_password_is_refused(password, said, typing, kept):
    result = typing(f"{password}\n", "add", "mina", "--password-stdin")

    assert result.exit_code == 1
    assert said in result.output
    assert kept.accounts.are_none()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "a b", "--generate"], 1, "no spaces"),
        (["add", "mina", "--role", "boss"], 2, "'boss' is not one of"),
        (["add", "mina", "--language", "jp"], 2, "'jp' is not one of"),
        (["add", "mina", "--generate", "--password-stdin"], 2, "not both"),
        (["add", "mina", "--shown", "x" * 121, "--generate"], 1, "1 to 120"),
        (["password", "nobody", "--generate"], 1, "There is no account nobody"),
        (["role", "nobody", "admin"], 1, "There is no account nobody"),
        (["disable", "nobody"], 1, "There is no account nobody"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(words, code, said, typing, kept):
    result = typing("", *words)

    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert kept.accounts.are_none()


def test_a_name_is_taken_once(mina, typing):
    result = typing(f"{PASSWORD}\n", "add", "MINA", "--password-stdin")

    assert result.exit_code == 1
    assert "There is an account mina already." in result.stderr


def test_the_list_names_everybody(mina, typing):
    typing("", "add", "lan", "--generate", "--language", "vi", "--shown", "Lan")
    typing("", "disable", "mina")

    assert typing("", "list").stdout.splitlines() == [
        "lan  counselor, vi, no codes, has to change the password  (Lan)",
        "mina  manager, -, no codes, disabled  (mina)",
    ]


def test_an_empty_list_says_how_to_begin(typing):
    assert "ieum staff add NAME --role admin --generate" in typing("", "list").stdout


def test_a_password_role_and_codes_are_changed_and_noted(mina, typing, kept):
    mina_id = kept.accounts.named("mina").staff.id
    kept.accounts.set_totp(mina_id, "A" * 32)

    assert typing("", "password", "mina", "--drop-totp").exit_code == 0
    assert (
        typing("other words than before\n", "password", "mina", "--password-stdin").exit_code == 0
    )
    assert typing("", "role", "mina", "editor").exit_code == 0

    account = kept.accounts.named("mina")
    assert (account.staff.has_totp, account.staff.role) == (False, Role.EDITOR)
    assert is_password("other words than before", account.password)
    noted = [(one.staff_name, one.action, one.subject) for one in kept.audit.page(Wanted(), 10)]
    assert noted == [
        ("command line", "staff.role", "mina"),
        ("command line", "staff.password", "mina"),
        ("command line", "staff.no-codes", "mina"),
        ("command line", "staff.add", "mina"),
    ]


def test_somebody_is_kept_out_and_let_in_again(mina, typing, kept):
    typing("", "disable", "mina")
    assert not kept.accounts.named("mina").staff.is_active

    typing("", "enable", "mina")
    assert kept.accounts.named("mina").staff.is_active


@pytest.mark.parametrize("words", [["disable", "ada"], ["role", "ada", "manager"]])
def test_the_last_admin_stays(words, mina, typing, kept):
    typing("", "add", "ada", "--role", "admin", "--generate")

    result = typing("", *words)

    assert result.exit_code == 1
    assert "The last admin has to stay one." in result.stderr
    assert kept.accounts.named("ada").staff.role is Role.ADMIN


def test_a_database_that_is_away_is_said_plainly(typing, monkeypatch, tmp_path):
    (tmp_path / "a file").touch()
    monkeypatch.setenv("IEUM_VAR", str(tmp_path / "a file"))

    result = typing("", "list")

    assert result.exit_code == 1
    assert "cannot be used" in result.stderr
