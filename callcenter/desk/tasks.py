"""What waits to be done at the desk, in the order in which to do it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from callcenter.domain.outcomes import Outcome
from callcenter.kit.ids import CallId, PatientId
from callcenter.kit.phones import PhoneNumber

CALL_BACK_WITHIN = timedelta(minutes=15)
"""A missed caller is called back within this time (the clinic's service standard)."""


class TaskKind(StrEnum):
    """Sorts of tasks, the most urgent first."""

    CALL_BACK = "call_back"
    """Somebody called and was not answered."""
    FINISH = "finish"
    """A call of this operator has no outcome yet."""
    NEXT_STEP = "next_step"
    """Something was promised for today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One line of the list."""

    kind: TaskKind
    call: CallId
    """The call that it comes from."""
    at: datetime
    """When the caller was missed, the call ended, or the promise is due."""
    who: str
    """Name of the patient; empty where not known."""
    number: PhoneNumber | None
    text: str = ""
    """The promise, or the start of the note."""
    waited: timedelta = timedelta(0)
    """How long a missed caller waited."""
    owner: str = ""
    """Name of who is to do it; empty: whoever comes first."""
    patient: PatientId | None = None
    """Where known."""
    taken_by: str = ""
    """Name of another operator who is already at it."""

    @property
    def key(self) -> str:
        """Tells the tasks of one list apart."""
        return f"{self.kind.value}-{self.call}"

    def is_late(self, now: datetime) -> bool:
        """True where it should have been done by now."""
        if self.kind is TaskKind.CALL_BACK:
            return now - self.at > CALL_BACK_WITHIN
        return self.kind is TaskKind.NEXT_STEP and self.at <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """An operator's day so far."""

    calls: int
    """Calls answered."""
    about_a_visit: int
    """Of those, finished ones in which a visit could have been booked."""
    booked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneCall:
    """A call that this operator has finished today."""

    call: CallId
    at: datetime
    """When it ended."""
    who: str
    number: PhoneNumber | None
    outcome: Outcome
    differs: bool = False
    """Its words, once scored, clearly tell something else than was entered."""


def ranked(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The tasks by urgency; of one kind the oldest first, so that a new one never moves the others of its kind."""
    order = list(TaskKind)
    return tuple(sorted(tasks, key=lambda task: (order.index(task.kind), task.at, task.call)))
