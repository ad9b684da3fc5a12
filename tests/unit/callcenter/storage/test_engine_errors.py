"""What goes wrong in the database is logged without what was to be written."""

import io
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from callcenter.kit.logs import configure_logs, get_logger
from callcenter.storage.tables import patient
from callcenter.storage.work import Database


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    lines = io.StringIO()
    configure_logs(as_json=True, stream=lines)
    yield lines
    structlog.reset_defaults()


def test_a_refused_row_leaves_no_name_and_no_number_in_the_log(database: Database, lines: io.StringIO) -> None:
    values = {"id": "p-1", "given_name": "Мария", "surname": "Петрова", "phone": "+79161234567"}
    try:
        with database.work() as work:
            work.connection.execute(insert(patient).values(**values))
    except IntegrityError:
        get_logger(__name__).exception("the patient could not be stored")
    logged = lines.getvalue()
    assert "IntegrityError" in logged
    assert not [word for word in ("Мария", "Петрова", "+7916") if word in logged]
