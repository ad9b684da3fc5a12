"""What a studio may bring, and what is refused, on speech of the real voice engine."""

import numpy as np
import pytest

from callcenter.kit.languages import Language
from ivr.prompt_sounds.cleaning import LONGEST_S, Take, TakeError, clean, softer_by
from ivr.prompt_sounds.loudness import TARGET_LUFS, Wave
from ivr.prompt_sounds.sound import Rate
from ivr.speech.espeak import EspeakVoice
from ivr.speech.resampling import resampled

_STUDIO_HZ = 48000


@pytest.fixture(scope="module")
def speech() -> Wave:
    voice = EspeakVoice(rate_hz=16000)
    samples = voice.samples("Соединяем с администратором.", Language.RU, "robot")
    voice.close()
    spoken = resampled(samples.astype(np.float64) / 32768, 16000, _STUDIO_HZ)
    loud = np.flatnonzero(np.abs(spoken) > 0.01)
    return spoken[loud[0] : loud[-1]]


def _room(seconds: float, level: float = 0.0003) -> Wave:
    return np.random.default_rng(1).normal(0, level, round(seconds * _STUDIO_HZ))


@pytest.mark.parametrize("gain", [0.1, 0.3, 1.5])
def test_a_recording_is_trimmed_and_made_as_loud_as_all_others(speech: Wave, gain: float) -> None:
    cleaned = clean(Take(np.concatenate((_room(2), speech * gain, _room(3))), _STUDIO_HZ))
    assert cleaned.pair.seconds == pytest.approx(len(speech) / _STUDIO_HZ + 0.3, abs=0.1)
    assert cleaned.cut_s == pytest.approx(4.7, abs=0.1)
    assert cleaned.loudness_after == pytest.approx(TARGET_LUFS, abs=0.5)
    assert softer_by(cleaned) < 0.5
    assert len(cleaned.pair.at(Rate.WIDE)) == pytest.approx(2 * len(cleaned.pair.at(Rate.NARROW)), abs=2)


def test_a_click_before_the_words_is_cut_away_with_the_silence(speech: Wave) -> None:
    before = _room(2)
    before[4800:4850] = 0.3
    assert clean(Take(np.concatenate((before, speech)), _STUDIO_HZ)).cut_s > 1.5


@pytest.mark.parametrize("level", [1.0, 0.6])
def test_a_recording_whose_peaks_are_cut_off_is_refused_even_when_it_was_made_softer_afterwards(
    speech: Wave, level: float
) -> None:
    overdriven = np.clip(speech * 4, -1, 1) * level
    with pytest.raises(TakeError, match="too loud"):
        clean(Take(overdriven, _STUDIO_HZ))


def test_a_recording_as_loud_as_can_be_is_taken(speech: Wave) -> None:
    clean(Take(speech / np.abs(speech).max(), _STUDIO_HZ))


@pytest.mark.parametrize("seconds", [0.0, 0.05, 3.0])
def test_silence_is_refused_as_empty(seconds: float) -> None:
    with pytest.raises(TakeError, match="nobody speaks"):
        clean(Take(np.zeros(round(seconds * _STUDIO_HZ)), _STUDIO_HZ))


def test_a_whisper_from_far_is_refused_because_only_noise_would_grow(speech: Wave) -> None:
    with pytest.raises(TakeError, match="too soft"):
        clean(Take(speech * 0.02, _STUDIO_HZ))


def test_a_recording_that_is_too_long_is_refused_with_its_length(speech: Wave) -> None:
    long = np.tile(speech, round((LONGEST_S + 5) * _STUDIO_HZ / len(speech)))
    with pytest.raises(TakeError, match="60 s is the most"):
        clean(Take(long, _STUDIO_HZ))
