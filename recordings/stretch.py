"""A piece of a recording's time. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end`, in seconds from the first sample of the file; the start is not behind the end."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.end - self.start


def joined(stretches: Iterable[Stretch], gap: float = 0.0) -> tuple[Stretch, ...]:
    """The same time in the order of the starts; stretches that overlap, or lie `gap` seconds or less apart, are one."""
    found: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda one: one.start):
        if found and stretch.start - found[-1].end <= gap:
            found[-1] = Stretch(found[-1].start, max(found[-1].end, stretch.end))
        else:
            found.append(stretch)
    return tuple(found)


def total(stretches: Iterable[Stretch]) -> float:
    """Seconds of all of them together."""
    return sum(stretch.seconds for stretch in stretches)


def common(some: Sequence[Stretch], others: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The time that lies in both; each must be in the order of the starts and without overlaps, as `joined` gives."""
    found: list[Stretch] = []
    one = other = 0
    while one < len(some) and other < len(others):
        start, end = max(some[one].start, others[other].start), min(some[one].end, others[other].end)
        if end > start:
            found.append(Stretch(start, end))
        if some[one].end <= others[other].end:
            one += 1
        else:
            other += 1
    return tuple(found)


def without(stretches: Sequence[Stretch], taken: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The time of `stretches` that does not lie in `taken`; both in order and without overlaps, as `joined` gives."""
    if not stretches:
        return ()
    edges = [float("-inf"), *(moment for one in taken for moment in (one.start, one.end)), float("inf")]
    rest = [Stretch(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]
    return common(stretches, rest)
