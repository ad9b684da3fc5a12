"""What is going to happen when: actions in the order of their moments, then in the order of booking."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

Action = Callable[[datetime], None]
"""Is given the moment for which it was booked."""


@dataclass(order=True, slots=True)
class Booking:
    """One booked action; cancel it and it never happens."""

    at: datetime
    number: int
    action: Action = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """Take the action off the agenda; one that has happened is not undone."""
        self.cancelled = True


class Agenda:
    """A list of bookings, soonest first."""

    def __init__(self) -> None:
        self._bookings: list[Booking] = []
        self._count = 0

    def book(self, at: datetime, action: Action) -> Booking:
        """Let `action` happen at `at`; a moment that has passed means as soon as possible."""
        booking = Booking(at, self._count, action)
        self._count += 1
        heapq.heappush(self._bookings, booking)
        return booking

    def next_at(self) -> datetime | None:
        """When the next action is due; None while nothing is booked."""
        while self._bookings and self._bookings[0].cancelled:
            heapq.heappop(self._bookings)
        return self._bookings[0].at if self._bookings else None

    def take(self, until: datetime) -> Booking | None:
        """The next action that is due at `until` or before, taken off the agenda."""
        soonest = self.next_at()
        if soonest is None or soonest > until:
            return None
        return heapq.heappop(self._bookings)
