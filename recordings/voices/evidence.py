"""What the words of a recording tell of voices: their sound, in a space where noise is the same in every direction.

What is said changes a voice's sound from moment to moment. How much is seen inside short runs of words, which are one
voice almost always: the halves of a run should sound alike. By that the space is scaled, so that in it the distance of
two averages says how unlikely chance alone is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recordings.stretch import Stretch
from recordings.voices.features import Matrix

RUN_BREAK_S = 0.3
"""A pause this long ends a run: another voice may go on."""
RUN_FRAMES = 60
"""So many voiced frames (0.6 seconds) are a run, whatever comes."""
LEAST_FRAMES = 16
"""A run with less voice than this is too little to learn from."""
LEAST_RUNS = 10
"""With fewer there is too little to tell."""
_SHRINK = 0.2
"""Towards independent numbers: a short call has too few runs to learn all their ties."""


@dataclass(frozen=True, slots=True)
class Sounded:
    """The voiced frames of a stretch, added up."""

    count: int
    total: Matrix

    @property
    def mean(self) -> Matrix:
        """The average frame."""
        return self.total / max(1, self.count)


def added(parts: Sequence[Sounded]) -> Sounded:
    """Several stretches as one."""
    return Sounded(sum(part.count for part in parts), np.sum([part.total for part in parts], axis=0))


@dataclass(frozen=True, slots=True)
class WordSound:
    """One word: when it was said, and its first and second half."""

    span: Stretch
    halves: tuple[Sounded, Sounded]


def word_sound(span: Stretch, frames: Matrix) -> WordSound:
    """From the voiced frames of a word."""
    middle = len(frames) // 2
    first, second = (Sounded(len(part), part.sum(axis=0)) for part in (frames[:middle], frames[middle:]))
    return WordSound(span, (first, second))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A recording in the scaled space, where the average of n frames of one voice has the variance 1/n."""

    runs: Matrix
    """The average of each run, (runs, numbers)."""
    firsts: Matrix
    seconds: Matrix
    """The same of the first and the second half of each run."""
    frames: Matrix
    """How many frames each run has."""
    words: Matrix
    """The average of each word, (words, numbers); zero where it has no voiced frame."""
    word_frames: Matrix


def evidence_of(words: Sequence[WordSound]) -> Evidence | None:
    """The evidence in a recording; None where there is too little voice to tell anything."""
    halves = [pair for run in _runs(words) if (pair := _halves(run)) is not None]
    if len(halves) < LEAST_RUNS:
        return None
    firsts, seconds = (np.array([pair[side].mean for pair in halves]) for side in (0, 1))
    counts = np.array([[half.count for half in pair] for pair in halves], dtype=float)
    weight = np.sqrt(counts[:, 0] * counts[:, 1] / counts.sum(axis=1))
    differences = (firsts - seconds) * weight[:, None]
    noise = differences.T @ differences / len(differences)
    noise = (1 - _SHRINK) * noise + _SHRINK * np.diag(np.diag(noise)) + 1e-9 * np.eye(len(noise))
    scale = np.linalg.cholesky(np.linalg.inv(noise))
    frames = counts.sum(axis=1)
    runs = (firsts * counts[:, :1] + seconds * counts[:, 1:]) / frames[:, None]
    centre = np.average(runs, axis=0, weights=frames)
    each = [added(word.halves) for word in words]
    word_frames = np.array([one.count for one in each], dtype=float)
    means = np.array([one.mean if one.count else centre for one in each])
    return Evidence(
        runs=(runs - centre) @ scale,
        firsts=(firsts - centre) @ scale,
        seconds=(seconds - centre) @ scale,
        frames=frames,
        words=(means - centre) @ scale,
        word_frames=word_frames,
    )


def _runs(words: Sequence[WordSound]) -> list[list[WordSound]]:
    runs: list[list[WordSound]] = []
    frames = 0
    for word in words:
        goes_on = runs and frames < RUN_FRAMES and word.span.start - runs[-1][-1].span.end < RUN_BREAK_S
        if goes_on:
            runs[-1].append(word)
        else:
            runs.append([word])
            frames = 0
        frames += sum(half.count for half in word.halves)
    return runs


def _halves(run: Sequence[WordSound]) -> tuple[Sounded, Sounded] | None:
    """A run cut where half of its frames are over; None where there is too little of it."""
    parts = [half for word in run for half in word.halves]
    whole = sum(part.count for part in parts)
    if whole < LEAST_FRAMES:
        return None
    done = place = 0
    while place < len(parts) - 1 and done + parts[place].count <= whole / 2:
        done += parts[place].count
        place += 1
    place = max(1, place)
    first, second = added(parts[:place]), added(parts[place:])
    return (first, second) if first.count and second.count else None
