"""One call's way through a flow as it is stored. Frozen."""

from dataclasses import dataclass

from callcenter.kit.ids import CallId, PatientId
from ivr.flow.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Where a call stands."""

    call: CallId
    definition: str
    """Hash of the flow's texts."""
    patient: PatientId | None
    """Whom the call is about, or whom the caller's number belongs to."""
    state: State
    step: int = 0
    """How often it was stored; another process may have moved it on."""
