"""How far a campaign has come: its targets counted by where they stand and what came of them. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from callcenter.domain.outreach import ContactResult
from outbound.campaigns.target import TargetState
from outbound.screens.words import REACHED

_NOT_CALLED = frozenset({TargetState.LEFT_OUT, TargetState.DONE})


@dataclass(frozen=True, slots=True)
class Count:
    """So many targets alike."""

    state: TargetState
    result: ContactResult | None
    is_tried: bool
    """Somebody was, or may have been, rung."""
    number: int


@dataclass(frozen=True, slots=True)
class Tally:
    """All targets of a campaign, or of its evening."""

    counts: Sequence[Count] = ()

    @property
    def considered(self) -> int:
        """Reasons for a call that were looked at and kept."""
        return sum(one.number for one in self.counts)

    @property
    def left_out(self) -> int:
        """Neither called nor to be called."""
        return sum(one.number for one in self.counts if one.state in _NOT_CALLED and not one.is_tried)

    @property
    def wanted(self) -> int:
        """Called, or to be called."""
        return self.considered - self.left_out

    @property
    def tried(self) -> int:
        """Called at least once."""
        return sum(one.number for one in self.counts if one.is_tried)

    @property
    def reached(self) -> int:
        """Spoken to."""
        return sum(one.number for one in self.counts if one.result in REACHED)

    @property
    def still_to_call(self) -> int:
        """A call is planned."""
        return self.in_state({TargetState.PLANNED})

    @property
    def in_hand(self) -> int:
        """A call goes on."""
        return self.in_state({TargetState.CALLING})

    def in_state(self, states: Collection[TargetState]) -> int:
        """How many stand so."""
        return sum(one.number for one in self.counts if one.state in states)

    def with_result(self, result: ContactResult) -> int:
        """How many came out so."""
        return sum(one.number for one in self.counts if one.result is result)

    @property
    def results(self) -> Sequence[tuple[ContactResult, int]]:
        """What came of those who were reached, the most frequent first."""
        found = {result: self.with_result(result) for result in ContactResult if result in REACHED}
        return sorted(((result, number) for result, number in found.items() if number), key=lambda one: -one[1])
