"""Whose words are whose, in a recording with both voices on one channel: guesses with a confidence, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from recordings.voices.evidence import WordSound, evidence_of
from recordings.voices.following import second_voice
from recordings.voices.parting import part

SURE_FROM = 0.9
"""A word's voice is told from this confidence on. Whoever reads 'not known' can listen; who reads a wrong name cannot
know."""


@dataclass(frozen=True, slots=True)
class VoiceGuess:
    """Which voice said a word."""

    voice: int
    """1 or 2: the one that is heard first is 1."""
    confidence: float
    """0 to 1."""


def tell_voices(words: Sequence[WordSound]) -> tuple[VoiceGuess | None, ...]:
    """The voice of each word; None where it is not sure enough, and of all where two voices cannot be told apart."""
    nobody: tuple[VoiceGuess | None, ...] = (None,) * len(words)
    evidence = evidence_of(words)
    parting = part(evidence) if evidence is not None else None
    if evidence is None or parting is None:
        return nobody
    likely = second_voice(evidence, parting, [word.span for word in words])
    guesses = [_guess(float(one)) for one in likely]
    first = next((guess.voice for guess in guesses if guess), 1)
    return tuple(guess and VoiceGuess(1 if guess.voice == first else 2, guess.confidence) for guess in guesses)


def _guess(second: float) -> VoiceGuess | None:
    confidence = max(second, 1 - second)
    return VoiceGuess(2 if second > 0.5 else 1, round(confidence, 3)) if confidence >= SURE_FROM else None
