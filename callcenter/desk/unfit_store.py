"""What patients said that no answer of a script fits, in the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from callcenter.kit.ids import CallId, OperatorId
from callcenter.storage.tables import script_unfit as table
from scripts_library.walk import Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """One such note."""

    id: int
    script: str
    step: str
    said: str


def add_unfit(connection: Connection, call: CallId, walk: Walk, said: str, operator: OperatorId, at: datetime) -> None:
    """Store what was said at the step where the walk stands."""
    connection.execute(
        insert(table).values(
            call=call,
            script=walk.script,
            version=walk.version,
            language=walk.language.value,
            step=walk.step,
            said=said,
            at=at,
            operator=operator,
        )
    )


def last_unfit(connection: Connection, call: CallId) -> Unfit | None:
    """The newest note of a call, or None."""
    query = select(table.c.id, table.c.script, table.c.step, table.c.said).where(table.c.call == call)
    row = connection.execute(query.order_by(table.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else Unfit(id=row.id, script=row.script, step=row.step, said=row.said)


def drop_unfit(connection: Connection, unfit: Unfit) -> None:
    """Take a note back."""
    connection.execute(delete(table).where(table.c.id == unfit.id))
