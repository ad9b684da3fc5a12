"""The demo's patients, who call when a newcomer asks them to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from callcenter.kit.ids import ProviderCallId


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCaller:
    """Somebody who can be made to call."""

    id: str
    title: str
    """Who it is and what they want, in the clinic's language."""


class DemoCalls(Protocol):
    """Starts calls of simulated patients; app/compose.py fills it from the simulator."""

    def callers(self) -> Sequence[DemoCaller]:
        """Who can be made to call, in the order in which they are shown."""
        ...

    def ring(self, caller: str, extension: str) -> None:
        """Let one of them call now, so that the telephone of `extension` rings. Raises ExchangeError where no line
        is free."""
        ...

    def robot_answers(self, call: ProviderCallId, extension: str) -> None:
        """Let the robot operator take a ringing call in the operator's place; returns at once."""
        ...

    def reply(self, call: ProviderCallId, step: str, nth: int) -> str:
        """What the patient says having heard a step of the script for the nth time (from 0); '' where not known."""
        ...
