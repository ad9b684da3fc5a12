"""How a call came out, what comes next, and what waits to be done."""

from collections.abc import Mapping
from dataclasses import replace

from callcenter.clinic.service import who_is_calling
from callcenter.clinic.visit_store import release_place, visit_booked_in
from callcenter.desk.actions.edit import Desk
from callcenter.desk.actions.heard import taken_that_stand
from callcenter.desk.actions.opening import log_shown, make_ready_where_new, open_call
from callcenter.desk.desk_call import DeskCall
from callcenter.desk.found_out import with_found_out
from callcenter.desk.outcome_form import OutcomeGiven, check_outcome
from callcenter.desk.problems import DeskError, OtherDeskError
from callcenter.desk.store import find_desk_call, save_desk_call
from callcenter.domain.calls import Call
from callcenter.domain.events import CallNoted, NextStepDone, OutcomeRecorded
from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId
from callcenter.kit.words import N_
from callcenter.storage.calls import get_call


class Outcomes:
    """Finishing calls."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def record(self, who: Operator, call: CallId, version: int, given: Mapping[str, str]) -> Mapping[str, str]:
        """Keep the outcome; returns what is wrong beside each field, or nothing. The call need not have ended."""
        with self._desk.edit(who, call, version) as edit:
            booked = visit_booked_in(edit.work.connection, call) is not None
            checked = check_outcome(given, now=edit.now, zone=self._desk.parts.clinic.zone, visit_is_booked=booked)
            if not isinstance(checked, OutcomeGiven):
                return checked
            stands = taken_that_stand(edit.work.connection, edit.desk)
            edit.desk = replace(
                with_found_out(edit.desk, stands),
                outcome=checked.outcome,
                refusal_reason=checked.reason,
                next_step=checked.next_step,
                next_step_at=checked.next_step_at,
                finished_at=edit.now,
                put_aside=False,
            )
            release_place(edit.work.connection, call)
            edit.work.emit(OutcomeRecorded(call=call, operator=who.id, outcome=checked.outcome.value, at=edit.now))
        return {}

    def put_aside(self, who: Operator, call: CallId) -> None:
        """Finish it later: it leaves the screen and waits on the list of tasks."""
        with self._desk.edit(who, call) as edit:
            if edit.call.is_live:
                raise DeskError(N_("The call is still going on. Hang up first."))
            edit.desk = replace(edit.desk, put_aside=True)
            edit.work.emit(CallNoted(call=call, at=edit.now))

    def take_up(self, who: Operator, call_id: CallId) -> None:
        """Bring a call from the list of tasks to the screen: one to finish, or a missed one to call back."""
        parts, now = self._desk.parts, self._desk.parts.clock.now()
        ready = make_ready_where_new(parts, call_id, who, now)
        with parts.database.work() as work:
            call = get_call(work.connection, call_id)
            if call.is_live:
                raise DeskError(N_("This call is going on at the moment."))
            before = find_desk_call(work.connection, call_id, for_update=True)
            _require_takeable(call, before, who)
            desk = open_call(parts, work, call, who, now, ready)
            if before is not None and before.operator == who.id:
                log_shown(work, desk, who_is_calling(work.connection, call.caller), who, now)
            walk = None if call.answered_at is None else desk.walk  # the greeting of a missed call is of no use now
            save_desk_call(work.connection, replace(desk, put_aside=False, walk=walk, version=desk.version + 1))
            work.emit(CallNoted(call=call_id, at=now))

    def next_step_done(self, who: Operator, call_id: CallId) -> None:
        """What was promised at the end of a call has been done; saying so twice changes nothing."""
        now = self._desk.parts.clock.now()
        with self._desk.parts.database.work() as work:
            desk = find_desk_call(work.connection, call_id, for_update=True)
            if desk is None or desk.next_step_at is None or desk.next_step_done_at is not None:
                return
            save_desk_call(work.connection, replace(desk, next_step_done_at=now))
            work.emit(NextStepDone(call=call_id, operator=who.id, at=now))


def _require_takeable(call: Call, desk: DeskCall | None, who: Operator) -> None:
    """A missed call may be called back by everybody; one that was answered is finished by whoever answered it."""
    if desk is not None and desk.is_finished:
        raise DeskError(N_("Somebody has finished this call meanwhile."))
    theirs = call.offered_to == who.extension if desk is None else desk.operator == who.id
    if call.answered_at is not None and not theirs:
        raise OtherDeskError
