"""In which row each step of a picture lies, by the longest way to it, and in which order within the row. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise


def backward(begins: Iterable[str], leads: Mapping[str, Sequence[str]]) -> frozenset[tuple[str, str]]:
    """The edges that close a circle, seen from the first steps in the order of the answers."""
    found: set[tuple[str, str]] = set()
    done: set[str] = set()
    open_now: set[str] = set()
    for first in (*begins, *leads):
        stack: list[tuple[str, int]] = [] if first in done else [(first, 0)]
        open_now.update(name for name, _ in stack)
        while stack:
            here, turn = stack.pop()
            ahead = leads.get(here, ())
            if turn == len(ahead):
                open_now.discard(here)
                done.add(here)
                continue
            stack.append((here, turn + 1))
            target = ahead[turn]
            if target in open_now:
                found.add((here, target))
            elif target not in done:
                open_now.add(target)
                stack.append((target, 0))
    return frozenset(found)


def depths(leads: Mapping[str, Sequence[str]], back: frozenset[tuple[str, str]]) -> dict[str, int]:
    """How deep each step lies: one deeper than the deepest that leads to it."""
    waits: dict[str, int] = dict.fromkeys(leads, 0)
    for here, targets in leads.items():
        for target in set(targets):
            if (here, target) not in back:
                waits[target] = waits.get(target, 0) + 1
    found = {name: 0 for name, count in waits.items() if not count}
    ready = list(found)
    while ready:
        here = ready.pop()
        for target in set(leads.get(here, ())):
            if (here, target) in back:
                continue
            found[target] = max(found.get(target, 0), found[here] + 1)
            waits[target] -= 1
            if not waits[target]:
                ready.append(target)
    return found


def ordered(rows: Sequence[Sequence[str]], below: Mapping[str, Sequence[str]], rounds: int = 8) -> list[list[str]]:
    """The rows with the crossings of their lines thinned out: each stands near the middle of what it is joined to."""
    above: dict[str, list[str]] = {}
    for upper, lowers in below.items():
        for lower in lowers:
            above.setdefault(lower, []).append(upper)
    best = [list(row) for row in rows]
    fewest = _crossings(best, below)
    now = [list(row) for row in rows]
    for turn in range(rounds):
        is_down = turn % 2 == 0
        joined = above if is_down else below
        numbers = range(1, len(now)) if is_down else range(len(now) - 2, -1, -1)
        for number in numbers:
            fixed = now[number - 1 if is_down else number + 1]
            now[number] = _by_middle(now[number], joined, {name: place for place, name in enumerate(fixed)})
        crossings = _crossings(now, below)
        if crossings < fewest:
            best, fewest = [list(row) for row in now], crossings
    return best


def _by_middle(row: Sequence[str], joined: Mapping[str, Sequence[str]], places: Mapping[str, int]) -> list[str]:
    middles: dict[str, float] = {}
    for place, name in enumerate(row):
        near = [places[other] for other in joined.get(name, ()) if other in places]
        middles[name] = sum(near) / len(near) if near else place * max(1, len(places)) / max(1, len(row))
    return sorted(row, key=lambda name: middles[name])


def _crossings(rows: Sequence[Sequence[str]], below: Mapping[str, Sequence[str]]) -> int:
    count = 0
    for upper, lower in pairwise(rows):
        places = {name: place for place, name in enumerate(lower)}
        ends = [sorted(places[one] for one in below.get(name, ()) if one in places) for name in upper]
        tree = [0] * (len(lower) + 1)
        seen = 0
        for targets in ends:
            count += sum(seen - _sum(tree, target + 1) for target in targets)
            for target in targets:
                _add(tree, target + 1)
                seen += 1
    return count


def _sum(tree: Sequence[int], upto: int) -> int:
    total = 0
    while upto:
        total += tree[upto]
        upto -= upto & -upto
    return total


def _add(tree: list[int], place: int) -> None:
    while place < len(tree):
        tree[place] += 1
        place += place & -place
