"""What people do with campaigns: make and change them, start and stop them, and say what became of an unsure call.

Each change is one transaction, told by `CampaignChanged` with who did it. Processes that run campaigns hear of it by
the database's bell, and by their next look where that is missed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from callcenter.clinic.book import ClinicTerms
from callcenter.clinic.contact_store import forget_call
from callcenter.domain.campaign_events import CampaignChanged
from callcenter.domain.outreach import Purpose
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import OperatorId, new_id
from callcenter.kit.logs import get_logger
from callcenter.kit.words import N_
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database, Work
from outbound.campaigns.attempt_store import attempts_of
from outbound.campaigns.campaign import Campaign, CampaignId, CampaignState, Mode, Order, WrongOrderError, after
from outbound.campaigns.campaign_store import add_campaign, change_campaign, get_campaign, turn_campaign
from outbound.campaigns.defaults import USUAL
from outbound.campaigns.ending_store import withdraw_wishes
from outbound.campaigns.judging_service import after_judging, judge_again
from outbound.campaigns.target import TargetId, TargetState
from outbound.campaigns.target_store import get_target, save_target
from outbound.rules.settings import read_settings

_log = get_logger(__name__)

_LONGEST_TITLE = 120
_PRIORITIES, _SHARES = range(10), range(1, 101)
_CALLS_NO_MORE = frozenset({Order.PAUSE, Order.DRAIN, Order.STOP})


class ChangedMeanwhileError(BadInputError):
    """Somebody else has changed the campaign since it was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a person changes of a campaign; None leaves a thing as it is."""

    title: str | None = None
    mode: Mode | None = None
    priority: int | None = None
    share: int | None = None
    flow: str | None = None
    script: str | None = None
    rules: Mapping[str, object] | None = None


class Campaigns:
    """The use cases of campaigns."""

    def __init__(self, database: Database, clock: Clock, usual: ClinicTerms) -> None:
        """`usual`: the clinic's terms as its settings know them."""
        self._database, self._clock, self._usual = database, clock, usual

    def create(self, purpose: Purpose, by: OperatorId, changes: Changes | None = None) -> Campaign:
        """A new campaign of a kind, a draft that calls nobody, as is usual for its kind but for `changes`.

        Raises BadInputError for what cannot be.
        """
        now, usual = self._clock.now(), USUAL[purpose]
        plain = Campaign(
            id=CampaignId(new_id()),
            purpose=purpose,
            title=usual.title,
            mode=Mode.ROBOT,
            state=CampaignState.DRAFT,
            priority=usual.priority,
            flow=usual.flow,
            script="",
            created_at=now,
            created_by=by,
            changed_at=now,
        )
        new = _changed(plain, changes or Changes())
        with self._database.work() as work:
            add_campaign(work.connection, new)
            self._tell(work, new.id, by, "made")
        return new

    def edit(self, campaign: CampaignId, by: OperatorId, changes: Changes, *, seen: int | None = None) -> Campaign:
        """Change a campaign as a new edition: calls in hand keep theirs, the next call is made under this one.

        `seen`: the edition that the person looked at. Raises ChangedMeanwhileError where it is not in force any more,
        NotFoundError, BadInputError.
        """
        with self._database.work() as work:
            before = get_campaign(work.connection, campaign)
            if seen is not None and seen != before.edition:
                raise _meanwhile()
            changed = _changed(before, changes)
            if changed == before:
                return before
            changed = replace(changed, edition=before.edition + 1, changed_at=self._clock.now())
            if not change_campaign(work.connection, changed, before.edition, by):
                raise _meanwhile()
            self._tell(work, campaign, by, "edited")
        return changed

    def order(self, campaign: CampaignId, order: Order, by: OperatorId) -> CampaignState:
        """Start, pause, take up again, drain or stop a campaign; asked twice, it stays where it is.

        Calls that are wished and not yet dialled are withdrawn by whatever lets no new call begin, and their patients
        stay planned. Calls in hand are put down after STOP by the process that holds the exchange
        (`ending_service.Ending`). Raises WrongOrderError, NotFoundError.
        """
        now = self._clock.now()
        with self._database.work() as work:
            before = get_campaign(work.connection, campaign).state
            state = after(before, order)
            if state is before:
                return state
            if not turn_campaign(work.connection, campaign, before, state, now):
                raise WrongOrderError(N_("Somebody else has just changed this campaign. Look at its state again."))
            if order in _CALLS_NO_MORE:
                withdraw_wishes(work.connection, campaign, f"the campaign was told to {order.value}")
            self._tell(work, campaign, by, order.value)
        _log.info("a campaign was ordered", campaign=campaign, order=order.value, by=by)
        return state

    def clear(self, target_id: TargetId, by: OperatorId, *, was_rung: bool) -> TargetState:
        """A person has looked whether an UNCERTAIN patient was rung: the target goes on by the rules.

        `was_rung` False takes back the try and the contact that were counted to be on the safe side. Raises
        BadInputError where the target is not, or no more, uncertain.
        """
        now = self._clock.now()
        with self._database.work() as work:
            target = get_target(work.connection, target_id)
            if target.state is not TargetState.UNCERTAIN:
                raise BadInputError(N_("This call is not unsure any more. Load the page again."))
            changed = replace(target, state=TargetState.PLANNED, changed_at=now)
            if not was_rung:
                self._take_back(work.connection, target_id)
                changed = replace(changed, tries=max(0, target.tries - 1), result=None)
            campaign = get_campaign(work.connection, target.campaign)
            decision, book = judge_again(work.connection, campaign, self._usual, changed, now)
            changed = after_judging(changed, decision, book, now)
            if not save_target(work.connection, changed, TargetState.UNCERTAIN):
                raise BadInputError(N_("This call is not unsure any more. Load the page again."))
            self._tell(work, target.campaign, by, "cleared")
        _log.info("an unsure call was cleared", target=target_id, was_rung=was_rung, by=by)
        return changed.state

    def _take_back(self, connection: Connection, target: TargetId) -> None:
        attempts = attempts_of(connection, target)
        if attempts:
            forget_call(connection, attempts[-1].call)

    def _tell(self, work: Work, campaign: CampaignId, by: OperatorId, what: str) -> None:
        work.emit(CampaignChanged(campaign=campaign, at=self._clock.now(), by=by, what=what))


def _changed(one: Campaign, changes: Changes) -> Campaign:
    """The campaign with the changes. Raises BadInputError for what cannot be."""
    title = one.title if changes.title is None else " ".join(changes.title.split())
    if not title or len(title) > _LONGEST_TITLE or not title.isprintable():
        raise BadInputError(N_("Give the campaign a title of up to 120 letters."))
    changed = replace(
        one,
        title=title,
        mode=changes.mode or one.mode,
        priority=one.priority if changes.priority is None else changes.priority,
        share=one.share if changes.share is None else changes.share,
        flow=one.flow if changes.flow is None else changes.flow.strip(),
        script=one.script if changes.script is None else changes.script.strip(),
        rules=one.rules if changes.rules is None else dict(changes.rules),
    )
    if changed.priority not in _PRIORITIES or changed.share not in _SHARES:
        raise BadInputError(N_("The priority is a number from 0 (first) to 9, the share one from 1 to 100."))
    if changed.mode is Mode.ROBOT and not changed.flow:
        raise BadInputError(N_("Choose the conversation that the clinic's voice leads."))
    read_settings(changed.rules)  # raises BadInputError for rules that cannot be read
    return changed


def _meanwhile() -> ChangedMeanwhileError:
    return ChangedMeanwhileError(N_("Somebody else has changed this campaign. Load the page again and look at it."))
