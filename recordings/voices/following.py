"""From word to word: which of two voices speaks, knowing that people do not change in the middle of a sentence."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from recordings.stretch import Stretch
from recordings.voices.evidence import Evidence
from recordings.voices.features import Matrix
from recordings.voices.parting import Parting

_MOST_FRAMES = 40.0
_CAUTION = 0.3
"""As in parting.py: frames are no independent witnesses."""
_CHANGES = ((0.05, 0.02), (0.3, 0.15), (0.8, 0.35), (float("inf"), 0.5))
"""How likely another voice speaks after a pause shorter than so many seconds."""


def second_voice(evidence: Evidence, parting: Parting, spans: Sequence[Stretch]) -> Matrix:
    """How likely each word was said by the second voice, 0 to 1, from its sound and from the words around it."""
    frames = np.minimum(evidence.word_frames, _MOST_FRAMES)
    far = [((evidence.words - voice) ** 2).sum(axis=1) for voice in parting.voices]
    seen = np.exp(-np.clip(_CAUTION * frames * (far - np.minimum(*far)) / 2, 0, 30)).T
    changes = [0.5, *(_change(before, span) for before, span in pairwise(spans))]
    forward, backward = np.zeros_like(seen), np.ones_like(seen)
    state = np.array([0.5, 0.5])
    for place, change in enumerate(changes):
        state = ((1 - change) * state + change * state[::-1]) * seen[place]
        state /= state.sum()
        forward[place] = state
    for place in range(len(seen) - 2, -1, -1):
        coming, change = seen[place + 1] * backward[place + 1], changes[place + 1]
        state = (1 - change) * coming + change * coming[::-1]
        backward[place] = state / state.sum()
    both = forward * backward
    likely: Matrix = both[:, 1] / both.sum(axis=1)
    return likely


def _change(before: Stretch, span: Stretch) -> float:
    gap = span.start - before.end
    return next(chance for up_to, chance in _CHANGES if gap < up_to)
