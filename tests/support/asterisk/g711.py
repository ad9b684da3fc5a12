"""A-law and mu-law (ITU-T G.711) by table: 16-bit samples to bytes and back."""

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]


def _alaw_table() -> Samples:
    code = np.arange(256) ^ 0x55
    exponent, mantissa = (code >> 4) & 7, code & 15
    value = np.where(exponent == 0, (mantissa << 4) + 8, ((mantissa << 4) + 0x108) << np.maximum(exponent - 1, 0))
    return np.where(code & 0x80, value, -value).astype(np.int16)


def _ulaw_table() -> Samples:
    code = ~np.arange(256) & 0xFF
    value = ((((code & 15) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84
    return np.where(code & 0x80, -value, value).astype(np.int16)


def _nearest(decode: Samples) -> NDArray[np.uint8]:
    """For each 16-bit value (as unsigned index) the code whose value is nearest."""
    order = np.argsort(decode, kind="stable")
    values = decode[order].astype(np.int32)
    wanted = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    right = np.clip(np.searchsorted(values, wanted), 1, 255)
    left_is_nearer = wanted - values[right - 1] <= values[right] - wanted
    return order[np.where(left_is_nearer, right - 1, right)].astype(np.uint8)


_DECODE = {8: _alaw_table(), 0: _ulaw_table()}
_ENCODE = {codec: _nearest(table) for codec, table in _DECODE.items()}


def encode(samples: Samples, codec: int) -> bytes:
    """Samples as G.711; `codec` is the RTP payload type, 8 for A-law, 0 for mu-law."""
    return _ENCODE[codec][samples.view(np.uint16)].tobytes()


def decode(data: bytes, codec: int) -> Samples:
    """The samples of G.711 bytes."""
    return _DECODE[codec][np.frombuffer(data, dtype=np.uint8)]
