"""Sides that began late, ended early, stood still or lost sound: where their words come to lie, and what is noted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from callcenter.domain.calls import Call, CallState, Direction, EndReason
from callcenter.domain.calls import Hold as CallHold
from callcenter.domain.events import SidesRecorded
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.storage.calls import add_call
from callcenter.storage.work import Database
from recordings import store
from recordings.recording import SoundFault
from recordings.transcribe.port import Transcriber
from recordings.transcript import Speaker
from tests.unit.recordings.audio.sounds import Samples, resampled, write
from tests.unit.recordings.service_world import NOW
from tests.unit.recordings.transcribe.heard_calls import HeardCall, Way, product_ears, sides_of, spoken_words
from tests.unit.recordings.transcribe.spoken_call import RATE, SpokenCall, speak_call

PATIENT, ADMINISTRATOR = Speaker.PATIENT, Speaker.ADMINISTRATOR
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing here is about databases


@dataclass(frozen=True)
class Told:
    """What the exchange says of the two files."""

    patient_offset: float = 0.0
    administrator_offset: float = 0.0
    are_reckoned: bool = False
    talk: float | None = None
    hold: tuple[float, float] | None = None


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> SpokenCall:
    return speak_call(tmp_path_factory.mktemp("spoken"))


@pytest.fixture(scope="module")
def ears() -> Iterator[Transcriber]:
    with product_ears() as ears:
        yield ears


@pytest.fixture
def way(database: Database, tmp_path: Path, ears: Transcriber) -> Way:
    return Way(database, tmp_path, ears)


def _take(way: Way, folder: Path, patient: Samples, administrator: Samples, told: Told) -> HeardCall:
    """A call whose files the exchange wrote, kept and written down."""
    return _take_files(way, write(folder / "rx.wav", patient), write(folder / "tx.wav", administrator), told)


def _take_files(way: Way, patient: Path, administrator: Path, told: Told) -> HeardCall:
    holds = () if told.hold is None else (CallHold(since=_at(told.hold[0]), until=_at(told.hold[1])),)
    call = Call(
        id=CallId("c-1"),
        exchange="test",
        provider_call=ProviderCallId("c-1"),
        direction=Direction.INBOUND,
        caller=None,
        state=CallState.ENDED,
        end_reason=EndReason.COMPLETED,
        started_at=NOW,
        changed_at=NOW,
        offered_to="op1",
        answered_at=NOW,
        ended_at=None if told.talk is None else _at(told.talk),
        holds=holds,
    )
    files = SidesRecorded(
        at=NOW,
        call=call.id,
        patient_file=str(patient),
        administrator_file=str(administrator),
        patient_offset=told.patient_offset,
        administrator_offset=told.administrator_offset,
        offsets_are_reckoned=told.are_reckoned,
    )
    with way.database.work() as work:
        add_call(work.connection, call)
        work.emit(files)
    kept = way.recordings.keeping.keep_call(call.id)
    assert kept is not None
    way.recordings.writing.transcribe(kept)
    with way.database.read() as connection:
        found = store.get_recording(connection, kept)
        turns = store.get_turns(connection, kept, found.language)
    return HeardCall(recording=found, turns=turns or ())


def _at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def _truth(spoken: SpokenCall, side: Speaker, *, later: float = 0.0, since: float = 0.0) -> list[float]:
    """Where the words of a side begin, when everything from `since` on is said `later`."""
    return [start + later if start >= since else start for start in spoken.starts[side]]


def _between_turns(spoken: SpokenCall) -> float:
    """A moment in the call at which nobody speaks."""
    answer = spoken.starts[PATIENT][0]
    return answer - 0.4


def test_a_side_that_began_late_is_put_in_step(way: Way, spoken: SpokenCall, tmp_path: Path) -> None:
    patient, administrator = sides_of(spoken)
    late = _between_turns(spoken)
    told = Told(patient_offset=late, talk=len(administrator) / RATE)
    heard = _take(way, tmp_path, patient[round(late * RATE) :], administrator, told)
    for side in Speaker:
        assert heard.words(side) == spoken_words(spoken, side)
        assert heard.starts(side) == pytest.approx(spoken.starts[side], abs=0.1)
    assert heard.faults == []


def test_sides_that_began_before_the_answer_are_in_step(way: Way, spoken: SpokenCall, tmp_path: Path) -> None:
    patient, administrator = sides_of(spoken)
    before = np.zeros(RATE)
    told = Told(patient_offset=-1.0, administrator_offset=-1.0, talk=len(patient) / RATE)
    heard = _take(way, tmp_path, np.concatenate([before, patient]), np.concatenate([before, administrator]), told)
    assert heard.recording.lead_seconds == 1.0
    for side in Speaker:
        assert heard.starts(side) == pytest.approx([start + 1 for start in spoken.starts[side]], abs=0.1)
    assert heard.faults == []


def test_a_late_side_that_is_reckoned_from_the_end_is_in_step_and_in_doubt(
    way: Way, spoken: SpokenCall, tmp_path: Path
) -> None:
    patient, administrator = sides_of(spoken)
    late = _between_turns(spoken)
    told = Told(patient_offset=late, are_reckoned=True, talk=len(administrator) / RATE)
    heard = _take(way, tmp_path, patient[round(late * RATE) :], administrator, told)
    assert heard.starts(PATIENT) == pytest.approx(spoken.starts[PATIENT], abs=0.1)
    assert heard.faults == [SoundFault.OUT_OF_STEP]
    assert f"by up to {late:.1f} s: sound of the patient's side is missing" in heard.advice


def test_a_side_that_ended_early_keeps_its_times_and_is_in_doubt(way: Way, spoken: SpokenCall, tmp_path: Path) -> None:
    patient, administrator = sides_of(spoken)
    heard = _take(way, tmp_path, patient, administrator[: -4 * RATE], Told(talk=len(patient) / RATE))
    assert heard.starts(PATIENT) == pytest.approx(spoken.starts[PATIENT], abs=0.1)
    said = heard.starts(ADMINISTRATOR)
    assert 5 < len(said) < len(spoken.starts[ADMINISTRATOR])
    assert said == pytest.approx(spoken.starts[ADMINISTRATOR][: len(said)], abs=0.1)
    assert heard.faults == [SoundFault.OUT_OF_STEP]
    assert "may be out of step, so it is not certain who spoke first. Sound was lost on its way" in heard.advice
    assert "by up to 4.0 s: sound of the administrator's side is missing" in heard.advice


def test_sound_that_was_lost_in_the_middle_of_a_side_is_noted_with_how_much(
    way: Way, spoken: SpokenCall, tmp_path: Path
) -> None:
    patient, administrator = sides_of(spoken)
    hole = round((spoken.starts[PATIENT][6] - 1.6) * RATE)
    lost = np.concatenate([patient[:hole], patient[hole + round(1.2 * RATE) :]])
    heard = _take(way, tmp_path, lost, administrator, Told(talk=len(administrator) / RATE))
    assert heard.faults == [SoundFault.OUT_OF_STEP]
    assert "by up to 1.2 s: sound of the patient's side is missing, and nothing tells where" in heard.advice
    assert heard.starts(PATIENT)[:5] == pytest.approx(spoken.starts[PATIENT][:5], abs=0.1)


@pytest.mark.parametrize("are_reckoned", [False, True])
def test_a_recording_that_stood_still_while_the_patient_waited_gets_that_time_back(
    way: Way, spoken: SpokenCall, tmp_path: Path, are_reckoned: bool
) -> None:
    patient, administrator = sides_of(spoken)
    since, waited = _between_turns(spoken), 8.0
    offset = waited if are_reckoned else 0.0
    told = Told(
        patient_offset=offset,
        administrator_offset=offset,
        are_reckoned=are_reckoned,
        talk=len(patient) / RATE + waited,
        hold=(since, since + waited),
    )
    heard = _take(way, tmp_path, patient, administrator, told)
    assert heard.recording.seconds == pytest.approx(len(patient) / RATE + waited, abs=0.01)
    for side in Speaker:
        assert heard.starts(side) == pytest.approx(_truth(spoken, side, later=waited, since=since), abs=0.1)
    assert heard.faults == []


def test_a_hold_that_one_side_alone_left_out_puts_this_side_back_in_step(
    way: Way, spoken: SpokenCall, tmp_path: Path
) -> None:
    patient, administrator = sides_of(spoken)
    since, waited = _between_turns(spoken), 8.0
    cut = round(since * RATE)
    whole = np.concatenate([administrator[:cut], np.zeros(round(waited * RATE)), administrator[cut:]])
    told = Told(talk=len(whole) / RATE, hold=(since, since + waited))
    heard = _take(way, tmp_path, patient, whole, told)
    for side in Speaker:
        assert heard.starts(side) == pytest.approx(_truth(spoken, side, later=waited, since=since), abs=0.1)
    assert heard.faults == []


def test_an_exchange_whose_clock_jumped_in_the_call_is_told_of(way: Way, spoken: SpokenCall, tmp_path: Path) -> None:
    patient, administrator = sides_of(spoken)
    heard = _take(way, tmp_path, patient, administrator, Told(patient_offset=1.6e9))
    assert heard.starts(PATIENT) == pytest.approx(spoken.starts[PATIENT], abs=0.1)
    assert heard.faults == [SoundFault.OUT_OF_STEP]
    assert "the exchange's clock was put right during the call" in heard.advice


def test_sides_in_two_forms_and_rates_are_one_call(way: Way, spoken: SpokenCall, tmp_path: Path) -> None:
    patient, administrator = sides_of(spoken)
    files = (
        write(tmp_path / "rx.wav", patient, subtype="ALAW"),
        write(tmp_path / "tx.wav", resampled(administrator, RATE, 44_100), rate=44_100, subtype="FLOAT"),
    )
    heard = _take_files(way, *files, Told(talk=len(patient) / RATE))
    for side in Speaker:
        assert heard.words(side) == spoken_words(spoken, side)
        assert heard.starts(side) == pytest.approx(spoken.starts[side], abs=0.1)
    assert heard.faults == []


@pytest.mark.parametrize(("content", "said"), [(b"", "tx.wav is empty"), (None, "tx.wav is not there")])
def test_a_side_without_a_file_is_silence_and_the_other_is_written_down(
    way: Way, spoken: SpokenCall, tmp_path: Path, content: bytes | None, said: str
) -> None:
    patient, _ = sides_of(spoken)
    other = tmp_path / "tx.wav"
    if content is not None:
        other.write_bytes(content)
    heard = _take_files(way, write(tmp_path / "rx.wav", patient), other, Told(talk=len(patient) / RATE))
    assert heard.words(PATIENT) == spoken_words(spoken, PATIENT)
    assert heard.faults == [SoundFault.SIDE_UNUSABLE, SoundFault.ADMINISTRATOR_SILENT]
    assert said in heard.advice


def test_a_side_that_is_cut_off_is_written_down_to_the_cut(way: Way, spoken: SpokenCall, tmp_path: Path) -> None:
    patient, administrator = sides_of(spoken)
    cut = write(tmp_path / "tx.wav", administrator)
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    heard = _take_files(way, write(tmp_path / "rx.wav", patient), cut, Told(talk=len(patient) / RATE))
    assert heard.faults == [SoundFault.CUT_OFF, SoundFault.OUT_OF_STEP]
    assert "tx.wav is cut off: it should last 0:1" in heard.advice
    assert heard.words(PATIENT) == spoken_words(spoken, PATIENT)
