"""Leases: one process at a time does a thing that must not be done twice, such as holding the link to an exchange.

A lease is a row with the moment until which it is held. Its holder renews it well before; a process that dies lets
it run out, and another takes it over.
"""

from datetime import datetime, timedelta

from sqlalchemy import insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from callcenter.storage.tables import lease as table
from callcenter.storage.work import Database

LASTS = timedelta(seconds=15)
"""How long after its last renewal a lease is free for others."""


class Lease:
    """One lease as one process sees it."""

    def __init__(self, database: Database, name: str, holder: str) -> None:
        """`holder` names this process among all that may want the lease."""
        self._database = database
        self._name = name
        self._holder = holder

    def take_or_renew(self, now: datetime) -> bool:
        """Hold the lease for another `LASTS`; False where somebody else holds it."""
        values = {"holder": self._holder, "until": now + LASTS}
        free = or_(table.c.holder == self._holder, table.c.until <= now)
        try:
            with self._database.work() as work:
                done = work.connection.execute(update(table).where(table.c.name == self._name, free).values(**values))
                if done.rowcount:
                    return True
                if work.connection.execute(select(table.c.name).where(table.c.name == self._name)).first():
                    return False
                work.connection.execute(insert(table).values(name=self._name, **values))
                return True
        except IntegrityError:
            return False  # somebody else took it for the first time, at the same moment

    def release(self, now: datetime) -> None:
        """Let go of the lease at once, where it is held."""
        mine = (table.c.name == self._name) & (table.c.holder == self._holder)
        with self._database.work() as work:
            work.connection.execute(update(table).where(mine).values(until=now))
