"""What the screens know of a call beside its sound and its words. Frozen values."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.domain.outcomes import Outcome, RefusalReason, Source, VisitType
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import CallId, OperatorId, PatientId, RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.kit.words import N_
from recordings.recording import RecordingState

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the list of calls, which is in the order of moments, newest first."""

    moment: datetime
    id: str
    """Of the call or recording, so that two of one moment have an order too."""

    def __str__(self) -> str:
        return f"{(self.moment - _EPOCH) // _MICROSECOND}-{self.id}"


BEFORE_ALL = Cursor(_EPOCH, "")
"""The place that nothing is older than: where a list that was empty goes on."""


def parse_cursor(text: str) -> Cursor:
    """The place that `str(cursor)` wrote. Raises BadInputError."""
    number, dash, name = text.partition("-")
    try:
        is_whole = dash and "\x00" not in name  # PostgreSQL knows no such text
        return Cursor(_EPOCH + int(number) * _MICROSECOND, name) if is_whole else _broken()
    except (ValueError, OverflowError):
        return _broken()


def _broken() -> Cursor:
    raise BadInputError(N_("The address of this part of the list is broken. Open the list of calls again."))


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """A call as a line tells it."""

    id: CallId
    direction: Direction
    caller: PhoneNumber | None
    """None: the number is withheld."""
    caller_name: str
    """The name that the exchange sent along; never to be trusted."""
    state: CallState
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    end_reason: EndReason | None
    patient: PatientId | None
    patient_name: str
    extension: str
    """The telephone that it rang at last, and was answered at where it was; empty where it never rang."""
    desk: OperatorId | None
    """At whose desk it is, or was last; None where no desk has shown it."""
    operator: str
    """Who talked, or wrote down the outcome; empty where nobody did."""
    outcome: Outcome | None
    reason: RefusalReason | None
    sides_recorded: bool
    """The exchange has said where it wrote the two sides."""
    robot_since: datetime | None = None
    """Since when the clinic's voice led it, where it never came to a queue."""
    is_of_robot: bool = False
    """The clinic's voice led it, or was to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingLine:
    """A recording as a line tells it."""

    id: RecordingId
    state: RecordingState
    language: Language
    seconds: float
    title: str
    is_mono: bool = False
    """Both voices are on one side, so the call is not judged."""
    has_problem: bool = False
    """Something went wrong, or hinders the score."""
    is_doubted: bool = False
    """What hinders the score is that another language was probably spoken."""
    has_model: bool = False
    """Where it waits for a speech model: there is one, which cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """A scorecard as a line tells it."""

    points: float
    max_points: float
    critical: tuple[str, ...]
    """Criteria whose fail fails the whole call."""
    unsure: int
    """How many criteria a person should look at."""
    differs: tuple[str, ...] = ()
    """Facts of the call that its words clearly tell otherwise than the operator entered them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the list: a call, with its recording where it has one, or a recording from outside."""

    cursor: Cursor
    call: CallLine | None
    recording: RecordingLine | None
    score: ScoreLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedVisit:
    """A visit that was agreed in the call."""

    starts_at: datetime
    doctor: str
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNotes:
    """What the operator left about the call."""

    script: str
    """Empty where no script was run."""
    script_version: str
    script_language: str
    note: str
    outcome: Outcome | None
    reason: RefusalReason | None
    visit_type: VisitType | None = None
    source: Source | str = ""
    """Where the patient heard of the clinic: a way that is known, or words."""
    next_step: str
    next_step_at: datetime | None
    next_step_done_at: datetime | None
    finished_at: datetime | None
    visits: tuple[BookedVisit, ...] = ()
