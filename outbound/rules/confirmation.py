"""Confirmation: is the patient coming on the next working day, or on a day off before it?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.domain.outreach import Contact, ContactResult, Purpose
from callcenter.kit.ids import PatientId
from outbound.rules.days import ONE_DAY
from outbound.rules.finding import Finding, calls_since, spent
from outbound.rules.ground import AGREED, Ground
from outbound.rules.guardians import Speaker
from outbound.rules.reasons import FOREVER, Block, Reason
from outbound.rules.today import Opening

_CONCERNED = (*AGREED, VisitStatus.CANCELLED)
_SETTLING = {
    ContactResult.CONFIRMED: Reason.CONFIRMED_ALREADY,
    ContactResult.CANCELLED: Reason.CANCELLED,
}
_BY_STATUS = {VisitStatus.CONFIRMED: Reason.CONFIRMED_ALREADY, VisitStatus.CANCELLED: Reason.CANCELLED}


def candidates(ground: Ground) -> Iterable[PatientId]:
    """Whoever has a visit ahead."""
    return (patient for patient, visits in ground.visits.items() if visits[-1].starts_at > ground.today.as_of)


def findings(ground: Ground, speaker: Speaker, _: Sequence[Block]) -> Iterator[Finding]:
    """One for each visit ahead."""
    ahead = [
        visit
        for visit in ground.visits_of(speaker.patient.id)
        if visit.starts_at > ground.today.as_of and visit.status in _CONCERNED
    ]
    if not ahead:
        return
    contacts = ground.history.about(speaker, Purpose.CONFIRMATION)
    openings = () if speaker.zone is None else ground.today.openings(Purpose.CONFIRMATION, speaker.zone)
    for visit in ahead:
        yield _finding(ground, visit, contacts, openings)


def _finding(ground: Ground, visit: Visit, contacts: Sequence[Contact], openings: Sequence[Opening]) -> Finding:
    today = ground.today
    day = today.date_of(visit.starts_at)
    theirs = [one for one in openings if one.day < day <= today.working_days.next_after(one.day)]
    is_target = bool(theirs) or today.date < day <= today.working_days.next_after(today.date)
    begin = min((today.begin_of(one.day) for one in theirs), default=today.begin_of(today.date))
    since = begin - timedelta(microseconds=1)
    settled = list(_settled(visit, [one for one in contacts if one.at > since], is_target=is_target))
    blocks = [Block(reason) for reason in settled]
    if is_target:
        blocks += spent(calls_since(contacts, since), ground.settings.confirmation.tries)
        blocks += _waiting(ground, visit, contacts)
    else:
        due_on = today.working_days.last_before(day)
        blocks.append(Block(Reason.NOT_DUE, today.begin_of(due_on) if today.date < due_on else FOREVER))
    return Finding(visits=(visit,), blocks=blocks, openings=theirs, is_alone=not is_target or bool(settled))


def _settled(visit: Visit, contacts: Sequence[Contact], *, is_target: bool) -> Iterator[Reason]:
    """What the visit's status says, and the last answer of today about it."""
    if visit.status in _BY_STATUS:
        yield _BY_STATUS[visit.status]
    for contact in reversed(contacts):
        is_meant = is_target if contact.visit is None else contact.visit == visit.id
        if is_meant and contact.result in _SETTLING:
            yield _SETTLING[contact.result]
            return


def _waiting(ground: Ground, visit: Visit, contacts: Sequence[Contact]) -> Iterator[Block]:
    rules, today = ground.settings.confirmation, ground.today
    gaps = {
        ContactResult.BUSY: timedelta(minutes=rules.after_busy_minutes),
        ContactResult.NO_ANSWER: timedelta(minutes=rules.after_no_answer_minutes),
        ContactResult.MACHINE: timedelta(minutes=rules.after_no_answer_minutes),
    }
    ends = [one.at + gaps[one.result] for one in calls_since(contacts, today.as_of - ONE_DAY) if one.result in gaps]
    if visit.booked_at is not None and today.date_of(visit.booked_at) == today.date:
        ends.append(visit.booked_at + timedelta(hours=rules.booked_hours))
    for end in ends:
        if today.as_of < end:
            yield Block(Reason.TOO_SOON, end, by_hours=True)
