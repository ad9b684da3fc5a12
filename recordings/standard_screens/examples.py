"""Which lines of the corpus show what a criterion means: lines to follow, and lines that do not count. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recordings.scoring.acts.corpus import Example
from recordings.scoring.rules.proven_by import BROKEN_BY, NEVER_SHOWN_AS_GOOD, PROVEN_BY

_GOOD, _BAD = 4, 3
_SHORTEST, _LONGEST = 14, 110
_SHORTEST_UNSPACED, _LONGEST_UNSPACED = 5, 40
_ENDS = (".", "!", "?", "。", "！", "？")
_PASSING = frozenset({"ack", "other", "inform"})
"""Acts that an example may do besides without telling of anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Lines for one criterion."""

    good: tuple[str, ...] = ()
    not_this: tuple[str, ...] = ()


def examples_of(corpus: Sequence[Example]) -> Mapping[str, Examples]:
    """Lines by criterion; a criterion without any is not in it."""
    readable = [example for example in corpus if _is_readable(example.text)]
    found = {}
    for criterion in {**PROVEN_BY, **BROKEN_BY}:
        proves, breaks = PROVEN_BY.get(criterion, ()), BROKEN_BY.get(criterion, ())
        never = NEVER_SHOWN_AS_GOOD.union(breaks)
        found[criterion] = Examples(
            good=_of_each([_doing(readable, act, without=never) for act in proves], _GOOD),
            not_this=_of_each([_doing(readable, act) for act in breaks], _BAD)
            or _some(_near(readable, frozenset(proves)), _BAD),
        )
    return {name: examples for name, examples in found.items() if examples.good or examples.not_this}


def _of_each(lists: Sequence[Sequence[str]], most: int) -> tuple[str, ...]:
    """A few lines, of each list in its turn."""
    taken = [_some(lines, most) for lines in lists]
    in_turn = (lines[place] for place in range(most) for lines in taken if place < len(lines))
    return tuple(dict.fromkeys(in_turn))[:most]


def _doing(corpus: Iterable[Example], act: str, *, without: frozenset[str] = frozenset()) -> list[str]:
    """Lines that do this and as little else as there are."""
    fitting = [one for one in corpus if act in one.acts and not one.acts & without]
    least = min((len(one.acts - _PASSING) for one in fitting), default=0)
    return [one.text for one in fitting if len(one.acts - _PASSING) == least]


def _near(corpus: Iterable[Example], acts: frozenset[str]) -> list[str]:
    return [one.text for one in corpus if one.near & acts and not one.acts & (acts | NEVER_SHOWN_AS_GOOD)]


def _some(lines: Sequence[str], most: int) -> tuple[str, ...]:
    """A few that differ: from the beginning of the list, where the plainest stand, with steps between them."""
    step = max(1, min(7, len(lines) // most))
    return tuple(lines[: step * most : step])


def _is_readable(text: str) -> bool:
    """Written out, neither a scrap nor a speech."""
    is_spaced = " " in text or text.isascii()
    shortest, longest = (_SHORTEST, _LONGEST) if is_spaced else (_SHORTEST_UNSPACED, _LONGEST_UNSPACED)
    return shortest <= len(text) <= longest and text[0] == text[0].upper() and text.endswith(_ENDS)
