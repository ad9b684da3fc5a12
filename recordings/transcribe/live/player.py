"""A file as a live source: the frames of a recording, handed over when they would have been spoken."""

import wave
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import numpy as np

from callcenter.kit.clock import Clock
from recordings.transcribe.live.port import FRAME_S, Frame, LiveSession
from recordings.transcript import Speaker

Wait = Callable[[float], bool]
"""Waits so many seconds; True where the player shall stop, such as `threading.Event().wait`."""

_AHEAD_S = 3.0
_LOOK_AGAIN_S = 0.002


def frames_of(path: Path, sides: Mapping[int, Speaker], frame_s: float = FRAME_S) -> Iterator[Frame]:
    """The frames of a 16-bit PCM WAV file in time order; `sides` says whose voice each channel (from 0) carries."""
    with wave.open(str(path), "rb") as file:
        rate, channels = file.getframerate(), file.getnchannels()
        done = sequence = 0
        while data := file.readframes(round((sequence + 1) * frame_s * rate) - done):
            block = np.frombuffer(data, dtype="<i2").reshape(-1, channels)
            for channel, side in sides.items():
                samples = np.ascontiguousarray(block[:, channel]).tobytes()
                yield Frame(side=side, sequence=sequence, at=done / rate, rate=rate, samples=samples)
            done += len(block)
            sequence += 1


def play(frames: Iterator[Frame], sessions: Mapping[Speaker, LiveSession], clock: Clock, wait: Wait) -> None:
    """Hand each frame over when its last sample has been spoken, as an exchange would; the call begins now.

    Where the player was held up, the frames that are due come at once, as they do after a stall of a network.
    """
    began = clock.now()
    for frame in frames:
        due = began + timedelta(seconds=frame.at + frame.seconds)
        while (early := (due - clock.now()).total_seconds()) > 0:
            if wait(early):
                return
        sessions[frame.side].put(frame)


def play_fast(frames: Iterator[Frame], sessions: Mapping[Speaker, LiveSession], wait: Wait) -> None:
    """Hand the frames over as fast as the recogniser takes them."""
    for frame in frames:
        session = sessions[frame.side]
        session.put(frame)
        while session.behind > _AHEAD_S:
            if wait(_LOOK_AGAIN_S):
                return
