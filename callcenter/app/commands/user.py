"""`callcenter user`: the people who sign in."""

import sys

import click

from callcenter.app.terminal.surroundings import open_database, settings_and_logs
from callcenter.domain.accounts import Account
from callcenter.domain.people import Operator, Role
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import OperatorId, new_id
from callcenter.kit.languages import Language
from callcenter.storage.operators import StoredOperators
from callcenter.web.passwords import Passwords

_SHORTEST_PASSWORD = 10

_password_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input instead of asking."
)


@click.group()
def user() -> None:
    """Add and change the people who sign in."""


@user.command()
@click.argument("login")
@click.option("--name", help="The name as it is said to patients; the login where it is not given.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.ADMINISTRATOR.value)
@click.option("--extension", default="", help="The telephone that rings for this person.")
@click.option("--language", type=click.Choice([language.value for language in Language]), help="Of the screens.")
@_password_stdin
def add(login: str, name: str | None, role: str, extension: str, language: str | None, *, password_stdin: bool) -> None:
    """Let LOGIN sign in; the password is asked for."""
    operator = Operator(
        id=OperatorId(new_id()),
        login=_clean(login, "login").casefold(),
        name=_clean(name or login, "name"),
        role=Role(role),
        language=Language(language) if language else None,
        extension=extension.strip(),
    )
    with open_database(settings_and_logs()) as database:
        operators = StoredOperators(database)
        if operators.account(operator.login):
            raise BadInputError(f"{operator.login} is there already; change it with `callcenter user password`")
        operators.add(operator, Passwords().hash(_password(from_stdin=password_stdin)))
    click.echo(f"{operator.login} may sign in as {operator.role}")


@user.command()
@click.argument("login")
@_password_stdin
def password(login: str, *, password_stdin: bool) -> None:
    """Give LOGIN a new password."""
    with open_database(settings_and_logs()) as database:
        operators = StoredOperators(database)
        account = _account(operators, login)
        operators.keep_hash(account.operator.id, Passwords().hash(_password(from_stdin=password_stdin)))
    click.echo(f"{account.operator.login} has a new password")


@user.command()
@click.argument("login")
def deactivate(login: str) -> None:
    """Let LOGIN sign in no more; what this person did stays."""
    _activate(login, is_active=False)
    click.echo(f"{login} may not sign in any more")


@user.command()
@click.argument("login")
def activate(login: str) -> None:
    """Let LOGIN sign in again."""
    _activate(login, is_active=True)
    click.echo(f"{login} may sign in again")


@user.command("list")
def list_users() -> None:
    """Print everybody: login, role, telephone, language, state."""
    with open_database(settings_and_logs()) as database:
        everybody = StoredOperators(database).all()
    for one in everybody:
        state = "active" if one.is_active else "inactive"
        click.echo(f"{one.login}\t{one.role}\t{one.extension or '-'}\t{one.language or '-'}\t{state}")


def _activate(login: str, *, is_active: bool) -> None:
    with open_database(settings_and_logs()) as database:
        operators = StoredOperators(database)
        operators.activate(_account(operators, login).operator.id, is_active=is_active)


def _account(operators: StoredOperators, login: str) -> Account:
    account = operators.account(login)
    if account is None:
        raise NotFoundError(f"there is no {login}; `callcenter user list` shows who is there")
    return account


def _clean(text: str, what: str) -> str:
    cleaned = text.strip()
    if not 2 <= len(cleaned) <= 80 or not cleaned.isprintable():
        raise BadInputError(f"a {what} has 2 to 80 letters")
    return cleaned


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(given) < _SHORTEST_PASSWORD:
        raise BadInputError(f"a password has at least {_SHORTEST_PASSWORD} letters; a short sentence is a good one")
    return given
