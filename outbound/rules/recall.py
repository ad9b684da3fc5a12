"""Recall: a preventive visit is due again, so many months after the last one of its service."""

from collections.abc import Iterable, Iterator, Sequence

from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.domain.outreach import Channel, Contact, Purpose
from callcenter.kit.ids import PatientId
from outbound.rules.after_visits import past_visits, whoever_has
from outbound.rules.days import months_later
from outbound.rules.finding import Finding, distance, not_due_before, refused_since, spent
from outbound.rules.ground import Ground
from outbound.rules.guardians import Speaker
from outbound.rules.reasons import Block, Reason

_REMINDERS = (Channel.CALL, Channel.SMS)


def candidates(ground: Ground) -> Iterable[PatientId]:
    """Whoever has had a visit of a service that recalls."""
    recalling = {service.id for service in ground.book.services.values() if service.recall_months is not None}
    for patient in whoever_has(ground, VisitStatus.CAME):
        if any(visit.service in recalling for visit in past_visits(ground, patient, VisitStatus.CAME)):
            yield patient


def findings(ground: Ground, speaker: Speaker, _: Sequence[Block]) -> Iterator[Finding]:
    """One for all services that are due; where none is, for all that will be."""
    last = _last_of_each(ground, speaker.patient.id)
    if not last:
        return
    due_on = {one.id: months_later(ground.today.date_of(one.starts_at), months) for one, months in last}
    due = [one for one, _ in last if due_on[one.id] <= ground.today.date]
    rests_on = due or [one for one, _ in last]
    since = max(one.starts_at for one in rests_on)
    contacts = ground.history.about(speaker, Purpose.RECALL)
    reminders = [one for one in contacts if one.channel in _REMINDERS and one.at > since]
    blocks = [
        *not_due_before(ground, min(due_on[one.id] for one in rests_on)),
        *spent(reminders, ground.settings.recall.tries),
        *_gap(ground, reminders),
        *refused_since(contacts, since),
    ]
    if (ahead := ground.future_visit(speaker.patient.id)) is not None:
        blocks.append(ahead)
    if speaker.patient.balance_due > 0:
        blocks.append(Block(Reason.BALANCE_DUE))
    if speaker.patient.complaint_open:
        blocks.append(Block(Reason.COMPLAINT_OPEN))
    yield Finding(visits=rests_on, blocks=blocks)


def _last_of_each(ground: Ground, patient: PatientId) -> list[tuple[Visit, int]]:
    """The last visit of each service that recalls, with its months, the earliest first."""
    last: dict[str, tuple[Visit, int]] = {}
    for visit in ground.visits_of(patient):
        if visit.status is VisitStatus.CAME and visit.starts_at <= ground.today.as_of:
            service = ground.book.services.get(visit.service)
            if service is not None and service.recall_months is not None:
                last.pop(visit.service, None)
                last[visit.service] = visit, service.recall_months
    return list(last.values())


def _gap(ground: Ground, reminders: Sequence[Contact]) -> Iterator[Block]:
    gaps = ground.settings.recall.gaps_days
    if reminders:
        yield from distance(ground, reminders[-1], gaps[min(len(reminders), len(gaps)) - 1])
