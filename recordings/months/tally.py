"""How often each administrator met each criterion. Pure.

Calls that were scored on the same criteria are put together and counted column by column, so that a month of 20,000
calls takes a moment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callcenter.kit.ids import CallId, OperatorId, RecordingId
from recordings.scoring.line import CRITICAL, FAIL, PASS, UNSURE

FEW = 5
"""A share of fewer calls says nothing about a person."""


@dataclass(frozen=True, slots=True)
class ScoredCall:
    """One scored call."""

    recording: RecordingId
    call: CallId | None
    """None for a file from outside."""
    at: datetime
    administrator: OperatorId | None
    """None where nobody knows who talked."""
    points: float
    max_points: float
    criteria: str
    """Ids with spaces between them."""
    verdicts: str
    """A letter each (recordings/scoring/line.py)."""

    @property
    def critical(self) -> tuple[str, ...]:
        """Criteria whose fail fails the whole call."""
        if CRITICAL not in self.verdicts:
            return ()
        return tuple(
            name for name, letter in zip(self.criteria.split(), self.verdicts, strict=True) if letter == CRITICAL
        )

    @property
    def unsure(self) -> int:
        """How many criteria a person should look at."""
        return self.verdicts.count(UNSURE)

    def letter(self, criterion: str) -> str:
        """The verdict on one criterion; empty where the call was not scored on it."""
        names = self.criteria.split()
        return self.verdicts[names.index(criterion)] if criterion in names else ""


class Level(StrEnum):
    """How good a share of passes is."""

    FEW = "few"
    """Too few calls to say."""
    LOW = "low"
    FAIR = "fair"
    GOOD = "good"
    BEST = "best"


_LEVELS = ((0.9, Level.BEST), (0.75, Level.GOOD), (0.5, Level.FAIR))


@dataclass(frozen=True, slots=True)
class Share:
    """How often a criterion was met."""

    passed: int = 0
    failed: int = 0

    @property
    def calls(self) -> int:
        """Calls in which it applied and was decided."""
        return self.passed + self.failed

    @property
    def of_all(self) -> float:
        """0 to 1; 0 without any call."""
        return self.passed / self.calls if self.calls else 0.0

    @property
    def level(self) -> Level:
        """How good that is."""
        if self.calls < FEW:
            return Level.FEW
        return next((level for least, level in _LEVELS if self.of_all >= least), Level.LOW)

    def __add__(self, other: "Share") -> "Share":
        return Share(self.passed + other.passed, self.failed + other.failed)


Who = OperatorId | None
Shares = Mapping[tuple[Who, str], Share]
"""By administrator and criterion."""


def shares_of(calls: Sequence[ScoredCall]) -> Shares:
    """How often each administrator met each criterion on which somebody was judged."""
    alike: dict[tuple[Who, str], list[str]] = {}
    for call in calls:
        alike.setdefault((call.administrator, call.criteria), []).append(call.verdicts)
    shares: dict[tuple[Who, str], Share] = {}
    for (who, criteria), verdicts in alike.items():
        names, letters = criteria.split(), "".join(verdicts)
        for place, name in enumerate(names):
            column = letters[place :: len(names)]
            failed = column.count(FAIL) + column.count(CRITICAL)
            share = shares.get((who, name), Share()) + Share(column.count(PASS), failed)
            if share.calls:
                shares[who, name] = share
    return shares
