"""Beginning the calls of campaigns: whose turn it is, judged once more, and handed on to be dialled at most once.

Runs in the one process that holds the link to the exchange, before what dials. Who may be called was planned before; it
is judged again here, in the transaction that decides, so that a visit cancelled a second ago is not confirmed. Target,
attempt and wish are written together: where the process dies after that, the wish is dialled or settled by whoever
comes next (`outbound.dialling_service`); where it dies before, nothing has happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callcenter.clinic.book import ClinicTerms
from callcenter.clinic.terms_store import terms_in
from callcenter.domain.outreach import Purpose
from callcenter.kit.clock import Clock
from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import CallId, new_id
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database, Work
from outbound.campaigns.about_store import about_of
from outbound.campaigns.attempt import Attempt
from outbound.campaigns.attempt_store import add_attempt, attempts_of, is_being_called, last_begun, loads
from outbound.campaigns.campaign import Campaign, CampaignId, CampaignState, Mode
from outbound.campaigns.campaign_store import campaigns, get_campaign
from outbound.campaigns.judging_service import after_judging, judge_again, with_rules_of
from outbound.campaigns.pacing import HELD, Pace, Trunk, begin, begun, wait
from outbound.campaigns.sharing import Claim, whose_turn
from outbound.campaigns.target import Target, TargetId, TargetState
from outbound.campaigns.target_store import lock_target, next_targets, save_target
from outbound.dialling_service import wish
from outbound.gaps.holding_service import KEPT, keep, kept_until, place_of, staggered
from outbound.rules.settings import read_settings
from outbound.wished_store import WishedCall

_log = get_logger(__name__)

_DIALLED_WITHIN = timedelta(minutes=2)
"""What could not be dialled by then is judged anew."""
_KNOWN_FOR = timedelta(seconds=1)
"""Campaigns, lines, pace and the order of targets are read again after so long: to put 100,000 targets in order takes
longer than to call one."""
_AHEAD = 60
_CLOCK_LOOKED_AT = timedelta(seconds=5)
_SLIGHTLY = timedelta(seconds=10)
"""So much a clock is put right every day."""
_A_LOOK = 100
"""So many targets are judged in one look at most: what dials waits for its end."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What one look came to."""

    calls: int
    put_off: int
    """Targets that were planned, and judged otherwise when their turn came."""
    again_in: timedelta | None = None
    """Somebody waits for the pace alone: when to look again. None: nobody may be called, or no line is free; the
    database's bell tells when that changes, and time does."""


class Dispatch:
    """Begins calls of running campaigns of the clinic's voice on one trunk."""

    def __init__(self, database: Database, clock: Clock, usual: ClinicTerms, trunk: str) -> None:
        """`usual`: the clinic's terms as its settings know them; lines and pace are read from the database, so that a
        change holds within a second."""
        self._database, self._clock, self._usual, self._trunk = database, clock, usual, trunk
        self._pace: Pace = begin(clock.now())
        self._was_behind = False
        self._known = _Known(clock.now() - _KNOWN_FOR, [], Trunk(name=trunk, lines=0, calls_per_second=1), {})

    def look(self) -> Begun:
        """Begin what may begin now. Raises what a database that is away raises."""
        calls = put_off = 0
        broken: set[CampaignId] = set()
        while calls + put_off < _A_LOOK:
            with self._database.read() as connection:
                now = self._clock.now()
                if behind := self._is_behind(connection, now):
                    return Begun(calls, put_off, min(behind, _CLOCK_LOOKED_AT))
                self._known = known = self._fresh(connection, now)
                campaign = self._turn(connection, [one for one in known.running if one.id not in broken], now)
            if campaign is None:
                return Begun(calls, put_off)
            if now < self._pace.next_at:
                return Begun(calls, put_off, wait(self._pace, self._clock.now()))
            try:
                is_begun = self._next_of(campaign, now)
            except CallCenterError as exc:  # such as rules that cannot be read: the others go on
                _log.error("a campaign cannot go on", campaign=campaign, why=str(exc))
                broken.add(campaign)
                continue
            calls, put_off = calls + is_begun, put_off + (not is_begun)
            if is_begun:
                self._pace = begun(self._pace, known.trunk, now)
                if self._clock.now() < self._pace.next_at:
                    return Begun(calls, put_off, wait(self._pace, self._clock.now()))
        return Begun(calls, put_off, timedelta(0))

    def _is_behind(self, connection: Connection, now: datetime) -> timedelta | None:
        """How far the clock lies behind the last attempt, where it was set back since; told once.

        Nobody is called until it has caught up: what happened has happened, and whether this hour or that of the last
        attempt is the right one, nobody here knows.
        """
        last = last_begun(connection)
        behind = last - now if last is not None and now < last else None
        if behind is not None and not self._was_behind and behind > _SLIGHTLY:
            _log.error("the clock was set back: campaigns call nobody until it has caught up", last_call=last, now=now)
        self._was_behind = behind is not None
        return behind

    def _fresh(self, connection: Connection, now: datetime) -> "_Known":
        """What is known of campaigns and trunk, read again where that was long ago."""
        if self._known.running and self._known.at <= now < self._known.at + _KNOWN_FOR:
            return self._known
        terms = terms_in(connection, self._usual)
        running = [one for one in campaigns(connection, (CampaignState.RUNNING,)) if one.mode is Mode.ROBOT]
        trunk = Trunk(name=self._trunk, lines=terms.lines, calls_per_second=terms.calls_per_second)
        return _Known(now, running, trunk, {})

    def _turn(self, connection: Connection, running: Sequence[Campaign], now: datetime) -> CampaignId | None:
        """The campaign that has the next call; None where nobody may call now, or no line is free."""
        in_hand = loads(connection) if running else {}
        if not running or sum(one.open_calls for one in in_hand.values()) >= self._known.trunk.lines:
            return None
        claims = [
            Claim(
                campaign=one.id,
                priority=one.priority,
                share=one.share,
                open_calls=in_hand[one.id].open_calls if one.id in in_hand else 0,
                last_begun=in_hand[one.id].last_begun if one.id in in_hand else None,
            )
            for one in running
            if self._waiting(connection, one.id, now)
        ]
        return whose_turn(claims)

    def _waiting(self, connection: Connection, campaign: CampaignId, now: datetime) -> list[TargetId]:
        """The next targets of a campaign, the first in turn last."""
        waiting = self._known.waiting.get(campaign)
        if not waiting:
            waiting = self._known.waiting[campaign] = next_targets(connection, campaign, now, _AHEAD)[::-1]
        return waiting

    def _next_of(self, campaign_id: CampaignId, now: datetime) -> bool:
        """Take the campaign's first target in turn; True where its call begins. The campaign and the target are read
        once more: a pause, an edition, another process may have come in between."""
        target_id = self._known.waiting[campaign_id].pop()
        with self._database.work() as work:
            campaign = get_campaign(work.connection, campaign_id)
            target = lock_target(work.connection, target_id)
            if not campaign.state.calls or target is None or not target.may_begin(now):
                return False
            decision, book = judge_again(work.connection, campaign, self._usual, target, now)
            changed = after_judging(target, decision, book, now)
            if not changed.may_begin(now) or changed.number is None or decision is None:
                save_target(work.connection, changed, target.state)
                return False
            members = (*decision.members, changed.patient)
            if is_being_called(work.connection, changed.number, members, changed.family):
                save_target(work.connection, replace(changed, not_before=now + HELD), target.state)
                return False
            apart = KEPT
            if changed.purpose is Purpose.GAP:
                place = place_of(work.connection, changed.visits[0])
                if place is None or kept_until(work.connection, place, now) is not None:
                    save_target(work.connection, replace(changed, not_before=now + HELD), target.state)
                    return False
                apart = staggered(read_settings(with_rules_of(campaign, book).terms.rules).gap.minutes_between)
            return self._begin(work, campaign, changed, now, apart)

    def _begin(self, work: Work, campaign: Campaign, target: Target, now: datetime, apart: timedelta) -> bool:
        calling = replace(target, state=TargetState.CALLING, tries=target.tries + 1, changed_at=now)
        if not save_target(work.connection, calling, TargetState.PLANNED):
            return False  # another process was quicker
        call = CallId(new_id())
        assert target.number is not None  # noqa: S101 - the caller has looked
        assert target.not_after is not None  # noqa: S101 - it may begin now
        wish(
            work,
            WishedCall(
                id=call,
                flow=campaign.flow,
                number=target.number,
                language=target.language,
                patient=target.patient,
                about={**about_of(work.connection, target), "purpose": target.purpose.value},
                asked_at=now,
                asked_by=campaign.created_by,
                not_after=min(target.not_after, now + _DIALLED_WITHIN),
            ),
        )
        if target.purpose is Purpose.GAP and (place := place_of(work.connection, target.visits[0])):
            keep(work.connection, place, call, target.patient, now, apart)
        add_attempt(
            work.connection,
            Attempt(
                call=call,
                target=target.id,
                number=len(attempts_of(work.connection, target.id)) + 1,
                campaign=campaign.id,
                edition=campaign.edition,
                mode=campaign.mode,
                begun_at=now,
            ),
        )
        return True


@dataclass(frozen=True, slots=True)
class _Known:
    """What need not be read before every call."""

    at: datetime
    running: Sequence[Campaign]
    trunk: Trunk
    waiting: dict[CampaignId, list[TargetId]]
    """The next targets of campaigns, the first in turn last; each is looked at again when its turn comes."""
