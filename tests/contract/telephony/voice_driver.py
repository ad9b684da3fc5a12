"""What the contract suite of robots' calls needs from an exchange under test, beside what every exchange gives."""

from enum import StrEnum
from typing import Protocol

from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.voice_port import Prompt, VoiceExchange
from tests.contract.telephony.driver import Leg, PbxUnderTest

ENTRANCE = "front_menu"
"""What calls to the robot begin with, by the settings of the exchange under test."""


class Telephone(StrEnum):
    """How a patient's telephone that is rung behaves."""

    ANSWERS = "answers"
    BUSY = "busy"
    REFUSES = "refuses"
    SILENT = "silent"
    """Nobody answers."""


class VoicePbxUnderTest(PbxUnderTest, Protocol):
    """An exchange whose robot takes calls that come to one number, and that can ring patients."""

    @property
    def exchange(self) -> VoiceExchange:
        """The exchange, started."""
        ...

    def patient_calls_the_robot(self, number: str) -> Leg:
        """A patient dials the number at which the robot answers with `ENTRANCE`."""
        ...

    def number_of(self, telephone: Telephone) -> str:
        """A number, in E.164, at which a telephone behaves so."""
        ...

    def patient_presses(self, call: ProviderCallId, keys: str) -> None:
        """The patient of this call presses keys, one after the other."""
        ...

    def patient_talks(self, call: ProviderCallId) -> None:
        """The patient of this call makes sound for about a second; returns at once."""
        ...

    def prompt(self, name: str, seconds: float) -> Prompt:
        """Something to play, so long."""
        ...
