"""Planning a campaign as a whole: every patient whom its purpose may concern is judged, family by family."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callcenter.clinic.book import ClinicBook, ClinicTerms
from callcenter.clinic.book_store import books
from callcenter.clinic.terms_store import terms_in
from callcenter.domain.campaign_events import CampaignChanged
from callcenter.domain.outreach import Purpose
from callcenter.kit.clock import Clock
from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import new_id
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import AWAY, Connection
from callcenter.storage.many import in_parts
from callcenter.storage.work import Database
from outbound.campaigns.campaign import Campaign, CampaignId, CampaignState
from outbound.campaigns.campaign_store import campaigns, get_campaign, note_planned, planned_at
from outbound.campaigns.judging_service import by_key, family_of, fit_in, judged, starts_of, today_of, with_rules_of
from outbound.campaigns.planning import Key, Plan, is_kept, planned, target_for
from outbound.campaigns.target import Target, TargetId, TargetState
from outbound.campaigns.target_store import add_targets, overdue, save_target, targets_of
from outbound.gaps.places_service import look_at_places, note_idle_places
from outbound.risk.model import BookRisks, RiskModel
from outbound.risk.risk_service import Risks
from outbound.rules.decision import Decision
from outbound.rules.reasons import Reason
from outbound.rules.settings import read_settings

_log = get_logger(__name__)

_AT_ONCE = 1_000
_WRITTEN_AT_ONCE = 100
"""What begins calls waits for no longer than these take."""
EVERY = timedelta(minutes=10)
"""Visits that are booked, and gaps that open, during the evening are found after so long at most."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What planning a campaign came to."""

    judged: int
    """Reasons for a call that were looked at."""
    new: int
    changed: int


class Planner:
    """Plans campaigns."""

    def __init__(self, database: Database, clock: Clock, usual: ClinicTerms, risks: Risks | None = None) -> None:
        """`usual`: the clinic's terms as its settings know them. Without `risks` no target has a risk."""
        self._risks = risks
        self._database, self._clock, self._usual = database, clock, usual
        self._is_left_off = False

    def leave_off(self) -> None:
        """A planning in hand ends after the part of the clinic that it is at; what was planned until then stays."""
        self._is_left_off = True

    def take_up(self) -> None:
        """Planning is wanted again."""
        self._is_left_off = False

    def look(self) -> int:
        """Plan the running campaigns whose last planning is long ago; returns how many."""
        with self._database.read() as connection:
            now = self._clock.now()
            running = campaigns(connection, (CampaignState.RUNNING,))
            last = {one.id: planned_at(connection, one.id) for one in running}
            are_over = bool(overdue(connection, now, 1))
        filling = [one for one in running if one.purpose is Purpose.GAP]
        since = min((at for one in filling if (at := last[one.id]) is not None), default=None)
        is_freed = bool(filling) and look_at_places(self._database, now, since)
        due = [one for one in running if _is_due(last[one.id], now) or (is_freed and one in filling)]
        if are_over:
            self._give_up(now)
        for campaign in due:
            if self._is_left_off:
                break
            try:
                self.plan(campaign.id)
            except AWAY:
                raise
            except CallCenterError as exc:  # such as rules that cannot be read: the others go on
                _log.error("a campaign cannot be planned", campaign=campaign.id, why=str(exc))
            except Exception:  # noqa: BLE001 - one odd row of a clinic must not keep its other campaigns from being planned
                _log.error("a campaign cannot be planned", campaign=campaign.id, exc_info=True)
        return len(due)

    def _give_up(self, now: datetime) -> None:
        """Targets whose last hour is over, such as those of yesterday's evening."""
        with self._database.work() as work:
            for target in overdue(work.connection, now, _AT_ONCE):
                state = TargetState.UNREACHED if target.tries else TargetState.LEFT_OUT
                reason = target.reason if target.tries else Reason.OUTSIDE_WINDOW.value
                over = replace(target, state=state, reason=reason, not_before=None, not_after=None, changed_at=now)
                save_target(work.connection, over, target.state)

    def plan(self, campaign_id: CampaignId) -> Planned:
        """Judge everybody now, and keep what comes of it; a part of the clinic at a time, so that memory stays flat.

        Twice changes nothing. Raises NotFoundError, BadInputError where the rules cannot be read, and what a database
        that is away raises; what was planned until then stays.
        """
        now, done = self._clock.now(), Planned(0, 0, 0)
        self._note_idle(campaign_id, now)
        with self._database.read() as connection:
            campaign = get_campaign(connection, campaign_id)
            free = _left_behind(connection) if campaign.state is CampaignState.RUNNING else frozenset()
            risks = self._risks if campaign.purpose is Purpose.CONFIRMATION else None
            model = None if risks is None else risks.model(connection)
            for book in books(connection, self._usual, now, with_places=campaign.purpose is Purpose.GAP):
                if self._is_left_off:
                    return done
                part = self._plan_part(campaign, book, now, model, free)
                done = Planned(done.judged + part.judged, done.new + part.new, done.changed + part.changed)
        with self._database.work() as work:
            note_planned(work.connection, campaign_id, now)
            work.emit(CampaignChanged(campaign=campaign_id, at=now, what="planned"))
        return done

    def _note_idle(self, campaign_id: CampaignId, now: datetime) -> None:
        with self._database.read() as connection:
            campaign = get_campaign(connection, campaign_id)
            terms = terms_in(connection, self._usual)
        if campaign.purpose is Purpose.GAP and terms.zone is not None:
            rules = with_rules_of(campaign, ClinicBook(terms=terms, patients={}, services={})).terms.rules
            if days := read_settings(rules).gap.idle_days:
                note_idle_places(self._database, terms.zone, now, days)

    def _plan_part(
        self, campaign: Campaign, book: ClinicBook, now: datetime, model: RiskModel | None, free: frozenset[CampaignId]
    ) -> Planned:
        today = today_of(book.terms, now)
        decisions = by_key(judged(campaign, book, now), today)
        if not decisions:
            return Planned(0, 0, 0)
        starts = starts_of(book)
        risks = None if model is None else BookRisks(model, book, now)
        plans = [
            (
                key,
                decision,
                Plan(
                    campaign=campaign.id,
                    id=TargetId(new_id()),
                    family=family_of(book, decision.patient),
                    soonest=starts.first(decision.visits),
                    now=now,
                    today=today,
                    risk=_risk(risks, decision),
                    fit=fit_in(book, decision, today),
                ),
            )
            for key, decision in decisions.items()
        ]
        written = [self._write(campaign, part, free) for part in in_parts(plans, _WRITTEN_AT_ONCE)]
        return Planned(len(decisions), sum(one.new for one in written), sum(one.changed for one in written))

    def _write(
        self, campaign: Campaign, plans: Sequence[tuple[Key, Decision, Plan]], free: frozenset[CampaignId]
    ) -> Planned:
        """Targets are read and written in one transaction: a call may begin or end at any moment. Those of campaigns
        that are `free` are taken over, but for calls in hand."""
        with self._database.work() as work:
            there = targets_of(work.connection, campaign.purpose, {key.patient for key, _, _ in plans})
            new: list[Target] = []
            changed = 0
            for key, decision, plan in plans:
                known = there.get(key)
                if known is None:
                    if is_kept(decision):
                        new.append(target_for(decision, plan))
                    continue
                is_left = known.campaign in free and known.state is not TargetState.CALLING
                if is_left or known.campaign == campaign.id:
                    after = planned(replace(known, campaign=campaign.id), decision, plan)
                    changed += after != known and save_target(work.connection, after, known.state)
            return Planned(len(plans), add_targets(work.connection, new), changed)


def _risk(risks: BookRisks | None, decision: Decision) -> float | None:
    """To three places: what changes less is no change of a target."""
    found = None if risks is None else risks.highest(decision.visits)
    return None if found is None else round(found.probability, 3)


def _left_behind(connection: Connection) -> frozenset[CampaignId]:
    """Campaigns that call nobody: whom they had planned, another one of their purpose may call."""
    idle = (CampaignState.DRAFT, CampaignState.STOPPED, CampaignState.ENDED)
    return frozenset(one.id for one in campaigns(connection, idle))


def _is_due(last: datetime | None, now: datetime) -> bool:
    """A clock that was set back plans at once."""
    return last is None or not last <= now < last + EVERY
