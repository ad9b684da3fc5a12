"""PostgreSQL that is gone for a minute in mid-evening: calls wait, and nobody is dialled twice or lost."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql

from callcenter.storage.engine import open_engine
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from tests.support.faults.battle import Round, fight
from tests.support.postgres import Cluster

_SPEED = 200.0
_AWAY_REAL_S = 0.6
"""At this speed two minutes of the fast clock; then connections are made anew."""


@pytest.mark.fault
@pytest.mark.postgresql
def test_a_database_that_is_gone_for_a_minute_costs_time_and_nothing_else(
    postgresql_url: str, postgres_cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine(postgresql_url)
    metadata.create_all(engine)
    name = postgresql_url.rpartition("/")[2]
    round_ = Round(seed=7, kills=0, patients=150, speed=_SPEED, calls_per_second=0.1)
    with _goes_away(postgres_cluster, name, after_s=8.0):
        came_out = fight(Database(engine), postgresql_url, round_)
    engine.dispose()
    with capsys.disabled():
        print(f"\npostgresql, away for two minutes: {came_out}")  # noqa: T201 - the counts are told
    assert not came_out.faults, str(came_out)
    assert came_out.dials
    assert came_out.states["done"]


@contextmanager
def _goes_away(cluster: Cluster, database: str, after_s: float) -> Iterator[None]:
    """All connections are cut and new ones refused, for a while, in the middle of what goes on."""
    over = threading.Event()
    thread = threading.Thread(target=_cut, args=(cluster, database, after_s, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(30)


def _cut(cluster: Cluster, database: str, after_s: float, over: threading.Event) -> None:
    allow = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
    over.wait(after_s)
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute(allow.format(sql.Identifier(database), sql.SQL("false")))
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (database,))
        over.wait(_AWAY_REAL_S)
        connection.execute(allow.format(sql.Identifier(database), sql.SQL("true")))
