"""Recordings of many hours, such as a line that was never closed. The files are sparse: silence takes no room."""

import struct
import tracemalloc
from pathlib import Path

import pytest

from recordings.audio.errors import AudioError
from recordings.audio.keeping import channels_of, keep_file
from recordings.audio.source import LONGEST_HOURS

HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
RATE, CHANNELS, WIDTH = 8000, 2, 2
MEGABYTE = 1024 * 1024


def silent_hours(path: Path, hours: float) -> Path:
    """A stereo WAV file with so many hours of silence in it."""
    size = round(hours * 3600 * RATE) * CHANNELS * WIDTH
    kind = (16, 1, CHANNELS, RATE, RATE * CHANNELS * WIDTH, CHANNELS * WIDTH, WIDTH * 8)
    with path.open("wb") as file:
        file.write(HEADER.pack(b"RIFF", HEADER.size - 8 + size, b"WAVE", b"fmt ", *kind, b"data", size))
        file.truncate(HEADER.size + size)
    return path


def test_a_recording_of_ten_hours_is_taken(tmp_path: Path) -> None:
    assert channels_of(silent_hours(tmp_path / "night.wav", 10)) == 2


def test_however_long_a_recording_is_it_is_kept_with_little_memory(tmp_path: Path) -> None:
    given = silent_hours(tmp_path / "hour.wav", 1)  # ten take ten times as long, a gigabyte of disk and no more memory
    tracemalloc.start()
    try:
        kept = keep_file(given, tmp_path / "kept.wav", [0, 1])
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (kept.seconds, kept.is_silent) == (3600, (True, True))
    assert kept.path.stat().st_size > 100 * MEGABYTE
    assert most < 8 * MEGABYTE


def test_a_recording_beyond_the_longest_is_refused_with_what_to_do_and_left_alone(tmp_path: Path) -> None:
    given = silent_hours(tmp_path / "weekend.wav", LONGEST_HOURS + 0.01)
    with pytest.raises(AudioError, match=r"^weekend\.wav is longer than 12 hours; cut it into calls first$"):
        keep_file(given, tmp_path / "kept.wav", [0, 1])
    assert [file.name for file in tmp_path.iterdir()] == ["weekend.wav"]
