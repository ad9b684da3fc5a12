"""A filled clinic and a desk for each test, on SQLite and on PostgreSQL."""

import pytest

from callcenter.storage.work import Database
from tests.support.clinic import fill_clinic
from tests.support.desk import DeskBench


@pytest.fixture
def clinic(database: Database) -> Database:
    """The database with the fixed clinic in it."""
    with database.work() as work:
        fill_clinic(work.connection)
    return database


@pytest.fixture
def bench(clinic: Database) -> DeskBench:
    """A desk of the fixed clinic."""
    return DeskBench(clinic)
