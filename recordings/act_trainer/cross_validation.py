"""The evaluation table on the labelled calls, each judged by a second opinion that was formed on other calls.

Five folds over calls, drawn by a fixed seed: a call, clean and damaged, is in one fold. The act models learned from the
corpus alone, whose writers had not seen these calls. Which criteria the opinion decides is taken from the shipped one,
and so is known from all calls: the figures are better by that little than on calls that nobody has seen
(tests/fixtures/calls_unseen).
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from recordings.act_trainer.labelled import SHIPPED, labelled_calls, read_calls
from recordings.act_trainer.opinion import form_opinion
from recordings.scoring.engine import RULES, wholly_critical
from recordings.scoring.evaluate.noise import add_noise
from recordings.scoring.evaluate.table import Compared, compare, table
from recordings.scoring.loader import load_rulebook

_FOLDS = 5
_SEEDS: tuple[int | None, ...] = (None, 0, 1)


def cross_validated(folder: Path = SHIPPED, only: frozenset[str] = frozenset()) -> Iterator[str]:
    """The lines of the tables, clean and damaged; `only` names the calls to show, all where it is empty."""
    rulebook = load_rulebook()
    formed_on = {call.id: call for call in labelled_calls(folder)}
    calls = {call.id: call for call in read_calls(folder)}
    order = sorted(calls)
    random.Random(2).shuffle(order)  # noqa: S311 - the same folds at every run, not a secret
    compared: dict[int | None, list[Compared]] = {seed: [] for seed in _SEEDS}
    known = {**rulebook.opinion.criteria, **rulebook.opinion.facts}
    decides = {name: one.decides for name, one in known.items()}
    for fold in range(_FOLDS):
        asked = order[fold::_FOLDS]
        opinion = form_opinion([formed_on[name] for name in order if name not in asked], decides)
        judge = replace(rulebook, opinion=opinion)
        for name in asked:
            for seed in _SEEDS:
                heard = calls[name] if seed is None else add_noise(calls[name], seed)
                if not only or name in only:
                    compared[seed].append(compare(calls[name], judge.score(heard)))
    for seed, found in compared.items():
        yield f"{len(found)} calls, {'clean' if seed is None else f'damaged by seed {seed}'}"
        yield from table(found, list(RULES), wholly_critical(rulebook.standard))
