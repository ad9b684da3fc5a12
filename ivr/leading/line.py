"""One call's line as the engine's commands see it: what is said, what is still to be done, which answer is awaited.

Commands are done in order: the next begins when a prompt is over. A question that may be answered into its prompt
listens from the prompt's beginning. Whatever comes early, twice, late or not at all, a question has one answer: the
first. Pure: every verb is given the moment, and `next_at` says when `tick` must come.
"""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from ivr.flow.commands import AnyCommand, Connect, HangUp, Listen, Perform, Play, Record
from ivr.flow.inputs import Connected, Heard, NotConnected, Recorded, Silence
from ivr.leading.orders import Await, FallSilent, Order, PutDown, PutOn, Speak, TakeMessage, Tell

BURST = timedelta(seconds=1)
"""A key this soon after another is one of a burst: whoever hammers '1' has not heard the next question."""
GREETING = timedelta(seconds=2.5)
"""Words this soon after a patient whom we called has picked up are a greeting, and answer nothing."""
MESSAGE_PAUSE_S = 3.0
_LETTERS_A_SECOND = 6.0
"""Slower than any voice; with _SPARE, when a prompt of which the exchange tells nothing counts as over."""
_SPARE = timedelta(seconds=15)


class Line:
    """What goes on on the line. Each verb gives orders, in the order in which they are to be done."""

    def __init__(self, *, is_greeted: bool = False) -> None:
        """`is_greeted`: the other side picks up and says hello."""
        self._is_greeted = is_greeted
        self._deaf_until: datetime | None = None
        self._todo: deque[AnyCommand] = deque()
        self._playing: Play | None = None
        self._question: Listen | None = None
        self._waiting: Record | Connect | None = None
        self._guard: datetime | None = None
        self._answer_by: datetime | None = None
        self._last_key: datetime | None = None
        self._is_speaking = False

    @property
    def next_at(self) -> datetime | None:
        """When `tick` must come; None while there is nothing to wait for."""
        moments = [one for one in (self._guard, self._answer_by) if one is not None]
        return min(moments, default=None)

    @property
    def question(self) -> Listen | None:
        """The question that may be answered now."""
        return self._question

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
        if self._question is not None:
            return self._wait_for_words(now)
        return self._go_on(now)

    def key(self, key: str, now: datetime) -> list[Order]:
        """A key. It answers the question that is open; a key of a burst, or without a question, changes nothing."""
        is_burst = self._last_key is not None and now - self._last_key < BURST
        self._last_key = now
        if self._question is None or is_burst:
            return []
        return self._answered(Heard(command=self._question.number, at=now, keys=key))

    def spoke(self, text: str, now: datetime) -> list[Order]:
        """An answer in words, whole."""
        if self._question is None or not text.strip() or self._is_greeting(now):
            return []
        return self._answered(Heard(command=self._question.number, at=now, text=text.strip()))

    def begins_to_speak(self, now: datetime) -> list[Order]:
        """Words are being heard: the prompt stops, and the time for the first word with it."""
        if self._question is None or self._is_greeting(now):
            return []
        self._is_speaking = True
        self._answer_by = now + timedelta(seconds=self._question.longest_s)
        return [FallSilent()] if self._playing else []

    def silence(self) -> list[Order]:
        """Whoever listens is sure that nobody answers."""
        return [] if self._question is None else self._answered(Silence(command=self._question.number))

    def recorded(self, command: int, file: str, seconds: float) -> list[Order]:
        """A message is there; one of no seconds where nothing was said. Also after the end of the call."""
        if isinstance(self._waiting, Record) and self._waiting.number == command:
            self._waiting = None
        return [Tell(Recorded(command=command, recording=file, seconds=seconds))]

    def put_through(self, command: int, *, somebody: bool) -> list[Order]:
        """Somebody has taken the call, or nobody. The engine knows whether it was wanted: we may be new to the call."""
        if isinstance(self._waiting, Connect) and self._waiting.number == command:
            self._waiting = None
        return [Tell(Connected(command=command) if somebody else NotConnected(command=command))]

    def tick(self, now: datetime) -> list[Order]:
        """Time has passed."""
        if self._playing is not None and self._guard is not None and now >= self._guard:
            return self.played(self._playing.number, now)
        if self._question is not None and self._answer_by is not None and now >= self._answer_by:
            return self.silence()
        return []

    def over(self) -> None:
        """The call has ended, or is somebody else's; a message may still come."""
        self._forget()

    def _go_on(self, now: datetime) -> list[Order]:
        """The next commands, up to one that takes its time."""
        orders: list[Order] = []
        while self._todo and self._playing is None and self._question is None and self._waiting is None:
            match command := self._todo.popleft():
                case Play():
                    self._playing = command
                    letters = sum(len(one.spoken) for one in command.said)
                    self._guard = now + _SPARE + timedelta(seconds=letters / _LETTERS_A_SECOND)
                    orders.append(Speak(command.number, command.said))
                    if command.barge_in and self._todo and isinstance(self._todo[0], Listen):
                        self._question = self._todo.popleft()  # type: ignore[assignment] # looked at in the line above
                case Listen():
                    self._question = command
                    orders += self._wait_for_words(now)
                case Record(number=number, longest_s=longest):
                    self._waiting = command
                    orders.append(TakeMessage(number, float(longest), MESSAGE_PAUSE_S))
                case Connect(number=number, whom=whom, to=to):
                    self._waiting = command
                    orders.append(PutOn(number, whom, to))
                case HangUp():
                    orders.append(PutDown())
        return orders

    def _wait_for_words(self, now: datetime) -> list[Order]:
        """The prompt is over, the answer may take its time."""
        question = self._question
        if question is None or self._is_speaking:
            return []
        self._answer_by = now + timedelta(seconds=question.seconds)
        return [Await(question.language, question.seconds)]

    def _answered(self, given: Heard | Silence) -> list[Order]:
        """The one answer of a question."""
        was_playing = self._playing is not None
        self._forget()
        return [FallSilent(), Tell(given)] if was_playing else [Tell(given)]

    def _is_greeting(self, now: datetime) -> bool:
        return self._deaf_until is not None and now < self._deaf_until

    def _forget(self) -> None:
        self._todo.clear()
        self._playing = self._question = self._waiting = None
        self._guard = self._answer_by = None
        self._is_speaking = False
