"""Sentences as they come down the line: times, distortion, sounds that are not speech, other throats."""

import random

import numpy as np
import pytest

from callcenter.kit.languages import Language
from recordings.demo_model.features import DIMENSIONS, RATE
from recordings.demo_model.filters import band_passed, darkened, resampled
from recordings.demo_model.noises import not_speech, quiet_lines
from recordings.demo_model.render import render
from recordings.demo_model.speech import Event, Kind, Speech
from recordings.demo_model.telephone import FULL_SCALE, distort
from recordings.demo_model.throats import throat
from recordings.demo_model.voices import Voice


class Clicker:
    """A voice that clicks at 0.5 s and 1 s, where its two words begin."""

    def speak(self, text: str, voice: Voice) -> Speech:
        samples = np.zeros(22050 * 2, np.int16)
        events: list[Event] = []
        for place, at in ((0, 11025), (4, 22050)):
            samples[at : at + 200] = 20000
            events += [Event(Kind.WORD, at, place, 3), Event(Kind.PHONEME, at, phoneme="a")]
        return Speech(samples, 22050, tuple(events))


@pytest.mark.parametrize("seed", range(6))
def test_words_begin_where_their_sound_is_however_fast_it_is_played(seed: int) -> None:
    rng = random.Random(seed)

    made = render(Clicker(), "one two", Language.EN, Voice("en"), rng, is_distorted=False)

    loud = np.flatnonzero(np.abs(made.samples) > 8000) / RATE
    first, second = (word.start for word in made.words)
    assert loud.min() == pytest.approx(first, abs=0.005)
    assert loud[loud > (first + second) / 2].min() == pytest.approx(second, abs=0.005)
    assert [word.starts for word in made.words] == [[first], [second]]


@pytest.mark.parametrize("seed", range(20))
def test_distorted_speech_fits_a_telephone_line(seed: int) -> None:
    rng = random.Random(seed)
    x = 5000 * np.sin(np.arange(8000) / 3)

    heard = distort(x, rng)

    assert len(heard) == len(x)
    assert np.abs(heard).max() <= FULL_SCALE
    assert heard.std() > 50


@pytest.mark.parametrize("seed", range(20))
def test_other_sounds_of_a_line_last_one_to_four_seconds(seed: int) -> None:
    sound = not_speech(random.Random(seed))

    assert RATE <= len(sound) <= 4 * RATE
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() <= FULL_SCALE


def test_the_quiet_lines_of_the_test_are_the_same_each_time() -> None:
    first, second = quiet_lines(), quiet_lines()

    assert list(first) == list(second)
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_a_band_keeps_its_inside_and_drops_its_outside() -> None:
    t = np.arange(RATE) / RATE

    inside, outside = (band_passed(np.sin(2 * np.pi * hertz * t), 300, 3400, RATE) for hertz in (1000, 60))

    assert inside.std() == pytest.approx(0.707, abs=0.03)
    assert outside.std() < 0.2


def test_darkened_noise_has_its_strength_below() -> None:
    noise = np.random.default_rng(1).normal(size=RATE)

    spectrum = np.abs(np.fft.rfft(darkened(noise, 0.9)))

    assert spectrum[:500].mean() > 5 * spectrum[-500:].mean()
    assert np.array_equal(darkened(noise, 0), noise)


def test_speech_at_another_rate_lasts_as_long() -> None:
    assert len(resampled(np.zeros(22050), 22050, RATE)) == RATE


def test_a_throat_of_the_same_length_changes_nothing() -> None:
    mean, deviation = np.full(DIMENSIONS, 2, np.float32), np.full(DIMENSIONS, 3, np.float32)

    same, longer = throat(1.0, mean, deviation), throat(0.9, mean, deviation)

    assert np.allclose(same.matrix, np.eye(DIMENSIONS), atol=1e-4)
    assert np.allclose(same.offset, 0, atol=1e-4)
    assert not np.allclose(longer.matrix, np.eye(DIMENSIONS), atol=0.1)
