"""`callcenter score --again`: the kept calls of some days by today's standard."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from callcenter.kit.ids import RecordingId
from callcenter.storage import tables
from callcenter.storage.engine import open_engine
from callcenter.storage.migrate import migrate
from callcenter.storage.work import Database
from recordings import store
from recordings.own_standard import changes
from recordings.scoring.loader import load_standard
from tests.support.calls import CallsBench
from tests.support.clinic import MARIA
from tests.support.commands import callcenter
from tests.support.standard import StandardBench
from tests.support.web import MARTA


def _version(database: Database, recording: RecordingId) -> str:
    with database.read() as connection:
        card = store.get_card(connection, recording)
    assert card
    return str(card["standard_version"]).partition(".")[0]


def test_calls_get_the_score_of_the_standard_that_was_published_since(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/clinic.db"
    engine = open_engine(url)
    migrate(engine)
    database = Database(engine)
    bench = CallsBench(database, tmp_path)
    recording = bench.scored("c-1", MARIA)
    settings = {
        "CALLCENTER_DATA_DIR": str(tmp_path / "data"),
        "CALLCENTER_DATABASE_URL": url,
        "CALLCENTER_CLINIC_NAME": "Дента Плюс",
        "CALLCENTER_CLINIC_LANGUAGE": "ru",
        "CALLCENTER_CLINIC_ZONE": "Europe/Moscow",
    }
    StandardBench(bench).publish(changes.all_alike(load_standard()))
    before = _version(database, recording)
    with database.work() as work:
        long_ago = update(tables.recording).values(kept_at=datetime(2024, 1, 1, tzinfo=UTC))
        work.connection.execute(long_ago)  # the command reads the machine's clock
    left = StandardBench(bench).rescoring.ask(MARTA, 3660)
    ran = callcenter("score", "--again", "3660", settings=settings)
    assert "takes over from a run that had done 0 of 1 call and begins anew" in ran.err
    assert StandardBench(bench).rescoring.get(left.id).is_stopped
    assert (ran.code, ran.out) == (0, "1 call scored anew\n"), ran.err
    assert (before, _version(database, recording)) == (str(load_standard().version), "1")
    engine.dispose()


@pytest.mark.parametrize("days", ["0", "4000"])
def test_days_that_make_no_sense_are_refused(tmp_path: Path, days: str) -> None:
    url = f"sqlite:///{tmp_path}/clinic.db"
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    ran = callcenter(
        "score", "--again", days, settings={"CALLCENTER_DATABASE_URL": url, "CALLCENTER_CLINIC_LANGUAGE": "ru"}
    )
    assert ran.code != 0
    assert "between 1 and 3660 days" in ran.err
