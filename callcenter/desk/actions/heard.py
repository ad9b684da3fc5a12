"""Taking over what a call's words say in place of what the operator entered, and undoing it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from callcenter.clinic.visit_store import release_place, visit_booked_in
from callcenter.desk.desk_call import DeskCall
from callcenter.desk.found_out import SOURCE, VISIT_TYPE, with_found_out
from callcenter.desk.heard_store import Columns, add_taken, mark_undone, taken_of
from callcenter.desk.parts import DeskParts
from callcenter.desk.problems import DeskError
from callcenter.desk.store import find_desk_call, save_desk_call
from callcenter.domain.events import CallNoted, OutcomeRecorded
from callcenter.domain.outcomes import Outcome, RefusalReason, VisitType
from callcenter.domain.people import Operator, Role
from callcenter.kit.errors import NotAllowedError
from callcenter.kit.ids import CallId
from callcenter.kit.words import N_
from callcenter.storage.calls import get_call
from callcenter.storage.driver import Connection
from callcenter.storage.work import Work

OUTCOME, REASON, NEXT_STEP = "outcome", "refusal_reason", "next_step"
"""The facts that the desk keeps, with VISIT_TYPE and SOURCE."""
_LONGEST = 400


class HeardFacts:
    """The use cases. Whoever had the call at the desk may do this, and managers and the owner."""

    def __init__(self, parts: DeskParts) -> None:
        self._parts = parts

    def undoable(self, connection: Connection, call: CallId) -> frozenset[str]:
        """The facts of a call that were taken over and still stand so."""
        desk = find_desk_call(connection, call)
        return frozenset() if desk is None else taken_that_stand(connection, desk)

    def take(self, who: Operator, call: CallId, fact: str, heard: Mapping[str, str]) -> None:
        """Put what was heard in place of what stands there; `heard` has the values by fact.

        Raises DeskError where the desk's rules refuse it, NotAllowedError, NotFoundError.
        """
        now = self._parts.clock.now()
        with self._parts.database.work() as work:
            desk = self._desk_for(work, who, call)
            booked = visit_booked_in(work.connection, call) is not None
            changed = _changed(desk, fact, heard, now, visit_is_booked=booked)
            before, after = _columns(desk, fact), _columns(changed, fact)
            if before == after:
                return
            add_taken(work.connection, call, who.id, now, fact=fact, before=before, after=after)
            if not desk.is_finished and changed.is_finished:
                release_place(work.connection, call)
            _save(work, who, changed, now)

    def undo(self, who: Operator, call: CallId, fact: str) -> None:
        """Put back what stood there before; nothing happens where nothing was taken over.

        Raises DeskError where it was changed since, NotAllowedError, NotFoundError.
        """
        now = self._parts.clock.now()
        with self._parts.database.work() as work:
            desk = self._desk_for(work, who, call)
            taken = taken_of(work.connection, call).get(fact)
            if taken is None:
                return
            if _columns(desk, fact) != taken.after:
                raise DeskError(N_("This has been changed since, so it was left as it is."))
            mark_undone(work.connection, taken, who.id, now)
            _save(work, who, _with_columns(desk, taken.before), now)

    def _desk_for(self, work: Work, who: Operator, call_id: CallId) -> DeskCall:
        call = get_call(work.connection, call_id)
        desk = find_desk_call(work.connection, call_id, for_update=True)
        if desk is None:
            raise DeskError(N_("Nobody has had this call at the desk, so there is nothing to put right."))
        if desk.operator != who.id and not who.role.includes(Role.MANAGER):
            raise NotAllowedError(N_("Only whoever had the call, a manager or the owner can change what was entered."))
        if call.is_live:
            raise DeskError(N_("The call is still going on. Hang up first."))
        return desk


def taken_that_stand(connection: Connection, desk: DeskCall) -> frozenset[str]:
    """The facts of a call that were taken over, and were not changed since."""
    taken = taken_of(connection, desk.call)
    return frozenset(name for name, one in taken.items() if _columns(desk, name) == one.after)


def _changed(desk: DeskCall, fact: str, heard: Mapping[str, str], now: datetime, *, visit_is_booked: bool) -> DeskCall:
    if fact == OUTCOME and heard.get(OUTCOME):
        return _with_outcome(desk, heard, now, visit_is_booked=visit_is_booked)
    if fact == REASON and heard.get(REASON) and desk.outcome and desk.outcome.needs_reason:
        return replace(desk, refusal_reason=RefusalReason(heard[REASON]))
    if fact == NEXT_STEP and heard.get(NEXT_STEP):
        return replace(desk, next_step=heard[NEXT_STEP][:_LONGEST])
    if fact == VISIT_TYPE and heard.get(VISIT_TYPE) in (VisitType.PRIMARY, VisitType.REPEAT):
        return replace(desk, visit_type=VisitType(heard[VISIT_TYPE]))
    if fact == SOURCE and heard.get(SOURCE):
        return replace(desk, source=heard[SOURCE][:_LONGEST])
    raise DeskError(N_("There is nothing to take over here; look at the page again."))


def _with_outcome(desk: DeskCall, heard: Mapping[str, str], now: datetime, *, visit_is_booked: bool) -> DeskCall:
    outcome = Outcome(heard[OUTCOME])
    if outcome is Outcome.BOOKED and not visit_is_booked:
        raise DeskError(
            N_("No visit is booked in this call. Book it first; a call counts as booked only with its visit.")
        )
    if outcome.needs_next_step and desk.next_step_at is None:
        raise DeskError(N_("This outcome needs a next step with a day and a time: record it at the desk."))
    reason = RefusalReason(heard.get(REASON) or desk.refusal_reason or RefusalReason.OTHER)
    return replace(
        desk if desk.is_finished else with_found_out(desk),
        outcome=outcome,
        refusal_reason=reason if outcome.needs_reason else None,
        finished_at=desk.finished_at or now,
        put_aside=False,
    )


def _columns(desk: DeskCall, fact: str) -> Columns:
    """What a fact stands in."""
    if fact == NEXT_STEP:
        return {NEXT_STEP: desk.next_step}
    if fact == VISIT_TYPE:
        return {VISIT_TYPE: desk.visit_type and desk.visit_type.value}
    if fact == SOURCE:
        return {SOURCE: desk.source}
    reason = desk.refusal_reason and desk.refusal_reason.value
    if fact == REASON:
        return {REASON: reason}
    finished = desk.finished_at.isoformat() if desk.finished_at else None
    aside = "yes" if desk.put_aside else None
    outcome = desk.outcome and desk.outcome.value
    return {OUTCOME: outcome, REASON: reason, "finished_at": finished, "put_aside": aside}


def _with_columns(desk: DeskCall, columns: Columns) -> DeskCall:
    if NEXT_STEP in columns:
        return replace(desk, next_step=columns[NEXT_STEP] or "")
    if VISIT_TYPE in columns:
        visit_type = columns[VISIT_TYPE]
        return replace(desk, visit_type=VisitType(visit_type) if visit_type else None)
    if SOURCE in columns:
        return replace(desk, source=columns[SOURCE] or "")
    reason = columns[REASON]
    desk = replace(desk, refusal_reason=RefusalReason(reason) if reason else None)
    if OUTCOME not in columns:
        return desk
    outcome, finished = columns[OUTCOME], columns["finished_at"]
    return replace(
        desk,
        outcome=Outcome(outcome) if outcome else None,
        finished_at=datetime.fromisoformat(finished) if finished else None,
        put_aside=bool(columns["put_aside"]),
    )


def _save(work: Work, who: Operator, desk: DeskCall, now: datetime) -> None:
    save_desk_call(work.connection, replace(desk, version=desk.version + 1))
    if desk.outcome:
        work.emit(OutcomeRecorded(call=desk.call, operator=who.id, outcome=desk.outcome.value, at=now))
    else:
        work.emit(CallNoted(call=desk.call, at=now))
