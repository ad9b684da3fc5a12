"""Lays what the administrator said beside the steps of the script. Pure.

A step is looked for in a few of the administrator's turns that follow each other; its likeness is the share of its
stems that are heard there, rare ones counting more than those of every other step. The order is the one in which the
likenesses add up to most (dynamic programming); a step that has no place in it may still have been said elsewhere, or
in words that only its meaning tells: then the criterion of the phone standard that it fulfils was met.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recordings.adherence.stems import stems_of
from recordings.adherence.steps import Kept, KeptStep, ShownStep, Walked
from recordings.transcript import Speaker, Turn

SAID = 0.7
PARAPHRASED = 0.38
ELSEWHERE = 0.6
"""Likenesses from which a step counts as said, as said in other words, and as said at another place."""
_MOST_TURNS = 3
"""Turns of the administrator that may hold one step: a caller says yes in between."""
_TURN_COST = 0.03
"""Of two places that are as good, the shorter is taken."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a step may have been said."""

    first: int
    last: int
    """Of the administrator's turns, both included."""
    likeness: float

    @property
    def gain(self) -> float:
        return self.likeness - _TURN_COST * (self.last - self.first)


def align(walked: Walked, turns: Sequence[Turn], met: Mapping[str, float] | None = None) -> tuple[KeptStep, ...]:
    """What became of each step; nothing where the administrator's words are not known.

    `met` has the criteria of the phone standard that the call met, each with the second of its proof: a step whose
    words were not heard, and whose criterion was met, was said in other words.
    """
    own = [turn for turn in turns if turn.speaker is Speaker.ADMINISTRATOR and turn.text.strip()]
    if not own or not walked.steps:
        return ()
    heard = [stems_of(turn.text, walked.language) for turn in own]
    wanted = [stems_of(step.spoken, walked.language) for step in walked.steps]
    weights = _weights(wanted)
    places = [_places(stems, heard, weights) for stems in wanted]
    chosen = _in_order(places, len(own))
    kept = [
        _kept(step, stems, found, anywhere, own, heard)
        for step, stems, found, anywhere in zip(walked.steps, wanted, chosen, places, strict=True)
    ]
    judged = [_by_criteria(one, met or {}) for one in kept]
    return tuple(one for one in judged if not (one.step.is_open and one.kept is Kept.SKIPPED))


def _weights(wanted: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """What a stem counts: less where many steps have it, because it tells none of them from the others."""
    counts = Counter(one for stems in wanted for one in stems)
    return {one: n**-0.5 for one, n in counts.items()}


def _places(stems: frozenset[str], heard: Sequence[frozenset[str]], weights: Mapping[str, float]) -> list[_Place]:
    """Every place where enough of a step is heard."""
    whole = sum(weights[one] for one in stems)
    found = []
    for first in range(len(heard)):
        missing = stems
        for last in range(first, min(first + _MOST_TURNS, len(heard))):
            missing = missing - heard[last]
            likeness = 1 - sum(weights[one] for one in missing) / whole if whole else 0.0
            if likeness >= PARAPHRASED:
                found.append(_Place(first, last, likeness))
    return found


def _in_order(places: Sequence[Sequence[_Place]], turns: int) -> list[_Place | None]:
    """The places that keep the order and together are the likeliest. Two steps may share the turn between them."""
    best = [0.0] * turns
    """By turn: the most that the steps so far reach within the turns up to it."""
    taken: list[list[_Place | None]] = []
    for own in places:
        after: list[tuple[float, _Place | None]] = [(gain, None) for gain in best]
        for place in own:
            gain = best[place.first] + place.gain
            if gain > after[place.last][0]:
                after[place.last] = (gain, place)
        for turn in range(1, turns):
            if after[turn - 1][0] > after[turn][0]:
                after[turn] = after[turn - 1]
        best = [gain for gain, _ in after]
        taken.append([place for _, place in after])
    chosen, turn = list[_Place | None](), turns - 1
    for row in reversed(taken):
        own_place = row[turn]
        chosen.append(own_place)
        turn = turn if own_place is None else own_place.first
    return chosen[::-1]


def _kept(
    step: ShownStep,
    stems: frozenset[str],
    found: _Place | None,
    anywhere: Sequence[_Place],
    own: Sequence[Turn],
    heard: Sequence[frozenset[str]],
) -> KeptStep:
    if found is not None:
        kept = Kept.SAID if found.likeness >= SAID else Kept.PARAPHRASED
        return KeptStep(step=step, kept=kept, likeness=found.likeness, at=_second(found, stems, own, heard))
    elsewhere = max(anywhere, key=lambda place: place.gain, default=None)
    if elsewhere is not None and elsewhere.likeness >= ELSEWHERE:
        at = _second(elsewhere, stems, own, heard)
        return KeptStep(step=step, kept=Kept.OUT_OF_ORDER, likeness=elsewhere.likeness, at=at)
    return KeptStep(step=step, kept=Kept.SKIPPED, likeness=elsewhere.likeness if elsewhere else 0.0)


def _by_criteria(one: KeptStep, met: Mapping[str, float]) -> KeptStep:
    seconds = [met[name] for name in one.step.criteria if name in met]
    if one.kept is not Kept.SKIPPED or not seconds:
        return one
    return replace(one, kept=Kept.PARAPHRASED, at=min(seconds))


def _second(place: _Place, stems: frozenset[str], own: Sequence[Turn], heard: Sequence[frozenset[str]]) -> float:
    """When the first turn of a place begins in which something of the step is heard."""
    first = next(turn for turn in range(place.first, place.last + 1) if stems & heard[turn])
    return own[first].start
