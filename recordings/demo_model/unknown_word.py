"""`[unk]`: a word of any sounds in a likely order, so that words outside the vocabulary need not become others. Pure.

It competes with the words: it is heard where the sounds fit none of them well. Where it does not win it still takes
probability from them, so that a wrong word comes out with a lower confidence.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from recordings.demo_model.fst import Fst
from recordings.demo_model.graph import GO, Loose, entering, pause_between, phone_state
from recordings.demo_model.lexicon import Pronunciation
from recordings.demo_model.phones import FIRST, INSIDE, LAST, Phones

UNKNOWN = "[unk]"
_SHARED = 0.1
"""Chance of a pair of sounds that no word has, shared among all."""
_PAUSE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownSettings:
    """How easily a word is taken for unknown; all are costs, natural logarithms."""

    begin: float
    """Of beginning an unknown word."""
    sound: float
    """Of each sound besides what its likelihood costs."""
    shortest: int = 4
    """Sounds that an unknown word has at least, 3 or more. Shorter ones would take every cough and clipped ending."""


class _Sounds:
    """Which sound follows which in the vocabulary."""

    def __init__(self, pronunciations: Sequence[Pronunciation]) -> None:
        self.single: Counter[str] = Counter(name for one in pronunciations for name in one.phonemes)
        self.pairs: Counter[tuple[str, str]] = Counter(
            pair for one in pronunciations for pair in pairwise(one.phonemes)
        )
        self.leaving: Counter[str] = Counter(before for before, _ in self.pairs.elements())

    def cost(self, name: str) -> float:
        """Of a sound after any other."""
        return -math.log(self.single[name] / self.single.total())

    def pair_cost(self, before: str, name: str) -> float:
        """Of a sound after a sound with which it was heard."""
        return -math.log((1 - _SHARED) * self.pairs[before, name] / self.leaving[before])


def add_unknown(
    fst: Fst,
    loose: Loose,
    pronunciations: Sequence[Pronunciation],
    phones: Phones,
    word: int,
    settings: UnknownSettings,
) -> None:
    """Put the unknown word, number `word`, into the graph wherever any word may follow."""
    sounds = _Sounds(pronunciations)
    names = sorted(sounds.single)
    rows = [_row(fst, phones, names, FIRST)]
    rows += [_row(fst, phones, names, INSIDE) for _ in range(settings.shortest - 2)]
    last = _row(fst, phones, names, LAST)
    for name in names:
        cost = settings.begin + settings.sound + sounds.cost(name) + GO
        fst.add(loose.state, rows[0][name], transition=entering(phones.ids[name + FIRST]), word=word, cost=cost)
    for before, row in pairwise(rows):
        _link(fst, phones, sounds, before, row, INSIDE, settings.sound)
    _link(fst, phones, sounds, rows[-1], rows[-1], INSIDE, settings.sound)
    _link(fst, phones, sounds, rows[-1], last, LAST, settings.sound)
    behind = fst.state()
    for name in names:
        fst.add(last[name], behind)
    pause_between(fst, behind, loose.state, -math.log(1 - _PAUSE), -math.log(_PAUSE))


def _row(fst: Fst, phones: Phones, names: Sequence[str], place: str) -> dict[str, int]:
    """A state for each sound at a place in the word."""
    return {name: phone_state(fst, phones.ids[name + place]) for name in names}


def _link(
    fst: Fst,
    phones: Phones,
    sounds: _Sounds,
    sources: dict[str, int],
    targets: dict[str, int],
    place: str,
    cost: float,
) -> None:
    """Let a sound of `targets` follow one of `sources`: likely pairs directly, all others through a shared state."""
    any_sound = fst.state()
    for name, target in targets.items():
        transition = entering(phones.ids[name + place])
        fst.add(any_sound, target, transition=transition, cost=cost + sounds.cost(name) + GO)
    for source in sources.values():
        fst.add(source, any_sound, cost=-math.log(_SHARED))
    for before, name in sounds.pairs:
        transition = entering(phones.ids[name + place])
        price = cost + sounds.pair_cost(before, name) + GO
        fst.add(sources[before], targets[name], transition=transition, cost=price)
