"""What came of attempts: kept as a contact, and the target judged anew by it.

Each look goes over the open attempts that may be over and asks what is known of each: the wish, the call, how the talk
came out. Nothing is remembered between looks, so news that comes twice, late or not at all
changes nothing, and a process that was killed leaves nothing behind that the next one does not see.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from callcenter.clinic.book import ClinicTerms
from callcenter.clinic.contact_store import add_contacts
from callcenter.clinic.gap_store import end_offer
from callcenter.domain.campaign_events import AttemptEnded
from callcenter.domain.outreach import Channel, Contact, ContactResult, Purpose
from callcenter.kit.clock import Clock
from callcenter.kit.errors import CallCenterError
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database, Work
from outbound.campaigns.attempt import Attempt
from outbound.campaigns.attempt_store import end_attempt, find_attempt
from outbound.campaigns.campaign_store import get_campaign
from outbound.campaigns.fate_store import Fate, ResultOf, State, fate_of, perhaps_over
from outbound.campaigns.judging_service import after_judging, judge_again
from outbound.campaigns.target import Target, TargetState
from outbound.campaigns.target_store import get_target, let_next_have_it, save_target

_log = get_logger(__name__)

_MOST = 2_000
_AGAIN = timedelta(minutes=1)
"""After a call that was surely not rung."""


class Settling:
    """Ends the attempts of which it is known how they came out."""

    def __init__(self, database: Database, clock: Clock, usual: ClinicTerms, result_of: ResultOf) -> None:
        self._database, self._clock, self._usual, self._result_of = database, clock, usual, result_of

    def look(self) -> int:
        """Go over the open attempts that may be over; returns how many ended. Raises what a database that is away
        raises."""
        with self._database.read() as connection:
            now = self._clock.now()
            attempts = [find_attempt(connection, call) for call in perhaps_over(connection, now, _MOST)]
            over = [one for one in attempts if one and self._fate(connection, one, now).state is not State.GOES_ON]
        return sum(self._settle(attempt) for attempt in over)

    def _settle(self, attempt: Attempt) -> bool:
        seen = self._clock.now()
        now = max(seen, attempt.begun_at)
        with self._database.work() as work:
            fate = self._fate(work.connection, attempt, seen)
            result = fate.result
            if fate.state is State.GOES_ON:
                return False
            if not end_attempt(work.connection, attempt.call, now, result, fate.problem):
                return False  # another process was quicker
            target = get_target(work.connection, attempt.target)
            if target.purpose is Purpose.GAP:
                end_offer(work.connection, attempt.call, now)
                let_next_have_it(work.connection, target, now)
            if result is not None:
                add_contacts(work.connection, [_contact(attempt, target, result)])
            before = target.state
            changed = replace(target, state=TargetState.PLANNED, result=result or target.result, changed_at=now)
            if fate.state is State.NOT_RUNG:
                changed = replace(changed, tries=max(0, target.tries - 1))
            elif fate.state is State.NOBODY_KNOWS:
                changed = replace(changed, state=TargetState.UNCERTAIN)
            changed = self._judged(work, changed, now)
            if fate.state is State.NOT_RUNG and changed.not_before is not None:
                changed = replace(changed, not_before=max(changed.not_before, now + _AGAIN))
            save_target(work.connection, changed, before)
            work.emit(_told(attempt, result, now))
        return True

    def _fate(self, connection: Connection, attempt: Attempt, now: datetime) -> Fate:
        return fate_of(connection, attempt, now, self._result_of)

    def _judged(self, work: Work, target: Target, now: datetime) -> Target:
        if target.state is TargetState.UNCERTAIN:
            return target
        campaign = get_campaign(work.connection, target.campaign)
        try:
            decision, book = judge_again(work.connection, campaign, self._usual, target, now)
        except CallCenterError as exc:  # rules that cannot be read keep nobody's result from being stored
            _log.error("a target could not be judged", campaign=campaign.id, why=str(exc))
            return replace(target, not_before=None, not_after=None)
        return after_judging(target, decision, book, now)


def _contact(attempt: Attempt, target: Target, result: ContactResult) -> Contact:
    return Contact(
        patient=target.patient,
        number=target.number,
        at=attempt.begun_at,
        channel=Channel.CALL,
        purpose=target.purpose,
        result=result,
        visit=target.visits[0] if target.visits else None,
        call=attempt.call,
    )


def _told(attempt: Attempt, result: ContactResult | None, now: datetime) -> AttemptEnded:
    word = "" if result is None else result.value
    return AttemptEnded(campaign=attempt.campaign, target=attempt.target, call=attempt.call, result=word, at=now)
