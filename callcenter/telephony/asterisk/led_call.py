"""One call that a robot leads: what its channel is doing, and what it does next. Pure.

Asterisk does one thing at a time for a channel. A command that comes while another runs waits until that has ended: a
prompt is stopped for it, a message is let end by itself. Of several that wait only the newest counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.asterisk import agi
from callcenter.telephony.port import ExchangeEvent
from callcenter.telephony.voice_port import NotPutThrough, Played, Prompt

REMOTE_STOP = "REMOTESTOPPED"
"""ControlPlayback's status where a prompt was stopped over the manager interface."""
_PLAYED_ERROR = "ERROR"


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


class LedCall:
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

    def record(self, command: int, text: str, at: datetime) -> Step:
        """Record a message."""
        return self._want(_Task(what="record", command=command, text=text), at)

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

    def _begin(self, task: _Task, at: datetime) -> Step:
        self._running = task
        if task.what == "play":
            return self._next_prompt(task, at)
        return Step([Order(agi.name_of(task.what, task.command), task.text)])

    def _next_prompt(self, task: _Task, at: datetime) -> Step:
        """The next prompt that has a file; what has none is left out."""
        while task.place < len(task.prompts):
            prompt = task.prompts[task.place]
            path = str(prompt.sound.with_suffix("")) if prompt.sound else ""
            if path and agi.is_plain(path):
                return Step([Order(agi.name_of("play", task.command, task.place), agi.play_file(path))])
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
