"""A flow tried without a telephone: typed answers, a made-up clinic that does what the flow asks for. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.flow import commands
from ivr.flow.actions import ACTIONS
from ivr.flow.engine import Tools, begin, step
from ivr.flow.facts import Facts
from ivr.flow.inputs import (
    AnsweredBy,
    Connected,
    Heard,
    HungUp,
    Input,
    NotConnected,
    Recorded,
    Result,
    Silence,
    Started,
)
from ivr.flow.model import KEYS
from ivr.flow.state import State

HANG_UP = "/hang up"
"""The typed line by which the other side puts down."""

_TIMES = (time(10, 0), time(14, 30), time(18, 0))
_PARTS: Mapping[str, tuple[time, time]] = {
    "morning": (time(0), time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(23, 59)),
}
_DAYS_AHEAD = 14
_MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk."""

    who: str
    """'robot', or '' for what happens beside the talk."""
    text: str
    about: commands.AnyCommand | None = None
    """The command that it tells of."""
    meaning: str = ""
    """What was understood, where it tells that."""


class Trial:
    """A call as somebody types it."""

    def __init__(self, tools: Tools, facts: Facts, now: datetime) -> None:
        self._tools, self._now = tools, now
        self.state: State = begin(tools.flow, tools.prompts.language, facts)

    @property
    def is_over(self) -> bool:
        """Whether the call has ended."""
        return self.state.is_over

    def start(self, answered_by: AnsweredBy) -> list[Line]:
        """The call is up; what is said and done until the robot listens."""
        return list(self._after(Started(answered_by=answered_by)))

    def answer(self, typed: str) -> list[Line]:
        """A typed answer: words, keys, HANG_UP, or an empty line for silence."""
        number, text = self.state.awaits, typed.strip()
        if text == HANG_UP:
            return list(self._after(HungUp()))
        if not text:
            return list(self._after(Silence(command=number)))
        is_keys = set(text) <= set(KEYS)
        heard = Heard(command=number, at=self._now, text="" if is_keys else text.lower(), keys=text if is_keys else "")
        return list(self._after(heard))

    def hang_up(self) -> list[Line]:
        """The other side puts down."""
        return list(self._after(HungUp()))

    def _after(self, given: Input | None) -> Iterator[Line]:
        while given is not None:
            before = len(self.state.trail)
            made = step(self._tools, self.state, given)
            self.state = made.state
            if isinstance(given, Heard):
                yield Line("", f"understood: {made.state.trail[before][1]}", meaning=made.state.trail[before][1])
            given = None
            for command in made.commands:
                yield from _shown(command)
                given = self._done(command)
        if self.state.outcome is not None:
            yield Line("", f"the call ends: {self.state.outcome}")

    def _done(self, command: commands.AnyCommand) -> Input | None:
        """What the made-up clinic does with a command; None where the caller is waited for."""
        match command:
            case commands.Perform():
                return self._result(command)
            case commands.Record():
                return Recorded(command=command.number, recording="made-up message", seconds=5.0)
            case commands.Connect():
                is_open = self.state.facts.is_open
                return Connected(command=command.number) if is_open else NotConnected(command=command.number)
        return None

    def _result(self, command: commands.Perform) -> Result:
        value = ACTIONS[command.action].results[0]
        answers = command.values.get("by_visit")
        if command.action == "confirm_each" and isinstance(answers, list | tuple) and "move" in answers:
            value = "to_move"
        if command.action != "offer_slots":
            return Result(command=command.number, value=value)
        offers = list(_free(self.state.facts, self._now, command.values))[:_MOST_OFFERS]
        return Result(command=command.number, value=value if offers else "none", facts={"offers": offers})


def _shown(command: commands.AnyCommand) -> Iterator[Line]:
    match command:
        case commands.Play(said=said):
            yield Line("robot", _joined(one.text for one in said), command)
        case commands.Perform(action=action, values=values, offer=offer):
            told = [f"{name} {value}" for name, value in values.items()]
            told += [offer.id] if offer else []
            yield Line("", f"does {action}" + (f": {', '.join(told)}" if told else ""), command)
        case commands.Record(longest_s=longest):
            yield Line("", f"records a message of up to {longest} seconds", command)
        case commands.Connect(whom=whom, to=to):
            yield Line("", f"connects to the {whom} {to}", command)


def _joined(texts: Iterable[str]) -> str:
    """Sentences one after another; Chinese ones need no space between them."""
    return "".join(f" {text}" if text[:1] < "\u2e80" else text for text in texts).strip()


def _free(facts: Facts, now: datetime, wish: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Places of a made-up clinic that fit a wish: three a day, none on Sundays."""
    zone = ZoneInfo(facts.clinic.zone)
    first = now.astimezone(zone).date() + timedelta(days=2)
    days = [first + timedelta(days=ahead) for ahead in range(_DAYS_AHEAD)]
    if isinstance(wish.get("date"), str):
        days = [date.fromisoformat(str(wish["date"]))]
    elif isinstance(wish.get("weekday"), int):
        days = [day for day in days if day.isoweekday() == wish["weekday"]]
    earliest, latest = _hours(wish)
    doctor = facts.visits[0].doctor if facts.visits else ""
    for day in days:
        for at in _TIMES:
            if earliest <= at <= latest and day.isoweekday() != 7:
                when = datetime.combine(day, at, zone)
                yield {"id": f"place {when:%m-%d %H:%M}", "at": when.isoformat(), "doctor": doctor}


def _hours(wish: Mapping[str, object]) -> tuple[time, time]:
    earliest, latest = _PARTS.get(str(wish.get("part", "")), (time(0), time(23, 59)))
    if isinstance(wish.get("from"), str):
        earliest = time.fromisoformat(str(wish["from"]))
    if isinstance(wish.get("to"), str):
        latest = time.fromisoformat(str(wish["to"]))
    return earliest, latest
