"""The measure of loudness against what the standard itself says."""

import numpy as np
import pytest

from ivr.prompt_sounds.loudness import PEAK_DB, SILENCE_LUFS, TARGET_LUFS, Wave, evened, loudness


def _sine(amplitude: float, seconds: float, rate_hz: int) -> Wave:
    return np.asarray(amplitude * np.sin(2 * np.pi * 997 * np.arange(round(seconds * rate_hz)) / rate_hz))


@pytest.mark.parametrize("rate_hz", [8000, 16000, 44100, 48000])
def test_a_full_tone_of_997_hz_measures_as_the_standard_says(rate_hz: int) -> None:
    assert loudness(_sine(1.0, 5, rate_hz), rate_hz) == pytest.approx(-3.01, abs=0.05)


def test_silence_between_words_does_not_make_speech_softer() -> None:
    tone, pause = _sine(0.1, 3, 16000), np.zeros(5 * 16000)
    alone = loudness(tone, 16000)
    assert loudness(np.concatenate((pause, tone, pause)), 16000) == pytest.approx(alone, abs=0.5)


def test_a_word_shorter_than_a_block_has_a_loudness_too() -> None:
    assert loudness(_sine(0.1, 0.2, 16000), 16000) == pytest.approx(-23.0, abs=0.3)


@pytest.mark.parametrize("amplitude", [0.005, 0.1, 0.99])
def test_soft_and_loud_recordings_come_out_equally_loud(amplitude: float) -> None:
    assert loudness(evened(_sine(amplitude, 2, 16000), 16000), 16000) == pytest.approx(TARGET_LUFS, abs=0.1)


def test_a_recording_with_a_high_peak_stays_softer_rather_than_cut_off() -> None:
    wave = _sine(0.005, 2, 16000)
    wave[1000] = 0.9
    assert np.abs(evened(wave, 16000)).max() == pytest.approx(10 ** (PEAK_DB / 20))


def test_nothing_and_silence_have_no_loudness_and_are_left_alone() -> None:
    assert loudness(np.zeros(0), 16000) == SILENCE_LUFS
    assert loudness(np.zeros(16000), 16000) == SILENCE_LUFS
    assert not evened(np.zeros(16000), 16000).any()
