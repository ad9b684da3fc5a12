"""A run that scores calls anew. Pure."""

from dataclasses import dataclass
from datetime import datetime

from callcenter.kit.ids import COMMAND_LINE, OperatorId, RecordingId


@dataclass(frozen=True, slots=True)
class Place:
    """The last recording that is done."""

    at: datetime
    recording: RecordingId


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One wish, and how far it has come."""

    id: str
    who: OperatorId
    """Who asked for it."""
    asked_at: datetime
    since: datetime
    until: datetime
    """Recordings that were kept from `since` to `until`."""
    standard: int
    """Version of the standard when it was asked for."""
    total: int
    done: int
    failed: int
    """How many of `done` could not be scored; their old score stays."""
    place: Place | None
    ended_at: datetime | None
    is_stopped: bool

    @property
    def share(self) -> float:
        """How far it is, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 1.0

    @property
    def is_of_command_line(self) -> bool:
        """Whether a command line does it, of which nobody knows whether it still runs."""
        return self.who == COMMAND_LINE

    @property
    def is_running(self) -> bool:
        """Whether there is something left to do."""
        return self.ended_at is None
