"""The people who sign in, and their password hashes."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, RowMapping, insert, select, update

from callcenter.domain.accounts import Account
from callcenter.domain.people import Operator, Role
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language
from callcenter.storage.tables import operator as table
from callcenter.storage.work import Database


class TelephoneTakenError(BadInputError):
    """The telephone is another active operator's: calls that ring there would be at two desks at once."""


class StoredOperators:
    """Operators in the database; logins are kept in small letters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def account(self, login: str) -> Account | None:
        """The account of a login, whether active or not; None where there is none."""
        with self._database.read() as connection:
            row = connection.execute(select(table).where(table.c.login == login.casefold())).mappings().first()
        return Account(operator=_operator(row), password_hash=row["password_hash"]) if row else None

    def find(self, operator: OperatorId) -> Operator | None:
        """The operator of an id, whether active or not; None where there is none."""
        with self._database.read() as connection:
            return find_operator(connection, operator)

    def all(self) -> Sequence[Operator]:
        """Everybody, by name."""
        with self._database.read() as connection:
            rows = connection.execute(select(table).order_by(table.c.name, table.c.id)).mappings()
            return [_operator(row) for row in rows]

    def add(self, operator: Operator, password_hash: str) -> None:
        """Keep a new operator. Raises IntegrityError where the login is taken, TelephoneTakenError."""
        with self._database.work() as work:
            if operator.is_active:
                _require_free_telephone(work.connection, operator)
            work.connection.execute(
                insert(table).values(
                    id=operator.id,
                    login=operator.login.casefold(),
                    name=operator.name,
                    role=operator.role.value,
                    language=operator.language.value if operator.language else None,
                    extension=operator.extension,
                    is_active=operator.is_active,
                    password_hash=password_hash,
                )
            )

    def choose_language(self, operator: OperatorId, language: Language) -> None:
        """Keep the language in which this operator reads the screens."""
        self._change(operator, {"language": language.value})

    def keep_hash(self, operator: OperatorId, password_hash: str) -> None:
        """Replace the password hash."""
        self._change(operator, {"password_hash": password_hash})

    def activate(self, operator: OperatorId, *, is_active: bool) -> None:
        """Let an operator sign in, or not any more; open sessions of an inactive one end with their next request.

        Raises TelephoneTakenError where somebody else has got the telephone meanwhile.
        """
        with self._database.work() as work:
            found = find_operator(work.connection, operator)
            if found is not None and is_active:
                _require_free_telephone(work.connection, found)
            _change(work.connection, operator, {"is_active": is_active})

    def _change(self, operator: OperatorId, values: Mapping[str, object]) -> None:
        with self._database.work() as work:
            _change(work.connection, operator, values)


def find_operator(connection: Connection, operator: OperatorId) -> Operator | None:
    """The operator of an id, inside a transaction; None where there is none."""
    row = connection.execute(select(table).where(table.c.id == operator)).mappings().first()
    return _operator(row) if row else None


def _change(connection: Connection, operator: OperatorId, values: Mapping[str, object]) -> None:
    done = connection.execute(update(table).where(table.c.id == operator).values(**values))
    if done.rowcount == 0:
        raise NotFoundError("this operator is not in the list any more; load the list again")


def _require_free_telephone(connection: Connection, operator: Operator) -> None:
    if not operator.extension:
        return
    has_it = table.c.is_active & (table.c.extension == operator.extension) & (table.c.id != operator.id)
    login = connection.execute(select(table.c.login).where(has_it).limit(1)).scalar_one_or_none()
    if login is not None:
        raise TelephoneTakenError(
            f"the telephone {operator.extension} is already {login}'s; give another one, "
            f"or let {login} go first with `callcenter user deactivate {login}`"
        )


def _operator(row: RowMapping) -> Operator:
    language = row["language"]
    return Operator(
        id=OperatorId(str(row["id"])),
        login=str(row["login"]),
        name=str(row["name"]),
        role=Role(str(row["role"])),
        language=Language(str(language)) if language else None,
        extension=str(row["extension"]),
        is_active=bool(row["is_active"]),
    )
