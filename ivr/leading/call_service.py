"""One call that the clinic's voice leads: news in, commands to the exchange out.

Items are taken one after the other (actor_service.Mailbox), each in one transaction, and each may be taken again where
the database was away: nothing is said or done before the step that wants it is stored.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import AWAY
from callcenter.telephony.port import Ended, ExchangeError, ExchangeEvent
from callcenter.telephony.voice_port import (
    Answerer,
    Destination,
    Detected,
    KeyPressed,
    MessageRecorded,
    NotPutThrough,
    Played,
    PutThrough,
    Spoke,
    Taken,
)
from ivr.answers.question import Question, Understood
from ivr.flow.commands import AnyCommand, Listen, Perform
from ivr.flow.inputs import AnsweredBy, HungUp, Input, Started
from ivr.flow.inputs import Detected as FoundOut
from ivr.hearing.ending import EndingOf, ending_of
from ivr.hearing.loader import load_endings
from ivr.hearing.news import HearingNews
from ivr.hearing.port import EarSession
from ivr.leading import progress_service
from ivr.leading.actor_service import Mailbox
from ivr.leading.line import Line
from ivr.leading.orders import Await, FallSilent, Order, PutOn, Speak, TakeMessage, Tell
from ivr.leading.parts import GENERAL, LeadingParts, Watch
from ivr.leading.progress_service import LetGoError, NotLedError, Progress

_log = get_logger(__name__)

_RECEPTION = "reception"
_MOST_TIMES = 20
"""So often a call that we cannot lead is given to the queue, which keeps it for a while each time."""
_PAST_ALL = 1_000_000
"""Commands of ours beyond those of any flow."""


@dataclass(frozen=True, slots=True)
class Tick:
    """An item: time has passed."""


@dataclass(frozen=True, slots=True)
class Sounded:
    """An item: something was heard on the line."""

    news: HearingNews


@dataclass(frozen=True, slots=True)
class Lost:
    """An item: the exchange cannot be reached; a call that goes on is told of by Taken again."""


@dataclass(frozen=True, slots=True)
class Over:
    """An item: the call has ended while nobody listened."""


Item = ExchangeEvent | Perform | Sounded | Tick | Lost | Over


class LedCall:
    """One call; `put` from any thread."""

    def __init__(self, parts: LeadingParts, there: ProviderCallId, call: CallId) -> None:
        self._parts = parts
        self._exchange = parts.exchange
        self._there, self._id = there, call
        self._progress: Progress | None = None
        self._line = Line(self._ending_for)
        self._ear: EarSession | None = None
        self._watch: Watch | None = None
        self._is_adrift = True
        """We know nothing of the line: new to the call, or the exchange was away."""
        self._is_handed_over = False
        self._put_on_times = 0
        self._said: Speak | None = None
        self._said_again = 0
        self._tick_at: datetime | None = None
        self._mailbox: Mailbox[Item] = Mailbox(
            self._take, run=parts.run, timers=parts.timers, give_up=self._hand_over, name=call
        )

    def put(self, item: Item) -> None:
        """Something happened to this call."""
        self._mailbox.put(item)

    def _take(self, item: Item) -> None:
        now = self._parts.clock.now()
        try:
            self._take_one(item, now)
        except LetGoError as exc:
            _log.warning("this process lets go of a call", call=self._id, why=str(exc))
            self._line.over()
            self._progress = None
            self._is_adrift = True
        self._plan_tick()

    def _take_one(self, item: Item, now: datetime) -> None:
        match item:
            case Taken():
                self._taken(item)
            case Lost():
                self._is_adrift = True
            case Ended() | Over():
                self._stop_listening()
                self._line.over()
                self._tell(HungUp())
            case Detected(answered_by=answered_by):
                self._found_out(self._watch.vote(answered_by, now) if self._watch else answered_by)
            case Sounded(news=news) if self._watch:
                self._found_out(self._watch.take(news, now))
                self._carry_out(self._line.hears(news, now))
            case Tick() if self._watch:
                self._found_out(self._watch.tick(now))
                self._carry_out(self._line.tick(now))
            case Perform():
                if progress := self._known():
                    self._follow(progress.perform(item))
            case Played(command=command) if self._is_handed_over:
                if command == _PAST_ALL:
                    self._put_on()
            case NotPutThrough() if self._is_handed_over:
                self._put_on()
            case Played() if item.missing and self._says_again(item):
                pass
            case _:
                self._carry_out(self._orders_of(item, now))

    def _orders_of(self, item: Item, now: datetime) -> list[Order]:
        line = self._line
        match item:
            case Played(command=command):
                return line.played(command, now)
            case KeyPressed(key=key):
                return line.key(key, now)
            case Spoke(text=text):
                return line.spoke(text, now)
            case Sounded(news=news):
                return line.hears(news, now)
            case MessageRecorded(command=command, file=file, seconds=seconds):
                return line.recorded(command, file, seconds)
            case PutThrough(command=command):
                return line.put_through(command, somebody=True)
            case NotPutThrough(command=command):
                return line.put_through(command, somebody=False)
            case Tick():
                return line.tick(now)
        return []

    def _taken(self, taken: Taken) -> None:
        """The call is up. Told again, it goes on where it stood, unless we have it in hand anyway."""
        if not self._is_adrift or self._is_handed_over:
            return None
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
        self._listen(progress)
        if progress.is_begun:
            self._line = Line(self._ending_for)
            self._follow(progress.resume(), at_once=True)
        elif taken.tag and self._ear and self._parts.watch_of:
            now = self._parts.clock.now()
            self._line = Line(self._ending_for)
            self._watch = self._parts.watch_of(now, progress.language, taken.answered_by)
        else:
            self._line = Line(self._ending_for, is_greeted=bool(taken.tag))
            self._follow(progress.tell(Started(answered_by=AnsweredBy(taken.answered_by.value))))
        self._is_adrift = False
        return None

    def _found_out(self, who: Answerer | None) -> None:
        """Who took the call: then the robot speaks first; a machine may be found out later too."""
        progress = self._known()
        if who is None or progress is None:
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

    def _tell(self, given: Input, *, at_once: bool = False) -> None:
        if progress := self._known():
            self._follow(progress.tell(given), at_once=at_once)

    def _follow(self, commands: Sequence[AnyCommand], *, at_once: bool = False) -> None:
        for command in commands:
            if isinstance(command, Perform):
                self._mailbox.put(command, first=True)
        if commands:
            self._carry_out(self._line.give(commands, self._parts.clock.now(), at_once=at_once))

    def _hand_over(self) -> None:
        """A call that we cannot lead goes to a person, with a word first where there is one."""
        if self._is_handed_over:
            return
        self._is_handed_over = True
        self._line.over()
        general = self._parts.sounds.general(self._progress.language) if self._progress else None
        if general is not None:
            self._order(lambda: self._exchange.play(self._there, _PAST_ALL, [general]))
            return  # put through once it has been said
        self._put_on()

    def _put_on(self) -> None:
        """To the queue; whoever nobody took waits on, as without a robot, for as long as that makes sense."""
        self._put_on_times += 1
        if self._put_on_times > _MOST_TIMES:
            return self._order(lambda: self._exchange.hang_up(self._there))
        command = _PAST_ALL + self._put_on_times
        return self._order(lambda: self._exchange.put_through(self._there, command, Destination.QUEUE, _RECEPTION))

    # Hearing

    def _listen(self, progress: Progress) -> None:
        """Let the exchange give us the patient's sound, where it does; once more after it was away."""
        self._stop_listening()
        if self._parts.ear is None or not self._exchange.hears:
            return
        self._ear = self._parts.ear.open(progress.language, lambda news: self.put(Sounded(news)))
        ears = self._ear.put
        self._order(lambda: self._exchange.listen(self._there, ears))

    def _stop_listening(self) -> None:
        if self._ear is not None:
            self._ear.close()
            self._ear = None

    def _ending_for(self, listen: Listen, now: datetime) -> EndingOf:
        """How answers to a question end: by its parser."""
        progress, understand = self._progress, self._parts.understand
        endings = load_endings(listen.language)

        def understood(text: str) -> Understood:
            moment, visits = progress.local(now) if progress else (now, ())
            return understand(
                Question(language=listen.language, asked=listen.asked, text=text, now=moment, visits=visits)
            )

        return lambda text: ending_of(text, listen.asked, endings, understood)

    # The exchange

    def _carry_out(self, orders: Sequence[Order]) -> None:
        for order in orders:
            if isinstance(order, Tell):
                self._tell(order.given)
            elif isinstance(order, Speak):
                self._speak(order)
            else:
                self._order(self._command_of(order))

    def _command_of(self, order: Order) -> Callable[[], None]:
        there, exchange = self._there, self._exchange
        match order:
            case FallSilent():
                return lambda: exchange.stop_playing(there)
            case Await(language=language, seconds=seconds):
                return lambda: exchange.expect_words(there, language, seconds)
            case TakeMessage(command=command, longest_s=longest, pause_s=pause):
                return lambda: exchange.record_message(there, command, longest, pause)
            case PutOn(command=command, whom=whom, to=to):
                return lambda: exchange.put_through(there, command, Destination(whom.value), to)
            case _:
                return lambda: exchange.hang_up(there)

    def _order(self, command: Callable[[], None]) -> None:
        """Give a command; where the exchange is away, the call is taken up when it is back."""
        try:
            command()
        except ExchangeError as exc:
            _log.warning("the exchange did not take a command", call=self._id, why=str(exc))
            self._is_adrift = True

    def _speak(self, order: Speak) -> None:
        """Say prompts; where the words cannot be had, the call is for a person."""
        progress = self._progress
        if progress is None:
            return None
        prompts = self._parts.sounds.prompts_of(order.said, progress.language)
        if any(one.id == GENERAL for one in prompts) and not progress.is_over:
            return self._hand_over()
        self._said = order
        self._order(lambda: self._exchange.play(self._there, order.command, prompts))
        return self._parts.sounds.prepare(progress.likely(), progress.language)

    def _says_again(self, played: Played) -> bool:
        """Prompts whose files the exchange lacks are made anew and said once more; if that fails, a person comes."""
        _log.error("the exchange lacks prompts", call=self._id, prompts=list(played.missing))
        said = self._said
        if said is None or said.command != played.command:
            return False
        if self._said_again != played.command:
            self._said_again = played.command
            self._speak(said)
            return True
        if self._progress is None or self._progress.is_over:
            return False
        self._hand_over()
        return True

    def _plan_tick(self) -> None:
        moments = [self._line.next_at, self._watch.next_at if self._watch else None]
        at = min((one for one in moments if one is not None), default=None)
        if at is None or at == self._tick_at:
            return
        self._tick_at = at
        self._parts.timers.later(max(at - self._parts.clock.now(), timedelta()), lambda: self.put(Tick()))
