"""The decoding graph HCLG: language model, pronunciations and one-state phones expanded into one transducer. Pure.

The graph is "reordered" as Kaldi expects: the arc that enters a phone carries its forward transition, and its self-loop
sits on the state behind it; otherwise word times come out wrong.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recordings.demo_model.bigram import START, Bigram
from recordings.demo_model.fst import Fst
from recordings.demo_model.lexicon import Pronunciation
from recordings.demo_model.phones import FIRST, INSIDE, LAST, SILENCE_ID, SINGLE, Phones

GO = -0.1 * math.log(0.4)
STAY = -0.1 * math.log(0.6)
"""Costs of going on and of staying in a phone; a tenth of Kaldi's, because the network already knows durations."""
_PAUSE = 0.25
"""Chance of a pause behind a word."""
_NEXT_SENTENCE = -math.log(0.5)
"""A new sentence after an ended one, without a pause long enough to end the utterance."""


def entering(phone: int) -> int:
    """The transition into a phone."""
    return 2 * phone


def looping(phone: int) -> int:
    """The transition that stays in a phone."""
    return 2 * phone - 1


@dataclass(frozen=True, slots=True)
class Loose:
    """The state where any word may follow."""

    state: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """How to begin a pronunciation."""

    phone: int
    cost: float
    state: int


def make_graph(
    pronunciations: Sequence[Pronunciation], word_ids: Mapping[str, int], phones: Phones, model: Bigram
) -> tuple[Fst, Loose]:
    """The graph, and where an unknown word may be put into it."""
    fst = Fst()
    start, loose = fst.state(), fst.state()
    after = {word: fst.state() for word in (START, *word_ids)}
    entries = _pronounce(fst, pronunciations, phones, after)
    pause_between(fst, start, after[START], -math.log(0.5), -math.log(0.5))

    def say(source: int, word: str, cost: float) -> None:
        for entry in entries[word]:
            transition, label = entering(entry.phone), word_ids[word]
            fst.add(source, entry.state, transition=transition, word=label, cost=cost + entry.cost + GO)

    for word, cost in model.single.items():
        say(loose, word, cost)
    for (before, word), cost in model.pairs.items():
        say(after[before], word, cost)
    for before, cost in model.backoff.items():
        fst.add(after[before], loose, cost=cost)
    for before, cost in model.final.items():
        fst.final[after[before]] = cost
        if before != START:
            fst.add(after[before], after[START], cost=cost + _NEXT_SENTENCE)
    fst.final[loose] = model.final_backoff
    return fst, Loose(loose)


def _pronounce(
    fst: Fst, pronunciations: Sequence[Pronunciation], phones: Phones, after: Mapping[str, int]
) -> dict[str, list[_Entry]]:
    """A chain of states for every pronunciation, with a possible pause behind; how to begin each word."""
    entries: dict[str, list[_Entry]] = defaultdict(list)
    for one in pronunciations:
        ids = _placed(one.phonemes, phones)
        chain = [phone_state(fst, phone) for phone in ids]
        for before, phone, state in zip(chain, ids[1:], chain[1:], strict=False):
            fst.add(before, state, transition=entering(phone), cost=GO)
        entries[one.word].append(_Entry(ids[0], one.cost, chain[0]))
        pause_between(fst, chain[-1], after[one.word], -math.log(1 - _PAUSE), -math.log(_PAUSE))
    return entries


def phone_state(fst: Fst, phone: int) -> int:
    """A new state in which one can stay while a phone lasts."""
    state = fst.state()
    fst.add(state, state, transition=looping(phone), cost=STAY)
    return state


def pause_between(fst: Fst, source: int, target: int, none: float, some: float) -> None:
    """From `source` to `target` at once for the cost `none`, or through silence for `some`."""
    pause = phone_state(fst, SILENCE_ID)
    fst.add(source, target, cost=none)
    fst.add(source, pause, transition=entering(SILENCE_ID), cost=some + GO)
    fst.add(pause, target)


def _placed(phonemes: Sequence[str], phones: Phones) -> list[int]:
    if len(phonemes) == 1:
        return [phones.ids[phonemes[0] + SINGLE]]
    first, *middle, last = phonemes
    return [phones.ids[first + FIRST], *(phones.ids[name + INSIDE] for name in middle), phones.ids[last + LAST]]
