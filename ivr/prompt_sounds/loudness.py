"""How loud speech is, as people hear it: ITU-R BS.1770-4, the measure of EBU R128. Pure.

Written here in numpy and not taken from pyloudnorm (MIT): that one brings scipy along at run time for two small
filters, and refuses sounds under 0.4 s, as 'yes' is one.
"""

import numpy as np
import numpy.typing as npt

Wave = npt.NDArray[np.float64]
"""Mono samples, -1 to 1."""

TARGET_LUFS = -23.0
"""EBU R128's level; speech then lies about 3 dB above the -26 dBov that ITU-T P.56 takes for a telephone line."""
PEAK_DB = -2.0
"""The loudest sample after evening; rather softer than cut off."""

_BLOCK_S, _STEP_S = 0.4, 0.1
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0
_TAIL_S = 0.5
SILENCE_LUFS = -120.0
"""What stands for a sound without any loudness."""


def loudness(wave: Wave, rate_hz: int) -> float:
    """The integrated loudness in LUFS; SILENCE_LUFS where nothing passes the gate. Shorter than 0.4 s: of the whole."""
    if not len(wave):
        return SILENCE_LUFS
    block = min(round(_BLOCK_S * rate_hz), len(wave))
    sums = np.concatenate(([0.0], np.cumsum(_weighted(wave, rate_hz) ** 2)))
    starts = np.arange(0, len(wave) - block + 1, max(1, round(_STEP_S * rate_hz)))
    powers = (sums[starts + block] - sums[starts]) / block
    heard = powers[_lufs(powers) > _ABSOLUTE_GATE]
    if not len(heard):
        return SILENCE_LUFS
    heard = heard[_lufs(heard) > _lufs(heard.mean()) + _RELATIVE_GATE]
    return float(_lufs(heard.mean()))


def evened(wave: Wave, rate_hz: int) -> Wave:
    """The same sound at TARGET_LUFS, or as near as PEAK_DB lets it; silence stays as it is."""
    found = loudness(wave, rate_hz)
    if found <= SILENCE_LUFS:
        return wave
    gain = 10 ** ((TARGET_LUFS - found) / 20)
    peak = float(np.abs(wave).max())
    return np.asarray(wave * min(gain, 10 ** (PEAK_DB / 20) / peak), dtype=np.float64)


def _lufs(power: npt.ArrayLike) -> Wave:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(np.asarray(power, dtype=np.float64), 1e-13)))


def _weighted(wave: Wave, rate_hz: int) -> Wave:
    """The wave as the ear weighs it: both filters of the standard, applied to the spectrum with room for their tail."""
    size = 1 << (len(wave) + round(_TAIL_S * rate_hz)).bit_length()
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones(len(turn), dtype=np.complex128)
    for above, below in (_shelf(rate_hz), _high_pass(rate_hz)):
        response *= np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn)
    return np.asarray(np.fft.irfft(np.fft.rfft(wave, size) * response, size)[: len(wave)], dtype=np.float64)


def _shelf(rate_hz: int) -> tuple[Wave, Wave]:
    """The standard's first filter for any rate: numerator and denominator."""
    k, q = np.tan(np.pi * 1681.974450955533 / rate_hz), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    above = np.array([high + middle * k / q + k * k, 2 * (k * k - high), high - middle * k / q + k * k])
    return above, _below(float(k), q)


def _high_pass(rate_hz: int) -> tuple[Wave, Wave]:
    """The standard's second filter."""
    k, q = np.tan(np.pi * 38.13547087602444 / rate_hz), 0.5003270373238773
    below = _below(float(k), q)
    return below[0] * np.array([1.0, -2.0, 1.0]), below


def _below(k: float, q: float) -> Wave:
    return np.array([1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k])
