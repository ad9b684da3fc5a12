"""Recordings on disk: whose they are, whether they are complete, when they began."""

import struct
import wave
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.asterisk.files import DueRecording, found_on_disk, seen_here
from callcenter.telephony.asterisk.settings import AsteriskSettings

ANSWERED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def write_wav(path: Path, seconds: float) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\x01\x00" * int(seconds * 8000))


def forget_sizes(path: Path) -> None:
    """What kill -9 of Asterisk leaves: a header with zero sizes before all the samples."""
    data = bytearray(path.read_bytes())
    data[4:8] = data[40:44] = struct.pack("<I", 0)
    path.write_bytes(data)


@pytest.fixture
def due(tmp_path: Path) -> DueRecording:
    """Ten seconds of talk; the recording began half a second after the answer."""
    write_wav(tmp_path / "p.wav", 9.5)
    write_wav(tmp_path / "o.wav", 9.5)
    return DueRecording(
        call=ProviderCallId("t-1.0"),
        patient=tmp_path / "p.wav",
        operator=tmp_path / "o.wav",
        answered_at=ANSWERED,
        ended_at=ANSWERED + timedelta(seconds=10),
        until=ANSWERED + timedelta(seconds=15),
    )


def test_closed_files_are_complete(due: DueRecording) -> None:
    assert due.is_complete
    assert due.is_there


def test_files_that_asterisk_still_writes_are_not_complete(due: DueRecording) -> None:
    forget_sizes(due.operator)
    assert not due.is_complete
    assert due.is_there


@pytest.mark.parametrize("content", [b"", b"RIFF", b"\x00" * 44])
def test_empty_and_foreign_files_are_not_there(due: DueRecording, content: bytes) -> None:
    for path in (due.patient, due.operator):
        path.write_bytes(content)
    assert not due.is_complete
    assert not due.is_there


def test_one_side_is_there_without_the_other(due: DueRecording) -> None:
    due.patient.unlink()
    assert not due.is_complete
    assert due.is_there
    told = due.told(ANSWERED)
    assert told.patient_file == str(due.patient)
    assert (told.patient_offset, told.administrator_offset) == (0.0, 0.5)


def test_offset_is_counted_from_the_answer(due: DueRecording) -> None:
    told = due.told(ANSWERED)
    assert told.patient_offset == told.administrator_offset == 0.5


def test_offset_is_zero_where_the_answer_was_not_seen(due: DueRecording) -> None:
    assert replace(due, answered_at=None).told(ANSWERED).patient_offset == 0.0


SETTINGS = AsteriskSettings(recordings_there="/var/spool/asterisk/rec", recordings_here=Path("/mnt/rec"))


def test_exchanges_path_is_found_where_this_machine_sees_it() -> None:
    assert seen_here("/var/spool/asterisk/rec/t-1.0-patient.wav", SETTINGS) == Path("/mnt/rec/t-1.0-patient.wav")


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "/var/spool/asterisk/rec", "/var/spool/asterisk/rec/../../x", "rec/x.wav"]
)
def test_paths_outside_the_recordings_are_refused(path: str) -> None:
    assert seen_here(path, SETTINGS) is None


def test_recordings_of_the_last_day_are_found_by_their_call(tmp_path: Path) -> None:
    settings = replace(SETTINGS, recordings_here=tmp_path)
    for name in ("t-1.0-patient.wav", "t-1.0-operator.wav", "t-1.0.wav", "selftest.wav"):
        write_wav(tmp_path / name, 1)
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    assert found_on_disk(settings, hour_ago) == [
        (ProviderCallId("t-1.0"), tmp_path / "t-1.0-patient.wav", tmp_path / "t-1.0-operator.wav")
    ]
    assert found_on_disk(settings, hour_ago + timedelta(hours=2)) == []


@pytest.mark.parametrize("side", ["patient", "operator"])
def test_recordings_of_which_one_side_exists_are_found_too(tmp_path: Path, side: str) -> None:
    write_wav(tmp_path / f"t-2.0-{side}.wav", 1)
    other = tmp_path / f"t-2.0-{'operator' if side == 'patient' else 'patient'}.wav"
    write_wav(other, 0)
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    expected = [(ProviderCallId("t-2.0"), tmp_path / "t-2.0-patient.wav", tmp_path / "t-2.0-operator.wav")]
    assert found_on_disk(replace(SETTINGS, recordings_here=tmp_path), hour_ago) == expected
    other.unlink()
    assert found_on_disk(replace(SETTINGS, recordings_here=tmp_path), hour_ago) == expected


def test_files_without_a_sound_are_no_recording(tmp_path: Path) -> None:
    for side in ("patient", "operator"):
        write_wav(tmp_path / f"t-3.0-{side}.wav", 0)
    assert found_on_disk(replace(SETTINGS, recordings_here=tmp_path), datetime.now(UTC) - timedelta(hours=1)) == []


def test_folder_that_is_not_there_holds_no_recordings(tmp_path: Path) -> None:
    assert found_on_disk(replace(SETTINGS, recordings_here=tmp_path / "nowhere"), ANSWERED) == []
