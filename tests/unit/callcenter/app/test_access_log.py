"""`callcenter access-log`: the clinic's owner reads who looked at whose data."""

from datetime import timedelta

import pytest

from callcenter.kit.ids import OperatorId
from callcenter.storage.access import log_access
from callcenter.storage.engine import open_engine
from callcenter.storage.work import Database
from tests.support.calls import CallsBench
from tests.support.clinic import ANNA, BORIS, MARIA, NOW, OLGA
from tests.support.commands import callcenter

TEN = "2026-11-24 10:00:00+03:00"
NINE_THE_DAY_BEFORE = "2026-11-23 09:00:00+03:00"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A clinic in Moscow in which Boris looked yesterday, and Anna today."""
    folder = tmp_path_factory.mktemp("clinic")
    settings = {
        "CALLCENTER_DATA_DIR": str(folder / "data"),
        "CALLCENTER_DATABASE_URL": f"sqlite:///{folder}/clinic.db",
        "CALLCENTER_CLINIC_ZONE": "Europe/Moscow",
    }
    assert callcenter("migrate", settings=settings).code == 0
    engine = open_engine(settings["CALLCENTER_DATABASE_URL"])
    bench = CallsBench(Database(engine), folder)
    recording = bench.record(bench.call("c-1", MARIA))
    with bench.database.work() as work:
        yesterday = NOW - timedelta(hours=25)
        for who, action, subject, at in (
            (BORIS.id, "view_card", OLGA.id, yesterday),
            (BORIS.id, "list", "calls", yesterday),
            (ANNA.id, "view_card", MARIA.id, NOW),
            (ANNA.id, "play_recording", recording, NOW),
            (OperatorId("someone"), "view_call", "c-1", NOW),
        ):
            log_access(work.connection, who, action, subject, at)
    engine.dispose()
    return {**settings, "recording": recording}


def _printed(settings: dict[str, str], *options: str) -> list[list[str]]:
    ran = callcenter("access-log", *options, settings=_of_product(settings))
    assert (ran.code, ran.err) == (0, "")
    return [line.split("\t") for line in ran.out.splitlines()]


def _of_product(settings: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in settings.items() if name.startswith("CALLCENTER_")}


def test_everything_is_printed_in_order_with_when_who_what_and_whose(settings: dict[str, str]) -> None:
    assert _printed(settings) == [
        [NINE_THE_DAY_BEFORE, "boris", "view_card", "olga"],
        [NINE_THE_DAY_BEFORE, "boris", "list", "calls"],
        [TEN, "anna", "view_card", "maria"],
        [TEN, "anna", "play_recording", settings["recording"]],
        [TEN, "someone", "view_call", "c-1"],
    ]


def test_looks_at_a_patient_are_those_at_the_card_the_calls_and_the_recordings(settings: dict[str, str]) -> None:
    assert _printed(settings, "--patient", "maria") == [
        [TEN, "anna", "view_card", "maria"],
        [TEN, "anna", "play_recording", settings["recording"]],
        [TEN, "someone", "view_call", "c-1"],
    ]


def test_one_person_and_one_day_can_be_asked_for(settings: dict[str, str]) -> None:
    assert [row[1] for row in _printed(settings, "--operator", "Boris")] == ["boris", "boris"]
    assert [row[1] for row in _printed(settings, "--since", "2026-11-24")] == ["anna", "anna", "someone"]
    assert _printed(settings, "--operator", "boris", "--since", "2026-11-24") == []


def test_a_login_that_is_not_there_and_a_day_that_is_none_are_said_so(settings: dict[str, str]) -> None:
    unknown = callcenter("access-log", "--operator", "nobody", settings=_of_product(settings))
    assert (unknown.code, unknown.err) == (
        1,
        "callcenter: there is no nobody; `callcenter user list` shows who is there\n",
    )
    mistyped = callcenter("access-log", "--since", "yesterday", settings=_of_product(settings))
    assert mistyped.code == 2
    assert "'yesterday' does not match the format" in mistyped.err
