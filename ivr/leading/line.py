"""One call's line as the engine's commands see it: what is said, what is still to be done, which answer is awaited.

Commands are done in order: the next begins when a prompt is over. A question that may be answered into its prompt
listens from the prompt's beginning (`ivr.hearing.window`). Whatever comes early, twice, late or not at all, a question
has one answer: the first. Pure: every verb is given the moment, and `next_at` says when `tick` must come.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from ivr.flow.commands import AnyCommand, Connect, HangUp, Listen, Perform, Play, Record
from ivr.flow.inputs import Connected, Heard, KeysOnly, NotConnected, Recorded, Silence
from ivr.hearing.ending import EndingOf
from ivr.hearing.news import Deaf, HearingNews, HearsAgain, VoiceBegan, VoiceEnded
from ivr.hearing.window import Answer, AnswerBegins, NoAnswer, Terms, Turn, Window
from ivr.leading.orders import Await, FallSilent, Order, PutDown, PutOn, Speak, TakeMessage, Tell

BURST = timedelta(seconds=1)
"""A key this soon after another is one of a burst: whoever hammers '1' has not heard the next question."""
GREETING = timedelta(seconds=2.5)
"""An answer told whole this soon after a patient whom we called has picked up is a greeting, and answers nothing."""
_REMEMBERED = 32
"""Of so many answers and keys it is known that they were told already."""
MESSAGE_PAUSE_S = 3.0
_LETTERS_A_SECOND = 6.0
"""Slower than any voice; with _SPARE_S, when a prompt of which the exchange tells nothing counts as over."""
_SPARE_S = 15.0
_MESSAGE_SPARE = timedelta(seconds=30)
"""A message of which nothing is told so long after its longest time is none."""
_ASKED_AGAIN = timedelta(seconds=60)
"""Where nothing is told of a call that is put through, it is asked for again: on its way, that changes nothing."""

EndingFor = Callable[[Listen, datetime], EndingOf]
"""How answers to a question end; the moment is when it was put."""


class Line:
    """What goes on on the line. Each verb gives orders, in the order in which they are to be done."""

    def __init__(self, ending_for: EndingFor, *, is_greeted: bool = False) -> None:
        """`is_greeted`: the other side picks up and says hello."""
        self._ending_for = ending_for
        self._is_greeted = is_greeted
        self._deaf_until: datetime | None = None
        self._todo: deque[AnyCommand] = deque()
        self._playing: Play | None = None
        self._question: tuple[Listen, Window] | None = None
        self._waiting: Record | Connect | None = None
        self._guard: datetime | None = None
        self._last_key: datetime | None = None
        self._asked_at = datetime.min.replace(tzinfo=UTC)
        """When the open question was put."""
        self._told: deque[tuple[str, datetime]] = deque(maxlen=_REMEMBERED)
        self._is_voice_on = False
        self._is_deaf = False
        self._owes_keys = False
        """The open question was put before we were deaf: its keys were not offered."""

    @property
    def next_at(self) -> datetime | None:
        """When `tick` must come; None while there is nothing to wait for."""
        moments = [self._guard, self._question[1].next_at if self._question else None]
        return min((one for one in moments if one is not None), default=None)

    @property
    def is_at_work(self) -> bool:
        """Whether the robot still has something to say, ask or record here; a call that is on its way to a person has
        not."""
        is_recording = isinstance(self._waiting, Record)
        return bool(is_recording or self._playing or self._question or (self._todo and self._waiting is None))

    def give(self, commands: Iterable[AnyCommand], now: datetime, *, at_once: bool = False) -> list[Order]:
        """New commands of the engine; `at_once`: in place of all that is being said and asked."""
        if self._deaf_until is None:
            self._deaf_until = now + GREETING if self._is_greeted else now
        if at_once:
            self._forget()
        self._todo.extend(one for one in commands if not isinstance(one, Perform))
        return self._go_on(now)

    def played(self, command: int, now: datetime) -> list[Order]:
        """A prompt is over."""
        if self._playing is None or self._playing.number != command:
            return []
        self._playing = self._guard = None
        if self._question is None:
            return self._go_on(now)
        if self._owes_keys:
            return self._offer_keys(now)
        listen, window = self._question
        return [Await(listen.language, listen.seconds), *self._turned(window.prompt_over(now), now)]

    def key(self, key: str, now: datetime, at: datetime | None = None) -> list[Order]:
        """A key, pressed at `at` where that was not now. It answers the question that is open; one of a burst, one told
        twice, or one that was pressed before the question was put changes nothing."""
        at = at or now
        is_burst = self._last_key is not None and at - self._last_key < BURST
        self._last_key = max(at, self._last_key or at)
        if self._question is None or is_burst or self._is_old(key, at):
            return []
        return self._turned(self._question[1].key(key, now), now)

    def spoke(self, text: str, now: datetime, at: datetime | None = None) -> list[Order]:
        """An answer in words, told whole by an exchange that recognises speech itself; `at`: when it was over, where
        that was not now. What is told twice, or was said before the question was put, answers nothing."""
        at = at or now
        is_greeting = self._deaf_until is not None and at < self._deaf_until
        if self._question is None or not text.strip() or is_greeting or self._is_old(text, at):
            return []
        return self._turned([AnswerBegins(), Answer(text=text.strip())], now)

    def _is_old(self, what: str, at: datetime) -> bool:
        """Whether it was said or pressed before the open question was put, or is told again: links tell news late and
        twice, and a 'yes' to the last question must not be one to this."""
        is_told_again = (what, at) in self._told
        self._told.append((what, at))
        return is_told_again or at < self._asked_at

    def hears(self, news: HearingNews, now: datetime) -> list[Order]:
        """Something is heard."""
        match news:
            case VoiceBegan():
                self._is_voice_on = True
            case VoiceEnded():
                self._is_voice_on = False
            case Deaf() | HearsAgain():
                return self._hears_no_words(news, now, is_deaf=isinstance(news, Deaf))
        return self._turned(self._question[1].take(news, now), now) if self._question else []

    def _hears_no_words(self, news: HearingNews, now: datetime, *, is_deaf: bool) -> list[Order]:
        """Words cannot be made out, or can again: the engine offers keys, with the open question at once."""
        if is_deaf == self._is_deaf:
            return []
        self._is_deaf = is_deaf
        self._owes_keys = is_deaf and self._question is not None
        told: list[Order] = [Tell(KeysOnly(is_so=is_deaf))]
        if self._question is None:
            return told
        turned = self._turned(self._question[1].take(news, now), now)
        if self._owes_keys and not turned and self._playing is None:
            turned = self._offer_keys(now)
        return [*told, *turned]

    def _offer_keys(self, now: datetime) -> list[Order]:
        """What was said so far is the answer; else the question is put once more, by its keys."""
        self._owes_keys = False
        return self._turned(self._question[1].give_up(), now) if self._question else []

    def recorded(self, command: int, file: str, seconds: float) -> list[Order]:
        """A message is there; one of no seconds where nothing was said. Also after the end of the call."""
        if isinstance(self._waiting, Record) and self._waiting.number == command:
            self._waiting = self._guard = None
        return [Tell(Recorded(command=command, recording=file, seconds=seconds))]

    def put_through(self, command: int, *, somebody: bool) -> list[Order]:
        """Somebody has taken the call, or nobody. The engine knows whether it was wanted: we may be new to the call."""
        if isinstance(self._waiting, Connect) and self._waiting.number == command:
            self._waiting = self._guard = None
        return [Tell(Connected(command=command) if somebody else NotConnected(command=command))]

    def tick(self, now: datetime) -> list[Order]:
        """Time has passed."""
        if self._guard is not None and now >= self._guard:
            return self._waited_in_vain(now)
        return self._turned(self._question[1].tick(now), now) if self._question else []

    def refused(self, order: Order, now: datetime) -> list[Order]:
        """The exchange will never do this: the flow goes on without it."""
        match order:
            case Speak(command=command):
                return self.played(command, now)
            case TakeMessage(command=command):
                return self.recorded(command, "", 0.0)
            case PutOn(command=command):
                return self.put_through(command, somebody=False)
        return []

    def over(self) -> None:
        """The call has ended, or is somebody else's; a message may still come."""
        self._forget()

    def _waited_in_vain(self, now: datetime) -> list[Order]:
        """Nothing was told of what is being done."""
        if self._playing is not None:
            return self.played(self._playing.number, now)
        match self._waiting:
            case Record(number=number):
                return self.recorded(number, "", 0.0)
            case Connect(number=number, whom=whom, to=to):
                self._guard = now + _ASKED_AGAIN
                return [PutOn(number, whom, to)]
        self._guard = None
        return []

    def _go_on(self, now: datetime) -> list[Order]:
        """The next commands, up to one that takes its time."""
        orders: list[Order] = []
        while self._todo and self._playing is None and self._question is None and self._waiting is None:
            match command := self._todo.popleft():
                case Play():
                    orders.append(self._play(command, now))
                case Listen(language=language, seconds=seconds):
                    self._ask(command, None, now)
                    orders.append(Await(language, seconds))
                case Record(number=number, longest_s=longest):
                    self._waiting = command
                    self._guard = now + timedelta(seconds=longest) + _MESSAGE_SPARE
                    orders.append(TakeMessage(number, float(longest), MESSAGE_PAUSE_S))
                case Connect(number=number, whom=whom, to=to):
                    self._waiting = command
                    self._guard = now + _ASKED_AGAIN
                    orders.append(PutOn(number, whom, to))
                case HangUp():
                    orders.append(PutDown())
        return orders

    def _play(self, play: Play, now: datetime) -> Order:
        self._playing = play
        self._guard = now + timedelta(seconds=_longest_s(play))
        following = self._todo[0] if self._todo else None
        if play.barge_in and isinstance(following, Listen):
            self._todo.popleft()
            self._ask(following, play, now)
        return Speak(play.number, play.said)

    def _ask(self, listen: Listen, into: Play | None, now: datetime) -> None:
        """Open a question; `into` is the prompt that it may be answered into."""
        terms = Terms(
            seconds=listen.seconds,
            longest_s=listen.longest_s,
            pause_s=listen.pause_s,
            prompt=" ".join(one.spoken for one in into.said) if into else "",
            longest_prompt_s=_longest_s(into) if into else 0.0,
        )
        ending = self._ending_for(listen, now)
        window = Window(terms, now, ending, is_voice_on=self._is_voice_on, is_deaf=self._is_deaf)
        self._question, self._asked_at, self._owes_keys = (listen, window), now, False

    def _turned(self, turns: Sequence[Turn], now: datetime) -> list[Order]:
        """What the turns of the open question come to; it is over with its first answer."""
        orders: list[Order] = []
        for turn in turns:
            if self._question is None:
                break
            number = self._question[0].number
            match turn:
                case AnswerBegins():
                    orders += [FallSilent()] if self._playing else []
                case Answer(text=text, keys=keys):
                    self._forget()
                    orders.append(Tell(Heard(command=number, at=now, text=text, keys=keys)))
                case NoAnswer():
                    self._forget()
                    orders.append(Tell(Silence(command=number)))
        return orders

    def _forget(self) -> None:
        self._todo.clear()
        self._playing = self._question = self._waiting = None
        self._guard = None


def _longest_s(play: Play) -> float:
    """How long a prompt may take."""
    return _SPARE_S + sum(len(one.spoken) for one in play.said) / _LETTERS_A_SECOND
