"""Spoken training material: sentences through many voices and telephones, with the sound of every third frame."""

import random
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recordings.demo_model.features import RATE
from recordings.demo_model.filters import Samples
from recordings.demo_model.inventory import is_foreign
from recordings.demo_model.labels import frame_labels
from recordings.demo_model.lexicon import salad
from recordings.demo_model.mfcc import mfcc
from recordings.demo_model.noises import not_speech
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.render import render
from recordings.demo_model.speech import SILENCE, Sound
from recordings.demo_model.talker import Talker
from recordings.demo_model.voices import training_voice

_NOT_SPEECH = 0.07
_SALAD = 0.25


@dataclass(frozen=True, slots=True)
class Utterance:
    """Features with the sound of every third frame, an index into `phonemes`."""

    features: NDArray[np.float16]
    phonemes: tuple[str, ...]
    labels: NDArray[np.int16]


@dataclass(slots=True)
class Corpus:
    """Utterances, and the sentences that were spoken in them."""

    utterances: list[Utterance] = field(default_factory=list)
    sentences: set[str] = field(default_factory=set)
    seconds: float = 0.0


def make(phrases: Phrases, count: int, seed: int, talker: Talker) -> Corpus:
    """Speak `count` sentences: 69 % phrases, 24 % words in any order, 7 % no speech at all.

    Words in any order keep the network from learning the sentences by heart.
    """
    rng = random.Random(seed)
    vocabulary = phrases.vocabulary()
    corpus = Corpus()
    for _ in range(count):
        if rng.random() < _NOT_SPEECH:
            _add(corpus, not_speech(rng), [Sound(SILENCE, 0.0)])
            continue
        text = salad(vocabulary, rng) if rng.random() < _SALAD else phrases.draw(rng)
        corpus.sentences.add(" ".join(phrases.words(text)))
        heard = render(talker, text, phrases.language, training_voice(phrases.language, rng), rng)
        if not any(is_foreign(sound.phoneme) for sound in heard.sounds):
            _add(corpus, heard.samples, heard.sounds)
    return corpus


def _add(corpus: Corpus, samples: Samples, sounds: list[Sound]) -> None:
    features = mfcc(samples)
    labels = frame_labels(sounds, len(features))
    corpus.seconds += len(samples) / RATE
    names = tuple(sound.phoneme for sound in sounds)
    corpus.utterances.append(Utterance(features.astype(np.float16), names, labels.astype(np.int16)))
