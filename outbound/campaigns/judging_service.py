"""Judging the targets of campaigns by the rules, from what stands in the database at that moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from callcenter.clinic.book import ClinicBook, ClinicTerms
from callcenter.clinic.book_store import book_of
from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import PatientId, VisitId
from callcenter.storage.driver import Connection
from outbound.campaigns.campaign import Campaign
from outbound.campaigns.planning import Key, Plan, key_of, planned
from outbound.campaigns.target import Target, TargetState
from outbound.gaps.due import with_those_due
from outbound.gaps.fit import best
from outbound.rules.decision import Decision
from outbound.rules.judging import judge
from outbound.rules.morning import judge_morning
from outbound.rules.reasons import Reason
from outbound.rules.settings import read_settings


def today_of(terms: ClinicTerms, now: datetime) -> date:
    """The clinic's date; UTC's where nobody knows the clinic's zone, and then nobody is called."""
    return now.astimezone(terms.zone).date() if terms.zone else now.date()


def with_rules_of(campaign: Campaign, book: ClinicBook) -> ClinicBook:
    """The book under the rules of a campaign: where it rules nothing itself, the clinic's hold."""
    if not campaign.rules:
        return book
    rules = dict(book.terms.rules)
    for section, own in campaign.rules.items():
        usual = rules.get(section)
        is_both = isinstance(usual, Mapping) and isinstance(own, Mapping)
        rules[section] = {**usual, **own} if is_both else own  # type: ignore[dict-item] # is_both has looked
    return replace(book, terms=replace(book.terms, rules=rules))


def judged(campaign: Campaign, book: ClinicBook, now: datetime) -> Iterable[Decision]:
    """The decisions of a campaign's purpose over a book. Raises BadInputError where its rules cannot be read.

    A part of a clinic may hold visits of others, around free places: nothing is decided about these patients.
    """
    ruled = with_rules_of(campaign, book)
    if campaign.purpose is Purpose.GAP and read_settings(ruled.terms.rules).gap.to_those_due:
        ruled = with_those_due(ruled, now)
    decisions = judge(ruled, now, (campaign.purpose,))
    return (one for one in decisions if one.patient in book.patients)


def judge_again(
    connection: Connection, campaign: Campaign, usual: ClinicTerms, target: Target, now: datetime
) -> tuple[Decision | None, ClinicBook]:
    """What the rules say of a target now, and what they looked at. No decision: there is no reason for the call any
    more, such as where its visit is gone. Raises BadInputError where the rules cannot be read.

    On the days after its evening, a confirmation is judged as a morning call.
    """
    book = book_of(connection, usual, now, [target.patient], with_places=target.purpose is Purpose.GAP)
    if target.purpose is Purpose.CONFIRMATION and target.basis < today_of(book.terms, now).isoformat():
        return _in_the_morning(with_rules_of(campaign, book), target, now), book
    return by_key(judged(campaign, book, now), today_of(book.terms, now)).get(Key(target.patient, target.basis)), book


def _in_the_morning(book: ClinicBook, target: Target, now: datetime) -> Decision | None:
    found = judge_morning(book, now, frozenset(target.visits), date.fromisoformat(target.basis))
    return max((one for one in found if one.patient == target.patient), key=_weight, default=None)


def by_key(decisions: Iterable[Decision], today: date) -> Mapping[Key, Decision]:
    """One decision for each target: of several a call before a skip, and what was due before what was not."""
    found: dict[Key, Decision] = {}
    for one in decisions:
        key = key_of(one, today)
        if key not in found or _weight(one) > _weight(found[key]):
            found[key] = one
    return found


def _weight(decision: Decision) -> int:
    return 2 if decision.not_before is not None else int(decision.reason is not Reason.NOT_DUE)


@dataclass(frozen=True, slots=True)
class Starts:
    """When visits begin."""

    by_id: Mapping[VisitId, datetime]

    def first(self, visits: Iterable[VisitId]) -> datetime | None:
        """When the first of some visits begins; None where none is known."""
        return min((self.by_id[one] for one in visits if one in self.by_id), default=None)


def starts_of(book: ClinicBook) -> Starts:
    """When the visits of a book begin."""
    return Starts({one.id: one.starts_at for one in book.visits})


def family_of(book: ClinicBook, patient: PatientId) -> str:
    """The family of a patient, or the patient alone: calls to a family are counted together."""
    known = book.patients.get(patient)
    return (known.family if known else "") or patient


def fit_in(book: ClinicBook, decision: Decision, today: date) -> float:
    """How well the free place of a decision suits who waits for it, 0 to 1; 0 where it is about none."""
    if decision.kind is not Purpose.GAP or book.terms.zone is None:
        return 0.0
    place = next((one for one in book.visits if one.id in decision.visits[:1]), None)
    if place is None:
        return 0.0
    wishes = (one for one in book.waiting if one.patient in decision.members)
    return best(wishes, place, today, place.starts_at.astimezone(book.terms.zone))


def after_judging(target: Target, decision: Decision | None, book: ClinicBook, now: datetime) -> Target:
    """The target after it was judged again."""
    if decision is None:
        return replace(target, state=TargetState.LEFT_OUT, not_before=None, not_after=None, changed_at=now)
    plan = Plan(
        campaign=target.campaign,
        id=target.id,
        family=family_of(book, target.patient),
        soonest=starts_of(book).first(decision.visits),
        now=now,
        today=today_of(book.terms, now),
        risk=target.risk,
        fit=fit_in(book, decision, today_of(book.terms, now)),
    )
    return planned(target, decision, plan)
