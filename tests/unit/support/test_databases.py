"""The databases that all storage tests stand on."""

import pytest
from sqlalchemy import Engine, func, insert, inspect, select

from callcenter.storage.engine import open_engine
from callcenter.storage.tables import doctor, reader_position


def test_a_storage_test_runs_on_the_database_it_is_named_after(
    database_url: str, request: pytest.FixtureRequest
) -> None:
    assert request.node.callspec.id == database_url.partition(":")[0]
    engine = open_engine(database_url)
    with engine.connect() as connection:
        assert connection.execute(select(1)).scalar_one() == 1
    engine.dispose()


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_finds_all_tables_and_no_rows(engine: Engine, time: str) -> None:
    assert "call" in inspect(engine).get_table_names()
    with engine.begin() as connection:
        for table in (doctor, reader_position):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
        connection.execute(insert(doctor).values(id=time, name="Olga Petrova", speciality="dentist"))
