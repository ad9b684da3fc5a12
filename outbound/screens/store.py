"""What the pages of campaigns read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from callcenter.clinic.visit_store import visit_in
from callcenter.domain.calls import CallState
from callcenter.domain.clinic import Visit
from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import CallId, OperatorId, PatientId, VisitId
from callcenter.storage.many import in_parts
from callcenter.storage.tables import attempt, operator, patient, target, visit
from callcenter.storage.tables import call as call_table
from outbound.campaigns.campaign import CampaignId
from outbound.campaigns.target import TargetId, TargetState
from outbound.screens.tally import Count, Tally

_MEASURED_CALLS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which targets of a campaign are looked at."""

    state: TargetState | None = None
    reason: str = ""
    text: str = ""
    """In the patient's name, or digits of the number."""
    skip: int = 0
    most: int = 50


@dataclass(frozen=True, slots=True)
class LiveLine:
    """A call of a campaign that goes on."""

    call: CallId
    patient: PatientId
    begun_at: datetime
    number: int
    """Which try it is."""
    state: CallState | None
    answered_at: datetime | None


def tallies(connection: Connection, campaigns: Sequence[CampaignId], evening: str) -> Mapping[CampaignId, Tally]:
    """The targets of campaigns; of confirmations those of one evening, the clinic's date."""
    is_tried = target.c.tries > 0
    query = (
        select(target.c.campaign, target.c.state, target.c.result, is_tried, func.count())
        .where(target.c.campaign.in_(campaigns), _of_evening(evening))
        .group_by(target.c.campaign, target.c.state, target.c.result, is_tried)
    )
    found: dict[str, list[Count]] = {}
    for campaign, state, result, tried, number in connection.execute(query):
        known = ContactResult(result) if result else None
        found.setdefault(campaign, []).append(Count(TargetState(state), known, bool(tried), number))
    return {one: Tally(found.get(one, ())) for one in campaigns}


def reasons_of(connection: Connection, campaign: CampaignId, evening: str) -> Sequence[tuple[str, int]]:
    """Why targets stand where they stand, the most frequent reason first."""
    query = (
        select(target.c.reason, func.count())
        .where(target.c.campaign == campaign, _of_evening(evening))
        .group_by(target.c.reason)
        .order_by(func.count().desc(), target.c.reason)
    )
    return [(reason, number) for reason, number in connection.execute(query)]


def find_targets(connection: Connection, campaign: CampaignId, evening: str, wanted: Wanted) -> list[TargetId]:
    """A page of targets in an order that does not change while calls are made."""
    page = _matching(campaign, evening, wanted).order_by(target.c.rank, target.c.id)
    found = connection.execute(page.offset(wanted.skip).limit(wanted.most)).scalars()
    return [TargetId(str(one)) for one in found]


def count_targets(connection: Connection, campaign: CampaignId, evening: str, wanted: Wanted) -> int:
    """How many there are on all pages."""
    matching = _matching(campaign, evening, wanted).subquery()
    return connection.execute(select(func.count()).select_from(matching)).scalar_one()


def persons_targets(connection: Connection, campaign: CampaignId, evening: str, most: int) -> list[TargetId]:
    """Whom a person should call, the riskiest first."""
    risk = func.coalesce(target.c.risk, -1.0)
    query = select(target.c.id).where(
        target.c.campaign == campaign, target.c.state == TargetState.PERSON.value, _of_evening(evening)
    )
    return [
        TargetId(one)
        for one in connection.execute(query.order_by(risk.desc(), target.c.rank, target.c.id).limit(most)).scalars()
    ]


def targets_of_patients(connection: Connection, patients: Iterable[PatientId], most: int = 100) -> list[TargetId]:
    """Everything that campaigns have, or had, with some patients, the newest first."""
    query = select(target.c.id).where(target.c.patient.in_(list(patients))).order_by(target.c.changed_at.desc())
    return [TargetId(one) for one in connection.execute(query.limit(most)).scalars()]


def live_lines(connection: Connection, campaign: CampaignId) -> list[LiveLine]:
    """The calls of a campaign that go on, the oldest first."""
    query = (
        select(
            *(attempt.c.call, attempt.c.begun_at, attempt.c.number, target.c.patient),
            *(call_table.c.state, call_table.c.answered_at),
        )
        .join(target, target.c.id == attempt.c.target)
        .outerjoin(call_table, call_table.c.id == attempt.c.call)
        .where(attempt.c.campaign == campaign, attempt.c.ended_at.is_(None))
        .order_by(attempt.c.begun_at, attempt.c.call)
    )
    return [
        LiveLine(
            call=CallId(row.call),
            patient=PatientId(row.patient),
            begun_at=row.begun_at,
            number=row.number,
            state=CallState(row.state) if row.state else None,
            answered_at=row.answered_at,
        )
        for row in connection.execute(query)
    ]


def line_time(connection: Connection, campaign: CampaignId) -> tuple[timedelta, int]:
    """How long a line was taken by each of the last calls on average, and of how many calls that is."""
    query = (
        select(attempt.c.begun_at, attempt.c.ended_at)
        .where(attempt.c.campaign == campaign, attempt.c.ended_at.is_not(None), attempt.c.result != "")
        .order_by(attempt.c.begun_at.desc())
        .limit(_MEASURED_CALLS)
    )
    lengths = [row.ended_at - row.begun_at for row in connection.execute(query)]
    return (sum(lengths, timedelta(0)) / len(lengths), len(lengths)) if lengths else (timedelta(0), 0)


def last_hours(
    connection: Connection, campaigns: Sequence[CampaignId]
) -> Mapping[CampaignId, tuple[datetime, datetime]]:
    """Of campaigns with planned calls: the latest moment before which one waits, and the end of the last hours."""
    query = (
        select(target.c.campaign, func.max(target.c.not_before), func.max(target.c.not_after))
        .where(target.c.campaign.in_(campaigns), target.c.state == TargetState.PLANNED.value)
        .where(target.c.not_before.is_not(None), target.c.not_after.is_not(None))
        .group_by(target.c.campaign)
    )
    return {CampaignId(campaign): (begins, ends) for campaign, begins, ends in connection.execute(query)}


def visits_by_id(connection: Connection, ids: Iterable[VisitId]) -> Mapping[VisitId, Visit]:
    """Visits by their ids."""
    found: dict[VisitId, Visit] = {}
    for part in in_parts(set(ids)):
        for row in connection.execute(select(visit).where(visit.c.id.in_(part))).mappings():
            found[VisitId(row["id"])] = visit_in(row)
    return found


def calls_there(connection: Connection, calls: Iterable[CallId]) -> set[CallId]:
    """Which of these calls were told of, so that they have a page."""
    found: set[CallId] = set()
    for part in in_parts(calls):
        rows = connection.execute(select(call_table.c.id).where(call_table.c.id.in_(part))).scalars()
        found |= {CallId(one) for one in rows}
    return found


def names_of(connection: Connection, operators: Iterable[str]) -> Mapping[OperatorId, str]:
    """The names of people of the clinic."""
    query = select(operator.c.id, operator.c.name).where(operator.c.id.in_(set(operators)))
    return {OperatorId(one): name for one, name in connection.execute(query)}


def _matching(campaign: CampaignId, evening: str, wanted: Wanted) -> Select[tuple[str]]:
    query = select(target.c.id).where(target.c.campaign == campaign, _of_evening(evening))
    if wanted.state is not None:
        query = query.where(target.c.state == wanted.state.value)
    if wanted.reason:
        query = query.where(target.c.reason == wanted.reason)
    if wanted.text:
        query = query.join(patient, patient.c.id == target.c.patient).where(_named(wanted.text))
    return query


def _of_evening(evening: str) -> ColumnElement[bool]:
    return or_(target.c.purpose != Purpose.CONFIRMATION.value, target.c.basis == evening)


def _named(text: str) -> ColumnElement[bool]:
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) > 2:
        return target.c.number.contains(digits[1:] if len(digits) > 10 else digits)
    return and_(*(patient.c.search_key.contains(word, autoescape=True) for word in text.casefold().split()))
