"""The steps of calls with their times and words, in the database: for people who look at a call, not for the engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from callcenter.kit.ids import CallId
from callcenter.storage.tables import flow_step as table

_LONGEST_NAME, _LONGEST_WHAT, _LONGEST_KEYS, _LONGEST_HEARD = 80, 40, 40, 2000


@dataclass(frozen=True, slots=True)
class SaidThen:
    """A prompt in the words in which it was said."""

    prompt: str
    text: str
    is_fixed: bool
    """True where it named nothing, or nothing but the clinic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """One entry of a trail."""

    at: datetime
    node: str
    what: str
    """A meaning, a result, an outcome."""
    heard: str = ""
    """In the patient's words."""
    keys: str = ""
    confidence: float | None = None
    """0 to 1, of words that were understood."""
    said: tuple[SaidThen, ...] = ()
    """What the robot said before it."""


def add_steps(connection: Connection, call: CallId, first: int, steps: Sequence[StepTaken]) -> None:
    """Store entries of the trail, the first of them at its place `first`."""
    if steps:
        connection.execute(insert(table), [_row(call, place, one) for place, one in enumerate(steps, start=first)])


def steps_of(connection: Connection, call: CallId) -> list[StepTaken]:
    """The steps of a call in their order; none where it was led before they were kept."""
    query = select(table).where(table.c.call == call).order_by(table.c.place)
    return [
        StepTaken(
            at=row["at"],
            node=row["node"],
            what=row["what"],
            heard=row["heard"],
            keys=row["keys"],
            confidence=row["confidence"],
            said=tuple(SaidThen(prompt, text, is_fixed) for prompt, text, is_fixed in row["said"] or ()),
        )
        for row in connection.execute(query).mappings()
    ]


def _row(call: CallId, place: int, one: StepTaken) -> dict[str, object]:
    return {
        "call": call,
        "place": place,
        "at": one.at,
        "node": one.node[:_LONGEST_NAME],
        "what": one.what[:_LONGEST_WHAT],
        "heard": one.heard[:_LONGEST_HEARD],
        "keys": one.keys[:_LONGEST_KEYS],
        "confidence": one.confidence,
        "said": [[said.prompt, said.text, said.is_fixed] for said in one.said] or None,
    }
