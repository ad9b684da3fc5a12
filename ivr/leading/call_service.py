"""One call that the clinic's voice leads: news in, commands to the exchange out.

Items are taken one after the other (mailbox_service.Mailbox), each in one transaction at most. What an item comes to,
and must be stored, is an item of its own, before all that wait: so the database may be away at any of them, and nothing
is lost or done twice. Nothing is said or done before the step that wants it is stored.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import AWAY
from callcenter.telephony.port import Ended, Queued
from callcenter.telephony.voice_port import (
    Answerer,
    Detected,
    KeyPressed,
    MessageRecorded,
    NotPutThrough,
    Played,
    PutThrough,
    SoundLost,
    Spoke,
    Taken,
)
from ivr.flow.commands import AnyCommand, Listen, Perform
from ivr.flow.inputs import AnsweredBy, HungUp, Input, KeysOnly, Started
from ivr.flow.inputs import Detected as FoundOut
from ivr.hearing.ending import EndingOf
from ivr.hearing.news import Deaf
from ivr.leading import progress_service
from ivr.leading.handover import HandOver
from ivr.leading.hearing_service import Hearing
from ivr.leading.items import Item, Lost, Over, Sounded, Tick, Verdict
from ivr.leading.line import GREETING, Line
from ivr.leading.mailbox_service import Mailbox
from ivr.leading.orders import Await, FallSilent, Order, PutDown, PutOn, SayGeneral, Speak, TakeMessage, Tell
from ivr.leading.outlet_service import Outlet
from ivr.leading.parts import LeadingParts, Watch
from ivr.leading.progress_service import LetGoError, NotLedError, Progress

_log = get_logger(__name__)


class LedCall:
    """One call; `put` from any thread."""

    def __init__(
        self, parts: LeadingParts, there: ProviderCallId, call: CallId, let_go: Callable[[], None] = lambda: None
    ) -> None:
        """`let_go` is called where this process has no more to do with the call."""
        self._parts = parts
        self._exchange = parts.exchange
        self._there, self._id = there, call
        self._let_go = let_go
        self._progress: Progress | None = None
        self._line = Line(self._ending_for)
        self._handover = HandOver()
        self._hearing = Hearing(parts, there, call, lambda news: self.put(Sounded(news)))
        self._watch: Watch | None = None
        self._is_adrift = True
        """We know nothing of the line: new to the call, or the exchange was away."""
        self._outlet = Outlet(parts, there, call)
        self._tick_at: datetime | None = None
        self._back_at: datetime | None = None
        """When the call last came back from the queue or a telephone to which we had given it."""
        self._mailbox: Mailbox[Item] = Mailbox(
            self._take, run=parts.run, timers=parts.timers, give_up=self._give_up, name=call
        )

    def put(self, item: Item) -> None:
        """Something happened to this call."""
        self._mailbox.put(item)

    def _take(self, item: Item) -> None:
        if isinstance(item, Tick) and item.planned == self._tick_at:
            self._tick_at = None
        try:
            self._take_one(item, self._parts.clock.now())
        except LetGoError as exc:
            self._lets_go(exc)
        self._plan_tick()

    def _take_one(self, item: Item, now: datetime) -> None:
        match item:
            case Taken():
                self._taken(item, now)
            case Lost():
                self._is_adrift = True
                self._outlet.forget()
            case Ended() | Over():
                self._ended()
            case Verdict(answerer=answerer):
                self._found_out(answerer)
            case Tell(given=given):
                self._tell(given)
            case Perform():
                if progress := self._known():
                    self._follow(progress.perform(item))
            case Speak() | SayGeneral() | FallSilent() | Await() | TakeMessage() | PutOn() | PutDown():
                self._order(item)
            case SoundLost():
                self._hearing.lost()
            case Queued(at=at):
                self._queued(at)
            case Played() if item.missing and not self._handover.is_begun:
                self._lacks(item, now)
            case _:
                orders = self._handed_over(item, now) if self._is_handed_over(item) else self._orders_of(item, now)
                self._carry_out(orders)
                self._judge(item, now)

    def _orders_of(self, item: Item, now: datetime) -> list[Order]:
        line = self._line
        if isinstance(item, NotPutThrough):
            self._back_at = item.at
        match item:
            case Played(command=command):
                return line.played(command, now)
            case KeyPressed(key=key, at=at):
                return line.key(key, now, at)
            case Spoke(text=text, at=at):
                return line.spoke(text, now, at)
            case Sounded(news=news):
                return line.hears(news, now)
            case MessageRecorded(command=command, file=file, seconds=seconds):
                return line.recorded(command, file, seconds)
            case PutThrough(command=command):
                return line.put_through(command, somebody=True)
            case NotPutThrough(command=command):
                return line.put_through(command, somebody=False)
            case Tick():
                return [*self._outlet.due(now), *line.tick(now)]
        return []

    def _handed_over(self, item: Item, now: datetime) -> list[Order]:
        """What follows in a call that is a person's already."""
        match item:
            case Played(command=command):
                return self._handover.played(command, now)
            case NotPutThrough():
                return self._handover.again(now)
            case PutThrough():
                self._handover.over()
            case Tick():
                return [*self._outlet.due(now), *self._handover.tick(now)]
            case MessageRecorded():
                return self._orders_of(item, now)
        return []

    def _is_handed_over(self, item: Item) -> bool:
        """Whether a person is to have the call; where nobody took it, also by a process before this one."""
        if self._handover.is_begun or not isinstance(item, NotPutThrough):
            return self._handover.is_begun
        progress = self._known()
        return progress is not None and progress.is_handed_over

    def _judge(self, item: Item, now: datetime) -> None:
        """Who took the call, as far as this tells; what is found out is told to the flow before all that waits."""
        who: Answerer | None = None
        match item:
            case Detected(answered_by=vote):
                who = self._watch.vote(vote, now) if self._watch else vote
            case Sounded(news=news) if self._watch:
                who = self._watch.take(news, now)
            case Tick() if self._watch:
                who = self._watch.tick(now)
        if who is not None:
            self._mailbox.put(Verdict(who), first=True)

    def _taken(self, taken: Taken, now: datetime) -> None:
        """The call is up. Told again, it goes on where it stood, unless we have it in hand anyway."""
        if not self._is_adrift:
            return None
        if self._handover.is_begun:
            self._is_adrift = False
            return self._carry_out(self._handover.again(now))
        try:
            progress = self._known() or progress_service.begin(self._parts, self._id, taken.entrance)
        except (NotLedError, LetGoError, *AWAY) as exc:
            if not isinstance(exc, NotLedError):
                raise
            _log.warning("a person takes the call", call=self._id, why=str(exc))
            return self._hand_over()
        except CallCenterError:
            _log.error("the call cannot go on in its flow; a person takes it", call=self._id, exc_info=True)
            progress_service.abandon(self._parts, self._id)
            return self._hand_over()
        self._progress = progress
        if progress.is_over:
            self._is_adrift = False
            return self._carry_out(self._handover.again(now) if progress.is_handed_over else [PutDown()])
        self._lead(progress, taken, now)
        self._is_adrift = False
        return None

    def _lead(self, progress: Progress, taken: Taken, now: datetime) -> None:
        """Begin, or go on."""
        is_deaf = not self._hearing.begin(progress.language)
        is_new = not progress.is_begun or now - progress.up_since < GREETING
        self._line = Line(self._ending_for, is_greeted=bool(taken.tag) and is_new and not self._hearing.is_on)
        self._watch = None
        if is_deaf:
            self._line.hears(Deaf(at=now, why="no sound"), now)
        if is_deaf or progress.is_keys_only:
            progress.tell(KeysOnly(is_so=is_deaf))
        if progress.is_begun:
            self._follow(progress.resume(), at_once=True)
        elif taken.tag and is_deaf:
            self._follow(progress.tell(Started(answered_by=AnsweredBy.UNSURE)))
        elif taken.tag and self._hearing.is_on and self._parts.watch_of:
            self._watch = self._parts.watch_of(now, progress.language, taken.answered_by)
        else:
            self._follow(progress.tell(Started(answered_by=AnsweredBy(taken.answered_by.value))))

    def _found_out(self, who: Answerer) -> None:
        """Who took the call: then the robot speaks first; a machine may be found out later too."""
        progress = self._known()
        if progress is None:
            return
        answered_by = AnsweredBy(who.value)
        if not progress.is_begun:
            self._follow(progress.tell(Started(answered_by=answered_by)))
        elif who is Answerer.MACHINE:
            self._follow(progress.tell(FoundOut(answered_by=answered_by)), at_once=True)

    def _known(self) -> Progress | None:
        """The progress in hand, or that of the database; None where this call has no flow."""
        if self._progress is None:
            self._progress = progress_service.take_up(self._parts, self._id)
        return self._progress

    def _tell(self, given: Input) -> None:
        if progress := self._known():
            self._follow(progress.tell(given))

    def _follow(self, commands: Sequence[AnyCommand], *, at_once: bool = False) -> None:
        for command in commands:
            if isinstance(command, Perform):
                self._mailbox.put(command, first=True)
        if commands:
            self._carry_out(self._line.give(commands, self._parts.clock.now(), at_once=at_once))

    # The end

    def _ended(self) -> None:
        self._leave_the_line()
        progress = self._known()
        if progress is not None and self._handover.is_begun:
            progress.hand_over()  # where the database was away when it happened
        self._tell(HungUp())

    def _hand_over(self) -> None:
        """A call that we cannot lead goes to a person, with a word first where there is one."""
        if self._handover.is_begun:
            return
        progress = self._progress
        if progress is not None:
            try:
                progress.hand_over()
            except AWAY:
                _log.warning("a call is handed over though this cannot be stored now", call=self._id)
        self._line.over()
        self._watch, self._is_adrift = None, False
        has_words = progress is not None and self._parts.sounds.general(progress.language) is not None
        self._carry_out(self._handover.begin(self._parts.clock.now(), has_words=has_words))

    def _queued(self, at: datetime) -> None:
        """The exchange took the call from us, as it does where we were away too long: a person has it, and nothing
        more is said, asked or put down. Where we gave it to the queue ourselves, this tells nothing new."""
        if self._handover.is_begun or not self._line.is_at_work or (self._back_at and at <= self._back_at):
            return
        _log.warning("the exchange has put a call into the queue by itself", call=self._id)
        if progress := self._known():
            progress.hand_over()
        self._leave_the_line()
        self._handover.taken()

    def _give_up(self) -> None:
        """An item could not be taken."""
        try:
            self._hand_over()
        except LetGoError as exc:
            self._lets_go(exc)
        self._plan_tick()

    def _lets_go(self, why: LetGoError) -> None:
        _log.warning("this process lets go of a call", call=self._id, why=str(why))
        self._leave_the_line()
        self._progress = None
        self._is_adrift = True
        self._let_go()

    def _leave_the_line(self) -> None:
        self._hearing.end()
        self._watch = None
        self._outlet.forget()
        self._line.over()
        self._handover.over()

    def _ending_for(self, listen: Listen, now: datetime) -> EndingOf:
        return self._hearing.ending_for(listen, now, self._progress)

    # The exchange

    def _carry_out(self, orders: Sequence[Order]) -> None:
        """Up to what must be stored first: that and the rest are items of their own, and are taken next."""
        for place, order in enumerate(orders):
            if isinstance(order, Tell):
                for one in reversed(orders[place:]):
                    self._mailbox.put(one, first=True)
                return
            self._order(order)

    def _order(self, order: Order) -> None:
        """Give a command; what will never be done, the call goes on without."""
        now, progress = self._parts.clock.now(), self._progress
        if self._outlet.give(order, progress, now):
            return
        if self._handover.is_begun:
            self._carry_out(self._handover.refused(order, now))
        elif isinstance(order, Speak) and progress and not progress.is_over:
            self._hand_over()
        else:
            self._carry_out(self._line.refused(order, now))

    def _lacks(self, played: Played, now: datetime) -> None:
        """The exchange lacks prompts; where it still does, a person comes."""
        orders = self._outlet.lacks(played)
        if orders is None and self._progress and not self._progress.is_over:
            return self._hand_over()
        return self._carry_out(orders or self._line.played(played.command, now))

    def _plan_tick(self) -> None:
        moments = [self._line.next_at, self._handover.next_at, self._outlet.next_at]
        moments += [self._watch.next_at] if self._watch else []
        at = min((one for one in moments if one is not None), default=None)
        if at is None or at == self._tick_at:
            return
        self._tick_at = at
        self._parts.timers.later(max(at - self._parts.clock.now(), timedelta()), lambda: self.put(Tick(at)))
