"""A piece of a recording's time. Pure."""

from collections.abc import Iterable
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
