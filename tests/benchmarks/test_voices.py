"""How well the voices of mono recordings are told apart: words given to the right voice, to nobody, to the wrong one.

Seeded dialogues of the labelled calls, spoken by the synthesiser's voices, mixed to one channel with noise and
interruptions; the words' times are the synthesiser's own. These voices are not people: the figures say that the method
works where voices differ, not how often it will be right in a clinic.
"""

import sys
import time
from collections.abc import Iterator

import numpy as np
import pytest

from callcenter.kit.languages import Language
from recordings.stretch import Stretch
from recordings.voices.evidence import WordSound, word_sound
from recordings.voices.features import voiced_frames
from recordings.voices.telling import tell_voices
from tests.support.two_voices import RATE, Mono, Pair, Speaking

_DIALOGUES = 12
_FIRST_SEED = 1000
"""Others than those on which the thresholds were chosen."""


def _sounds(mono: Mono) -> list[WordSound]:
    return [
        word_sound(
            Stretch(word.start, word.end),
            voiced_frames(mono.samples[round(word.start * RATE) : round(word.end * RATE)], RATE),
        )
        for word in mono.words
    ]


def _shares(mono: Mono) -> tuple[float, float, float]:
    """Right, nobody's, wrong, as shares of the words."""
    guesses = tell_voices(_sounds(mono))
    told = [
        guess.voice == (1 if speaker is mono.speakers[0] else 2)
        for guess, speaker in zip(guesses, mono.speakers, strict=True)
        if guess
    ]
    right = max(sum(told), len(told) - sum(told))
    return right / len(guesses), 1 - len(told) / len(guesses), (len(told) - right) / len(guesses)


def _dialogues(speaking: Speaking, pair: Pair) -> Iterator[Mono]:
    for seed in range(_FIRST_SEED, _FIRST_SEED + _DIALOGUES):
        for language in (Language.RU, Language.EN):
            yield speaking.dialogue(pair, seed, language)


@pytest.mark.benchmark
def test_print_how_well_voices_are_told_apart() -> None:
    speaking = Speaking()
    spent = seconds = 0.0
    try:
        for pair in Pair:
            shares = []
            for mono in _dialogues(speaking, pair):
                began = time.process_time()
                shares.append(_shares(mono))
                spent += time.process_time() - began
                seconds += len(mono.samples) / RATE
            right, nobody, wrong = np.mean(shares, axis=0)
            whole = sum(share[1] == 1.0 for share in shares)
            sys.stdout.write(
                f"\n{pair.value:22} words right {right:6.1%}, nobody's {nobody:6.1%}, wrong {wrong:5.1%} "
                f"(most in one call {max(share[2] for share in shares):.0%}); "
                f"{whole} of {len(shares)} calls left undivided"
            )
    finally:
        speaking.close()
    sys.stdout.write(f"\n{spent / seconds:.2%} of one core's time per second of sound\n")
