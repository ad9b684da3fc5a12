"""One call that a robot leads: what its channel is doing, and what it does next. Pure.

Asterisk does one thing at a time for a channel. A command that comes while another runs waits until that has ended: a
prompt is stopped for it, a message is let end by itself. Of several that wait only the newest counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.asterisk import agi
from callcenter.telephony.port import ExchangeEvent
from callcenter.telephony.voice_port import MessageRecorded, NotPutThrough, Played, Prompt

REMOTE_STOP = "REMOTESTOPPED"
"""ControlPlayback's status where a prompt was stopped over the manager interface."""
_PLAYED_ERROR = "ERROR"
_PLAYED_WITHIN, _LETTERS_A_SECOND = timedelta(seconds=60), 6.0
"""No prompt takes longer than this and the time in which its text is said slowly."""
_MESSAGE_SPARE = timedelta(seconds=20)
_LOOKED_AT_AFTER = timedelta(seconds=15)
"""How long a queue rings we do not know: the exchange is asked again and again whether it still does."""


@dataclass(slots=True, kw_only=True)
class _Task:
    """A command: being carried out, or waiting."""

    what: str
    """'play', 'record' or 'through'."""
    command: int
    text: str = ""
    """The AGI command; for prompts it is made of the next of them."""
    prompts: Sequence[Prompt] = ()
    place: int = 0
    missing: list[str] = field(default_factory=list)
    stopped: bool = False
    limit: timedelta = _LOOKED_AT_AFTER
    """How long a step takes at most."""
    by: datetime | None = None
    """When the present step must be over; None: nobody knows when it began."""

    @property
    def name(self) -> str:
        """The present step, as the exchange is told it."""
        return agi.name_of(self.what, self.command, self.place)


@dataclass(frozen=True, slots=True)
class Order:
    """Something to ask of the exchange: a step of a command, or (no text) to stop what is played."""

    name: str = ""
    text: str = ""


@dataclass(slots=True)
class Step:
    """What follows from an input: orders to send, in order, and news."""

    orders: list[Order] = field(default_factory=list)
    news: list[ExchangeEvent] = field(default_factory=list)

    def __add__(self, other: "Step") -> "Step":
        return Step(self.orders + other.orders, self.news + other.news)


class LedChannel:
    """The state of one call."""

    def __init__(self, call: ProviderCallId, away: int | None = None) -> None:
        """`away`: found put through by this command, when the link came back."""
        self.call = call
        self._running = None if away is None else _Task(what="through", command=away)
        self._next: _Task | None = None
        self.why = ""
        """What the exchange said of the last try to put it through."""

    @property
    def away(self) -> int | None:
        """The command by which it is being put through, or has been; None: the robot has it."""
        return self._running.command if self._running and self._running.what == "through" else None

    @property
    def recording(self) -> int | None:
        """The command that records a message now."""
        return self._running.command if self._running and self._running.what == "record" else None

    def play(self, command: int, prompts: Sequence[Prompt], at: datetime) -> Step:
        """Say prompts, in place of what is being played."""
        return self._want(_Task(what="play", command=command, prompts=prompts), at)

    def record(self, command: int, text: str, at: datetime, longest: timedelta = timedelta(0)) -> Step:
        """Record a message."""
        return self._want(_Task(what="record", command=command, text=text, limit=longest + _MESSAGE_SPARE), at)

    def put_through(self, command: int, text: str, at: datetime) -> Step:
        """Give the call away."""
        return self._want(_Task(what="through", command=command, text=text), at)

    def stop(self, at: datetime) -> Step:
        """Fall silent."""
        waiting, self._next = self._next, None
        dropped = Step(news=self._not_played(waiting, at))
        return self._stop_running() + dropped

    def step_ended(self, name: tuple[str, int, int], at: datetime, status: str = "") -> Step:
        """A step of a command is over; `status` is ControlPlayback's. Told twice or of another's: nothing."""
        task = self._running
        if task is None or (task.what, task.command, task.place) != name:
            return Step()
        if task.what == "play":
            return self._prompt_ended(task, status, at)
        news: list[ExchangeEvent] = []
        if task.what == "through":
            news.append(NotPutThrough(call=self.call, at=at, command=task.command, why=self.why))
            self.why = ""
        return self._go_on(news, at)

    def refused(self, order: Order, why: str, at: datetime) -> Step:
        """The exchange has not taken the step of a command: it counts as over, with nothing said, recorded or rung."""
        task = self._running
        if task is None or order.name != task.name:
            return Step()
        if task.what == "play":
            task.stopped = True
        elif task.what == "through":
            self.why = why
        return self.step_ended((task.what, task.command, task.place), at) + Step(news=self._no_message(task, at))

    def overdue(self, now: datetime) -> tuple[str, int, int] | None:
        """The step that should be over by now and of which nothing was told; None: there is none."""
        task = self._running
        if task is None or (task.by is not None and now < task.by):
            return None
        return (task.what, task.command, task.place)

    def wait_on(self, now: datetime) -> None:
        """It is seen to go on."""
        if self._running is not None:
            self._running.by = now + self._running.limit

    # Inside

    def _want(self, task: _Task, at: datetime) -> Step:
        if self.away is not None:
            return Step()
        if self._running is None:
            return self._begin(task, at)
        waiting, self._next = self._next, task
        return self._stop_running() + Step(news=self._not_played(waiting, at))

    def _stop_running(self) -> Step:
        task = self._running
        if task is None or task.what != "play" or task.stopped:
            return Step()
        task.stopped = True
        return Step([Order()])

    def _not_played(self, task: _Task | None, at: datetime) -> list[ExchangeEvent]:
        if task is None or task.what != "play":
            return []
        return [Played(call=self.call, at=at, command=task.command, is_whole=False)]

    def _no_message(self, task: _Task, at: datetime) -> list[ExchangeEvent]:
        if task.what != "record":
            return []
        return [MessageRecorded(call=self.call, at=at, command=task.command, file="", seconds=0.0)]

    def _begin(self, task: _Task, at: datetime) -> Step:
        self._running = task
        if task.what == "play":
            return self._next_prompt(task, at)
        task.by = at + task.limit
        return Step([Order(task.name, task.text)])

    def _next_prompt(self, task: _Task, at: datetime) -> Step:
        """The next prompt that has a file; what has none is left out."""
        while task.place < len(task.prompts):
            prompt = task.prompts[task.place]
            path = str(prompt.sound.with_suffix("")) if prompt.sound else ""
            if path and agi.is_plain(path):
                task.by = at + _PLAYED_WITHIN + timedelta(seconds=len(prompt.text) / _LETTERS_A_SECOND)
                return Step([Order(task.name, agi.play_file(path))])
            task.missing.append(prompt.id)
            task.place += 1
        return self._all_played(task, at)

    def _prompt_ended(self, task: _Task, status: str, at: datetime) -> Step:
        if status == REMOTE_STOP and not task.stopped:
            return self._next_prompt(task, at)  # a stop that was meant for the prompt before it: once more
        if status == _PLAYED_ERROR:
            task.missing.append(task.prompts[task.place].id)
        task.place += 1
        return self._all_played(task, at) if task.stopped else self._next_prompt(task, at)

    def _all_played(self, task: _Task, at: datetime) -> Step:
        is_whole = not task.stopped and not task.missing
        missing = tuple(task.missing)
        played = Played(call=self.call, at=at, command=task.command, is_whole=is_whole, missing=missing)
        return self._go_on([played], at)

    def _go_on(self, news: list[ExchangeEvent], at: datetime) -> Step:
        self._running, waiting, self._next = None, self._next, None
        return Step(news=news) + (self._begin(waiting, at) if waiting else Step())
