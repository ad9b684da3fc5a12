"""The one form of file that an exchange plays without doubt: mono, 16 bits, PCM (format tag 1), a plain header. Pure.

Asterisk refuses WAVE_EXTENSIBLE (tag 65534), which many programs write even for plain sound.
"""

import struct

import numpy as np

from ivr.prompt_sounds.sound import Rate
from ivr.speech.port import Samples

_HEAD = struct.Struct("<4sI4s4sIHHIIHH4sI")
_AFTER_RIFF = _HEAD.size - 8


class BadWavError(ValueError):
    """These bytes are not a file of ours, or not all of it."""


def encode(samples: Samples, rate: Rate) -> bytes:
    """The samples as a WAV file."""
    pcm = samples.astype("<i2", copy=False).tobytes()
    return _head(len(pcm), rate) + pcm


def decode(data: bytes, rate: Rate) -> Samples:
    """The samples of a file that `encode` wrote. Raises BadWavError, also where the end is missing."""
    if len(data) < _HEAD.size or data[: _HEAD.size] != _head(len(data) - _HEAD.size, rate):
        raise BadWavError("this is no whole WAV file of ours")
    return np.frombuffer(data, dtype="<i2", offset=_HEAD.size).astype(np.int16, copy=False)


def _head(size: int, rate: Rate) -> bytes:
    return _HEAD.pack(
        *(b"RIFF", _AFTER_RIFF + size, b"WAVE", b"fmt ", 16),
        *(1, 1, int(rate), 2 * rate, 2, 16),
        *(b"data", size),
    )
