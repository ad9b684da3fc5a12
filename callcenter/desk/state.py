"""Everything that one operator's screen is made from, as it is at one moment. Frozen, no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from callcenter.clinic.caller import Caller
from callcenter.clinic.card import PatientCard
from callcenter.clinic.schedule import PlaceHold, Schedule
from callcenter.desk.demo import DemoCaller
from callcenter.desk.desk_call import DeskCall
from callcenter.desk.tasks import Counts, DoneCall, Task
from callcenter.domain.calls import Call
from callcenter.domain.clinic import Patient, Visit
from callcenter.domain.people import Operator
from callcenter.telephony.port import Capabilities
from scripts_library.facts import AboutVisit
from scripts_library.model import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """The call that the screen is about."""

    call: Call
    desk: DeskCall
    caller: Caller
    patient: Patient | None
    card: PatientCard | None
    promise: str
    """What was promised to this patient in an earlier call and is not done; empty for nothing."""
    script: Script | None
    earlier: tuple[Script | None, ...]
    """The scripts that the call walked before, in order; None for one that is gone."""
    earlier_titles: tuple[str, ...]
    others: tuple[Script, ...]
    """The scripts that the call can go over to."""
    hold: PlaceHold | None
    visit: Visit | None
    """The visit booked in this call."""
    coming: AboutVisit | None
    """The patient's next visit to come, other than that one."""
    noted: str
    """What was written down last as fitting no answer of the step on the screen; empty for nothing."""
    schedule: Schedule
    heard: str = ""
    """What the demo's patient answers to the step on the screen; empty with real patients."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskState:
    """One operator's desk."""

    now: datetime
    operator: Operator
    unreachable_since: datetime | None
    """Since when the exchange cannot be reached; None where it can."""
    capabilities: Capabilities | None
    """What the screen can ask of the exchange; None for nothing at all."""
    waiting: Sequence[Call]
    """Callers who wait for somebody, the longest first; the one that rings here is not among them."""
    with_robot: int
    """Calls that the clinic's voice leads just now; nobody waits in them."""
    counts: Counts
    focus: Focus | None
    tasks: Sequence[Task]
    finished: Sequence[DoneCall]
    """What this operator finished last today, the newest first."""
    today: Schedule | None
    """The doctors' day, where nothing else is on the screen."""
    visits_today: Sequence[Visit]
    demo: Sequence[DemoCaller]
    """Patients who can be made to call; empty outside the demo."""
