"""What calls with the clinic's voice leave on the desk: who is to be called back, which message is to be heard, how a
call came out. In the transaction of the caller."""

from dataclasses import replace
from datetime import datetime

from callcenter.desk.desk_call import DeskCall
from callcenter.desk.store import add_desk_call, find_desk_call, save_desk_call
from callcenter.domain.events import CallNoted
from callcenter.domain.outcomes import Outcome
from callcenter.kit.ids import CallId, OperatorId, PatientId
from callcenter.storage.work import Work

NOBODY = OperatorId("")
"""No operator had the call."""


def promise(
    work: Work,
    call: CallId,
    patient: PatientId | None,
    text: str,
    due: datetime,
    now: datetime,
    owner: OperatorId | None = None,
) -> None:
    """Something was promised to a patient: it waits on the list of tasks from `due` on. What was promised in the same
    call before is replaced. `owner`: who is to do it; None: whoever comes first."""
    desk = _desk(work, call, patient)
    changed = replace(desk, next_step=text, next_step_at=due, next_step_done_at=None, put_aside=True)
    _save(work, replace(changed, next_step_owner=owner), now)


def promise_if_none(
    work: Work,
    call: CallId,
    patient: PatientId | None,
    text: str,
    due: datetime,
    now: datetime,
    owner: OperatorId | None = None,
) -> bool:
    """The same, but whatever the call has promised already stays, done or not; then False. Twice it is one."""
    if _desk(work, call, patient).next_step_at is not None:
        return False
    promise(work, call, patient, text, due, now, owner)
    return True


def take_on(
    work: Work,
    call: CallId,
    patient: PatientId | None,
    text: str,
    due: datetime,
    now: datetime,
    owner: OperatorId | None,
) -> None:
    """Somebody is to take up what came of a call. What it promised to the patient keeps its time, and stays done where
    it is done; twice changes nothing."""
    desk = _desk(work, call, patient)
    if desk.next_step_done_at is None and desk.next_step != text:
        promise(work, call, patient, text, desk.next_step_at or due, now, owner)


def settle(work: Work, call: CallId, patient: PatientId | None, outcome: Outcome, now: datetime) -> None:
    """How a call came out that no operator had; an operator's own entry is left alone."""
    desk = _desk(work, call, patient)
    if not desk.operator and desk.outcome is not outcome:
        _save(work, replace(desk, outcome=outcome, finished_at=now), now)


def _desk(work: Work, call: CallId, patient: PatientId | None) -> DeskCall:
    found = find_desk_call(work.connection, call, for_update=True)
    if found is None:
        found = DeskCall(call=call, operator=NOBODY, patient=patient, version=0)
    return found


def _save(work: Work, desk: DeskCall, now: datetime) -> None:
    changed = replace(desk, version=desk.version + 1)
    (add_desk_call if desk.version == 0 else save_desk_call)(work.connection, changed)
    work.emit(CallNoted(call=desk.call, at=now))
