"""Playing an evening: the rules, the plan, the pace and the shares of the real one, over books in memory.

What the services of campaigns do at each look (`planner_service`, `dispatch_service`, `settling_service`) is done here
at the moments at which something can happen, by the same pure parts; only how a patient takes a call is drawn.
A test compares both over a whole evening on the simulator (tests/journeys/test_rehearsed_evening.py).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from heapq import heappop, heappush
from random import Random

from callcenter.clinic.book import ClinicBook
from callcenter.domain.clinic import Visit
from callcenter.domain.outreach import Channel, Contact, Purpose
from callcenter.kit.ids import PatientId
from outbound.campaigns.campaign import Campaign, CampaignId, Mode
from outbound.campaigns.judging_service import after_judging, by_key, family_of, fit_in, judged, starts_of, today_of
from outbound.campaigns.ladder import is_unreached
from outbound.campaigns.pacing import HELD, Trunk, begin, begun, may_begin
from outbound.campaigns.planning import Key, Plan, is_kept, planned, target_for
from outbound.campaigns.sharing import Claim, whose_turn
from outbound.campaigns.target import Target, TargetId, TargetState
from outbound.rehearsal.habits import Took
from outbound.rehearsal.happening import Freed, happened
from outbound.rehearsal.played import PlayedCall
from outbound.rehearsal.pocket import Pocket, others_of, pockets_of
from outbound.rehearsal.turns import Turns
from outbound.rules.decision import Decision
from outbound.rules.messages import judge_message
from outbound.rules.reasons import Reason

TakesCall = Callable[[Target, datetime, Random], Took]
"""How the one who is called takes a call that begins at a moment; `tries` of the target counts it."""
There = Mapping[CampaignId, Mapping[Key, Target]]
"""The targets of each campaign's purpose that stand in the database."""


class Evening:
    """One evening of some campaigns on one trunk. Add the clinic part by part, then play."""

    def __init__(self, campaigns: Sequence[Campaign], trunk: Trunk, now: datetime, takes: TakesCall, seed: int) -> None:
        self._campaigns, self._trunk, self._takes, self._seed = campaigns, trunk, takes, seed
        self.now = now
        self._pace = begin(now)
        self._turns = {one.id: Turns() for one in campaigns if one.mode is Mode.ROBOT}
        self._by_id = {one.id: one for one in campaigns}
        self._pockets: dict[PatientId, Pocket] = {}
        self._targets: dict[TargetId, Target] = {}
        self._keys: dict[tuple[Purpose, Key], TargetId] = {}
        self._on_the_line: Counter[str] = Counter()
        self._ends: list[tuple[datetime, int]] = []
        self._places: list[Visit] = []
        """Visits that make or take free places, for those who wait for one."""
        self.calls: list[PlayedCall] = []
        self.out_of_time: set[TargetId] = set()
        self.messages: set[TargetId] = set()

    @property
    def targets(self) -> Sequence[Target]:
        """As they stand."""
        return tuple(self._targets.values())

    def add(self, book: ClinicBook, there: There) -> None:
        """A part of the clinic; each patient is in one. Raises BadInputError where rules cannot be read."""
        concerned: set[PatientId] = set()
        for campaign in self._campaigns:
            concerned |= self._plan(campaign, book, there.get(campaign.id, {}))
        if any(one.purpose is Purpose.GAP for one in self._campaigns):
            concerned |= {one.patient for one in book.waiting}
            known = {one.id for one in self._places}
            self._places += [one for one in others_of(book) if one.id not in known]
        if concerned:
            pockets = pockets_of(book)
            self._pockets |= {one: pockets[one] for one in concerned if one in pockets}

    def play(self) -> None:
        """Until nothing more can happen."""
        moment: datetime | None = self.now
        while moment is not None:
            self.now = moment
            while self._ends and self._ends[0][0] <= self.now:
                self._settle(self.calls[heappop(self._ends)[1]])
            self._begin_calls()
            moment = self._next_moment()

    def _plan(self, campaign: Campaign, book: ClinicBook, there: Mapping[Key, Target]) -> set[PatientId]:
        """As the planner plans; returns whom the evening may call."""
        today, starts = today_of(book.terms, self.now), starts_of(book)
        concerned: set[PatientId] = set()
        for key, decision in by_key(judged(campaign, book, self.now), today).items():
            known = there.get(key)
            name = self._keys.get((campaign.purpose, key))
            known = self._targets[name] if name else known
            if known is not None and known.campaign != campaign.id:
                continue  # another campaign of this purpose has this patient already
            plan = Plan(
                campaign=campaign.id,
                id=TargetId(f"{campaign.purpose} {key.patient} {key.basis}"),
                family=family_of(book, decision.patient),
                soonest=starts.first(decision.visits),
                now=self.now,
                today=today,
                risk=known.risk if known else None,
                fit=fit_in(book, decision, today),
            )
            if known is None and not is_kept(decision):
                continue
            target = target_for(decision, plan) if known is None else planned(known, decision, plan)
            self._keys[campaign.purpose, key] = target.id
            self._put(target)
            if target.not_before is not None:
                concerned.add(target.patient)
        return concerned

    def _put(self, target: Target) -> None:
        self._targets[target.id] = target
        if turns := self._turns.get(target.campaign):
            turns.add(target)

    def _begin_calls(self) -> None:
        while may_begin(self._pace, self._trunk, open_calls=len(self._ends), now=self.now):
            wanting = [one for one in self._turns if self._turns[one].head(self._targets, self.now)]
            turn = whose_turn(self._claim(one) for one in wanting)
            if turn is None:
                return
            head = self._turns[turn].head(self._targets, self.now)
            if head is not None and self._next_of(head):
                self._pace = begun(self._pace, self._trunk, self.now)

    def _claim(self, campaign: CampaignId) -> Claim:
        known, turns = self._by_id[campaign], self._turns[campaign]
        return Claim(
            campaign=campaign,
            priority=known.priority,
            share=known.share,
            open_calls=turns.open_calls,
            last_begun=turns.last_begun,
        )

    def _next_of(self, target: Target) -> bool:
        """As the dispatcher begins a call: judged once more, and not beside another one to the family."""
        decision, book = self._judge(target)
        changed = after_judging(target, decision, book, self.now)
        if not changed.may_begin(self.now) or changed.number is None or decision is None:
            self._put(changed)
            return False
        if any(self._on_the_line[one] for one in _who(changed, decision.members)):
            self._put(replace(changed, not_before=self.now + HELD))
            return False
        self._begin(replace(changed, state=TargetState.CALLING, tries=changed.tries + 1, changed_at=self.now))
        return True

    def _begin(self, target: Target) -> None:
        chance = Random(f"{self._seed} {target.id} {target.tries}")  # noqa: S311 - a game, the same for one seed
        took = self._takes(target, self.now, chance)
        call = PlayedCall(
            campaign=target.campaign,
            target=target.id,
            patient=target.patient,
            nth=target.tries,
            begins_at=self.now,
            ends_at=self.now + took.length,
            result=took.result,
        )
        self._put(target)
        heappush(self._ends, (call.ends_at, len(self.calls)))
        self.calls.append(call)
        self._on_the_line.update(_who(target, ()))
        turns = self._turns[target.campaign]
        turns.open_calls, turns.last_begun = turns.open_calls + 1, self.now

    def _settle(self, call: PlayedCall) -> None:
        """As the settling service does: a contact is kept, and the target judged anew."""
        target = self._targets[call.target]
        self._turns[call.campaign].open_calls -= 1
        self._on_the_line.subtract(_who(target, ()))
        pocket = self._pockets[target.patient]
        freed = happened(pocket, target, call, self._places)
        pocket.contacts.append(_contact(target, call))
        over = replace(target, state=TargetState.PLANNED, result=call.result, changed_at=self.now)
        decision, book = self._judge(over)
        self._put(after_judging(over, decision, book, self.now))
        if freed or target.purpose is Purpose.GAP:  # the next place after a refused one; the next one for this place
            self._offer(freed)

    def _judge(self, target: Target) -> tuple[Decision | None, ClinicBook]:
        campaign = self._by_id[target.campaign]
        book = self._pockets[target.patient].now(self._places if campaign.purpose is Purpose.GAP else ())
        decisions = by_key(judged(campaign, book, self.now), today_of(book.terms, self.now))
        return decisions.get(Key(target.patient, target.basis)), book

    def _offer(self, freed: Iterable[Freed]) -> None:
        """A place became free, or was taken: those who wait for one are planned anew."""
        changed = {one.id: one for one in freed}
        self._places = [*(one for one in self._places if one.id not in changed), *changed.values()]
        for campaign in self._campaigns:
            if campaign.purpose is Purpose.GAP:
                done: set[int] = set()
                for pocket in list(self._pockets.values()):
                    if pocket.book.waiting and id(pocket) not in done:
                        done.add(id(pocket))
                        self._plan(campaign, pocket.now(self._places), {})

    def _next_moment(self) -> datetime | None:
        moments = [self._ends[0][0]] if self._ends else []
        if len(self._ends) < self._trunk.lines:
            if any(turns.head(self._targets, self.now) for turns in self._turns.values()):
                moments.append(self._pace.next_at)
            later = (turns.next_at(self._targets, self.now) for turns in self._turns.values())
            moments += [one for one in later if one is not None]
        return min(moments, default=None)

    def close(self) -> None:
        """What nobody came to before its hours were over, as the planner gives it up."""
        for target in self.targets:
            if target.state is TargetState.PLANNED and target.campaign in self._turns:
                self.out_of_time.add(target.id)
                state = TargetState.UNREACHED if target.tries else TargetState.LEFT_OUT
                reason = target.reason if target.tries else Reason.OUTSIDE_WINDOW.value
                self._targets[target.id] = replace(target, state=state, reason=reason)
        self.messages = {one.id for one in self.targets if is_unreached(one) and self._may_be_written_to(one)}

    def _may_be_written_to(self, target: Target) -> bool:
        """Whether the message after the evening goes out. Refusals of messages alone are not known here."""
        pocket = self._pockets.get(target.patient)
        if pocket is None or target.purpose is not Purpose.CONFIRMATION:
            return False
        purpose = target.purpose.value
        return judge_message(pocket.now(), self.now, target.patient, purpose, is_asked_for=True).is_allowed


def _who(target: Target, members: Iterable[PatientId]) -> tuple[str, ...]:
    number = "" if target.number is None else target.number.e164
    place = (f"place {target.basis}",) if target.purpose is Purpose.GAP else ()
    return (number, f"family {target.family}", *place, *{*members, target.patient})


def _contact(target: Target, call: PlayedCall) -> Contact:
    return Contact(
        patient=target.patient,
        number=target.number,
        at=call.begins_at,
        channel=Channel.CALL,
        purpose=target.purpose,
        result=call.result,
        visit=target.visits[0] if target.visits else None,
    )
