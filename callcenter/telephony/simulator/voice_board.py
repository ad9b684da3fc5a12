"""The exchange's inside where a robot leads a call: dialling, prompts, the patient's answers, putting through.

Like the switchboard, whose calls these are, it has no threads and no clock: each verb is given the moment.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.port import EnteredMenu
from callcenter.telephony.simulator.carried import CarriedCall, Plan
from callcenter.telephony.simulator.manners import PickUp
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.robot_talk import RobotTalk
from callcenter.telephony.simulator.sound import RATE_HZ, Samples
from callcenter.telephony.simulator.switchboard import Switchboard
from callcenter.telephony.voice_port import (
    Answerer,
    Destination,
    Dial,
    Ears,
    KeyPressed,
    MessageRecorded,
    NotPutThrough,
    Played,
    PutThrough,
    Spoke,
    Taken,
)

_NOT_ANSWERED = {
    PickUp.BUSY: (0.5, EndReason.BUSY),
    PickUp.UNREACHABLE: (0.5, EndReason.FAILED),
    PickUp.REFUSES: (4.0, EndReason.REJECTED),
}
"""After how many seconds a call is not answered, and why."""
_HALF_WAY = 0.4
"""Who interrupts speaks after so much of the prompt."""
_OUTSIDE_ANSWERS_S = 3.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the patient answers: keys, or words with their sound."""

    keys: str = ""
    text: str = ""
    sound: Samples | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Led:
    """What a robot's call knows beside the call itself."""

    entrance: str
    answered_by: Answerer
    playing: int = 0
    """The command whose prompt sounds; 0: none."""
    forwarded: int = 0
    """The command that put it through; 0: the robot has it."""
    message: tuple[int, datetime] | None = None
    """The command that records, and since when."""
    ears: Ears | None = None
    heard: Counter[str] = field(default_factory=Counter)
    """How often each prompt was heard to its end."""


@dataclass(slots=True)
class VoiceBoard:
    """Calls that robots lead."""

    board: Switchboard
    keep_message: Callable[[CarriedCall, int, datetime, datetime], None]
    """A message of the call, asked for by a command, was spoken from one moment to another."""
    greet: Callable[[CarriedCall], None]
    """The patient has picked up and greets; given back by `greets`."""
    gives_sound: bool = False
    """Answers are heard by who listens, and not told in words."""
    led: dict[ProviderCallId, Led] = field(default_factory=dict)

    # Calls come

    def dial(self, dial: Dial, persona: Persona, now: datetime) -> None:
        """Ring a patient. Raises ExchangeError: all lines are busy."""
        call = self.board.ring_out(ProviderCallId(dial.tag), persona, now)
        manners = persona.manners
        rings_s = min(manners.rings_s, dial.ring_s)
        if manners.picks_up is PickUp.ANSWERS and manners.rings_s <= dial.ring_s:
            picked_up = partial(self._take, entrance=dial.entrance)
            self.board.plan(call, Plan.PICK_UP, now + timedelta(seconds=rings_s), picked_up)
            return
        seconds, reason = _NOT_ANSWERED.get(manners.picks_up, (dial.ring_s, EndReason.NO_ANSWER))
        at = now + timedelta(seconds=min(seconds, dial.ring_s))
        self.board.plan(call, Plan.PICK_UP, at, partial(self.board.end, reason=reason))

    def enter(self, call: CarriedCall, now: datetime) -> None:
        """A robot takes the call that has arrived."""
        self._take(call, now, entrance=self.board.settings.menu)

    def tell_again(self, now: datetime) -> None:
        """The link is back: which calls wait for a robot's commands."""
        for call_id, led in self.led.items():
            if not led.forwarded:
                self._tell_taken(self.board.calls[call_id], led, now)

    def ended(self, call: CarriedCall, now: datetime) -> None:
        """The call is over; a message is kept as far as it was spoken."""
        led = self.led.pop(call.id, None)
        if led is not None and led.message is not None:
            self.keep_message(call, led.message[0], led.message[1], now)

    def answered(self, call: CarriedCall, now: datetime) -> None:
        """An operator has taken the call."""
        led = self.led.get(call.id)
        if led is not None and led.forwarded:
            call.cancel(Plan.TAKE_BACK)
            self.board.tell(call, PutThrough(call=call.id, at=now, command=led.forwarded))

    # The robot speaks

    def reply_to(self, call_id: ProviderCallId, prompts: Sequence[str]) -> tuple[CarriedCall, str, str] | None:
        """What the patient will say to these prompts, and to which of them; None where the robot has no such call."""
        led, call = self.led.get(call_id), self.board.calls.get(call_id)
        if led is None or call is None or led.forwarded:
            return None
        manners = call.persona.manners
        prompt = manners.answers(prompts)
        return call, manners.reply(prompt, led.heard[prompt]), prompt

    def play(
        self,
        call: CarriedCall,
        command: int,
        prompt: str,
        sound: Samples,
        reply: Reply,
        missing: tuple[str, ...],
        now: datetime,
    ) -> None:
        """Say it now; the patient replies."""
        led = self.led.get(call.id)
        if led is None or led.forwarded:
            return
        self.stop(call, now)
        if not reply.text and not reply.keys:
            call.cancel(Plan.REPLY)
        led.playing = command
        over = talk_of(call).robot_says(now, sound)
        self.board.plan(call, Plan.PLAYED, over, partial(self._played, command=command, missing=missing))
        led.heard[prompt] += 1
        manners = call.persona.manners
        at = now + (over - now) * _HALF_WAY if prompt in manners.interrupts else over + self._moment(call)
        answered = self._answer(call, reply, at) if reply.text or reply.keys else over
        self.board.expect_words(call, max(over, answered))
        if prompt in manners.hangs_up_after:
            bye = max(over, answered) + self._moment(call)
            self.board.plan(call, Plan.RING_OFF, bye, self._rings_off)

    def stop(self, call: CarriedCall, now: datetime) -> None:
        """The robot falls silent, where it speaks."""
        led = self.led.get(call.id)
        if led is not None and led.playing:
            talk_of(call).robot_stops(now)
            call.cancel(Plan.PLAYED)
            self._played(call, now, command=led.playing, missing=(), is_whole=False)

    def greets(self, call: CarriedCall, reply: Reply, now: datetime) -> None:
        """The patient's first words."""
        if call.id in self.led and (reply.text or reply.keys):
            self._answer(call, reply, now + timedelta(seconds=0.3), Plan.GREETING)

    def press(self, call_id: ProviderCallId, keys: str, now: datetime) -> None:
        """The patient presses keys; nothing where the call is over."""
        call = self.board.calls.get(call_id)
        for key in keys if call else "":
            self.board.tell(self.board.require(call_id), KeyPressed(call=call_id, at=now, key=key))

    def say(self, call_id: ProviderCallId, reply: Reply, now: datetime) -> None:
        """The patient says something unasked."""
        if call_id in self.led:
            self._answer(self.board.calls[call_id], reply, now)

    def record(self, call: CarriedCall, command: int, longest_s: float, message: Reply, now: datetime) -> None:
        """What the patient says is a message now."""
        led = self.led.get(call.id)
        if led is None:
            return
        self.stop(call, now)
        led.message = (command, now)
        over = now + timedelta(seconds=longest_s)
        if message.sound is not None:
            over = min(over, talk_of(call).patient_says(now + self._moment(call), message.sound) + timedelta(seconds=2))
        else:
            over = min(over, now + timedelta(seconds=4))
        self.board.plan(call, Plan.MESSAGE, over, self._recorded)

    def put_through(self, call: CarriedCall, command: int, whom: Destination, to: str, now: datetime) -> None:
        """Ring operators, one telephone, or a number outside. A queue or telephone that is not there gives the call
        back at once, as Asterisk does."""
        led = self.led.get(call.id)
        if led is None or led.forwarded:
            return
        self.stop(call, now)
        call.cancel(Plan.REPLY)
        led.forwarded = command
        wait = self.board.settings.queue_wait
        if whom is Destination.QUEUE and to not in ("", *self.board.settings.queues):
            self.board.plan(call, Plan.TAKE_BACK, now, partial(self._take_back, why="there is no such queue"))
            return
        if whom is Destination.QUEUE:
            self.board.enter_queue(call, now)
        elif whom is Destination.NUMBER:
            self.board.plan(call, Plan.THEN, now + timedelta(seconds=_OUTSIDE_ANSWERS_S), self._outside_answers)
            return
        elif not self.board.offer_to(call, to, now):
            wait = timedelta(0)
        if call.state is not CallState.ANSWERED:
            self.board.plan(call, Plan.TAKE_BACK, now + wait, self._take_back)

    # Inside

    def _take(self, call: CarriedCall, now: datetime, *, entrance: str) -> None:
        settings = self.board.settings
        manners = call.persona.manners
        is_ours = call.direction is Direction.OUTBOUND
        known = manners.answered_by if settings.detects_machines else Answerer.UNSURE
        led = self.led[call.id] = Led(entrance=entrance, answered_by=known if is_ours else Answerer.HUMAN)
        call.cancel(Plan.GIVE_UP, Plan.DROP)
        call.state = CallState.IN_MENU
        call.conversation = RobotTalk(now, call.dice, self.board.recorder(call))
        self.board.tell(call, EnteredMenu(call=call.id, at=now))
        self._tell_taken(call, led, now)
        dropped = partial(self.board.end, reason=EndReason.COMPLETED)
        self.board.plan(call, Plan.DROP, now + settings.longest_talk, dropped)
        self.board.expect_words(call, now)
        self.greet(call)

    def _tell_taken(self, call: CarriedCall, led: Led, now: datetime) -> None:
        tag = call.id if call.direction is Direction.OUTBOUND else ""
        taken = Taken(call=call.id, at=now, entrance=led.entrance, tag=tag, answered_by=led.answered_by)
        self.board.tell(call, taken)

    def _played(
        self, call: CarriedCall, now: datetime, *, command: int, missing: tuple[str, ...], is_whole: bool = True
    ) -> None:
        led = self.led.get(call.id)
        if led is not None and led.playing == command:
            led.playing = 0
            whole = is_whole and not missing
            self.board.tell(call, Played(call=call.id, at=now, command=command, is_whole=whole, missing=missing))

    def _answer(self, call: CarriedCall, reply: Reply, at: datetime, plan: Plan = Plan.REPLY) -> datetime:
        """The patient answers at a moment; returns when that is over."""
        if reply.keys:
            self.board.plan(call, plan, at, lambda _, now: self.press(call.id, reply.keys, now))
            return at
        talk = talk_of(call)
        seconds = len(reply.sound) / RATE_HZ if reply.sound is not None else len(reply.text) / 14
        over = at + timedelta(seconds=seconds)

        def begins(_: CarriedCall, now: datetime) -> None:
            if reply.sound is not None:
                talk.patient_says(now, reply.sound)
            if not self.gives_sound:
                self.board.plan(call, plan, over, spoken)

        def spoken(_: CarriedCall, now: datetime) -> None:
            self.board.tell(call, Spoke(call=call.id, at=now, text=reply.text))

        self.board.plan(call, plan, at, begins)
        return over

    def _recorded(self, call: CarriedCall, now: datetime) -> None:
        led = self.led.get(call.id)
        if led is not None and led.message is not None:
            (command, since), led.message = led.message, None
            self.keep_message(call, command, since, now)

    def message_kept(self, call: CarriedCall, command: int, file: str, seconds: float, now: datetime) -> None:
        """The message is on disk."""
        self.board.tell(call, MessageRecorded(call=call.id, at=now, command=command, file=file, seconds=seconds))

    def _outside_answers(self, call: CarriedCall, now: datetime) -> None:
        led = self.led.get(call.id)
        if led is not None:
            call.state = CallState.ANSWERED
            self.board.tell(call, PutThrough(call=call.id, at=now, command=led.forwarded))

    def _take_back(self, call: CarriedCall, now: datetime, *, why: str = "nobody answered") -> None:
        led = self.led.get(call.id)
        if led is None or not led.forwarded or call.state is CallState.ANSWERED:
            return
        self.board.take_from_queue(call, now)
        command, led.forwarded = led.forwarded, 0
        self.board.tell(call, NotPutThrough(call=call.id, at=now, command=command, why=why))

    def _rings_off(self, call: CarriedCall, now: datetime) -> None:
        inbound = call.direction is Direction.INBOUND
        self.board.end(call, now, reason=EndReason.ABANDONED if inbound else EndReason.COMPLETED)

    def _moment(self, call: CarriedCall) -> timedelta:
        return timedelta(seconds=call.dice.uniform(0.3, 0.8))


def talk_of(call: CarriedCall) -> RobotTalk:
    """The talk of a call that a robot leads, or has led."""
    assert isinstance(call.conversation, RobotTalk)  # noqa: S101 - a led call has no other
    return call.conversation
