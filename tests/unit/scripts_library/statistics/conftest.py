"""A desk whose calls are counted, on SQLite and on PostgreSQL."""

import pytest

from callcenter.storage.work import Database
from tests.support.clinic import fill_clinic
from tests.support.desk import DeskBench
from tests.support.step_calls import StepBench


@pytest.fixture
def bench(database: Database) -> StepBench:
    """A desk of the fixed clinic."""
    with database.work() as work:
        fill_clinic(work.connection)
    return StepBench(DeskBench(database))
