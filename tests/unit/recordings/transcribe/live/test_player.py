"""A file as a live source, by a clock that jumps."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from callcenter.kit.clock import JumpingClock
from recordings.transcribe.live.player import frames_of, play, play_fast
from recordings.transcribe.live.port import Frame
from recordings.transcript import Speaker
from tests.unit.recordings.audio.sounds import write

_SIDES = {0: Speaker.PATIENT, 1: Speaker.ADMINISTRATOR}


class _Session:
    """Writes down what it was given and when."""

    id = "one"
    behind = 0.0

    def __init__(self, clock: JumpingClock) -> None:
        self._clock = clock
        self.given: list[tuple[float, Frame]] = []

    def put(self, frame: Frame) -> None:
        self.given.append((self._clock.now().timestamp(), frame))

    def settle(self) -> None:
        raise AssertionError("a file is played to its end")

    def reset(self) -> None:
        raise AssertionError("a player resets nothing")

    def close(self) -> None:
        raise AssertionError("a player closes nothing")


def _file(folder: Path, seconds: float = 1.0, rate: int = 8000) -> Path:
    ramp = np.arange(round(seconds * rate)) % 1000
    return write(folder / "call.wav", ramp / 32768, -ramp / 32768, rate=rate)


def _waiting(clock: JumpingClock, *, until: float = float("inf")) -> Callable[[float], bool]:
    def wait(seconds: float) -> bool:
        clock.jump(timedelta(seconds=seconds))
        return clock.now().timestamp() >= until

    return wait


def _clock() -> JumpingClock:
    return JumpingClock(datetime(1970, 1, 1, tzinfo=UTC))


def test_each_frame_comes_when_its_last_sample_has_been_spoken(tmp_path: Path) -> None:
    clock = _clock()
    sessions = {side: _Session(clock) for side in Speaker}
    play(frames_of(_file(tmp_path), _SIDES), sessions, clock, _waiting(clock))
    for session in sessions.values():
        assert [round(when, 3) for when, _ in session.given] == [round(0.02 * (place + 1), 3) for place in range(50)]
        assert [frame.sequence for _, frame in session.given] == list(range(50))
        assert [round(frame.at, 3) for _, frame in session.given] == [round(0.02 * place, 3) for place in range(50)]


def test_a_player_that_is_stopped_hands_nothing_more_over(tmp_path: Path) -> None:
    clock = _clock()
    sessions = {side: _Session(clock) for side in Speaker}
    play(frames_of(_file(tmp_path), _SIDES), sessions, clock, _waiting(clock, until=0.5))
    assert 20 <= len(sessions[Speaker.PATIENT].given) < 26


@pytest.mark.parametrize("rate", [8000, 11025, 12345, 16000, 44100])
def test_no_sample_is_lost_or_doubled_at_any_rate(tmp_path: Path, rate: int) -> None:
    clock = _clock()
    sessions = {side: _Session(clock) for side in Speaker}
    play_fast(frames_of(_file(tmp_path, 1.234, rate), _SIDES), sessions, lambda _: True)
    given = [frame for _, frame in sessions[Speaker.PATIENT].given]
    samples = np.frombuffer(b"".join(frame.samples for frame in given), dtype="<i2")
    assert len(samples) == round(1.234 * rate)
    assert np.array_equal(np.diff(samples)[:999], np.ones(999))
    ends = [frame.at + frame.seconds for frame in given]
    assert np.allclose(ends[:-1], [frame.at for frame in given[1:]], atol=1e-9)
