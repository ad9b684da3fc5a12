"""How well free places are filled, in figures."""

from dataclasses import replace
from datetime import timedelta

from callcenter.clinic.free_place import FreedBy, FreePlace, PlaceState
from outbound.gaps.figures import figures_of
from tests.support.clinic_book import moment

FREED = moment("2026-11-24T16:00")
OPEN = FreePlace(
    id="p",
    doctor="orlova",
    service="checkup",
    starts_at=moment("2026-11-25T12:00"),
    length=timedelta(minutes=60),
    freed_by=FreedBy.CANCELLED,
    freed_at=FREED,
)


def _ended(state: PlaceState, minutes: float) -> FreePlace:
    return replace(OPEN, state=state, ended_at=FREED + timedelta(minutes=minutes))


def test_minutes_are_those_of_places_that_our_calls_filled() -> None:
    places = [OPEN, _ended(PlaceState.FILLED, 4), _ended(PlaceState.FILLED, 10), _ended(PlaceState.TAKEN, 1)]
    found = figures_of([*places, _ended(PlaceState.OVER, 900)])
    assert (found.freed, found.filled, found.taken, found.over, found.open) == (5, 2, 1, 1, 1)
    assert (found.median_minutes, found.longest_minutes) == (7, 10)


def test_where_nothing_was_filled_there_are_no_minutes() -> None:
    assert figures_of([OPEN]).median_minutes is None
    assert figures_of([]).longest_minutes is None
