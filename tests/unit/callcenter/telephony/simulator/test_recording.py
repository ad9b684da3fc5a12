"""The two WAV files of a call."""

import os
import random
import tracemalloc
import wave
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from callcenter.kit.clock import JumpingClock
from callcenter.kit.languages import Language
from callcenter.telephony.port import Answered, Ended, Recorded
from callcenter.telephony.simulator.recorder import Recorder, Side
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.simulator.sound import RATE_HZ, Samples, through_the_line, to_samples
from tests.unit.callcenter.telephony.simulator.world import START, World


def read(path: str | Path) -> Samples:
    with wave.open(str(path), "rb") as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE_HZ, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")


def level(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples.astype(float) ** 2)))


def talk(folder: Path, seed: int = 1) -> World:
    """A greeting, a reply, a hold of ten seconds, a goodbye."""
    world = World(Settings(recordings=folder, seed=seed))
    call = world.answered()
    world.exchange.speak(call, "greet", "Добрый день", Language.RU)
    world.run(6)
    world.exchange.hold(call)
    world.run(10)
    world.exchange.resume(call)
    world.exchange.speak(call, "bye", "Всего доброго", Language.RU)
    world.exchange.run_until_quiet()
    return world


def test_the_files_are_complete_and_as_long_as_the_talk(tmp_path: Path) -> None:
    world = talk(tmp_path)
    recorded = world.one(Recorded)
    seconds = (world.one(Ended).at - world.one(Answered).at).total_seconds()
    for name in (recorded.patient_file, recorded.administrator_file):
        assert len(read(name)) == pytest.approx(seconds * RATE_HZ, abs=1)
    assert (recorded.patient_offset, recorded.administrator_offset) == (0.0, 0.0)
    assert sorted(tmp_path.iterdir()) == sorted(
        Path(name) for name in (recorded.patient_file, recorded.administrator_file)
    )


def test_no_two_voices_at_once_and_only_line_noise_on_hold(tmp_path: Path) -> None:
    recorded = talk(tmp_path).one(Recorded)
    patient, administrator = read(recorded.patient_file), read(recorded.administrator_file)
    frames = len(patient) // 800
    speaks = [[level(side[n * 800 : (n + 1) * 800]) > 100 for n in range(frames)] for side in (patient, administrator)]
    assert any(speaks[0])
    assert any(speaks[1])
    assert not any(one and other for one, other in zip(*speaks, strict=True))
    for side in (patient, administrator):
        on_hold = side[7 * RATE_HZ : 15 * RATE_HZ]
        assert 5 < level(on_hold) < 15


def test_the_same_seed_records_the_same_samples_and_another_seed_others(tmp_path: Path) -> None:
    one, same, other = (
        talk(tmp_path / name, seed).one(Recorded) for name, seed in (("one", 7), ("same", 7), ("other", 8))
    )
    assert Path(one.patient_file).read_bytes() == Path(same.patient_file).read_bytes()
    assert Path(one.administrator_file).read_bytes() == Path(same.administrator_file).read_bytes()
    assert Path(one.patient_file).read_bytes() != Path(other.patient_file).read_bytes()


def test_when_the_parts_are_written_makes_no_difference(tmp_path: Path) -> None:
    piece = np.full(5000, 1000, dtype=np.int16)
    files = []
    for name, stops in (("at-once", ()), ("bit-by-bit", (1, 7, 2600, 9000, 70_000))):
        recorder = Recorder(tmp_path / name, "call", seed=3)
        recorder.place(Side.PATIENT, 2500, piece)
        recorder.place(Side.PATIENT, 66_000, piece)
        for stop in stops:
            recorder.write_until(stop)
        files.append(recorder.finish(100_000))
    once, bits = files
    assert once is not None
    assert bits is not None
    for left, right in zip(once, bits, strict=True):
        assert left.read_bytes() == right.read_bytes()


def test_what_is_cut_off_is_not_heard(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, "call", seed=1)
    recorder.place(Side.ADMINISTRATOR, 1000, np.full(4000, 9000, dtype=np.int16))
    recorder.place(Side.ADMINISTRATOR, 8000, np.full(4000, 9000, dtype=np.int16))
    recorder.cut(3000)
    files = recorder.finish(16_000)
    assert files is not None
    sound = read(files[1])
    assert level(sound[1000:3000]) > 8000
    assert level(sound[3000:]) < 15


def test_an_hour_of_silence_is_written_without_holding_it_in_memory(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, "call", seed=1)
    hour = 3600 * RATE_HZ
    tracemalloc.start()
    try:
        files = recorder.finish(hour)
        _, most_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert files is not None
    assert files[0].stat().st_size == 44 + 2 * hour
    assert most_bytes < 4_000_000


def test_a_call_that_is_cut_by_a_crash_leaves_its_samples_behind_an_empty_header(tmp_path: Path) -> None:
    """As Asterisk does when it is killed: the ingest knows how to read it."""
    recorder = Recorder(tmp_path, "call", seed=1)
    recorder.write_until(8000)
    raw = (tmp_path / "call-patient.wav").read_bytes()
    assert len(raw) == 44 + 16_000
    assert raw[40:44] == b"\0\0\0\0"


def test_what_a_killed_exchange_had_recorded_is_told_at_the_next_start(tmp_path: Path) -> None:
    killed = World(recordings=tmp_path)
    call = killed.answered()
    killed.exchange.speak(call, "greet", "Добрый день", Language.RU)
    killed.run(6)
    killed.exchange.speak(call, "listen", "На что жалуетесь", Language.RU)

    again = World(recordings=tmp_path, clock=JumpingClock(START + timedelta(minutes=5)))
    assert again.kinds() == ["Connected", "Recorded"]
    recorded = again.one(Recorded)
    assert recorded.call == call
    assert Path(recorded.patient_file).stat().st_size > 44 + 2 * RATE_HZ


def test_what_lies_in_the_folder_since_long_or_holds_no_sound_is_not_told(tmp_path: Path) -> None:
    talk(tmp_path)
    for file in tmp_path.iterdir():
        os.utime(file, (0, 0))
    for side in ("patient", "administrator"):
        (tmp_path / f"sim-1-1-{side}.wav").write_bytes(b"RIFF" + b"\0" * 40)
    again = World(recordings=tmp_path, clock=JumpingClock(START + timedelta(days=1)))
    assert again.kinds() == ["Connected"]


def test_a_disk_that_cannot_be_written_costs_the_recording_and_not_the_call(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    world = talk(in_the_way)
    assert world.told(Recorded) == []
    assert len(world.told(Ended)) == 1


def test_recordings_made_while_the_link_was_cut_are_told_afterwards(tmp_path: Path) -> None:
    world = World(recordings=tmp_path)
    call = world.answered()
    world.exchange.cut_link()
    world.exchange.patient_hangs_up(call)
    assert world.told(Recorded) == []
    world.exchange.restore_link()
    assert world.kinds()[-2:] == ["Connected", "Recorded"]


def test_a_voice_loses_what_a_telephone_does_not_carry() -> None:

    times = np.arange(RATE_HZ) / RATE_HZ
    bass, voice = (to_samples(8000 * np.sin(2 * np.pi * hertz * times)) for hertz in (100, 1000))
    dice = random.Random(1)  # noqa: S311 - a play, no secret
    assert level(through_the_line(bass, dice)) < 300
    assert level(through_the_line(voice, dice)) > 4000


def test_too_loud_a_sound_is_cut_off_and_never_wraps_round() -> None:
    assert to_samples(np.array([-1e6, -0.6, 0.4, 1e6])).tolist() == [-32768, -1, 0, 32767]
