"""`callcenter campaign gaps`: what it prints of places that became free."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from callcenter.app.cli import main
from callcenter.clinic.free_place import FreedBy, FreePlace, PlaceState
from callcenter.clinic.gap_store import add_places, end_place
from callcenter.kit.clock import SystemClock
from callcenter.storage.engine import open_engine
from callcenter.storage.migrate import migrate
from callcenter.storage.work import Database


def _gaps(folder: Path, *arguments: str) -> Result:
    values = {"CALLCENTER_DATA_DIR": str(folder), "CALLCENTER_CLINIC_LANGUAGE": "ru"}
    return CliRunner().invoke(main, ["campaign", "gaps", *arguments], env=values)


def _clinic(folder: Path) -> Database:
    engine = open_engine(f"sqlite:///{folder / 'callcenter.db'}")
    migrate(engine)
    return Database(engine)


def _place(name: str, freed_at: datetime) -> FreePlace:
    return FreePlace(
        id=name,
        doctor="orlova",
        service="checkup",
        starts_at=datetime(2030, 1, 2, 9, tzinfo=UTC),
        length=timedelta(minutes=60),
        freed_by=FreedBy.CANCELLED,
        freed_at=freed_at,
    )


def test_it_says_what_became_of_each_place_and_after_how_long(tmp_path: Path) -> None:
    database, now = _clinic(tmp_path), SystemClock().now()
    freed = now - timedelta(hours=2)
    with database.work() as work:
        add_places(work.connection, [_place("one", freed), _place("two", freed), _place("old", freed - timedelta(40))])
        end_place(work.connection, "one", PlaceState.FILLED, freed + timedelta(minutes=7))
    done = _gaps(tmp_path)
    assert "filled after 7 min" in done.output
    assert "1 of 2 filled by calls" in done.output
    told = json.loads(_gaps(tmp_path, "--json", "--days", "60").output.splitlines()[-1])
    assert (told["freed"], told["filled"], told["median_minutes"]) == (3, 1, 7.0)


def test_without_free_places_it_says_so(tmp_path: Path) -> None:
    _clinic(tmp_path)
    assert "no place became free in the last 30 days" in _gaps(tmp_path).output
