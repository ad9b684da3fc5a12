"""What flows can have done, wired to the features that do it: one function for each name in ivr.flow.actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from callcenter.clinic import by_voice_service as visits
from callcenter.clinic import visit_store
from callcenter.clinic.offers import offer_id
from callcenter.clinic.opening import opening_of
from callcenter.clinic.store import get_patient
from callcenter.clinic.wish import read_wish
from callcenter.desk import by_voice_service as desk
from callcenter.desk.promise_words import to_call_back, to_hear, to_move
from callcenter.desk.tasks import CALL_BACK_WITHIN
from callcenter.domain.calls import Call
from callcenter.domain.clinic import Visit
from callcenter.domain.outcomes import Outcome
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.opening import Opening
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.calls import waiting_before
from callcenter.storage.work import Work
from ivr.flow.moves import left_to_move
from ivr.flow.outcomes import FlowOutcome
from ivr.leading.parts import Act, Asked, Done
from ivr.leading.remark_store import Remark, RemarkKind, add_remark, remarks_of
from ivr.leading.store import find_run
from outbound.do_not_call_service import EVERYTHING, WRONG_NUMBER, stop_calling
from outbound.wished_store import find_wish

_DONE, _GONE, _TAKEN, _FAILED = (Done(result=one) for one in ("done", "gone", "taken", "failed"))
_MINUTES_A_CALLER = 3
"""How long a caller before is reckoned to take."""

OUTCOMES: Mapping[FlowOutcome, Outcome] = {
    FlowOutcome.CONFIRMED: Outcome.CONFIRMED,
    FlowOutcome.RESCHEDULED: Outcome.RESCHEDULED,
    FlowOutcome.CANCELLED: Outcome.CANCELLED,
    FlowOutcome.ANSWERED_APART: Outcome.CONFIRMED,  # unless one of the visits was cancelled, see `ended`
    FlowOutcome.BOOKED: Outcome.BOOKED,
    FlowOutcome.REFUSED: Outcome.REFUSED,
    FlowOutcome.THINKING: Outcome.THINKING,
    FlowOutcome.CALLBACK: Outcome.CALLBACK,
    FlowOutcome.LATER: Outcome.CALLBACK,
    FlowOutcome.INFORMATION: Outcome.INFORMATION,
    FlowOutcome.EMERGENCY: Outcome.EMERGENCY,
    FlowOutcome.WRONG_NUMBER: Outcome.WRONG_NUMBER,
    FlowOutcome.STOPPED: Outcome.REFUSED,
    FlowOutcome.RATED: Outcome.INFORMATION,
    FlowOutcome.COMPLAINT: Outcome.COMPLAINT,
    FlowOutcome.MESSAGE: Outcome.CALLBACK,
}
"""What stands on the desk for how a flow came out; the others leave a caller whom nobody has served yet."""

_NOBODY_HAS_IT = frozenset(
    {FlowOutcome.ANSWERED_APART, FlowOutcome.HUNG_UP, FlowOutcome.NO_CONTACT, FlowOutcome.FAILED}
)
"""With these a call may end in the middle of moving visits, and no person knows of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotActions:
    """The actions of one clinic."""

    zone: ZoneInfo
    language: Language
    """The clinic's own, in which its desk works."""
    opening: Opening | None = None
    """None: people are there while doctors work."""

    def by_name(self) -> Mapping[str, Act]:
        """Every action by its name in flows."""
        return {
            "offer_slots": self._offer_slots,
            "take_place": self._take_place,
            "move_visit": self._move_visit,
            "confirm_visit": self._confirm,
            "confirm_each": self._confirm_each,
            "cancel_visit": self._cancel,
            "note_thinking": _noting(RemarkKind.THINKING),
            "note_refusal": _noting(RemarkKind.REFUSAL, "reason"),
            "record_score": _score,
            "record_comment": _noting(RemarkKind.COMMENT, "comment"),
            "stop_calling": _stop,
            "note_wrong_number": _wrong_number,
            "request_callback": self._call_back,
            "leave_message": self._message,
            "queue_position": _queue_position,
        }

    def ended(
        self, work: Work, call: Call, flow: str, patient: PatientId | None, outcome: FlowOutcome, now: datetime
    ) -> None:
        """How a call came out; that somebody asked not to be called is made sure of once more."""
        if outcome is FlowOutcome.STOPPED:
            stop_calling(work, _number_of(work, call, patient), EVERYTHING, now, patient=patient, call=call.id)
        entry = OUTCOMES.get(outcome)
        if outcome is FlowOutcome.ANSWERED_APART and _has_cancelled(work, call):
            entry = Outcome.CANCELLED
        if entry is not None:
            desk.settle(work, call.id, patient, entry, now)
        if (
            outcome in _NOBODY_HAS_IT
            and (run := find_run(work.connection, call.id))
            and (left := left_to_move(run.state))
        ):
            text = to_move([one.at for one in left], self.language, self.zone)
            desk.promise_if_none(work, call.id, patient, text, self._soon(work, now), now)

    def _offer_slots(self, work: Work, asked: Asked) -> Done:
        service, doctor = _wanted(work, asked)
        length = None
        if asked.facts.visits and (visit := _first(work, asked)) is not None:
            length = visit.length if visit.service == service and not _is_over(asked) else None
        places = visits.find_places(
            work,
            read_wish(asked.values),
            service=service,
            doctor=doctor,
            now=asked.now,
            zone=self.zone,
            length=length,
        )
        if not places:
            return Done(result="none")
        names = {one.id: one.name for one in visit_store.doctors(work.connection)}
        offers = [
            {"id": offer_id(one, service), "at": one.starts_at.isoformat(), "doctor": names.get(one.doctor, "")}
            for one in places
        ]
        return Done(result="found", facts={"offers": offers})

    def _take_place(self, work: Work, asked: Asked) -> Done:
        if asked.offer is None or asked.patient is None:
            raise NotFoundError("it is not known who takes which place")
        done = visits.take(work, asked.call.id, asked.patient, asked.offer.id, now=asked.now, zone=self.zone)
        return _DONE if done else _TAKEN

    def _move_visit(self, work: Work, asked: Asked) -> Done:
        if asked.offer is None or not asked.facts.visits:
            raise NotFoundError("it is not known which visit is moved where")
        told = _told(asked)[asked.visit]
        try:
            done = visits.move(work, asked.call.id, told, asked.offer.id, now=asked.now, zone=self.zone)
        except NotFoundError:
            return _GONE
        return _DONE if done else _TAKEN

    def _confirm(self, work: Work, asked: Asked) -> Done:
        return _DONE if visits.confirm(work, asked.call.id, _told(asked), asked.now) else _GONE

    def _confirm_each(self, work: Work, asked: Asked) -> Done:
        answers = asked.values.get("by_visit")
        said = dict(zip(_told(asked), map(str, answers) if isinstance(answers, list | tuple) else (), strict=False))
        kept = [visit for visit, answer in said.items() if answer == "keep"]
        dropped = [visit for visit, answer in said.items() if answer == "cancel"]
        is_there = not kept or visits.confirm(work, asked.call.id, kept, asked.now)
        if dropped and visits.cancel(work, asked.call.id, dropped, asked.now):
            _note(work, asked, RemarkKind.CANCELLATION)
        elif dropped:
            is_there = False
        if not is_there:
            return _GONE
        is_all = all(said.get(visit) in {"keep", "cancel"} for visit in _told(asked))
        return _DONE if is_all else Done(result="to_move")

    def _cancel(self, work: Work, asked: Asked) -> Done:
        if not visits.cancel(work, asked.call.id, _told(asked), asked.now):
            return _GONE
        _note(work, asked, RemarkKind.CANCELLATION, text=str(asked.values.get("reason") or ""))
        return _DONE

    def _call_back(self, work: Work, asked: Asked) -> Done:
        if asked.call.caller is None and asked.patient is None:  # nobody knows whom to call
            return _FAILED
        wished = read_wish(asked.values).moment(asked.now, self.zone)
        is_wished = wished > asked.now
        text = to_call_back(wished if is_wished else None, self.language, self.zone)
        due = wished if is_wished else self._soon(work, asked.now)
        desk.promise(work, asked.call.id, asked.patient, text, due, asked.now)
        _note(work, asked, RemarkKind.CALLBACK)
        return _DONE

    def _message(self, work: Work, asked: Asked) -> Done:
        seconds = _seconds(asked.values.get("seconds"))
        file = str(asked.values.get("recording") or "")
        _note(work, asked, RemarkKind.MESSAGE, text=file, value=seconds)
        due = self._soon(work, asked.now)
        desk.promise(work, asked.call.id, asked.patient, to_hear(seconds, self.language), due, asked.now)
        return _DONE

    def _soon(self, work: Work, now: datetime) -> datetime:
        """When what was promised for no certain time is to be done: within the usual time, counted from when people are
        there again."""
        week = self.opening or opening_of(visit_store.all_hours(work.connection))
        local = now.astimezone(self.zone)
        opens = week.next_open(local) or local
        return now + CALL_BACK_WITHIN if opens == local else opens.astimezone(now.tzinfo)


def _told(asked: Asked) -> list[visits.Told]:
    """The visits of a call as the patient was told of them."""
    return [visits.Told(id=VisitId(one.id), starts_at=one.at, doctor=one.doctor) for one in asked.facts.visits]


def _first(work: Work, asked: Asked) -> Visit | None:
    return visit_store.find_visit(work.connection, _told(asked)[asked.visit].id) if asked.facts.visits else None


def _is_over(asked: Asked) -> bool:
    return asked.facts.visits[asked.visit].at <= asked.now


def _wanted(work: Work, asked: Asked) -> tuple[str, str]:
    """Service and doctor of the place that is looked for: as the wish says, else as of the visit that it is about."""
    wish = find_wish(work.connection, asked.call.id)
    about = wish.about if wish else {}
    visit = _first(work, asked)
    if visit is None and asked.patient is not None:
        visit = next(iter(reversed(visit_store.visits_of(work.connection, asked.patient))), None)
    service = str(about.get("service") or (visit.service if visit else ""))
    if not service:
        service = next((one.id for one in visit_store.services(work.connection)), "")
    return service, str(about.get("doctor") or (visit.doctor if visit else ""))


def _has_cancelled(work: Work, call: Call) -> bool:
    """Whether a visit was cancelled in a call."""
    return any(one.kind is RemarkKind.CANCELLATION for one in remarks_of(work.connection, call.id))


def _noting(kind: RemarkKind, field: str = "") -> Act:
    def act(work: Work, asked: Asked) -> Done:
        _note(work, asked, kind, text=str(asked.values.get(field) or "") if field else "")
        return _DONE

    return act


def _score(work: Work, asked: Asked) -> Done:
    value = asked.values.get("value")
    if not isinstance(value, int | str) or not str(value).isdigit():
        raise NotFoundError("no score was understood")
    _note(work, asked, RemarkKind.SCORE, value=int(value))
    return _DONE


def _stop(work: Work, asked: Asked) -> Done:
    number = _number_of(work, asked.call, asked.patient)
    if number is None:  # nothing to store it by, so nothing may be promised
        return _FAILED
    stop_calling(work, number, EVERYTHING, asked.now, patient=asked.patient, call=asked.call.id)
    return _DONE


def _number_of(work: Work, call: Call, patient: PatientId | None) -> PhoneNumber | None:
    """The number of a call; where it is withheld, that of the patient, if it is known who that is."""
    if call.caller is not None or patient is None:
        return call.caller
    return get_patient(work.connection, patient).phone


def _wrong_number(work: Work, asked: Asked) -> Done:
    """Somebody else has this number: no robot calls it again until a person has put the patient's number right."""
    number, patient = asked.call.caller, asked.patient
    stop_calling(work, number, EVERYTHING, asked.now, reason=WRONG_NUMBER, patient=patient, call=asked.call.id)
    _note(work, asked, RemarkKind.WRONG_NUMBER)
    return _DONE


def _queue_position(work: Work, asked: Asked) -> Done:
    before = waiting_before(work.connection, asked.call)
    queue = {"position": before + 1, "minutes": max(1, before * _MINUTES_A_CALLER)}
    return Done(result="told", facts={"queue": queue})


def _seconds(value: object) -> int:
    """The length of a message in whole seconds, at least one."""
    return max(1, round(value)) if isinstance(value, int | float) else 1


def _note(work: Work, asked: Asked, kind: RemarkKind, *, text: str = "", value: int | None = None) -> None:
    visit = VisitId(asked.facts.visits[asked.visit].id) if asked.facts.visits[asked.visit :] else None
    add_remark(
        work.connection,
        Remark(
            call=asked.call.id,
            kind=kind,
            at=asked.now,
            flow=asked.flow,
            patient=asked.patient,
            visit=visit,
            value=value,
            text=text,
        ),
    )
