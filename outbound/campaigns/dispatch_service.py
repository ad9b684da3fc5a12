"""Beginning the calls of campaigns: whose turn it is, judged once more, and handed on to be dialled at most once.

Runs in the one process that holds the link to the exchange, before what dials. Who may be called was planned before; it
is judged again here, in the transaction that decides, so that a visit cancelled a second ago is not confirmed. Target,
attempt and wish are written together: where the process dies after that, the wish is dialled or settled by whoever
comes next (`outbound.dialling_service`); where it dies before, nothing has happened.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callcenter.clinic.book import ClinicTerms
from callcenter.clinic.terms_store import terms_in
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
from outbound.campaigns.campaign_store import campaigns
from outbound.campaigns.judging_service import after_judging, judge_again
from outbound.campaigns.pacing import Pace, Trunk, begin, begun, may_begin, wait
from outbound.campaigns.sharing import Claim, whose_turn
from outbound.campaigns.target import Target, TargetState
from outbound.campaigns.target_store import has_next, next_target, save_target
from outbound.dialling_service import wish
from outbound.wished_store import WishedCall

_log = get_logger(__name__)

_DIALLED_WITHIN = timedelta(minutes=2)
"""What could not be dialled by then is judged anew."""
_HELD = timedelta(minutes=2)
"""Somebody of the family, or the number, is on the line with us: so long is waited before the next look."""
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
        """`usual`: the clinic's terms as its settings know them; lines and pace are read from the database at each
        look, so that a change holds at once."""
        self._database, self._clock, self._usual, self._trunk = database, clock, usual, trunk
        self._pace: Pace = begin(clock.now())

    def look(self) -> Begun:
        """Begin what may begin now. Raises what a database that is away raises."""
        calls = put_off = 0
        with self._database.read() as connection:
            running = [one for one in campaigns(connection, (CampaignState.RUNNING,)) if one.mode is Mode.ROBOT]
            now = _never_back(connection, self._clock.now())
            trunk = self._trunk_of(connection)
        again_in: timedelta | None = None
        broken: set[CampaignId] = set()
        while running and calls + put_off < _A_LOOK:
            turn = self._turn([one for one in running if one.id not in broken], trunk)
            campaign = turn.campaign
            again_in = None if campaign is None else timedelta(0)
            if campaign is None:
                break
            if not may_begin(self._pace, trunk, open_calls=turn.open_calls, now=now):
                again_in = wait(self._pace, self._clock.now())
                break
            try:
                is_begun = self._next_of(campaign, now)
            except CallCenterError as exc:  # such as rules that cannot be read: the others go on
                _log.error("a campaign cannot go on", campaign=campaign.id, why=str(exc))
                broken.add(campaign.id)
                continue
            calls, put_off = calls + is_begun, put_off + (not is_begun)
            if is_begun:
                self._pace = begun(self._pace, trunk, now)
        return Begun(calls, put_off, again_in)

    def _trunk_of(self, connection: Connection) -> Trunk:
        terms = terms_in(connection, self._usual)
        return Trunk(name=self._trunk, lines=terms.lines, calls_per_second=terms.calls_per_second)

    def _turn(self, running: list[Campaign], trunk: Trunk) -> "_Turn":
        """The campaign that has the next call; none where nobody may call now."""
        now = self._clock.now()
        with self._database.read() as connection:
            in_hand = loads(connection)
            open_calls = sum(one.open_calls for one in in_hand.values())
            if open_calls >= trunk.lines:
                return _Turn(None, open_calls)
            wanting = has_next(connection, [one.id for one in running], _never_back(connection, now))
        claims = [
            Claim(
                campaign=one.id,
                priority=one.priority,
                share=one.share,
                open_calls=in_hand[one.id].open_calls if one.id in in_hand else 0,
                last_begun=in_hand[one.id].last_begun if one.id in in_hand else None,
            )
            for one in running
            if one.id in wanting
        ]
        turn = whose_turn(claims)
        return _Turn(next((one for one in running if one.id == turn), None), open_calls)

    def _next_of(self, campaign: Campaign, now: datetime) -> bool:
        """Take the campaign's first target in turn; True where its call begins."""
        with self._database.work() as work:
            target = next_target(work.connection, campaign.id, now)
            if target is None:
                return False
            decision, book = judge_again(work.connection, campaign, self._usual, target, now)
            changed = after_judging(target, decision, book, now)
            if not changed.may_begin(now) or changed.number is None or decision is None:
                save_target(work.connection, changed, target.state)
                return False
            members = (*decision.members, changed.patient)
            if is_being_called(work.connection, changed.number, members, changed.family):
                save_target(work.connection, replace(changed, not_before=now + _HELD), target.state)
                return False
            return self._begin(work, campaign, changed, now)

    def _begin(self, work: Work, campaign: Campaign, target: Target, now: datetime) -> bool:
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
class _Turn:
    campaign: Campaign | None
    open_calls: int


def _never_back(connection: Connection, now: datetime) -> datetime:
    """The time, or that of the last attempt where the clock was set back behind it: what happened has happened, and a
    patient called an hour ahead of a mended clock is not called again. Until the clock has caught up, nobody new is."""
    last = last_begun(connection)
    return now if last is None else max(now, last)
