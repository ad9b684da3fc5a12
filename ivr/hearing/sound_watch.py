"""The frames of one call, cut into windows of one length and looked at for voices and beeps. Pure."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from callcenter.telephony.voice_port import SoundFrame
from ivr.hearing.tones import BeepWatch
from ivr.hearing.voice import WINDOW_S, VoiceActivity, VoiceChange

LONGEST_FILL_S = 2.0
"""A hole up to this is filled with silence; after a longer one all begins anew."""
_UNEVEN_S = 0.01


@dataclass(frozen=True, slots=True)
class BeepEnded:
    """A beep is sure; `at` is its end, in seconds on the frames' clock."""

    at: float


class SoundWatch:
    """Looks at one call's sound."""

    def __init__(self) -> None:
        self._rate = 0
        self._voice = VoiceActivity(8000)
        self._beeps = BeepWatch(8000)
        self._rest: npt.NDArray[np.float32] = np.zeros(0, dtype=np.float32)
        self._begin = self._heard_to = 0.0
        self._sequence = -1

    @property
    def is_voice_on(self) -> bool:
        """Whether something sounds."""
        return self._voice.is_on

    @property
    def quiet_s(self) -> float:
        """For how long nothing has."""
        return self._voice.quiet_s

    def hear(self, frame: SoundFrame) -> list[VoiceChange | BeepEnded]:
        """A frame; one that came twice or late is left out."""
        if frame.sequence <= self._sequence or frame.rate <= 0:
            return []
        self._sequence = frame.sequence
        sound = np.frombuffer(frame.samples[: len(frame.samples) // 2 * 2], dtype="<i2").astype(np.float32)
        hole = frame.at - self._heard_to
        if frame.rate != self._rate or not -LONGEST_FILL_S < hole < LONGEST_FILL_S:
            self._begin_anew(frame)
        elif hole > _UNEVEN_S:
            sound = np.concatenate([np.zeros(round(hole * frame.rate), dtype=np.float32), sound])
        self._heard_to = frame.at + len(frame.samples) / 2 / frame.rate
        self._rest = np.concatenate([self._rest, sound]) if len(self._rest) else sound
        return self._look()

    def _begin_anew(self, frame: SoundFrame) -> None:
        self._rate, self._begin = frame.rate, frame.at
        self._voice, self._beeps = VoiceActivity(frame.rate), BeepWatch(frame.rate)
        self._rest = np.zeros(0, dtype=np.float32)

    def _look(self) -> list[VoiceChange | BeepEnded]:
        size = round(WINDOW_S * self._rate)
        found: list[VoiceChange | BeepEnded] = []
        place = 0
        while len(self._rest) - place >= size:
            window = self._rest[place : place + size]
            place += size
            found += [VoiceChange(one.change, self._begin + one.at) for one in self._voice.hear(window)]
            beep = self._beeps.hear(window)
            if beep is not None:
                found.append(BeepEnded(self._begin + beep))
        self._rest = self._rest[place:]
        return found
