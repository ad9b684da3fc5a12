"""How well the scoring agrees with labelled calls: F1 by criterion and value, and their mean (macro-F1).

The measure: for each criterion the F1 of each of pass, fail and na that occurs at least three times in the set,
averaged; then the mean over criteria. `unsure` is a miss for the true value and a false alarm for none.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recordings.scoring.card import Verdict

LEAST_OCCURRENCES = 3
_VALUES = ("pass", "fail", "na")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One call: what people said and what the rules said, by criterion."""

    call: str
    labels: Mapping[str, str]
    verdicts: Mapping[str, Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How one criterion did on a set of calls."""

    criterion: str
    f1: float
    by_value: Mapping[str, float]
    unsure: int
    misses: Sequence[str]
    """'call: label said as verdict' for every disagreement."""


def agreement(criterion: str, calls: Iterable[Judged]) -> Agreement | None:
    """The agreement on one criterion; None where no value of it occurs often enough to be measured."""
    pairs = [
        (call.call, call.labels[criterion], call.verdicts[criterion].value)
        for call in calls
        if criterion in call.labels and criterion in call.verdicts
    ]
    counts = Counter(label for _, label, _ in pairs)
    by_value = {value: _f1(value, pairs) for value in _VALUES if counts[value] >= LEAST_OCCURRENCES}
    if not by_value:
        return None
    return Agreement(
        criterion=criterion,
        f1=sum(by_value.values()) / len(by_value),
        by_value=by_value,
        unsure=sum(said == "unsure" for _, _, said in pairs),
        misses=[f"{call}: {label} said as {said}" for call, label, said in pairs if label != said],
    )


def macro_f1(agreements: Sequence[Agreement]) -> float:
    """The mean F1 over criteria, 0 to 1."""
    return sum(item.f1 for item in agreements) / len(agreements) if agreements else 0.0


def _f1(value: str, pairs: Sequence[tuple[str, str, str]]) -> float:
    hits = sum(label == value == said for _, label, said in pairs)
    alarms = sum(said == value != label for _, label, said in pairs)
    missed = sum(label == value != said for _, label, said in pairs)
    return 2 * hits / (2 * hits + alarms + missed) if hits else 0.0
