"""Beeps of answering machines, told from the network's own tones. Pure.

A beep is one steady tone with quiet behind it. The network's tones lie around 425 Hz (ringing and busy in Europe and
China; ITU-T E.180) and come again and again; its 'special information' is three tones, each higher than the one before
(E.180, 3.5). Keys are two tones at once.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ivr.hearing.voice import QUIETEST, WINDOW_S

LOWEST_HZ, HIGHEST_HZ = 300.0, 2500.0
SHORTEST_S, LONGEST_S = 0.15, 3.0
NETWORK_HZ = (380.0, 500.0)
NETWORK_LONGEST_S = 0.9
"""A ringing tone sounds for a second; a beep of that pitch is shorter."""
QUIET_BEHIND_S = 0.16
NETWORK_QUIET_S = 1.2
"""A busy tone is back after half a second."""
SEVERAL_WITHIN_S = 0.3
"""Tones that follow each other so closely are a melody, or the network's."""
_PURE = 0.85
"""Share of the loudness within _WIDTH_HZ around the loudest pitch."""
_WIDTH_HZ = 60.0
_STEADY_HZ = 20.0
_FFT = 2048

_Sound = npt.NDArray[np.float32]


@dataclass(slots=True)
class _Tone:
    begin: float
    end: float
    pitch: float
    level: float

    @property
    def seconds(self) -> float:
        return self.end - self.begin

    @property
    def is_networks(self) -> bool:
        return NETWORK_HZ[0] <= self.pitch <= NETWORK_HZ[1]


class BeepWatch:
    """Follows one side at one rate."""

    def __init__(self, rate: int) -> None:
        size = 2 * round(WINDOW_S * rate)
        self._rate = rate
        self._before: _Sound = np.zeros(size // 2, dtype=np.float32)
        self._shape = np.hanning(size).astype(np.float32)
        self._pitches = np.fft.rfftfreq(_FFT * max(1, rate // 8000), 1 / rate)
        self._windows = 0
        self._tone: _Tone | None = None
        self._waiting: _Tone | None = None
        self._last_end = self._network_tone_at = float("-inf")

    def hear(self, window: _Sound) -> float | None:
        """The next WINDOW_S of sound; where a beep is sure now, the moment of its end in seconds."""
        self._windows += 1
        now = self._windows * WINDOW_S
        level = float(np.sqrt(np.dot(window, window) / len(window)))
        pitch = self._pitch(window) if level > QUIETEST else None
        self._before = window
        tone = self._tone
        if pitch is not None and tone is not None and abs(pitch - tone.pitch) <= _STEADY_HZ:
            tone.end, tone.level = now, max(level, tone.level)
            return None
        if tone is not None:
            self._ended(tone)
        self._tone = None if pitch is None else _Tone(now - WINDOW_S, now, pitch, level)
        return self._surely(level, now)

    def _ended(self, tone: _Tone) -> None:
        is_long = tone.seconds >= SHORTEST_S
        if not is_long or not LOWEST_HZ <= tone.pitch <= HIGHEST_HZ:
            return
        is_one_of_several = tone.begin - self._last_end < SEVERAL_WITHIN_S
        self._last_end = tone.end
        self._waiting = None
        if is_one_of_several:
            return
        is_again = tone.begin - self._network_tone_at < 2 * NETWORK_QUIET_S + LONGEST_S
        if tone.is_networks:
            self._network_tone_at = tone.end
        is_networks = tone.is_networks and (is_again or tone.seconds > NETWORK_LONGEST_S)
        if not is_networks and tone.seconds <= LONGEST_S:
            self._waiting = tone

    def _surely(self, level: float, now: float) -> float | None:
        """Whether the tone that waits is a beep: there was quiet behind it for long enough."""
        tone = self._waiting
        if tone is None:
            return None
        if now - tone.end > 2 * WINDOW_S and level > max(QUIETEST, tone.level / 4):
            self._waiting = None
            return None
        wait = NETWORK_QUIET_S if tone.is_networks else QUIET_BEHIND_S
        if now - tone.end < wait:
            return None
        self._waiting = None
        return tone.end

    def _pitch(self, window: _Sound) -> float | None:
        """The pitch of a pure tone; None for any other sound."""
        both = np.concatenate([self._before, window]) * self._shape
        power = np.abs(np.fft.rfft(both, 2 * (len(self._pitches) - 1))) ** 2
        power[self._pitches < 150] = 0
        total = float(power.sum())
        peak = int(power.argmax())
        pitch = float(self._pitches[peak])
        reach = round(_WIDTH_HZ / float(self._pitches[1]))
        share = float(power[max(0, peak - reach) : peak + reach + 1].sum()) / total if total else 0.0
        return pitch if share >= _PURE else None
