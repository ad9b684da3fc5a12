"""Live speech: what a source hands over, and what a recogniser tells of it.

Times are seconds on the call's own clock: whatever the source counts from, usually the answer.
"""

from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from recordings.transcribe.port import SpeechModel, TranscribeError
from recordings.transcript import Speaker, Word

FRAME_S = 0.02
"""What telephone exchanges send at a time; longer and shorter frames are taken too."""
LOWEST_HZ = 8_000
HIGHEST_HZ = 192_000
LONGEST_CALL_S = 7 * 86_400.0
"""No call lasts a week: a later moment is a source's mistake."""
_SAMPLE_BYTES = 2


class BadFrameError(TranscribeError):
    """A frame that cannot be speech of a call; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A little of the sound of one side. Raises BadFrameError."""

    side: Speaker
    sequence: int
    """One more than that of the frame before, from any number, and never starting anew within a session: it tells a
    frame that came twice or in the wrong order. A source whose own numbers start anew must count on."""
    at: float
    """When the first sample was spoken."""
    rate: int
    """Samples a second."""
    samples: bytes
    """Mono, 16 bit, little-endian."""

    def __post_init__(self) -> None:
        if not LOWEST_HZ <= self.rate <= HIGHEST_HZ:
            raise BadFrameError(f"a frame has {self.rate} samples a second; give {LOWEST_HZ} to {HIGHEST_HZ}")
        if len(self.samples) % _SAMPLE_BYTES:
            raise BadFrameError("a frame holds half a sample; give 16-bit mono samples")
        if not 0 <= self.at <= LONGEST_CALL_S or not 0 <= self.sequence < 2**63:
            raise BadFrameError("a frame's time or sequence number lies outside of any call; count both from the start")

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.samples) / _SAMPLE_BYTES / self.rate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    session: str
    """Id of the session that it is about."""
    side: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial(_Told):
    """What was made out so far of an utterance that goes on; the next partial or the final takes its place.

    Its words may still change, and the times of the last of them are a guess until the final.
    """

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Final(_Told):
    """An utterance that is over; it will not change."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lagging(_Told):
    """The recogniser is this far behind what was spoken, and gives no partials until it has caught up.

    0 says that it has. Nothing of the sound is left out, so no final is missing: they only come late.
    """

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost(_Told):
    """The recogniser's process has died. What was said since the last final is lost; a new session has begun by
    itself under the same id, and hears what comes from now on."""

    why: str
    seconds: float = 0.0
    """At most so much of the sound is lost: what was handed over since the last final."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Over(_Told):
    """The last that is told of a session."""

    why: str = ""
    """Why it ended though nobody closed it; empty where it was closed."""
    late_frames: int = 0
    """Frames that came too late to be put in their place, or twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(_Told):
    """What was handed over before `settle` has been told as finals."""


LiveEvent: TypeAlias = Partial | Final | Lagging | Lost | Settled | Over


class Listener(Protocol):
    """Who is told."""

    def tell(self, event: LiveEvent) -> None:
        """Take an event at once: the caller has other sessions to serve. See mailbox.py."""
        ...


class LiveSession(Protocol):
    """One side of one call. Its methods may be called from any thread, and none of them waits for the recogniser."""

    @property
    def id(self) -> str:
        """What its events are told under."""
        ...

    @property
    def behind(self) -> float:
        """Seconds of sound that were handed over and are not known to be recognised yet, up to a second too many."""
        ...

    def put(self, frame: Frame) -> None:
        """Hand over a frame; frames may be lost, late, doubled or out of order. After `close` it is left aside."""
        ...

    def settle(self) -> None:
        """Whoever spoke has paused: do not wait for a longer pause, tell the utterance that goes on as a final at once.
        `Settled` follows, with or without a final; none where the recogniser dies meanwhile."""
        ...

    def reset(self) -> None:
        """Forget the utterance that goes on, as after a transfer: no final comes of it."""
        ...

    def close(self) -> None:
        """There will be no more: what is unfinished comes as a final, then `Over`. May be called twice."""
        ...


class LiveRecogniser(Protocol):
    """Gives sessions."""

    def open(self, side: Speaker, model: SpeechModel, listener: Listener) -> LiveSession:
        """A new session. Raises TranscribeError where the model cannot be used."""
        ...

    def close(self) -> None:
        """End all sessions and free what is held; may be called twice."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """Sound in its right place: frames put in order."""

    at: float
    rate: int
    samples: bytes
    seconds: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seconds", len(self.samples) / _SAMPLE_BYTES / self.rate)
