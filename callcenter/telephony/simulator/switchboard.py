"""The exchange's inside: what every command, every patient and every passing second does to its calls.

No threads, no clock: each verb is given the moment. It tells what happened through `tell`, in order.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.port import (
    Answered,
    Arrived,
    Ended,
    ExchangeError,
    ExchangeEvent,
    Held,
    Offered,
    OfferPassed,
    Queued,
    Resumed,
)
from callcenter.telephony.simulator.agenda import Agenda
from callcenter.telephony.simulator.carried import CarriedCall, Plan
from callcenter.telephony.simulator.conversation import Conversation
from callcenter.telephony.simulator.hooks import Finished, Hooks
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.recorder import Recorder, Side
from callcenter.telephony.simulator.rotation import Doing, Rotation
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.simulator.sound import Samples
from callcenter.telephony.voice_port import NotRungError

_TALKING = frozenset({CallState.ANSWERED, CallState.ON_HOLD})


@dataclass(slots=True)
class Switchboard:
    """Lines, queue, operators' telephones."""

    settings: Settings
    agenda: Agenda
    hooks: Hooks
    calls: dict[ProviderCallId, CarriedCall] = field(default_factory=dict)
    """Live calls in the order of arrival."""
    rotation: Rotation = field(init=False)
    _count: int = 0

    def __post_init__(self) -> None:
        self.rotation = Rotation(self.settings.extensions)

    # Patients

    def arrive(self, persona: Persona, account: str, now: datetime) -> ProviderCallId:
        """A patient calls; `account` makes the call's id unique among all runs. Raises ExchangeError: all busy."""
        self._require_line()
        self._count += 1
        call = self._carry(ProviderCallId(f"{account}-{self._count}"), persona, now)
        arrived = Arrived(
            call=call.id, at=now, caller=persona.number, caller_name=persona.caller_name, line=self.settings.line
        )
        self.hooks.tell(arrived)
        entered = self.hooks.enter_menu if self.settings.menu else self.enter_queue
        self.plan(call, Plan.QUEUE, now + timedelta(seconds=call.dice.uniform(0.2, 0.6)), entered)
        self._will_give_up(call, now)
        dropped = partial(self.end, reason=EndReason.NO_ANSWER)
        self.plan(call, Plan.DROP, now + self.settings.longest_wait, dropped)
        return call.id

    def ring_out(self, call_id: ProviderCallId, persona: Persona, now: datetime) -> CarriedCall:
        """Our side calls a patient, who is rung at. Raises ExchangeError: all lines are busy."""
        self._require_line()
        self._count += 1
        call = self._carry(call_id, persona, now)
        call.direction = Direction.OUTBOUND
        arrived = Arrived(
            call=call_id, at=now, direction=call.direction, caller=persona.number, line=call.line, tag=call_id
        )
        self.hooks.tell(arrived)
        return call

    def patient_hangs_up(self, call_id: ProviderCallId, now: datetime) -> None:
        """The patient rings off; one who has is no error."""
        self._end_found(call_id, EndReason.ABANDONED, now)

    # Operators

    def set_ready(self, extension: str, ready: bool, now: datetime) -> None:
        """The operator is (not) offered calls. Raises ExchangeError for an unknown telephone."""
        self._require_extension(extension)
        self.rotation.set_ready(extension, ready)
        self._dispatch(now)

    def decline(self, extension: str, now: datetime) -> None:
        """The telephone stops ringing at once; where it does not ring, nothing happens."""
        self._require_extension(extension)
        call_id = self.rotation.ringing(extension)
        if call_id is not None:
            self._pass_offer(self.calls[call_id], now)
            self._dispatch(now)

    def answer(self, call_id: ProviderCallId, extension: str, now: datetime) -> None:
        """Connect; again is no error. A call that waits, or rings elsewhere, is picked up. Raises ExchangeError."""
        call = self.require(call_id)
        self._require_extension(extension)
        if call.state in _TALKING:
            if call.extension == extension:
                return
            raise ExchangeError(f"extension {call.extension} has taken this call already", retryable=False)
        if not self.rotation.may_take(extension, call_id):
            raise ExchangeError(f"extension {extension} is busy with another call; end that first", retryable=True)
        if call.state is CallState.OFFERED and call.extension != extension:
            self._pass_offer(call, now)
        call.cancel(Plan.QUEUE, Plan.GIVE_UP, Plan.DROP, Plan.RING_OUT, Plan.OFFER_AGAIN)
        call.state, call.extension, call.waits_until = CallState.ANSWERED, extension, None
        self.rotation.begin(extension, Doing.TALKING, call_id)
        call.answered_at = now
        call.conversation = call.conversation or Conversation(now, call.dice, self.recorder(call))
        self.tell(call, Answered(call=call_id, at=now, extension=extension))
        self.hooks.on_answer(call, now)
        self.expect_words(call, now)
        self.plan(call, Plan.DROP, now + self.settings.longest_talk, partial(self.end, reason=EndReason.COMPLETED))

    def hang_up(self, call_id: ProviderCallId, now: datetime) -> None:
        """Our side ends the call; one that is gone is no error."""
        self._end_found(call_id, EndReason.REJECTED, now)

    def hold(self, call_id: ProviderCallId, now: datetime) -> None:
        """Both fall silent; again is no error. Raises ExchangeError where nobody has answered."""
        call, conversation = self._require_talk(call_id)
        if call.state is CallState.ON_HOLD:
            return
        conversation.cut(now)
        call.cancel(Plan.THEN)
        call.says_goodbye = False
        call.state = CallState.ON_HOLD
        self.tell(call, Held(call=call_id, at=now))
        self.expect_words(call, now)

    def resume(self, call_id: ProviderCallId, now: datetime) -> None:
        """Back from hold; again is no error. Raises ExchangeError where nobody has answered."""
        call, _ = self._require_talk(call_id)
        if call.state is CallState.ANSWERED:
            return
        call.state = CallState.ANSWERED
        self.tell(call, Resumed(call=call_id, at=now))
        self.expect_words(call, now)

    # Talk

    def begin_step(self, call_id: ProviderCallId, step: str) -> tuple[CarriedCall, int]:
        """The call in which `step` is to be said, and how often it was said before. Raises ExchangeError."""
        call, _ = self._require_talk(call_id)
        if call.state is CallState.ON_HOLD:
            raise ExchangeError("the patient is on hold and hears nothing; take the call back first", retryable=True)
        nth = call.said[step]
        call.said[step] += 1
        return call, nth

    def say(
        self,
        call: CarriedCall,
        step: str,
        sounds: Mapping[Side, Samples],
        now: datetime,
        then: Callable[[], None] | None = None,
    ) -> None:
        """The administrator's words, then the patient's, then `then`. Nothing where nobody is connected any more."""
        if call.state is not CallState.ANSWERED or call.conversation is None:
            return
        words = [(side, sounds[side]) for side in (Side.ADMINISTRATOR, Side.PATIENT) if side in sounds]
        over = call.conversation.say(now, words)
        if then is not None:
            self.plan(call, Plan.THEN, over, lambda *_: then())
        call.says_goodbye = call.says_goodbye or step in call.persona.hangs_up_after
        if call.says_goodbye:
            at = over + timedelta(seconds=call.dice.uniform(0.6, 1.2))
            self.plan(call, Plan.RING_OFF, at, partial(self.end, reason=EndReason.COMPLETED))
        else:
            self.expect_words(call, over)

    # Calls, queue

    def enter_queue(self, call: CarriedCall, now: datetime) -> None:
        """The call waits for a free operator."""
        call.state, call.waits_until = CallState.QUEUED, now
        self.tell(call, Queued(call=call.id, at=now))
        self._dispatch(now)

    def offer_to(self, call: CarriedCall, extension: str, now: datetime) -> bool:
        """Ring at this telephone alone; False where it is busy, or not there."""
        if not self.rotation.knows(extension) or not self.rotation.may_take(extension, call.id):
            return False
        call.waits_until = None
        self._offer(call, extension, now)
        call.cancel(Plan.RING_OUT)
        return True

    def take_from_queue(self, call: CarriedCall, now: datetime) -> None:
        """The call is not offered any more; a telephone that rings for it falls silent."""
        if call.state is CallState.OFFERED:
            self._pass_offer(call, now)
        call.cancel(Plan.OFFER_AGAIN, Plan.GIVE_UP)
        call.state, call.waits_until = CallState.IN_MENU, None

    def _dispatch(self, now: datetime) -> None:
        """Offer every waiting call whose time has come, oldest first, while telephones are free."""
        for call in list(self.calls.values()):
            if call.state is not CallState.QUEUED or call.waits_until is None or call.waits_until > now:
                continue
            extension = self.rotation.next_free()
            if extension is None:
                return
            self._offer(call, extension, now)

    def _offer(self, call: CarriedCall, extension: str, now: datetime) -> None:
        call.state, call.extension = CallState.OFFERED, extension
        self.rotation.begin(extension, Doing.RINGING, call.id)
        self.tell(call, Offered(call=call.id, at=now, extension=extension))
        self.plan(call, Plan.RING_OUT, now + self.settings.ring_timeout, self._ring_out)
        self.hooks.on_offer(call.id, extension)

    def _ring_out(self, call: CarriedCall, now: datetime) -> None:
        self._pass_offer(call, now)
        self._dispatch(now)

    def _pass_offer(self, call: CarriedCall, now: datetime) -> None:
        extension = call.extension
        call.cancel(Plan.RING_OUT)
        self.rotation.release(extension, call.id)
        call.state, call.extension = CallState.QUEUED, ""
        call.waits_until = now + self.settings.offer_again_after
        self.tell(call, OfferPassed(call=call.id, at=now, extension=extension))
        self.plan(call, Plan.OFFER_AGAIN, call.waits_until, lambda _, at: self._dispatch(at))

    def expect_words(self, call: CarriedCall, since: datetime) -> None:
        """A patient who hears nobody for too long rings off."""
        at = since + self.settings.silence_patience
        self.plan(call, Plan.RING_OFF, at, partial(self.end, reason=EndReason.COMPLETED))

    def _end_found(self, call_id: ProviderCallId, unanswered: EndReason, now: datetime) -> None:
        call = self.calls.get(call_id)
        if call is not None:
            self.end(call, now, reason=EndReason.COMPLETED if _was_served(call, unanswered) else unanswered)

    def end(self, call: CarriedCall, now: datetime, *, reason: EndReason) -> None:
        """The call is over."""
        del self.calls[call.id]
        call.cancel(*Plan)
        was_talking, call.state = call.state in _TALKING, CallState.ENDED
        self.tell(call, Ended(call=call.id, at=now, reason=reason))
        self.hooks.on_end(call, now)
        recording = call.conversation.end(now) if call.conversation else None
        if recording and call.conversation:
            lead = (call.answered_at - call.conversation.began) if call.answered_at else timedelta(0)
            self.hooks.finished(Finished(call.id, call.last_at, *recording, lead=lead.total_seconds()))
        self._free(call, now, rest=self.settings.wrap_up if was_talking else timedelta(0))

    def _free(self, call: CarriedCall, now: datetime, *, rest: timedelta) -> None:
        if not call.extension:
            return
        if not rest:
            self.rotation.release(call.extension, call.id)
            self._dispatch(now)
            return
        self.rotation.rest(call.extension, call.id)

        def rested(at: datetime) -> None:
            self.rotation.release(call.extension, call.id)
            self._dispatch(at)

        self.agenda.book(now + rest, rested)

    def plan(
        self, call: CarriedCall, plan: Plan, at: datetime, action: Callable[[CarriedCall, datetime], None]
    ) -> None:
        """Book `action` for the call, in place of what was booked under the same plan."""
        call.cancel(plan)

        def happens(moment: datetime) -> None:
            call.plans.pop(plan, None)
            action(call, max(moment, call.last_at))

        call.plans[plan] = self.agenda.book(at, happens)

    def tell(self, call: CarriedCall, event: ExchangeEvent) -> None:
        """News of the call."""
        call.last_at = event.at
        self.hooks.tell(event)

    def recorder(self, call: CarriedCall) -> Recorder | None:
        """What records the call; None where nothing is recorded."""
        folder = self.settings.recordings
        return Recorder(folder, call.id, seed=self.settings.seed) if folder else None

    def require(self, call_id: ProviderCallId) -> CarriedCall:
        """The live call of that id. Raises ExchangeError."""
        call = self.calls.get(call_id)
        if call is None:
            raise ExchangeError("the call is over: the patient has rung off", retryable=False)
        return call

    def _require_talk(self, call_id: ProviderCallId) -> tuple[CarriedCall, Conversation]:
        call = self.require(call_id)
        if call.conversation is None or call.state not in _TALKING:
            raise ExchangeError("nobody has answered this call yet; answer it first", retryable=True)
        return call, call.conversation

    def _carry(self, call_id: ProviderCallId, persona: Persona, now: datetime) -> CarriedCall:
        call = CarriedCall(
            id=call_id,
            persona=persona,
            line=self.settings.line,
            started_at=now,
            last_at=now,
            dice=random.Random(f"{self.settings.seed}/{self._count}"),  # noqa: S311 - a play, no secret
        )
        self.calls[call_id] = call
        return call

    def _will_give_up(self, call: CarriedCall, now: datetime) -> None:
        """Patients wait as long as they have patience."""
        if call.persona.patience is not None:
            at = now + call.persona.patience
            self.plan(call, Plan.GIVE_UP, at, partial(self.end, reason=EndReason.ABANDONED))

    def _require_line(self) -> None:
        if len(self.calls) >= self.settings.lines:
            raise NotRungError(
                f"all {self.settings.lines} lines of the simulated exchange are busy; let a call end first"
            )

    def _require_extension(self, extension: str) -> None:
        if not self.rotation.knows(extension):
            known = ", ".join(self.settings.extensions)
            raise ExchangeError(
                f"the simulated exchange has no extension {extension!r}; it has {known}", retryable=False
            )


def _was_served(call: CarriedCall, unanswered: EndReason) -> bool:
    """Whether the two sides have talked: with an operator, or with a robot that ends the call or has made it."""
    if call.state in _TALKING:
        return True
    by_robot = call.conversation is not None and call.state is CallState.IN_MENU
    return by_robot and (unanswered is EndReason.REJECTED or call.direction is Direction.OUTBOUND)
