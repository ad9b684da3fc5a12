"""What happens to a call, as the engine is told it.

`command` is the number of the command that it answers; an answer to an older one, or a second one, changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias


class AnsweredBy(StrEnum):
    """Who took the call, as far as it is known."""

    HUMAN = "human"
    MACHINE = "machine"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The call is up."""

    answered_by: AnsweredBy = AnsweredBy.HUMAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """Who listens was found out while the call went on."""

    answered_by: AnsweredBy


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysOnly:
    """No words can be made out from now on: keys are offered with every question. Or they can be again."""

    is_so: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An answer; with neither text nor keys it is silence."""

    command: int
    at: datetime
    """Aware; wishes such as 'tomorrow' count from it."""
    text: str = ""
    """As the recogniser gives it."""
    keys: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Nobody spoke or pressed a key within the time."""

    command: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How an action came out."""

    command: int
    value: str
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """JSON data of the facts that the action gives, such as `offers`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A message was recorded."""

    command: int
    recording: str
    """Where it is kept; the engine hands it on."""
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """Somebody, or a queue, took the call over."""

    command: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotConnected:
    """Nobody took the call: busy, no answer, not reachable."""

    command: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HungUp:
    """The other side has put down, or the line broke."""


Input: TypeAlias = (
    Started | Detected | KeysOnly | Heard | Silence | Result | Recorded | Connected | NotConnected | HungUp
)
