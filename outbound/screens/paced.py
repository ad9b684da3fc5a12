"""Looking again no more often than a look is worth: a campaign of 100,000 patients has more news than can be read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from callcenter.kit.clock import Clock
from callcenter.web.screens import Region

_REST = 5
"""After a look, that many times as long nothing is read again."""
_SOON = timedelta(milliseconds=50)


class Paced:
    """The live parts of one page for one reader; between two looks they are those of the last one."""

    def __init__(self, clock: Clock, look: Callable[[], Iterable[Region]]) -> None:
        self._clock, self._look = clock, look
        self._kept: Sequence[Region] = ()
        self._rests_until: datetime | None = None

    def __call__(self) -> Sequence[Region]:
        """The parts. Where they are the kept ones, they ask to be looked at again once the rest is over."""
        now = self._clock.now()
        if self._rests_until is not None and now < self._rests_until and self._kept:
            first, *others = self._kept
            return (replace(first, again_s=(self._rests_until - now + _SOON).total_seconds()), *others)
        self._kept = tuple(self._look())
        end = self._clock.now()
        self._rests_until = end + (end - now) * _REST
        return self._kept
