"""Two groups of runs, and whether they are two voices at all."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from recordings.voices.evidence import Evidence
from recordings.voices.features import Matrix

TWO_VOICES_FROM = 1.5
"""From this separation on, in standard deviations, in a long call. In 60 dialogues of a voice with itself it came to
0.2 to 1.3 where there were 30 runs or more, and to 2.7 where there were fewer; with two voices it is 0.4 to 6."""
_FEW_RUNS = 20.0
"""With so few runs twice the separation is asked for: what chance does is greater in a short call."""
LEAST_OF_EACH = 3
"""Runs that a voice must have: from fewer nobody could tell it."""
_MOST_FRAMES = 150.0
"""A run counts for no more than 1.5 seconds: two of its frames are not two witnesses."""
_CAUTION = 0.3
"""Frames of 10 ms are alike; this share of them counts as independent."""
_STEPS = 30


@dataclass(frozen=True, slots=True)
class Parting:
    """Two voices by their average sound, in the scaled space of `Evidence`."""

    voices: tuple[Matrix, Matrix]
    is_second: Matrix
    """Of each run: how likely it is the second voice, 0 to 1."""


def part(evidence: Evidence) -> Parting | None:
    """The two voices; None where one voice, or none that can be told from another, was heard."""
    found = best_parting(evidence.runs, evidence.frames)
    if found is None or min(_sizes(found)) < LEAST_OF_EACH or separation(evidence) < needed(len(evidence.runs)):
        return None
    return found


def needed(runs: int) -> float:
    """The separation from which on two voices are believed, in a call of so many runs."""
    return TWO_VOICES_FROM * (1 + (_FEW_RUNS / runs) ** 2)


def separation(evidence: Evidence) -> float:
    """How far apart the two groups lie, in standard deviations, seen by runs' halves that had no part in grouping.

    Any heap can be cut in two, and the parts then lie apart. But if the cut means nothing, the other halves of the
    same runs do not know of it.
    """
    found = []
    for own, other in ((evidence.firsts, evidence.seconds), (evidence.seconds, evidence.firsts)):
        parting = best_parting(own, evidence.frames / 2)
        if parting is None or min(_sizes(parting)) < 2:
            return 0.0
        way = parting.voices[1] - parting.voices[0]
        along = other @ (way / (np.linalg.norm(way) + 1e-9))
        second = parting.is_second > 0.5
        spread = np.sqrt((along[second].var() * second.sum() + along[~second].var() * (~second).sum()) / len(along))
        found.append(float((along[second].mean() - along[~second].mean()) / (spread + 1e-9)))
    return min(found)


def best_parting(points: Matrix, frames: Matrix) -> Parting | None:
    """The two groups around whose averages the points lie closest, from several beginnings."""
    weight = np.minimum(frames, _MOST_FRAMES)
    best: Parting | None = None
    least = np.inf
    for begin in _beginnings(points, weight):
        parting = _settled(points, weight, begin)
        if parting is None:
            continue
        far = [((points - voice) ** 2).sum(axis=1) for voice in parting.voices]
        cost = float((weight * ((1 - parting.is_second) * far[0] + parting.is_second * far[1])).sum())
        if cost < least:
            best, least = parting, cost
    return best


def _beginnings(points: Matrix, weight: Matrix) -> Iterator[Matrix]:
    """Cuts across the directions in which the points are spread most, and one that takes turns."""
    _, directions = np.linalg.eigh((points * weight[:, None]).T @ points)
    for direction in directions.T[:-4:-1]:
        along = points @ direction
        yield (along > np.median(along)).astype(float)
    yield (np.arange(len(points)) % 2).astype(float)


def _settled(points: Matrix, weight: Matrix, is_second: Matrix) -> Parting | None:
    for _ in range(_STEPS):
        if min(is_second.sum(), (1 - is_second).sum()) < 1:
            return None
        first, second = (
            np.average(points, axis=0, weights=weight * part + 1e-9) for part in (1 - is_second, is_second)
        )
        nearer = ((points - first) ** 2).sum(axis=1) - ((points - second) ** 2).sum(axis=1)
        before, is_second = is_second, sigmoid(_CAUTION * weight * nearer / 2)
        if np.abs(before - is_second).max() < 1e-4:
            break
    return Parting((first, second), is_second)


def _sizes(parting: Parting) -> tuple[int, int]:
    second = int((parting.is_second > 0.5).sum())
    return len(parting.is_second) - second, second


def sigmoid(values: Matrix) -> Matrix:
    """Odds in natural logarithms as a probability."""
    return 1 / (1 + np.exp(-np.clip(values, -30, 30)))
