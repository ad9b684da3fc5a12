"""What came of a campaign under fire, by the exchange's own log and by the database."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from callcenter.storage.tables import attempt, target
from callcenter.storage.work import Database
from outbound.campaigns.target import TargetState
from tests.support.faults.clinic import household, refuses


@dataclass(kw_only=True)
class Verdict:
    """Counts; all but the first five must be 0."""

    kills: int = 0
    attempts: int = 0
    dials: int = 0
    targets: int = 0
    most_lines: int = 0
    dialled_twice: int = 0
    """Tags that rang a patient more than once."""
    dialled_unknown: int = 0
    """Dials that no attempt stands behind."""
    too_many_lines: int = 0
    outside_window: int = 0
    at_once: int = 0
    """Dials to a family that was on the line already."""
    too_often: int = 0
    """Numbers dialled more often in the evening than the rules allow."""
    refused_called: int = 0
    """Dials to who wants no calls."""
    lost: int = 0
    """Visits in no target, and targets that stand nowhere."""
    states: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Verdict") -> "Verdict":
        names = [name for name in self.__dataclass_fields__ if name not in {"states", "most_lines"}]
        summed = {name: getattr(self, name) + getattr(other, name) for name in names}
        lines = max(self.most_lines, other.most_lines)
        return Verdict(**summed, most_lines=lines, states=self.states + other.states)

    @property
    def faults(self) -> dict[str, int]:
        """What must not be, where it is."""
        good = {"kills", "attempts", "dials", "targets", "most_lines", "states"}
        return {
            name: count for name in self.__dataclass_fields__ if name not in good and (count := getattr(self, name))
        }

    def __str__(self) -> str:
        states = ", ".join(f"{state} {count}" for state, count in sorted(self.states.items()))
        return (
            f"{self.kills} kills, {self.attempts} attempts, {self.dials} dials, {self.targets} targets ({states})\n"
            f"patients dialled twice for one attempt: {self.dialled_twice}; dials without an attempt: "
            f"{self.dialled_unknown}; targets lost: {self.lost}\n"
            f"most lines at once: {self.most_lines}, exceeded {self.too_many_lines} times; dials outside the window: "
            f"{self.outside_window}; families dialled twice at once: {self.at_once}\n"
            f"numbers dialled too often: {self.too_often}; dials to who wants none: {self.refused_called}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What the rules of the round are."""

    patients: int
    lines: int
    tries: int
    begins: datetime
    ends: datetime
    slack: timedelta
    """What the way to the exchange takes, as fast as the clock runs."""


def verdict_of(database: Database, log: Path, allowed: Allowed, kills: int) -> Verdict:
    """The verdict over one round, when it is over."""
    found = Verdict(kills=kills)
    _by_log(found, log, allowed)
    _by_database(found, database, log, allowed)
    return found


def _by_log(found: Verdict, log: Path, allowed: Allowed) -> None:
    tags, numbers = Counter[str](), Counter[str]()
    on_the_line: dict[str, int] = defaultdict(int)
    for one in map(json.loads, log.read_text(encoding="utf-8").splitlines()):
        if one["what"] == "end":
            on_the_line[one["number"]] -= 1
        if one["what"] != "dial":
            continue
        tags[one["tag"]] += 1
        numbers[one["number"]] += 1
        found.at_once += on_the_line[one["number"]] > 0
        on_the_line[one["number"]] += 1
        found.most_lines = max(found.most_lines, one["lines"])
        found.too_many_lines += one["lines"] > allowed.lines
        at = datetime.fromisoformat(one["at"])
        found.outside_window += not allowed.begins <= at < allowed.ends + allowed.slack
        first = int(one["number"].removeprefix("+79"))
        found.refused_called += refuses(first) and household(first + 1) != first
    found.dials = sum(tags.values())
    found.too_often = sum(count > allowed.tries for count in numbers.values())
    found.dialled_twice = sum(count > 1 for count in tags.values())


def _by_database(found: Verdict, database: Database, log: Path, allowed: Allowed) -> None:
    dialled = Counter(
        one["tag"] for one in map(json.loads, log.read_text(encoding="utf-8").splitlines()) if one["what"] == "dial"
    )
    with database.read() as connection:
        attempts = connection.execute(select(attempt.c.call, attempt.c.target, attempt.c.ended_at)).all()
        targets = connection.execute(select(target)).mappings().all()
        found.attempts = connection.execute(select(func.count()).select_from(attempt)).scalar_one()
    found.dialled_unknown = len(dialled.keys() - {one.call for one in attempts})
    found.targets = len(targets)
    found.states = Counter(one["state"] for one in targets)
    is_open = {one.target for one in attempts if one.ended_at is None}
    stand_nowhere = [
        one
        for one in targets
        if not one["reason"]
        or one["id"] in is_open
        or one["state"] == TargetState.CALLING.value
        or (one["state"] == TargetState.PLANNED.value and one["not_after"] is None)
    ]
    covered = {visit for one in targets for visit in one["visits"]}
    found.lost = len(stand_nowhere) + sum(f"v{number:06}" not in covered for number in range(allowed.patients))
