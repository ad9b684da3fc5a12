"""How well free places are filled. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from callcenter.clinic.free_place import FreePlace, PlaceState


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFigures:
    """Of places that became free in some time."""

    freed: int
    filled: int
    """By our calls."""
    taken: int
    """By others: at the desk, in another call."""
    over: int
    """Their time came, and nobody had them."""
    open: int
    median_minutes: float | None
    """From freed to filled by our calls; None where none was."""
    longest_minutes: float | None


def figures_of(places: Sequence[FreePlace]) -> GapFigures:
    """The figures of some places."""
    minutes = [one.filled_after / timedelta(minutes=1) for one in places if one.filled_after is not None]
    count = {state: sum(one.state is state for one in places) for state in PlaceState}
    return GapFigures(
        freed=len(places),
        filled=count[PlaceState.FILLED],
        taken=count[PlaceState.TAKEN],
        over=count[PlaceState.OVER],
        open=count[PlaceState.OPEN],
        median_minutes=median(minutes) if minutes else None,
        longest_minutes=max(minutes, default=None),
    )
