"""Ears for tests: keep every frame, and wait for so much sound."""

import threading
import time

import numpy as np

from callcenter.telephony.voice_port import SoundFrame
from tests.support.asterisk.g711 import Samples

_PATIENCE_S = 30.0


class Listener:
    """What `VoiceExchange.listen` takes."""

    def __init__(self) -> None:
        self._frames: list[SoundFrame] = []
        self.moments: list[float] = []
        """When each frame came, by the monotonic clock."""
        self._more = threading.Condition()

    def __call__(self, frame: SoundFrame) -> None:
        with self._more:
            self._frames.append(frame)
            self.moments.append(time.monotonic())
            self._more.notify_all()

    @property
    def frames(self) -> list[SoundFrame]:
        """A copy."""
        with self._more:
            return list(self._frames)

    def samples(self) -> Samples:
        """All of it."""
        return np.concatenate([np.frombuffer(frame.samples, dtype="<i2") for frame in self.frames])

    def wait_until_heard(self, seconds: float) -> None:
        """Until so much has been heard in all. Raises TimeoutError."""
        self._wait(int(seconds / 0.02))

    def wait_for(self, seconds: float) -> None:
        """Until so much more has been heard. Raises TimeoutError."""
        with self._more:
            heard = len(self._frames)
        self._wait(heard + int(seconds / 0.02))

    def _wait(self, wanted: int) -> None:
        with self._more:
            if not self._more.wait_for(lambda: len(self._frames) >= wanted, _PATIENCE_S):
                raise TimeoutError(f"only {len(self._frames)} frames were heard")
