"""Any recording from outside is kept as one WAV file; a bad one is refused with what to do, and left as it was."""

import os
from pathlib import Path

import numpy as np
import pytest

from recordings.audio.alignment import CallTimes
from recordings.audio.errors import AudioError
from recordings.audio.keeping import keep_file, keep_sides
from recordings.audio.peaks import peaks_of
from recordings.kept_notes import notes_when_kept
from recordings.recording import Sides, SoundFault
from tests.unit.recordings.audio.sounds import forget_sizes, read_kept, strongest_hz, tone, write

TOGETHER = CallTimes(offsets=(0.0, 0.0))
FORMS = [
    ("wav", "PCM_U8", None),
    ("wav", "PCM_16", None),
    ("wav", "PCM_24", None),
    ("wav", "PCM_32", None),
    ("wav", "FLOAT", None),
    ("wav", "ALAW", None),
    ("wav", "ULAW", None),
    ("wav", "IMA_ADPCM", None),
    ("wav", "MS_ADPCM", None),
    ("flac", "PCM_16", None),
    ("ogg", "VORBIS", None),
    ("mp3", "MPEG_LAYER_III", "MP3"),
]


@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
@pytest.mark.parametrize(("suffix", "subtype", "kind"), FORMS)
def test_every_form_is_kept_with_each_voice_on_its_side(
    tmp_path: Path, suffix: str, subtype: str, kind: str | None, rate: int
) -> None:
    given = write(
        tmp_path / f"call.{suffix}",
        tone(440, 2, rate),
        tone(1000, 2, rate),
        rate=rate,
        subtype=subtype,
        kind=kind,
    )
    kept = keep_file(given, tmp_path / "kept.wav", [0, 1])
    samples, kept_rate = read_kept(kept.path)
    assert kept_rate == (8000 if rate == 8000 else 16000)
    assert kept.seconds == pytest.approx(2, abs=0.1)
    middle = samples[kept_rate // 2 : kept_rate * 3 // 2]
    assert strongest_hz(middle[:, 0], kept_rate) == pytest.approx(440, abs=3)
    assert strongest_hz(middle[:, 1], kept_rate) == pytest.approx(1000, abs=3)


def test_sides_that_began_at_different_moments_are_put_in_step(tmp_path: Path) -> None:
    patient = write(tmp_path / "rx.wav", tone(440, 1))
    administrator = write(tmp_path / "tx.wav", tone(1000, 1))
    kept = keep_sides(patient, administrator, CallTimes(offsets=(-0.5, 0.25)), tmp_path / "kept.wav")
    samples, rate = read_kept(kept.path)
    assert kept.lead_seconds == 0.5
    assert kept.seconds == pytest.approx(1.75)
    assert np.abs(samples[: round(0.74 * rate), 1]).max() == 0
    assert np.abs(samples[round(0.76 * rate) :, 1]).max() > 0.2
    assert np.abs(samples[round(1.01 * rate) :, 0]).max() == 0


def test_a_side_that_was_not_recorded_is_silence(tmp_path: Path) -> None:
    patient = write(tmp_path / "rx.wav", tone(440, 1))
    kept = keep_sides(patient, tmp_path / "tx.wav", TOGETHER, tmp_path / "kept.wav")
    assert kept.is_silent == (False, True)
    assert len(kept.missing) == 1
    assert "is not there" in kept.missing[0]


def test_two_sides_that_were_not_recorded_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"rx\.wav is not there.*tx\.wav is not there"):
        keep_sides(tmp_path / "rx.wav", tmp_path / "tx.wav", TOGETHER, tmp_path / "kept.wav")


def test_a_file_whose_header_an_asterisk_crash_left_empty_is_read_by_its_samples(tmp_path: Path) -> None:
    broken = forget_sizes(write(tmp_path / "rx.wav", tone(440, 3)))
    before = broken.read_bytes()
    kept = keep_file(broken, tmp_path / "kept.wav", [0])
    samples, rate = read_kept(kept.path)
    assert kept.seconds == pytest.approx(3, abs=0.01)
    assert strongest_hz(samples[:, 0], rate) == pytest.approx(440, abs=2)
    assert broken.read_bytes() == before


def test_a_file_that_was_cut_off_is_kept_up_to_the_cut(tmp_path: Path) -> None:
    whole = write(tmp_path / "rx.wav", tone(440, 4)).read_bytes()
    cut = tmp_path / "cut.wav"
    cut.write_bytes(whole[: len(whole) // 2])
    kept = keep_file(cut, tmp_path / "kept.wav", [0])
    assert kept.seconds == pytest.approx(2, abs=0.01)
    assert kept.cut_off == ("cut.wav is cut off: it should last 0:04 and lasts 0:01",)


@pytest.mark.parametrize(("suffix", "subtype", "kind"), [("flac", "PCM_16", None), ("mp3", "MPEG_LAYER_III", "MP3")])
def test_a_file_that_is_damaged_in_its_middle_is_kept_up_to_there(
    tmp_path: Path, suffix: str, subtype: str, kind: str | None
) -> None:
    hiss = np.random.default_rng(1).standard_normal(30 * 8000) * 0.1
    given = write(tmp_path / f"call.{suffix}", hiss, subtype=subtype, kind=kind)
    damaged = bytearray(given.read_bytes())
    half = len(damaged) // 2
    damaged[half : half + 9000] = bytes(range(256)) * 35 + b"\0" * 40
    given.write_bytes(damaged)
    kept = keep_file(given, tmp_path / "kept.wav", [0])
    assert 10 < kept.seconds < 16
    assert len(kept.cut_off) == 1
    assert f"call.{suffix} breaks off at 0:1" in kept.cut_off[0]


def test_the_gsm_sound_that_asterisk_writes_as_wav49_is_kept(tmp_path: Path) -> None:
    given = write(tmp_path / "call.wav", tone(440, 2), subtype="GSM610")
    samples, rate = read_kept(keep_file(given, tmp_path / "kept.wav", [0]).path)
    assert strongest_hz(samples[rate // 2 : rate * 3 // 2, 0], rate) == pytest.approx(440, abs=3)


@pytest.mark.parametrize("offset", [1.6e9, -1.6e9, float("nan"), float("inf")])
def test_an_exchange_whose_clock_jumped_in_the_call_does_not_fill_the_disk_with_silence(
    tmp_path: Path, offset: float
) -> None:
    patient = write(tmp_path / "rx.wav", tone(440, 1))
    administrator = write(tmp_path / "tx.wav", tone(1000, 1))
    kept = keep_sides(patient, administrator, CallTimes(offsets=(offset, 0.0)), tmp_path / "kept.wav")
    assert (kept.seconds, kept.lead_seconds) == (1.0, 0.0)
    assert kept.out_of_step == "the exchange's clock was put right during the call"


def test_a_silent_side_is_noticed(tmp_path: Path) -> None:
    given = write(tmp_path / "call.wav", tone(440, 1), np.zeros(8000))
    assert keep_file(given, tmp_path / "kept.wav", [0, 1]).is_silent == (False, True)


def test_clipped_and_unnumbered_samples_do_no_harm(tmp_path: Path) -> None:
    wild = tone(440, 1, level=4.0)
    wild[100] = np.nan
    given = write(tmp_path / "call.wav", wild, subtype="FLOAT")
    samples, _ = read_kept(keep_file(given, tmp_path / "kept.wav", [0]).path)
    assert np.abs(samples).max() <= 1
    assert samples[100, 0] == 0


def test_samples_that_are_no_numbers_are_silence_and_counted(tmp_path: Path) -> None:
    odd = tone(440, 3)
    odd[100], odd[101], odd[20_000] = np.nan, np.inf, -np.inf
    kept = keep_file(write(tmp_path / "call.wav", odd, subtype="FLOAT"), tmp_path / "kept.wav", [0])
    samples, _ = read_kept(kept.path)
    assert [samples[place, 0] for place in (100, 101, 20_000)] == [0, 0, 0]
    assert kept.no_numbers == ("call.wav has 3 samples that are no numbers",)
    assert [note.fault for note in notes_when_kept(kept, Sides.MONO)] == [SoundFault.NO_NUMBERS, SoundFault.MONO]
    whole = keep_file(write(tmp_path / "whole.wav", tone(440, 1), subtype="FLOAT"), tmp_path / "kept.wav", [0])
    assert whole.no_numbers == ()


def test_a_folder_and_a_pipe_are_told_apart_from_what_is_not_there(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    for given, said in ((tmp_path, "is a folder; give the recordings in it"), (tmp_path / "pipe.wav", "but a pipe")):
        with pytest.raises(AudioError, match=said):
            keep_file(given, tmp_path / "kept.wav", [0])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"hello, this is a letter", "is not audio"),
        (b"RIFF\0\0\0\0WAVE", "is not audio"),
        (b"\xff" * 4000, "is not audio"),
    ],
)
def test_what_is_no_recording_is_refused_and_left_alone(tmp_path: Path, content: bytes, words: str) -> None:
    given = tmp_path / "call.wav"
    given.write_bytes(content)
    with pytest.raises(AudioError, match=words):
        keep_file(given, tmp_path / "kept.wav", [0])
    assert given.read_bytes() == content
    assert sorted(file.name for file in tmp_path.iterdir()) == ["call.wav"]


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="is not there"):
        keep_file(tmp_path / "none.wav", tmp_path / "kept.wav", [0])


def test_more_than_two_channels_are_refused(tmp_path: Path) -> None:
    given = write(tmp_path / "call.wav", tone(440, 1), tone(500, 1), tone(600, 1))
    with pytest.raises(AudioError, match="3 channels"):
        keep_file(given, tmp_path / "kept.wav", [0])


def test_a_wav_without_a_single_sample_is_refused(tmp_path: Path) -> None:
    given = write(tmp_path / "call.wav", np.zeros(0))
    with pytest.raises(AudioError, match="holds no sound"):
        keep_file(given, tmp_path / "kept.wav", [0])


def test_the_picture_of_a_recording_shows_where_each_side_speaks(tmp_path: Path) -> None:
    left = np.concatenate([tone(440, 1), np.zeros(8000)])
    right = np.concatenate([np.zeros(8000), tone(440, 1, level=0.6)])
    kept = keep_file(write(tmp_path / "call.wav", left, right), tmp_path / "kept.wav", [0, 1])
    patient, administrator = peaks_of(kept.path, 4)
    assert patient == pytest.approx([0.3, 0.3, 0, 0], abs=0.01)
    assert administrator == pytest.approx([0, 0, 0.6, 0.6], abs=0.01)
