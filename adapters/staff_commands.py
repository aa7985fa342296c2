"""The commands `ieum staff …`: accounts of the console, from the machine that serves it."""

import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar

import click

from adapters.commands import plain_errors, read_settings
from bot.roles import Role
from knowledge.languages import Language

if TYPE_CHECKING:
    from bot.storage.accounts import Account
    from bot.storage.store import Store

_ROLE: Final = click.Choice([role.value for role in Role])
_LANGUAGE: Final = click.Choice([language.value for language in Language])
_HERE: Final = "command line"
"""Under this name the audit log tells of what was done here."""

Decorated = TypeVar("Decorated", bound=Callable[..., object])


def _with_password(command: Decorated) -> Decorated:
    """Add the options that say where a password comes from."""
    for option in (
        click.option("--generate", is_flag=True, help="Print one that has to be changed at first."),
        click.option("--password-stdin", "from_stdin", is_flag=True, help="Read it from a pipe."),
    ):
        command = option(command)
    return command


@click.group()
def staff() -> None:
    """Keep the accounts of the console (http://…/console/)."""


@staff.command()
@click.argument("name")
@click.option("--role", type=_ROLE, default=Role.COUNSELOR.value, show_default=True)
@click.option("--shown", help="What colleagues read; else the name.")
@click.option("--language", "languages", type=_LANGUAGE, multiple=True, help="They answer in it.")
@_with_password
def add(
    name: str,
    role: str,
    shown: str | None,
    languages: tuple[str, ...],
    generate: bool,
    from_stdin: bool,
) -> None:
    """Make an account: ieum staff add mina --role manager --language ko --language vi."""
    from bot.passwords import hash_password
    from bot.staff import Staff
    from bot.storage.accounts import LONGEST_SHOWN, is_name, name_of

    own, seen = name_of(name), (shown or name).strip()
    if not is_name(own):
        raise click.ClickException("A name has 2 to 80 letters, digits and . _ - @, and no spaces.")
    if not 1 <= len(seen) <= LONGEST_SHOWN:
        raise click.ClickException(f"--shown has 1 to {LONGEST_SHOWN} characters.")
    with _store() as store:
        if store.accounts.named(own):
            raise click.ClickException(f"There is an account {own} already.")
        password = _password(generate, from_stdin, own, seen)
        new = Staff(
            id=str(uuid.uuid4()),
            name=own,
            shown=seen,
            role=Role(role),
            created_at=datetime.now(UTC),
            languages=tuple(Language(language) for language in languages),
            must_change=generate,
        )
        if not store.accounts.add(new, hash_password(password)):
            raise click.ClickException(f"There is an account {own} already.")
        _note(store, "staff.add", own, role)
    click.echo(f"{own} may log in as {role}.")
    _show(password if generate else None)


@staff.command("list")
def list_() -> None:
    """List the accounts: name, role, languages, and whether they use codes."""
    with _store() as store:
        everybody = store.accounts.all()
    if not everybody:
        click.echo("Nobody has an account. Say: ieum staff add NAME --role admin --generate")
    for one in everybody:
        marks = [
            one.role.value,
            " ".join(one.languages) or "-",
            "codes" if one.has_totp else "no codes",
            *(() if one.is_active else ("disabled",)),
            *(("has to change the password",) if one.must_change else ()),
        ]
        click.echo(f"{one.name}  {', '.join(marks)}  ({one.shown})")


@staff.command()
@click.argument("name")
@click.option("--drop-totp", is_flag=True, help="Only let them log in without codes again.")
@_with_password
def password(name: str, drop_totp: bool, generate: bool, from_stdin: bool) -> None:
    """Give another password, which ends all logins of the account."""
    from bot.passwords import hash_password

    with _store() as store:
        account = _known(store, name)
        own = account.staff
        if drop_totp:
            store.accounts.set_totp(own.id, None)
            _note(store, "staff.no-codes", own.name)
            click.echo(f"{own.name} needs no code any more.")
            return
        chosen = _password(generate, from_stdin, own.name, own.shown)
        store.accounts.set_password(own.id, hash_password(chosen), must_change=generate)
        _note(store, "staff.password", own.name)
    click.echo(f"The password of {own.name} is changed.")
    _show(chosen if generate else None)


@staff.command()
@click.argument("name")
def disable(name: str) -> None:
    """Keep somebody out from now on; their logins end at once."""
    _set_active(name, is_active=False)


@staff.command()
@click.argument("name")
def enable(name: str) -> None:
    """Let somebody in again."""
    _set_active(name, is_active=True)


@staff.command("role")
@click.argument("name")
@click.argument("role", type=_ROLE)
def role_(name: str, role: str) -> None:
    """Give another role: counselor, editor, manager or admin."""
    with _store() as store:
        own = _known(store, name).staff
        store.accounts.set_role(own.id, Role(role))
        _note(store, "staff.role", own.name, role)
    click.echo(f"{own.name} is {role} now.")


def _set_active(name: str, *, is_active: bool) -> None:
    with _store() as store:
        own = _known(store, name).staff
        store.accounts.set_active(own.id, is_active=is_active)
        _note(store, "staff.enable" if is_active else "staff.disable", own.name)
    click.echo(f"{own.name} may {'' if is_active else 'not '}log in.")


@contextmanager
def _store() -> Iterator["Store"]:
    from bot.storage.store import Store

    settings = read_settings()
    with plain_errors():
        store = Store(settings.database_url)
        try:
            yield store
        finally:
            store.close()


def _known(store: "Store", name: str) -> "Account":
    account = store.accounts.named(name)
    if account is None:
        raise click.ClickException(f"There is no account {name}. See: ieum staff list")
    return account


def _note(store: "Store", action: str, subject: str, detail: str = "") -> None:
    from bot.storage.audit import AuditRecord

    store.audit.add(AuditRecord(datetime.now(UTC), None, _HERE, action, subject, detail))


def _password(generate: bool, from_stdin: bool, *names: str) -> str:
    from bot.passwords import LONGEST, SHORTEST, Weakness, generate_password, weakness

    if generate and from_stdin:
        raise click.UsageError("Say --generate or --password-stdin, not both.")
    if generate:
        return generate_password()
    if from_stdin:
        chosen = sys.stdin.readline().rstrip("\r\n")
    else:
        chosen = click.prompt("Password", hide_input=True, confirmation_prompt="Once more")
    why = {
        Weakness.SHORT: f"A password has at least {SHORTEST} characters.",
        Weakness.LONG: f"A password has at most {LONGEST} characters.",
        Weakness.COMMON: "This password is one of those that are guessed first.",
        Weakness.NAME: "The name is no password.",
    }
    if weak := weakness(chosen, *names):
        raise click.ClickException(why[weak])
    return chosen


def _show(password: str | None) -> None:
    if password:
        click.echo(f"One-time password: {password}")
        click.echo("It has to be changed at the first login.")
