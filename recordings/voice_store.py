"""Which calls the clinic's own voice led, in the database."""

from sqlalchemy import Connection, select

from callcenter.kit.ids import CallId
from callcenter.storage import tables


def is_of_voice_alone(connection: Connection, call: CallId | None) -> bool:
    """Whether the clinic's own voice led a call, and no operator's telephone ever had it."""
    table, run = tables.call, tables.flow_run
    query = select(table.c.id).join(run, run.c.call == table.c.id).where(table.c.id == call, table.c.offered_to == "")
    return call is not None and connection.execute(query).first() is not None
