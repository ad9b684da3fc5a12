"""Messages that patients leave for the clinic: where they lie, and how much was said in them."""

import math
import sys
import wave
from array import array
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.asterisk.files import is_closed
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.voice_port import MessageRecorded

_FOLDER = "messages"
_FRAME = 160
_LEAST_S = 0.3
_QUIET, _LOUD = 150.0, 600.0
"""Between these the bar lies that a frame's loudness must pass to be more than the line's noise: three times that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMessage:
    """A message that is over; told once its file is closed, or without a sound at `until`."""

    call: ProviderCallId
    command: int
    file: Path
    until: datetime

    def told(self, now: datetime) -> MessageRecorded | None:
        """The news of it; None while Asterisk writes."""
        if not is_closed(self.file):
            if now < self.until:
                return None
            return MessageRecorded(call=self.call, at=now, command=self.command, file="", seconds=0.0)
        seconds = seconds_said(self.file)
        return MessageRecorded(call=self.call, at=now, command=self.command, file=str(self.file), seconds=seconds)


def message_there(settings: AsteriskSettings, call: ProviderCallId, command: int) -> str:
    """The message's file as the exchange names it. It makes the folder itself."""
    return str(PurePosixPath(settings.recordings_there) / _FOLDER / f"{call}-{command}.wav")


def message_here(settings: AsteriskSettings, call: ProviderCallId, command: int) -> Path:
    """The same file as this machine sees it."""
    return settings.recordings_here / _FOLDER / f"{call}-{command}.wav"


def seconds_said(file: Path) -> float:
    """The file's length, or 0 where it holds nothing but the line's noise, or cannot be read."""
    try:
        with wave.open(str(file), "rb") as sound:
            samples = array("h", sound.readframes(sound.getnframes()))
            rate = sound.getframerate()
    except (OSError, EOFError, wave.Error, ValueError):
        return 0.0
    if sys.byteorder == "big":
        samples.byteswap()
    frames = range(0, len(samples) - _FRAME + 1, _FRAME)
    loudness = [math.sqrt(sum(value * value for value in samples[start : start + _FRAME]) / _FRAME) for start in frames]
    if not loudness:
        return 0.0
    bar = min(max(3 * sorted(loudness)[len(loudness) // 10], _QUIET), _LOUD)
    said = sum(one > bar for one in loudness) * _FRAME / rate
    return len(samples) / rate if said >= _LEAST_S else 0.0
