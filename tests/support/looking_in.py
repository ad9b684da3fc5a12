"""Looking into the database of a running product from outside."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Table, func, select

from callcenter.storage.engine import open_engine
from callcenter.storage.events import read_events
from callcenter.storage.tables import recording, scorecard, transcript
from callcenter.storage.work import Database


class LookIn:
    """The database of a product that runs, or has been killed, in other processes."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def rows(self) -> dict[str, int]:
        """How many recordings, transcripts and scores there are."""
        return {table.name: self._count(table) for table in (recording, transcript, scorecard)}

    def told(self) -> Counter[str]:
        """How often each kind of event has been told."""
        with self.database.read() as connection:
            return Counter(stored.event.kind for stored in read_events(connection, 0))

    def _count(self, table: Table) -> int:
        with self.database.read() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()


@contextmanager
def looking_in(url: str) -> Iterator[LookIn]:
    """The database at `url`."""
    engine = open_engine(url)
    try:
        yield LookIn(Database(engine))
    finally:
        engine.dispose()


def database_in(folder: Path) -> str:
    """The address of the SQLite file of a product that `running` started in `folder`."""
    return f"sqlite:///{folder / 'data' / 'callcenter.db'}"
