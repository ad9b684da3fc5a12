"""What the pages of calls ask of the desk and of the robot; app/compose.py gives it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.storage.driver import Connection
from recordings.adherence.steps import Walked


@dataclass(frozen=True, slots=True)
class RobotSaid:
    """One thing that a robot said, in the patient's language."""

    text: str
    is_fixed: bool
    """True where it named nothing, or nothing but the clinic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotStep:
    """One step of a call that a robot led."""

    at: datetime
    asked: str
    """In the patient's language; '' where nothing was asked, or where it may not be shown."""
    heard: str
    """In the patient's words; '' where nothing was said, or where they may not be shown."""
    keys: str
    understood: str
    """In the reader's language."""
    confidence: float | None
    """0 to 1, of words."""
    is_lost: bool
    """Nothing was understood, or something did not work."""
    said: tuple[RobotSaid, ...] = ()
    """All that it said, for the transcript, which leaves out what its own rules find private."""
    play_at: float | None = None
    """At which second of the recording it begins; the page works it out."""
    done_at: float | None = None
    """At which second of the recording it was done; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotVisit:
    """What came of one of several visits that a robot asked about."""

    at: datetime
    whose: str
    """Whose it is, where it is not the listener's own; '' where that may not be shown."""
    answer: str
    """In the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotRemark:
    """What a patient told a robot, for people to read."""

    at: datetime
    kind: str
    """In the reader's language: 'gave a mark', 'a remark', 'left a message'."""
    mark: int | None = None
    """1 to 5."""
    text: str = ""
    """In the patient's words; '' where nothing was said, or where they may not be shown."""
    seconds: int | None = None
    """How long a message is; None of anything else."""
    play_at: float | None = None
    """From which second of the recording a message is heard; the page works it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotPart:
    """What a robot did in a call."""

    href: str
    """The page of its conversation."""
    title: str
    language: str
    """Code of the language that was spoken."""
    outcome: str
    """In the reader's language; '' while it goes on."""
    tone: str
    """good, attention, act or plain."""
    hides: bool
    """Whether words are left out, because they are private."""
    steps: Sequence[RobotStep]
    visits: Sequence[RobotVisit] = ()
    """Where each visit was answered about apart."""
    remarks: Sequence[RobotRemark] = ()


class RobotSide(Protocol):
    """The robot's side of calls."""

    def part(self, connection: Connection, call: CallId, language: Language, *, hides: bool) -> RobotPart | None:
        """What a robot did in a call, for a reader of `language`; None where none led it. With `hides` without words
        that may be private."""
        ...

    def titles(self, connection: Connection, calls: Sequence[CallId], language: Language) -> Mapping[CallId, str]:
        """Which of these calls a robot led, with what its conversation is called and how it came out."""
        ...


class DeskSide(Protocol):
    """The desk's side of calls: the script that was walked, and what the operator entered."""

    def walked(self, connection: Connection, call: CallId) -> Walked | None:
        """The steps that a call showed; None without a script that is still known."""
        ...

    def undoable(self, connection: Connection, call: CallId) -> frozenset[str]:
        """The facts of a call that were taken over from its words and still stand so."""
        ...

    def take(self, who: Operator, call: CallId, fact: str, heard: Mapping[str, str]) -> None:
        """Put what was heard in place of what the operator entered; `heard` has the values by fact.

        Raises CallCenterError where the desk's rules or the rights of `who` refuse it.
        """
        ...

    def undo(self, who: Operator, call: CallId, fact: str) -> None:
        """Put back what stood there before. Raises CallCenterError likewise."""
        ...
