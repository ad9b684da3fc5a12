"""The whole desk of one operator as its templates need it. Pure: what to show is decided here, words are in templates.

Moments, numbers and enums stay what they are; the templates' filters write them in the reader's language and the
clinic's zone, so that one view serves every reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from callcenter.clinic.caller import CallerKind
from callcenter.clinic.card import PatientCard
from callcenter.desk.day_view import DoctorDay, doctors_day
from callcenter.desk.demo import DemoCaller
from callcenter.desk.outcome_view import OutcomeView, outcome_view
from callcenter.desk.parts import DeskClinic
from callcenter.desk.places_view import PlacesView, places_view
from callcenter.desk.script_view import ScriptChoice, ScriptView, choices, safe_text, script_view
from callcenter.desk.state import DeskState, Focus
from callcenter.desk.tasks import Counts, DoneCall, Task
from callcenter.domain.calls import Call, CallState
from callcenter.domain.clinic import Patient
from callcenter.kit.phones import PhoneNumber


class Mode(StrEnum):
    """What the left side of the desk is about."""

    IDLE = "idle"
    RINGING = "ringing"
    TALKING = "talking"
    HELD = "held"
    AFTER = "after"
    """The call is over and waits for its outcome."""
    CALL_BACK = "call_back"
    """A missed caller is being called back by telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """Who is on the telephone and what can be done with the line."""

    id: str
    version: int
    who: str
    """The patient's name, or the one that the caller has given; empty where nobody knows."""
    network_name: str
    """The name that came along with the call, where nothing better is known; not to be trusted."""
    kind: CallerKind
    number: PhoneNumber | None
    since: datetime
    """When the present state began: ringing, talking, on hold, over."""
    started_at: datetime
    talked: timedelta
    """How long the two sides were connected; zero for a call that nobody answered."""
    note: str
    note_version: int
    can_answer: bool = False
    can_hold: bool = False
    can_hang_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """The card at the right, or the choice where it is not clear who calls."""

    card: PatientCard | None
    candidates: tuple[Patient, ...]
    """Patients with the caller's number to choose from."""
    is_chosen: bool
    """Somebody has said that it is so."""
    promise: str
    given: Mapping[str, str]
    """What is known of a new patient already, by field of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """The desk."""

    mode: Mode
    counts: Counts
    waiting: int
    waiting_since: datetime | None
    """Since when the longest of the waiting callers waits."""
    with_robot: int
    unreachable_since: datetime | None
    call: CallView | None = None
    person: PersonView | None = None
    script: ScriptView | None = None
    script_changed: bool = False
    """The call began with a script that another version has replaced meanwhile."""
    safe_text: str = ""
    """What to say then."""
    scripts: tuple[ScriptChoice, ...] = ()
    """The scripts that the call can go over to."""
    scripts_language: str = ""
    """In which they are, and what is said."""
    places: PlacesView | None = None
    outcome: OutcomeView | None = None
    tasks: tuple[Task, ...] = ()
    finished: tuple[DoneCall, ...] = ()
    late: frozenset[str] = frozenset()
    """Keys of the tasks that should have been done by now."""
    other_day: frozenset[str] = frozenset()
    """Keys of the tasks whose moment is not today, so that it needs its date."""
    day: tuple[DoctorDay, ...] = ()
    demo: tuple[DemoCaller, ...] = ()
    is_demo: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)


def desk_view(state: DeskState, clinic: DeskClinic, *, is_demo: bool = False) -> DeskView:
    """The view of a state."""
    focus = state.focus
    mode = _mode(focus)
    gone = focus.desk.walk if focus and focus.script is None else None
    return DeskView(
        mode=mode,
        counts=state.counts,
        waiting=len(state.waiting),
        waiting_since=min((call.started_at for call in state.waiting), default=None),
        with_robot=state.with_robot,
        unreachable_since=state.unreachable_since,
        call=_call(focus, mode, state) if focus else None,
        person=_person(focus) if focus else None,
        script=script_view(focus, state, clinic) if focus and mode in _WITH_SCRIPT else None,
        script_changed=gone is not None,
        safe_text=safe_text(gone.language) if gone else "",
        scripts=choices(focus) if focus else (),
        scripts_language=(focus.desk.walk.language if focus and focus.desk.walk else clinic.language).value,
        places=places_view(focus, state.now, clinic) if focus else None,
        outcome=outcome_view(focus, state.now, clinic) if focus else None,
        tasks=tuple(state.tasks),
        finished=tuple(state.finished),
        late=frozenset(task.key for task in state.tasks if task.is_late(state.now)),
        other_day=frozenset(task.key for task in state.tasks if not _is_today(task.at, state.now, clinic)),
        day=doctors_day(state, clinic) if state.today else (),
        demo=tuple(state.demo),
        is_demo=is_demo,
    )


_WITH_SCRIPT = frozenset({Mode.RINGING, Mode.TALKING, Mode.HELD, Mode.AFTER})


def _is_today(moment: datetime, now: datetime, clinic: DeskClinic) -> bool:
    return moment.astimezone(clinic.zone).date() == now.astimezone(clinic.zone).date()


def _mode(focus: Focus | None) -> Mode:
    if focus is None:
        return Mode.IDLE
    match focus.call.state:
        case CallState.ANSWERED:
            return Mode.TALKING
        case CallState.ON_HOLD:
            return Mode.HELD
        case CallState.ENDED:
            return Mode.CALL_BACK if focus.call.answered_at is None else Mode.AFTER
        case _:
            return Mode.RINGING


def _call(focus: Focus, mode: Mode, state: DeskState) -> CallView:
    call, able = focus.call, state.capabilities
    linked = able is not None and state.unreachable_since is None
    return CallView(
        id=call.id,
        version=focus.desk.version,
        who=_name(focus),
        network_name="" if focus.caller.patients else call.caller_name,
        kind=focus.caller.kind,
        number=call.caller,
        since=_since(call),
        started_at=call.started_at,
        talked=call.talked(state.now) if mode is Mode.AFTER else timedelta(0),
        note=focus.desk.note,
        note_version=focus.desk.note_version,
        can_answer=mode is Mode.RINGING and able is not None and able.answer and linked,
        can_hold=mode in {Mode.TALKING, Mode.HELD} and able is not None and able.hold and linked,
        can_hang_up=mode in {Mode.TALKING, Mode.HELD} and linked,
    )


def _name(focus: Focus) -> str:
    if focus.patient is not None:
        return focus.patient.full_name
    captured = focus.desk.walk.captured if focus.desk.walk else {}
    return f"{captured.get('first_name', '')} {captured.get('last_name', '')}".strip()


def _since(call: Call) -> datetime:
    if call.state is CallState.ON_HOLD and call.holds:
        return call.holds[-1].since
    return call.ended_at or call.answered_at or call.offered_at or call.started_at


def _person(focus: Focus) -> PersonView:
    captured = focus.desk.walk.captured if focus.desk.walk else {}
    number = captured.get("phone", "") or (focus.call.caller.readable if focus.call.caller else "")
    return PersonView(
        card=focus.card,
        candidates=focus.caller.patients,
        is_chosen=focus.desk.patient_is_chosen,
        promise=focus.promise,
        given={
            "given_name": captured.get("first_name", ""),
            "surname": captured.get("last_name", ""),
            "phone": number,
            "gender": "unknown",
        },
    )
