"""How the simulated exchange is set up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from callcenter.telephony.simulator.faults import Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be chosen; the defaults are a small clinic with one operator and patient patients."""

    name: str = "simulator"
    """The account's name, as calls carry it."""
    line: str = ""
    """The clinic's number that patients dial."""
    extensions: tuple[str, ...] = ("101",)
    """The operators' telephones, offered calls in rotation. All are ready from the start."""
    queues: tuple[str, ...] = ()
    """Names of queues beside the usual one, which has none; all ring the same operators."""
    seed: int = 1
    """The same seed and the same commands give the same calls, to the sample."""
    recordings: Path | None = None
    """The folder that gets two WAV files a call; None records nothing."""
    lines: int = 30
    """How many calls the exchange carries at once; more hear the busy tone."""
    operator_speaker: str = "operator-female"
    """The voice of the administrator's side, as the voice engine calls it."""
    speakers: Mapping[str, str] = field(default_factory=dict)
    """By extension: voices that differ from `operator_speaker`."""
    ring_timeout: timedelta = timedelta(seconds=20)
    """How long an operator's telephone rings before the call goes back to the queue."""
    offer_again_after: timedelta = timedelta(seconds=2)
    """The pause before a call that was let pass is offered again."""
    wrap_up: timedelta = timedelta(seconds=4)
    """An operator's rest after a call, before the next is offered."""
    silence_patience: timedelta = timedelta(minutes=3)
    """A connected patient to whom nobody speaks, or who is on hold, rings off after this."""
    longest_wait: timedelta = timedelta(minutes=30)
    """The exchange drops a call that nobody answers within this."""
    longest_talk: timedelta = timedelta(hours=1)
    """The exchange ends a talk after this; it bounds the recording."""
    menu: str = ""
    """What a robot is to begin with calls that arrive; empty: they go straight to the queue."""
    robot_speaker: str = "robot"
    """The voice of prompts that have no sound of their own."""
    queue_wait: timedelta = timedelta(seconds=45)
    """How long a robot's call waits in the queue, or rings at one telephone, before the robot has it back."""
    streams_sound: bool = True
    """In real time, whoever listens to a call gets the patient's sound; else answers are told in words."""
    detects_machines: bool = True
    """The exchange tells who answered, and is right; else it says that it cannot tell."""
    faults: Faults = field(default_factory=Faults)
    """News that comes twice, late or never; for tests."""
