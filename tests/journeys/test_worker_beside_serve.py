"""Many machines, in small: `callcenter serve` and `callcenter worker` on one PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from callcenter.storage.wake import PostgresBell
from tests.support.commands import callcenter
from tests.support.held_model import HeldModel
from tests.support.looking_in import LookIn, looking_in
from tests.support.postgres import Cluster
from tests.support.processes import running, started
from tests.unit.recordings.transcribe.spoken_call import speak_call

pytestmark = pytest.mark.postgresql

STOPS_WITHIN_S = 30.0
SCORED_WITHIN_S = 120.0


@dataclass(frozen=True)
class Machines:
    """A folder that all machines share, and the database of the clinic."""

    folder: Path
    url: str
    inside: LookIn

    @property
    def settings(self) -> dict[str, str]:
        """What every process is told."""
        return {"DATABASE_URL": self.url, "DEMO": "yes", "CLINIC_LANGUAGE": "ru"}

    def run(self, *command: str) -> str:
        """Run one command of the product; what it printed."""
        given = {f"CALLCENTER_{name}": value for name, value in self.settings.items()}
        ran = callcenter(*command, settings={**given, "CALLCENTER_DATA_DIR": str(self.folder / "data")})
        assert ran.code == 0, ran.err
        return ran.out

    def wait_until_scored(self, times: int) -> None:
        """Wait for PostgreSQL's word that so many recordings have been scored."""
        database = self.inside.database
        bell = PostgresBell(database.engine, database.wake)
        bell.start()
        seen = -1
        try:
            for _ in range(round(SCORED_WITHIN_S / 2)):  # a wait lasts two seconds at most
                if self.inside.told()["recording_scored"] >= times:
                    return
                seen = database.wake.wait(seen)
        finally:
            bell.stop()
        raise AssertionError(f"told so far: {self.inside.told()}")


@pytest.fixture
def machines(postgres_cluster: Cluster, tmp_path: Path) -> Iterator[Machines]:
    with postgres_cluster.fresh_database() as url, looking_in(url) as inside:
        machines = Machines(tmp_path, url, inside)
        machines.run("migrate")
        yield machines


def test_a_recording_brought_from_outside_is_worked_once_however_many_machines_there_are(machines: Machines) -> None:
    spoken = speak_call(machines.folder).path
    with started("worker", machines.folder, UNIT="worker-1", **machines.settings) as worker:
        machines.run("ingest", str(spoken), "--later")
        machines.wait_until_scored(1)
        with running("serve", machines.folder, UNIT="serve-1", **machines.settings) as serve:
            louder = machines.folder / "again.wav"
            louder.write_bytes(another_of(spoken))
            machines.run("ingest", str(louder), "--later")
            machines.wait_until_scored(2)
            assert worker.stop(within_s=STOPS_WITHIN_S) == 0
            assert serve.stop(within_s=STOPS_WITHIN_S) == 0
    assert "Traceback" not in worker.said() + serve.said()
    assert machines.inside.rows() == {"recording": 2, "transcript": 2, "scorecard": 2}
    told = machines.inside.told()
    assert (told["recording_kept"], told["recording_transcribed"], told["recording_scored"]) == (2, 2, 2)


@pytest.mark.fault
def test_a_worker_killed_while_it_transcribes_finishes_its_work_once_when_it_is_back(machines: Machines) -> None:
    model = HeldModel(machines.folder / "models")
    settings = {**machines.settings, "UNIT": "worker-1", "MODELS_DIR": str(model.folder)}
    with started("worker", machines.folder, **settings) as doomed:
        machines.run("ingest", str(speak_call(machines.folder).path), "--later")
        model.wait_until_it_is_loaded()
        doomed.kill()
    assert machines.inside.rows() == {"recording": 1, "transcript": 0, "scorecard": 0}
    model.become_usual()
    with started("worker", machines.folder, **settings) as heir:
        machines.wait_until_scored(1)
        assert heir.stop(within_s=STOPS_WITHIN_S) == 0
    told = machines.inside.told()
    assert (told["recording_kept"], told["recording_transcribed"], told["recording_scored"]) == (1, 1, 1)


def another_of(spoken: Path) -> bytes:
    """The same call less its last tenth of a second, so that it is not the same sound."""
    return spoken.read_bytes()[: -2 * 2 * 800]
