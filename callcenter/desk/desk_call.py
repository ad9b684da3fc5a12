"""What the operator adds to a call: who it was, where the script stands, what came of it. Frozen, no I/O."""

from dataclasses import dataclass
from datetime import datetime

from callcenter.domain.clinic import Slot
from callcenter.domain.outcomes import Outcome, RefusalReason, VisitType
from callcenter.kit.ids import CallId, OperatorId, PatientId
from scripts_library.walk import Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCall:
    """The desk's side of one call."""

    call: CallId
    operator: OperatorId
    """At whose desk it is, or was last."""
    patient: PatientId | None = None
    patient_is_chosen: bool = False
    """False: found by the number, nobody has said yet that it is so."""
    walk: Walk | None = None
    """Where the script stands; None for a missed call that is called back without a script."""
    note: str = ""
    outcome: Outcome | None = None
    refusal_reason: RefusalReason | None = None
    visit_type: VisitType | None = None
    """Whether the patient has been here before; None where nobody has said."""
    source: str = ""
    """Where the patient heard of the clinic: a Source, or words."""
    next_step: str = ""
    """What was promised to the patient."""
    next_step_at: datetime | None = None
    next_step_done_at: datetime | None = None
    next_step_owner: OperatorId | None = None
    """Who is to do it; None: whoever comes first."""
    finished_at: datetime | None = None
    put_aside: bool = False
    """True: it waits on the list of tasks, not on the screen."""
    service: str = ""
    """Id of the service for which free places are shown."""
    doctor: str = ""
    """Id of the doctor whose places are shown; empty for any doctor's."""
    offered: tuple[Slot, ...] = ()
    """The places that the script names, in its order; they stay while it names them."""
    version: int = 1
    """Rises with each change, the note left out."""
    note_version: int = 1
    """Rises with each change of the note."""

    @property
    def is_finished(self) -> bool:
        """True once the operator has said how the call came out."""
        return self.outcome is not None


NO_SCRIPT = "-"
"""Stands for the script of a call that was opened without one."""
