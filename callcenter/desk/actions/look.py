"""Reading one operator's desk; a call that it shows for the first time is opened, and the look at the card logged."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from callcenter.clinic.service import card_of, read_schedule, who_is_calling
from callcenter.clinic.visit_store import kept_for, visit_booked_in, visits_between, visits_of
from callcenter.desk.actions.opening import make_ready_where_new, open_call
from callcenter.desk.desk_call import DeskCall
from callcenter.desk.offer import DAYS
from callcenter.desk.parts import DeskParts
from callcenter.desk.running import earlier_scripts, script_of_call, scripts_to_go_on
from callcenter.desk.say import coming_visit
from callcenter.desk.state import DeskState, Focus
from callcenter.desk.store import find_desk_call, newest_to_finish
from callcenter.desk.task_store import (
    LOOK_BACK,
    calls_to_finish,
    counts_since,
    finished_since,
    missed_calls,
    open_promise,
    promises_due,
)
from callcenter.desk.tasks import Task, ranked
from callcenter.desk.unfit_store import last_unfit
from callcenter.domain.calls import Call, CallState, Direction
from callcenter.domain.people import Operator
from callcenter.storage.access import ONE_LIST, log_access_once
from callcenter.storage.calls import get_call, live_calls
from callcenter.storage.driver import Connection
from callcenter.storage.links import exchange_links
from callcenter.storage.operators import find_operator

_LAST_CALLS = 4
_SERVED = frozenset({CallState.IN_MENU, CallState.ANSWERED, CallState.ON_HOLD})
"""Callers who are talked to, by a person or by the clinic's voice."""


class Look:
    """Looks at the desk of one operator."""

    def __init__(self, parts: DeskParts) -> None:
        self._parts = parts

    def __call__(self, who: Operator) -> DeskState:
        """The desk as it is now."""
        now = self._parts.clock.now()
        with self._parts.database.read() as connection:
            here = _call_here(live_calls(connection), who)
            is_new = here is not None and _is_newly_offered(connection, here, who)
        if here is not None and is_new:
            self._open(here, who, now)
        with self._parts.database.read() as connection:
            state = self._state(connection, who, now)
        if state.tasks or state.finished:
            log_access_once(self._parts.database, who.id, "list", "tasks", now, within=ONE_LIST)
        return state

    def _open(self, here: Call, who: Operator, now: datetime) -> None:
        ready = make_ready_where_new(self._parts, here.id, who, now)
        with self._parts.database.work() as work:
            call = get_call(work.connection, here.id)
            if call.is_live and call.offered_to == who.extension:
                open_call(self._parts, work, call, who, now, ready)

    def _state(self, connection: Connection, who: Operator, now: datetime) -> DeskState:
        live = live_calls(connection)
        here = _call_here(live, who)
        focus = self._focus(connection, who, here, now)
        zone = self._parts.clinic.zone
        midnight = datetime.combine(now.astimezone(zone).date(), time(), tzinfo=zone).astimezone(UTC)
        tomorrow = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), tzinfo=zone).astimezone(
            UTC
        )
        idle = focus is None
        return DeskState(
            now=now,
            operator=who,
            unreachable_since=self._unreachable_since(connection),
            capabilities=self._parts.exchange.capabilities if self._parts.exchange else None,
            waiting=_waiting(live, here),
            with_robot=sum(call.state is CallState.IN_MENU for call in live),
            counts=counts_since(connection, who, midnight),
            focus=focus,
            tasks=self._tasks(connection, who, now, tomorrow) if idle else (),
            finished=finished_since(connection, who, midnight, _LAST_CALLS) if idle else (),
            today=read_schedule(connection, midnight, tomorrow, now) if idle else None,
            visits_today=visits_between(connection, midnight, tomorrow) if idle else (),
            demo=self._parts.demo.callers() if self._parts.demo and idle else (),
        )

    def _tasks(self, connection: Connection, who: Operator, now: datetime, tomorrow: datetime) -> Sequence[Task]:
        return ranked(
            [
                *missed_calls(connection, who, now),
                *calls_to_finish(connection, who, now),
                *promises_due(connection, who, tomorrow),
            ]
        )

    def _unreachable_since(self, connection: Connection) -> datetime | None:
        name = self._parts.exchange.name if self._parts.exchange else None
        down = [link for link in exchange_links(connection) if not link.reachable and name in (None, link.exchange)]
        return min((link.since for link in down), default=None)

    def _focus(self, connection: Connection, who: Operator, here: Call | None, now: datetime) -> Focus | None:
        """The live call of this desk, else the newest call that waits here for its outcome."""
        found = self._live_focus(connection, who, here) or self._unfinished_focus(connection, who, now)
        if found is None:
            return None
        call, desk = found
        card = None if desk.patient is None else card_of(connection, desk.patient, now)
        caller = who_is_calling(connection, call.caller)
        library, walk, booked = self._parts.library, desk.walk, visit_booked_in(connection, call.id)
        language = walk.language if walk else self._parts.clinic.language
        schedule = read_schedule(connection, now, now + timedelta(days=DAYS), now, but_for=call.id)
        visits = visits_of(connection, desk.patient) if desk.patient and walk else ()
        return Focus(
            call=call,
            desk=desk,
            caller=caller,
            patient=card.patient if card else None,
            card=card,
            promise=open_promise(connection, desk.patient, call.id) if desk.patient else "",
            script=script_of_call(self._parts, walk, call) if walk else None,
            earlier=earlier_scripts(library, walk) if walk else (),
            earlier_titles=tuple(library.title(one.script, language) for one in walk.earlier) if walk else (),
            others=scripts_to_go_on(library, language, call.direction, walk) if call.is_live else (),
            hold=kept_for(connection, call.id),
            visit=booked,
            coming=coming_visit(visits, booked, schedule.doctors, schedule.services, now),
            noted=_noted(connection, desk) if call.is_live else "",
            schedule=schedule,
            heard=self._heard(call, desk),
        )

    def _live_focus(self, connection: Connection, who: Operator, here: Call | None) -> tuple[Call, DeskCall] | None:
        desk = find_desk_call(connection, here.id) if here else None
        return (here, desk) if here and desk and desk.operator == who.id else None

    def _unfinished_focus(self, connection: Connection, who: Operator, now: datetime) -> tuple[Call, DeskCall] | None:
        desk = newest_to_finish(connection, who.id, now - LOOK_BACK)
        return (get_call(connection, desk.call), desk) if desk else None

    def _heard(self, call: Call, desk: DeskCall) -> str:
        if self._parts.demo is None or desk.walk is None or call.state is not CallState.ANSWERED:
            return ""
        nth = desk.walk.times_left(desk.walk.step)
        return self._parts.demo.reply(call.provider_call, desk.walk.step, nth)


def _noted(connection: Connection, desk: DeskCall) -> str:
    """What was written down as fitting no answer of the step that the walk stands at."""
    last = last_unfit(connection, desk.call)
    if last is None or desk.walk is None or (last.script, last.step) != (desk.walk.script, desk.walk.step):
        return ""
    return last.said


def _call_here(live: Sequence[Call], who: Operator) -> Call | None:
    """The call at the operator's telephone: the one that is talked to, else the one that rings."""
    if not who.extension:
        return None
    here = [call for call in live if call.offered_to == who.extension]
    talking = [call for call in here if call.is_talking]
    ringing = [call for call in here if call.state is CallState.OFFERED]
    return next(iter(talking or ringing), None)


def _is_newly_offered(connection: Connection, call: Call, who: Operator) -> bool:
    """Whether the call has come to this telephone since a desk showed it, or none has.

    A look takes no call from somebody who has the same telephone: their own look would take it back, without end.
    """
    desk = find_desk_call(connection, call.id)
    if desk is None:
        return True
    if desk.operator == who.id:
        return False
    holder = find_operator(connection, desk.operator)
    return holder is None or not holder.is_active or holder.extension != call.offered_to


def _waiting(live: Sequence[Call], here: Call | None) -> list[Call]:
    return [
        call
        for call in live
        if call.state not in _SERVED and call.direction is Direction.INBOUND and (here is None or call.id != here.id)
    ]
