"""What an exchange offers to a robot that leads calls: prompts, keys, live sound, messages, putting through, dialling.

The robot's side (`ivr/leading`) decides what is said and what an answer means; an adapter only carries it out. Every
command bears a number, counted over the call by whoever gives it, and the news that answers it bears the same: news may
come twice, late or not at all, as all news of an exchange may. A command for a call that has ended is no error: the end
has been told, or will be.

    dialled or arrived -> Taken -> play / record / put through ... -> Ended
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.port import Exchange, ExchangeError, ExchangeEvent


class NotRungError(ExchangeError):
    """Surely nobody was rung, because nothing was sent: there is no link, or no free line. Dialling later may work."""

    def __init__(self, message: str) -> None:
        super().__init__(message, retryable=True)


class Answerer(StrEnum):
    """Who took a call that we dialled, as far as the exchange can tell."""

    HUMAN = "human"
    MACHINE = "machine"
    UNSURE = "unsure"
    """The exchange cannot tell, or does not look; who listens may find out."""


class Destination(StrEnum):
    """Where a call can be put through to."""

    QUEUE = "queue"
    EXTENSION = "extension"
    NUMBER = "number"


# News of a call that a robot leads, beside those of every call


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(ExchangeEvent):
    """The call is up, nobody of ours speaks, and it waits for a robot's commands.

    Told again for a call that is still waiting after the link was lost.
    """

    entrance: str = ""
    """What the call begins with: a flow's id as the exchange's own settings name it, or what was given to `dial`."""
    tag: str = ""
    """Our own id of the call where we dialled it; else empty."""
    answered_by: Answerer = Answerer.HUMAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected(ExchangeEvent):
    """The exchange's detector made up its mind while the call went on.

    For exchanges that have one, such as Twilio's, whose adapter is to come. The simulator and Asterisk tell none: what
    is heard on the line is judged by us (`ivr.hearing.machine`).
    """

    answered_by: Answerer


@dataclass(frozen=True, slots=True, kw_only=True)
class Played(ExchangeEvent):
    """A prompt has ended: played out, or stopped."""

    command: int
    is_whole: bool = True
    missing: tuple[str, ...] = ()
    """Prompts that the exchange could not play (its file is gone): their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPressed(ExchangeEvent):
    """One key, at any moment of the call."""

    key: str
    """One of 0 to 9, '*' and '#'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundLost(ExchangeEvent):
    """The exchange gives no more of the patient's sound, though the call goes on: keys are still told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke(ExchangeEvent):
    """What the patient said, made out by the exchange itself (Twilio), or without sound (the simulator's rehearsals).

    Comes once an answer is over. An exchange that gives live sound tells none of these.
    """

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRecorded(ExchangeEvent):
    """A message is on disk; 0 seconds where nothing was said."""

    command: int
    file: str
    """Absolute path as this machine sees it; empty where there is none."""
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PutThrough(ExchangeEvent):
    """Somebody has taken the call; the robot has no more to do with it."""

    command: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPutThrough(ExchangeEvent):
    """Nobody took the call; the robot has it again."""

    command: int
    why: str = ""
    """Plain words for the log: busy, no answer, the queue was full."""


# Commands


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Something to be said."""

    id: str
    text: str
    """As a voice must be given it: numbers and dates in words."""
    language: Language
    sound: Path | None = None
    """A WAV file, mono, 16 bit, 8 kHz, that the exchange can read under the same path; None: the exchange says the
    text, or, where it has no voice (Asterisk), tells it as missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """A call to a patient: announced by Arrived with the tag, it rings, then comes Taken, or Ended with why not."""

    tag: str
    """Our own id of the call: letters, digits, '-' and '_', at most 100. Again is no error and rings nobody, as long as
    the process lives or the call does: after both, only who gave the tag knows that it was used."""
    number: str
    """E.164 with '+'."""
    entrance: str
    """Given back by Taken."""
    trunk: str = ""
    """The exchange's name of the line to use; empty: its usual one."""
    caller_id: str = ""
    """The number that the patient sees; empty: the line's own."""
    ring_s: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundFrame:
    """A little of what the patient says: mono, 16 bit, little-endian."""

    sequence: int
    """One more than that of the frame before, from 0."""
    at: float
    """Seconds from the beginning of listening to its first sample. No sound comes while a key is pressed, nor from some
    telephones in silence: then it is more than the end of the frame before."""
    rate: int
    """Samples a second."""
    samples: bytes


Ears = Callable[[SoundFrame], None]
"""Takes one frame at once, from a thread of the exchange; must not raise."""


class VoiceExchange(Exchange, Protocol):
    """An exchange on which a robot can lead calls. All commands return at once; every one raises ExchangeError where
    the exchange cannot be reached."""

    @property
    def hears(self) -> bool:
        """Whether it gives live sound (`listen`). Else it tells `Spoke`."""
        ...

    def play(self, call: ProviderCallId, command: int, prompts: Sequence[Prompt]) -> None:
        """Say prompts one after another, in place of what is being played. Answered by Played."""
        ...

    def stop_playing(self, call: ProviderCallId) -> None:
        """Fall silent: the patient answers already. Played follows, not whole; nothing where nothing is played."""
        ...

    def listen(self, call: ProviderCallId, ears: Ears) -> None:
        """From now on to its end the patient's sound of this call goes to `ears`, prompts left out. Once a call: again
        for a call that is listened to changes who hears."""
        ...

    def expect_words(self, call: ProviderCallId, language: Language, seconds: float) -> None:
        """An answer is awaited: an exchange that recognises speech itself begins to. Others need not do anything."""
        ...

    def record_message(self, call: ProviderCallId, command: int, longest_s: float, pause_s: float) -> None:
        """A tone, then record what the patient says until '#', a pause of `pause_s`, `longest_s` or the call's end.

        Answered by MessageRecorded, also after Ended.
        """
        ...

    def put_through(self, call: ProviderCallId, command: int, whom: Destination, to: str) -> None:
        """Ring operators or a number and connect. Answered by PutThrough or NotPutThrough: also where there is no such
        queue or telephone, or the exchange refuses. Again for a call that is on its way or through is no error and
        changes nothing."""
        ...

    def dial(self, dial: Dial) -> None:
        """Ring a patient. Raises NotRungError where surely nobody is rung and it may be tried later, with the same tag;
        else ExchangeError: `retryable` is False only where it is sure that nobody is rung, now or later."""
        ...
