"""The ladder's steps after an evening: the message, and the morning call on the same target.

The evening's own calls again are matter of the rules. A look goes over those whom an evening did not reach; the message
is asked for once by its basis, the call is an attempt like all others.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from callcenter.clinic.book import ClinicBook, ClinicTerms
from callcenter.clinic.book_store import book_of
from callcenter.clinic.terms_store import terms_in
from callcenter.clinic.visit_store import find_visit
from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import Channel, Purpose
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError, CallCenterError
from callcenter.kit.ids import new_id
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database, Work
from outbound.campaigns.attempt_store import attempts_of
from outbound.campaigns.campaign import Campaign, CampaignId, CampaignState
from outbound.campaigns.campaign_store import campaigns, get_campaign
from outbound.campaigns.judging_service import after_judging, judge_again, today_of, with_rules_of
from outbound.campaigns.ladder import (
    EARLY_VISIT,
    NO_TIME,
    Known,
    Morning,
    Step,
    evening_of,
    has_time_for_message,
    is_unreached,
    message_basis,
    plan_of,
)
from outbound.campaigns.target import Target, TargetId, TargetState
from outbound.campaigns.target_store import get_target, save_target, unreached
from outbound.mailing.mailing_service import ask_for
from outbound.mailing.message import About, Message, MessageId, MessageState
from outbound.mailing.message_store import has_messages, messages_of
from outbound.rules.messages import PASSING, MayWrite, judge_message
from outbound.rules.morning import AHEAD, VISITS_AFTER
from outbound.rules.reasons import Reason
from outbound.rules.settings import read_settings
from outbound.rules.today import Today

_log = get_logger(__name__)

_EVERY = timedelta(minutes=1)
_LOOK_BACK = timedelta(days=4)
"""Of an evening before days off, a first visit may be over and another one be ahead."""
_AGAIN = timedelta(minutes=30)
"""Whoever had nothing to be done for is looked at again after so long."""
_MOST = 5_000

WriteText = Callable[[MayWrite, datetime], str]
"""The text for somebody about a visit that begins then. Raises BadInputError where it cannot be written."""


class Ladder:
    """Takes the steps that are due."""

    def __init__(self, database: Database, clock: Clock, usual: ClinicTerms, text: WriteText) -> None:
        self._database, self._clock, self._usual, self._text = database, clock, usual, text
        self._looked_at: datetime | None = None
        self._idle: dict[TargetId, datetime] = {}
        """When nothing was to be done for a target; only spares work."""

    def look(self) -> int:
        """Take the steps that are due, once a minute; returns how many. Raises what a database that is away raises."""
        now = self._clock.now()
        if self._looked_at is not None and self._looked_at <= now < self._looked_at + _EVERY:
            return 0
        self._looked_at = now
        with self._database.read() as connection:
            running = {one.id: one for one in campaigns(connection, (CampaignState.RUNNING,))}
            today = today_of(terms_in(connection, self._usual), now)
            found = [one for one in unreached(connection, now - _LOOK_BACK, _MOST) if one.campaign in running]
            written = has_messages(connection, [message_basis(one) for one in found])
        left = [one for one in found if message_basis(one) not in written or evening_of(one) < today]
        self._idle = {one: at for one, at in self._idle.items() if at <= now < at + _AGAIN}
        done = 0
        for target in left:
            if target.id in self._idle:
                continue
            try:
                has_message = message_basis(target) in written
                is_done = self._step(running[target.campaign], target, now, has_message=has_message)
            except CallCenterError as exc:  # such as rules that cannot be read: the others go on
                _log.error("what follows an unreached patient cannot be done", target=target.id, why=str(exc))
                is_done = False
            done += is_done
            if not is_done:
                self._idle[target.id] = now
        return done

    def _step(self, campaign: Campaign, target: Target, now: datetime, *, has_message: bool) -> bool:
        with self._database.work() as work:
            is_written = not has_message and self._write(work, campaign, target, now)
            return self._call_in_the_morning(work, campaign, target, now) or is_written

    def _write(self, work: Work, campaign: Campaign, target: Target, now: datetime) -> bool:
        book = with_rules_of(campaign, self._book(work.connection, target, now))
        soonest = _soonest(book, target, now)
        if soonest is None or not has_time_for_message(soonest, now):
            return False
        may = _may_write(book, target, now)
        if may.reason in PASSING:
            return False
        text, problem = "", "" if may.is_allowed else may.reason.value
        if may.is_allowed:
            try:
                text = self._text(may, soonest)
            except BadInputError as exc:
                problem = str(exc)
        return bool(ask_for(work, _message(campaign, target, may, text, problem, now, soonest)))

    def _call_in_the_morning(self, work: Work, campaign: Campaign, target: Target, now: datetime) -> bool:
        """Judged by the rules as every call is; nothing is changed where they allow none."""
        terms = terms_in(work.connection, self._usual)
        if evening_of(target) >= today_of(terms, now):
            return False
        decision, book = judge_again(work.connection, campaign, self._usual, target, now)
        changed = after_judging(target, decision, book, now)
        is_next = changed.state in {TargetState.PLANNED, TargetState.PERSON, TargetState.DONE}
        return is_next and save_target(work.connection, changed, target.state)

    def _book(self, connection: Connection, target: Target, now: datetime) -> ClinicBook:
        return book_of(connection, self._usual, now, [target.patient], Channel.SMS)


def plan_for(connection: Connection, usual: ClinicTerms, target: Target, now: datetime) -> tuple[Step, ...]:
    """The whole plan of a target, as it stands at `now`. Raises BadInputError where the rules cannot be read."""
    campaign = get_campaign(connection, CampaignId(target.campaign))
    book = with_rules_of(campaign, book_of(connection, usual, now, [target.patient], Channel.SMS))
    soonest = _soonest(book, target, now)
    settings = read_settings(book.terms.rules)
    day = None
    if soonest is not None and book.terms.zone is not None:
        today = Today(book.terms, settings, soonest)
        day = today.begin_of(today.date)
    return plan_of(
        target,
        Known(
            now=now,
            rules=settings.confirmation,
            attempts=attempts_of(connection, target.id),
            messages=messages_of(connection, target=target.id),
            soonest=soonest,
            visit_day=day,
            morning=_morning_of(book, soonest),
            may_write=_lasting(_may_write(book, target, now).reason),
        ),
    )


def still_booked(connection: Connection, message: Message) -> str:
    """Why a message of an evening makes no sense any more: the patient was reached meanwhile, or the visit is gone."""
    if message.about is not About.CONFIRMATION or not message.target:
        return ""
    target = get_target(connection, TargetId(message.target))
    if not is_unreached(target) and target.state is not TargetState.PLANNED:
        return "the patient was reached meanwhile"
    visits = (find_visit(connection, one) for one in target.visits)
    is_booked = any(one is not None and one.status is VisitStatus.BOOKED for one in visits)
    return "" if is_booked else "the visit is not booked any more"


def _lasting(reason: Reason) -> Reason:
    return Reason.DUE if reason in PASSING else reason


def _may_write(book: ClinicBook, target: Target, now: datetime) -> MayWrite:
    about = About.CONFIRMATION
    return judge_message(book, now, target.patient, about.refused_as, is_asked_for=about.is_asked_for)


def _soonest(book: ClinicBook, target: Target, now: datetime) -> datetime | None:
    """When the first of the target's visits begins that is still booked and nobody has confirmed."""
    starts = [one.starts_at for one in book.visits if one.id in target.visits and one.status is VisitStatus.BOOKED]
    return min((at for at in starts if at > now), default=None)


def _morning_of(book: ClinicBook, soonest: datetime | None) -> Morning:
    """The clinic's hours for a call on the day of the visit; a patient's other zone may leave less of them."""
    zone = book.terms.zone
    if soonest is None or zone is None:
        return Morning(reason=NO_TIME)
    if soonest.astimezone(zone).time() <= VISITS_AFTER:
        return Morning(reason=EARLY_VISIT)
    settings = read_settings(book.terms.rules)
    begin = Today(book.terms, settings, soonest)
    today = Today(book.terms, settings, begin.begin_of(begin.date))
    openings = [one for one in today.openings(Purpose.RECALL, zone) if one.day == today.date]
    if not openings:
        return Morning(reason=today.closed(Purpose.RECALL).reason.value)
    end = min(openings[0].ends, soonest - AHEAD)
    return Morning(begins=openings[0].begins, ends=end) if openings[0].begins < end else Morning(reason=NO_TIME)


def _message(
    campaign: Campaign, target: Target, may: MayWrite, text: str, problem: str, now: datetime, soonest: datetime
) -> Message:
    return Message(
        id=MessageId(new_id()),
        basis=message_basis(target),
        about=About.CONFIRMATION,
        channel=Channel.SMS,
        to=may.number.e164 if may.number else "",
        text=text,
        language=may.language,
        patient=target.patient,
        visit=target.visits[0] if target.visits else None,
        campaign=campaign.id,
        target=target.id,
        state=MessageState.WITHHELD if problem else MessageState.WAITING,
        problem=problem,
        not_before=max(now, may.not_before or now),
        not_after=min(may.not_after or soonest, soonest),
        asked_at=now,
        ended_at=now if problem else None,
    )
