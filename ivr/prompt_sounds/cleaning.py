"""What a studio brings is made fit for the line: checked, trimmed, evened. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from callcenter.kit.errors import BadInputError
from ivr.prompt_sounds.loudness import SILENCE_LUFS, TARGET_LUFS, Wave, evened, loudness
from ivr.prompt_sounds.sound import Pair, Rate
from ivr.speech.port import Samples
from ivr.speech.resampling import resampled

LONGEST_S = 60.0
"""A longer prompt is a mistake: nobody listens that long to a machine."""
SHORTEST_S = 0.15
MARGIN_S = 0.15
"""How much silence stays at either end."""

_FRAME_S = 0.01
_SPEECH_FRAMES = 3
"""A shorter sound is a click, not speech."""
_UNDER_LOUDEST_DB = 42.0
_OVER_NOISE_DB = 6.0
_NOISE_AT_MOST_UNDER_DB = 25.0
_SOFTEST_DB = -65.0
_FADE_S = 0.005

_QUIET_LUFS = -50.0
"""Softer than this, evening would make the noise of the room as loud as speech."""
_HEARD = 0.02
_FLAT = 1.5 / 32768
_FULL = 0.9995
_MOST_CLIPPED = 0.0005
"""Share of what is heard that may be cut off; a recording that is 6 dB too loud has 1 to 3 hundredths."""


class TakeError(BadInputError):
    """A studio's recording cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A studio's file as it was read: mono."""

    wave: Wave
    rate_hz: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cleaned:
    """What became of it."""

    pair: Pair
    loudness_before: float
    loudness_after: float
    """In LUFS."""
    cut_s: float
    """Silence taken away at both ends together."""


def take_of(blocks: Iterable[npt.NDArray[np.float32]], rate_hz: int) -> Take:
    """A take of blocks (frames, channels); the louder channel of a stereo file, as the other may be empty or turned."""
    read = [block.astype(np.float64) for block in blocks]
    whole = np.concatenate(read) if read else np.zeros((0, 1))
    return Take(whole[:, int(np.argmax((whole**2).sum(axis=0)))], rate_hz)


def clean(take: Take) -> Cleaned:
    """The take, trimmed and evened, at both rates. Raises TakeError."""
    if len(take.wave) > 5 * LONGEST_S * take.rate_hz:
        raise TakeError(_too_long(len(take.wave) / take.rate_hz))
    if _clipped_share(take.wave) > _MOST_CLIPPED:
        raise TakeError("it was recorded too loud: its peaks are cut off; record it again with less gain")
    begin, end = _speech(take)
    seconds = (end - begin) / take.rate_hz
    if seconds > LONGEST_S:
        raise TakeError(_too_long(seconds))
    wave = resampled(_faded(take.wave[begin:end], take.rate_hz), take.rate_hz, Rate.WIDE)
    before = loudness(wave, Rate.WIDE)
    if before < _QUIET_LUFS:
        raise TakeError(f"it is too soft ({before:.0f} LUFS): only the noise would grow; record it nearer or louder")
    level = evened(wave, Rate.WIDE)
    return Cleaned(
        pair=paired(level),
        loudness_before=before,
        loudness_after=loudness(level, Rate.WIDE),
        cut_s=(len(take.wave) - (end - begin)) / take.rate_hz,
    )


def levelled(samples: Samples, rate_hz: int) -> Pair:
    """What the voice engine said, as loud as the studio's recordings, at both rates."""
    wave = resampled(samples.astype(np.float64) / 32768, rate_hz, Rate.WIDE)
    return paired(evened(wave, Rate.WIDE))


def paired(wave: Wave) -> Pair:
    """A wave of the wide rate at both rates, in 16 bits."""
    return Pair(wide=_whole(wave), narrow=_whole(resampled(wave, Rate.WIDE, Rate.NARROW)))


def softer_by(cleaned: Cleaned) -> float:
    """How many dB it stays below the level of the others, because its peaks allow no more."""
    return 0.0 if cleaned.loudness_after <= SILENCE_LUFS else max(0.0, TARGET_LUFS - cleaned.loudness_after)


def _whole(wave: Wave) -> Samples:
    return np.clip(np.round(wave * 32768), -32768, 32767).astype(np.int16)


def _speech(take: Take) -> tuple[int, int]:
    """The first and the last sample to keep. Raises TakeError where nobody speaks."""
    frame = max(1, round(_FRAME_S * take.rate_hz))
    levels = _levels(take.wave, frame)
    loudest = float(levels.max(initial=-200.0))
    noise = float(np.percentile(levels, 10)) if len(levels) else -200.0
    bar = max(
        loudest - _UNDER_LOUDEST_DB,
        min(noise + _OVER_NOISE_DB, loudest - _NOISE_AT_MOST_UNDER_DB),
        _SOFTEST_DB,
    )
    spoken = _runs(levels >= bar, _SPEECH_FRAMES)
    if not len(spoken) or (spoken[-1] - spoken[0] + 1) * _FRAME_S < SHORTEST_S:
        raise TakeError("it is empty: nobody speaks in it; record it again, or export the right track")
    margin = round(MARGIN_S * take.rate_hz)
    begin, end = int(spoken[0]) * frame, (int(spoken[-1]) + 1) * frame
    return max(0, begin - margin), min(len(take.wave), end + margin)


def _levels(wave: Wave, frame: int) -> Wave:
    """By frame: how loud, in dB of full scale. The frames are freed of a constant offset."""
    whole = wave[: len(wave) // frame * frame].reshape(-1, frame)
    return np.asarray(20 * np.log10(np.maximum(whole.std(axis=1), 1e-10)))


def _runs(loud: npt.NDArray[np.bool_], least: int) -> npt.NDArray[np.intp]:
    """The places of all frames that stand in a run of at least so many."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], loud.astype(np.int8), [0]))))
    kept = [np.arange(begin, end) for begin, end in edges.reshape(-1, 2) if end - begin >= least]
    return np.concatenate(kept) if kept else np.zeros(0, dtype=np.intp)


def _clipped_share(wave: Wave) -> float:
    """The share of what is heard that lies flat at the top (three equal samples or more), or at full scale."""
    size = np.abs(wave)
    heard = int((size > _HEARD).sum())
    if not heard:
        return 0.0
    top = size >= max(0.5, 0.95 * float(size.max()))
    flat = top[1:] & top[:-1] & (np.abs(np.diff(wave)) <= _FLAT)
    flat_runs = len(_runs(flat, 2))
    return max(flat_runs, int((size >= _FULL).sum()) - 1) / heard


def _faded(wave: Wave, rate_hz: int) -> Wave:
    """Both ends led in and out over a few milliseconds, so that a cut in the noise of the room does not click."""
    count = min(round(_FADE_S * rate_hz), len(wave) // 2)
    ramp = np.ones(len(wave))
    ramp[:count] = np.linspace(0.0, 1.0, count, endpoint=False)
    ramp[len(wave) - count :] = ramp[:count][::-1]
    return np.asarray(wave * ramp)


def _too_long(seconds: float) -> str:
    return f"it lasts {seconds:.0f} s, {LONGEST_S:.0f} s is the most; cut it, or record one prompt a file"
