"""Damages a transcript the way a recogniser does, by a seed: the yardstick for noisy calls.

Small letters, no punctuation, and a share of the words dropped, doubled, replaced by a near-sounding one or
by a neighbour. In Chinese the words are characters.
"""

import random
from dataclasses import replace

from callcenter.kit.wordmodel.mishearing import damage_words
from recordings.scoring.text import UNSPACED_LANGUAGES, make_spoken
from recordings.transcript import CallTranscript, Turn


def add_noise(call: CallTranscript, seed: int, *, share: float = 0.15) -> CallTranscript:
    """The call as a recogniser might have heard it, with about `share` (0..1) of the words damaged."""
    dice = random.Random(f"{seed}-{call.id}")  # noqa: S311 - a repeatable yardstick, not a secret
    turns = tuple(_damaged(turn, call.language.value, dice, share) for turn in call.turns)
    return replace(call, turns=tuple(turn for turn in turns if turn.text))


def _damaged(turn: Turn, language: str, dice: random.Random, share: float) -> Turn:
    joint = "" if language in UNSPACED_LANGUAGES else " "
    heard = damage_words(make_spoken(turn.text, language).words, dice, share)
    return replace(turn, text=joint.join(heard), words=())
