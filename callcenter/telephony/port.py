"""What a telephone exchange tells us and what we can ask of it, in our own words.

An adapter (asterisk, twilio, simulator) translates; it keeps no call state of its own beyond what it needs to
translate. Events may come twice, late or not at all: the call's state machine copes. Every event carries the moment
at which it happened, in UTC and by this machine's clock: an adapter corrects for an exchange whose clock is wrong,
because a slow one would make all its news after a reconnection look late.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language


class ExchangeError(CallCenterError):
    """The exchange refused a command or could not be reached."""

    def __init__(self, message: str, *, retryable: bool) -> None:
        super().__init__(message)
        self.retryable = retryable
        """True where the same command may work later: the exchange said nothing, or said 'not now'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What an exchange can do beyond telling us about calls."""

    answer: bool = False
    """The operator can take the call from the screen; else only by lifting the telephone."""
    hold: bool = False
    speak: bool = False
    """The exchange says texts aloud for the operator (the simulator's demo)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeEvent:
    """Something that happened to one call."""

    call: ProviderCallId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(ExchangeEvent):
    """A new call rings at the clinic (inbound) or at the patient (outbound)."""

    direction: Direction = Direction.INBOUND
    caller: str = ""
    """The patient's number as the exchange writes it; empty or 'anonymous' where withheld."""
    caller_name: str = ""
    line: str = ""
    """The clinic's number or extension that was called."""
    tag: str = ""
    """Our own id of the call where we dialled it; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredMenu(ExchangeEvent):
    """A recorded voice has taken the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued(ExchangeEvent):
    """The call waits in a queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered(ExchangeEvent):
    """An operator's telephone rings for the call."""

    extension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPassed(ExchangeEvent):
    """The operator's telephone has stopped ringing without an answer."""

    extension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(ExchangeEvent):
    """The two sides are connected; `extension` is the operator's telephone."""

    extension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(ExchangeEvent):
    """The operator put the call on hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(ExchangeEvent):
    """The operator took the call back from hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(ExchangeEvent):
    """The call is over."""

    reason: EndReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(ExchangeEvent):
    """The two sides of the call are on disk; one may be missing for good. Comes after Ended."""

    patient_file: str
    """Absolute path of what the patient said, as this machine sees it."""
    administrator_file: str
    patient_offset: float = 0.0
    """Seconds from the answer to the file's first sample; negative where the recording began before the answer."""
    administrator_offset: float = 0.0
    offsets_are_reckoned: bool = False
    """The offsets follow from the lengths of the files and the end of the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCall:
    """One call that the exchange carries at this moment."""

    call: ProviderCallId
    state: CallState
    extension: str = ""
    """The operator's telephone, where one rings or talks."""
    caller: str = ""
    caller_name: str = ""
    line: str = ""
    direction: Direction = Direction.INBOUND
    started_at: datetime | None = None
    tag: str = ""
    """Our own id of the call where we dialled it; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """The exchange is reachable (again); `live` is every call that it carries now, nothing left out."""

    at: datetime
    live: tuple[LiveCall, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disconnected:
    """The exchange cannot be reached; `reason` is a plain sentence that says what to check."""

    at: datetime
    reason: str


ExchangeNews = ExchangeEvent | Connected | Disconnected
"""Whatever an exchange may tell us."""

Listener = Callable[[ExchangeNews], None]
"""Takes one piece of news; called from one thread of the exchange, in order. It must not raise."""


class Exchange(Protocol):
    """A telephone exchange; one object per account."""

    @property
    def name(self) -> str:
        """The account's name, as calls carry it in `Call.exchange`."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What this exchange can do."""
        ...

    def start(self, listener: Listener) -> None:
        """Begin to tell `listener` what happens. Returns at once; the link is made in the background.

        The first news is Connected or Disconnected. The exchange keeps trying to be connected until `stop`.
        """
        ...

    def stop(self) -> None:
        """End the link and the threads; calls in progress are not hurt. May be called twice; `start` may follow."""
        ...

    def answer(self, call: ProviderCallId, extension: str) -> None:
        """Connect the operator's telephone with the call. Raises ExchangeError."""
        ...

    def hang_up(self, call: ProviderCallId) -> None:
        """End the call; one that is gone already is no error. Raises ExchangeError."""
        ...

    def hold(self, call: ProviderCallId) -> None:
        """Let the other side wait. Raises ExchangeError."""
        ...

    def resume(self, call: ProviderCallId) -> None:
        """Take the other side back from hold. Raises ExchangeError."""
        ...

    def speak(self, call: ProviderCallId, step: str, text: str, language: Language) -> None:
        """Say `text` on the operator's side; `step` is the script step's id. Only where `capabilities.speak`."""
        ...
