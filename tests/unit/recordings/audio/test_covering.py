"""Stretches of a kept recording are covered in a copy; the original stays as it was."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recordings.audio.covering import Cover, cover_sound, write_covered
from recordings.audio.errors import AudioError
from recordings.stretch import Stretch
from tests.unit.recordings.audio.sounds import Samples, strongest_hz, tone, write


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return write(tmp_path / "call.wav", tone(440, 4), tone(600, 4))


def _copy(kept: Path, *stretches: Stretch, cover: Cover = Cover.SILENCE) -> tuple[bytes, Samples]:
    sound = cover_sound(kept, stretches, cover)
    data = b"".join(sound.read(0, sound.size - 1))
    target = kept.with_name("copy.wav")
    target.write_bytes(data)
    return data, soundfile.read(target)[0]


def test_a_covered_stretch_is_silent_on_both_sides_and_the_rest_is_as_it_was(kept: Path) -> None:
    _, samples = _copy(kept, Stretch(1.0, 2.0))
    whole = soundfile.read(kept)[0]
    assert np.abs(samples[8000:16000]).max() == 0
    assert np.array_equal(samples[:7900], whole[:7900])
    assert np.array_equal(samples[16100:], whole[16100:])


def test_a_tone_stands_in_place_of_silence_where_it_is_wanted(kept: Path) -> None:
    _, samples = _copy(kept, Stretch(1.0, 2.0), cover=Cover.TONE)
    assert abs(strongest_hz(samples[8400:15600, 0], 8000) - 1000) < 5
    assert np.abs(samples[8400:15600]).max() < 0.06


def test_the_original_is_not_touched(kept: Path) -> None:
    before = hashlib.sha256(kept.read_bytes()).hexdigest()
    _copy(kept, Stretch(0.0, 4.0))
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == before


def test_without_stretches_the_copy_is_the_file_itself(kept: Path) -> None:
    assert _copy(kept)[0] == kept.read_bytes()


@given(first=st.integers(0, 64_043), length=st.integers(1, 40_000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_any_range_of_bytes_is_that_of_the_whole_copy(kept: Path, first: int, length: int) -> None:
    sound = cover_sound(kept, [Stretch(0.5, 0.7), Stretch(1.9, 2.2), Stretch(3.9, 4.0)])
    whole = b"".join(sound.read(0, sound.size - 1))
    last = min(first + length, sound.size) - 1
    assert b"".join(sound.read(first, last)) == whole[first : last + 1]


@pytest.mark.parametrize("kind", ["wav", "flac", "ogg"])
def test_a_copy_can_be_written_in_each_form(kept: Path, kind: str) -> None:
    told: list[float] = []
    target = kept.with_name(f"copy.{kind}")
    write_covered(cover_sound(kept, [Stretch(1.0, 2.0)]), target, told.append)
    samples, rate = soundfile.read(target)
    assert (rate, len(samples), told[-1]) == (8000, 32000, 1.0)
    assert np.abs(samples[8800:15200]).max() < 0.01
    assert np.abs(samples[20000:30000]).max() > 0.2


def test_a_file_that_is_gone_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="cannot be read; it may be gone"):
        cover_sound(tmp_path / "gone.wav", ())


def test_a_file_of_another_form_is_refused_with_advice(tmp_path: Path) -> None:
    float_file = write(tmp_path / "float.wav", tone(440, 1), tone(440, 1), subtype="FLOAT")
    with pytest.raises(AudioError, match="ingest it once more"):
        cover_sound(float_file, ())
