"""The sentences on which a model is measured. Pure."""

import hashlib
import random
from collections.abc import Collection
from dataclasses import dataclass

from recordings.demo_model.phrases import Phrases
from recordings.demo_model.voices import HELD_OUT_VARIANTS, TRAINING_VARIANTS

UNSEEN = "unseen sentences, held-out voices, telephone"
HANDWRITTEN = "hand-written sentences, held-out voices, telephone"
_SHORTEST = 3
_TIMES_HANDWRITTEN = 6


@dataclass(frozen=True, slots=True)
class SentenceSet:
    """Sentences, the variants of the voice that say them, and whether a bad telephone is between."""

    name: str
    texts: tuple[str, ...]
    variants: tuple[str, ...]
    is_distorted: bool


def sentence_sets(phrases: Phrases, seen: Collection[str], count: int, seed: int) -> tuple[SentenceSet, ...]:
    """Sentences from the templates and hand-written ones, without those that network or language model saw.

    `seen` holds marks of what they saw. The hand-written ones are said six times, by different voices. Half of the
    unseen ones are said again without distortion and by voices of the training.
    """
    fresh = _unseen(phrases, seen, count, seed)
    half = fresh[: count // 2]
    hand = tuple(text for text in phrases.handwritten if _mark(phrases, text) not in seen) * _TIMES_HANDWRITTEN
    return (
        SentenceSet(UNSEEN, fresh, HELD_OUT_VARIANTS, True),
        SentenceSet("unseen sentences, held-out voices, clean", half, HELD_OUT_VARIANTS, False),
        SentenceSet("unseen sentences, trained voices, telephone", half, TRAINING_VARIANTS, True),
        SentenceSet(HANDWRITTEN, hand, HELD_OUT_VARIANTS, True),
        SentenceSet("hand-written sentences, trained voices, clean", hand, TRAINING_VARIANTS, False),
    )


def _unseen(phrases: Phrases, seen: Collection[str], count: int, seed: int) -> tuple[str, ...]:
    rng = random.Random(seed)
    found: dict[str, str] = {}
    while len(found) < count:
        text = phrases.draw(rng)
        mark = _mark(phrases, text)
        if len(phrases.words(text)) >= _SHORTEST and mark not in seen and mark not in found:
            found[mark] = text
    return tuple(found.values())


def _mark(phrases: Phrases, text: str) -> str:
    return mark_of(" ".join(phrases.words(text)))


def mark_of(sentence: str) -> str:
    """Eight hexadecimal digits that stand for a sentence."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:8]
