"""The people who sign in, and their password hashes."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, RowMapping, insert, select, update

from callcenter.domain.accounts import Account
from callcenter.domain.people import Operator, Role
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language
from callcenter.storage.tables import operator as table
from callcenter.storage.work import Database


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
        """Keep a new operator; raises IntegrityError where the login is taken."""
        with self._database.work() as work:
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
        """Let an operator sign in, or not any more; open sessions of an inactive one end with their next request."""
        self._change(operator, {"is_active": is_active})

    def _change(self, operator: OperatorId, values: Mapping[str, object]) -> None:
        with self._database.work() as work:
            done = work.connection.execute(update(table).where(table.c.id == operator).values(**values))
            if done.rowcount == 0:
                raise NotFoundError("this operator is not in the list any more; load the list again")


def find_operator(connection: Connection, operator: OperatorId) -> Operator | None:
    """The operator of an id, inside a transaction; None where there is none."""
    row = connection.execute(select(table).where(table.c.id == operator)).mappings().first()
    return _operator(row) if row else None


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
