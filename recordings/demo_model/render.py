"""A sentence as it comes down the telephone line, with the time of each sound and word. Pure."""

import random
from dataclasses import dataclass, replace

import numpy as np

from callcenter.kit.languages import Language
from recordings.demo_model.alignment import align
from recordings.demo_model.features import RATE
from recordings.demo_model.filters import Samples, resampled
from recordings.demo_model.product_phrases import speakable
from recordings.demo_model.speech import SILENCE, Sound, Speech, SpokenWord
from recordings.demo_model.talker import Talker
from recordings.demo_model.telephone import distort
from recordings.demo_model.voices import Voice

_OTHER_THROAT = (0.88, 1.13)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Sound at 8 kHz with its truth; times in seconds from the first sample."""

    samples: Samples
    sounds: list[Sound]
    words: list[SpokenWord]


def to_line(speech: Speech, stretch: float = 1.0) -> Samples:
    """Speech at 8 kHz, played `stretch` times as long."""
    return resampled(speech.samples.astype(np.float64), speech.rate, RATE * stretch)


def render(
    talker: Talker, text: str, language: Language, voice: Voice, rng: random.Random, *, is_distorted: bool = True
) -> Rendered:
    """Speak a sentence with pauses around it, and where asked for send it over a bad telephone.

    A third of the sentences are played faster or slower by up to 13 %, which moves the formants as another throat does.
    """
    text = speakable(text, language)
    speech = talker.speak(text, voice)
    sounds, words = align(speech, text, language)
    stretch = 1 / rng.choice([1.0, 1.0, rng.uniform(*_OTHER_THROAT)])
    lead, tail = rng.uniform(0.05, 0.8), rng.uniform(0.1, 0.8)
    x = np.concatenate([np.zeros(int(lead * RATE)), to_line(speech, stretch), np.zeros(int(tail * RATE))])
    timed = [Sound(SILENCE, 0.0), *(Sound(sound.phoneme, sound.start * stretch + lead) for sound in sounds)]
    placed = [
        replace(word, start=word.start * stretch + lead, starts=[at * stretch + lead for at in word.starts])
        for word in words
    ]
    return Rendered(distort(x, rng) if is_distorted else x, timed, placed)
