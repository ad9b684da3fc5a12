"""Whose turn it is within a campaign: the order in which the database would hand out its targets."""

from collections.abc import Mapping
from datetime import datetime
from heapq import heappop, heappush

from outbound.campaigns.target import Target, TargetId, TargetState


class Turns:
    """The targets of one campaign that are to be called. A target that changed is added again; what stands here of it
    from before is passed over."""

    def __init__(self) -> None:
        self.open_calls = 0
        self.last_begun: datetime | None = None
        self._later: list[tuple[datetime, TargetId]] = []
        self._ready: list[tuple[float, datetime, TargetId]] = []

    def add(self, target: Target) -> None:
        """A target as it is now."""
        if target.state is TargetState.PLANNED and target.not_before is not None:
            heappush(self._later, (target.not_before, target.id))

    def head(self, targets: Mapping[TargetId, Target], now: datetime) -> Target | None:
        """Who may be called now and is first in turn."""
        while self._later and self._later[0][0] <= now:
            not_before, name = heappop(self._later)
            heappush(self._ready, (targets[name].rank, not_before, name))
        while self._ready:
            _, not_before, name = self._ready[0]
            target = targets[name]
            if target.not_before == not_before and target.may_begin(now):
                return target
            heappop(self._ready)
        return None

    def next_at(self, targets: Mapping[TargetId, Target], now: datetime) -> datetime | None:
        """When the next one may be called who may not be called yet."""
        while self._later:
            not_before, name = self._later[0]
            target = targets[name]
            if target.state is TargetState.PLANNED and target.not_before == not_before > now:
                return not_before
            heappop(self._later)
        return None
