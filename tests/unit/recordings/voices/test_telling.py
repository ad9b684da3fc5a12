"""Two voices on one channel: told apart where they differ, left alone where they do not."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.stretch import Stretch
from recordings.voices.evidence import WordSound, word_sound
from recordings.voices.features import WIDTH, voiced_frames
from recordings.voices.telling import SURE_FROM, tell_voices
from tests.support.two_voices import RATE, Mono, Pair, Speaking
from tests.unit.recordings.audio.sounds import tone


@pytest.fixture(scope="module")
def speaking() -> Iterator[Speaking]:
    speaking = Speaking()
    yield speaking
    speaking.close()


def _sounds(mono: Mono) -> list[WordSound]:
    return [_sound(mono.samples, word.start, word.end) for word in mono.words]


def _sound(samples: npt.NDArray[np.floating], start: float, end: float) -> WordSound:
    part = samples[round(start * RATE) : round(end * RATE)].astype(np.float32)
    return word_sound(Stretch(start, end), voiced_frames(part, RATE))


def _wrong(mono: Mono) -> tuple[float, float]:
    """The shares of the words that are the wrong voice's, and nobody's."""
    guesses = tell_voices(_sounds(mono))
    told = [
        (guess.voice == 1) == (speaker is mono.speakers[0])
        for guess, speaker in zip(guesses, mono.speakers, strict=True)
        if guess
    ]
    wrong = min(sum(told), len(told) - sum(told))  # which of them is called the first is another matter
    return wrong / len(guesses), 1 - len(told) / len(guesses)


def test_a_woman_and_a_man_are_told_apart(speaking: Speaking) -> None:
    shares = [_wrong(speaking.dialogue(Pair.MIXED, seed)) for seed in range(4)]
    assert all(wrong < 0.05 for wrong, _ in shares)
    assert sum(nobody < 0.3 for _, nobody in shares) >= 3, "a short call may be left undivided"


@pytest.mark.parametrize("pair", [Pair.WOMEN, Pair.MEN])
@pytest.mark.parametrize("seed", range(4))
def test_two_of_one_sex_are_told_apart_or_left_alone_but_not_mixed_up(
    speaking: Speaking, pair: Pair, seed: int
) -> None:
    wrong, _ = _wrong(speaking.dialogue(pair, seed))
    assert wrong < 0.1


@pytest.mark.parametrize("seed", range(6))
def test_one_voice_is_not_made_two(speaking: Speaking, seed: int) -> None:
    assert set(tell_voices(_sounds(speaking.dialogue(Pair.ONE, seed)))) == {None}


def test_guesses_carry_their_confidence_and_the_first_voice_is_one(speaking: Speaking) -> None:
    guesses = [guess for guess in tell_voices(_sounds(speaking.dialogue(Pair.MIXED, 1))) if guess]
    assert guesses[0].voice == 1
    assert {guess.voice for guess in guesses} == {1, 2}
    assert all(SURE_FROM <= guess.confidence <= 1.0 for guess in guesses)


def test_a_few_words_are_too_little_to_tell(speaking: Speaking) -> None:
    sounds = _sounds(speaking.dialogue(Pair.MIXED, 1))
    assert set(tell_voices(sounds[:5])) == {None}
    assert tell_voices([]) == ()


def _stretches(count: int) -> Sequence[tuple[float, float]]:
    return [(0.5 * number, 0.5 * number + 0.4) for number in range(count)]


def _chords(seconds: float) -> npt.NDArray[np.float64]:
    """Music on hold: every half second another chord."""
    dice = np.random.default_rng(5)
    parts = [
        sum((tone(hz, 0.5, RATE, 0.1) for hz in dice.choice([220, 262, 330, 392, 440, 523], 3)), np.zeros(RATE // 2))
        for _ in range(int(2 * seconds))
    ]
    return np.concatenate(parts)


def test_words_that_were_heard_in_music_are_nobodys() -> None:
    music = _chords(40)
    assert set(tell_voices([_sound(music, *span) for span in _stretches(80)])) == {None}


@pytest.mark.parametrize("level", [0.0, 1e-4, 0.1])
def test_words_that_were_heard_in_silence_and_noise_are_nobodys(level: float) -> None:
    noise = level * np.random.default_rng(1).normal(0, 1, 40 * RATE)
    assert set(tell_voices([_sound(noise, *span) for span in _stretches(78)])) == {None}


def test_a_steady_tone_is_nobody() -> None:
    assert set(tell_voices([_sound(tone(440, 40), *span) for span in _stretches(78)])) == {None}


@given(st.integers(0, 2**32 - 1), st.integers(0, 60))
def test_whatever_the_numbers_each_word_gets_a_guess_or_none(seed: int, count: int) -> None:
    dice = np.random.default_rng(seed)
    words = [
        word_sound(
            Stretch(place * 0.4, place * 0.4 + 0.3), dice.normal(0, 10.0 ** dice.integers(-9, 9), (int(n), WIDTH))
        )
        for place, n in enumerate(dice.integers(0, 40, count))
    ]
    assert len(tell_voices(words)) == count


@pytest.mark.parametrize("hz", [90, 120, 180, 250, 320])
def test_the_pitch_of_a_buzz_is_its_own(hz: int) -> None:
    buzz = sum((tone(hz * harmonic, 0.5, RATE, 0.3 / harmonic) for harmonic in range(1, 9)), np.zeros(RATE // 2))
    frames = voiced_frames(buzz.astype(np.float32), RATE)
    assert len(frames) > 20
    assert 2 ** np.median(frames[:, -1]) == pytest.approx(hz, rel=0.04)
