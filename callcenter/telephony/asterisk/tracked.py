"""What is known of a live call between one event of Asterisk and the next. Pure."""

from dataclasses import dataclass, field
from datetime import datetime

from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.asterisk.channels import tag_of
from callcenter.telephony.asterisk.led_channel import LedChannel
from callcenter.telephony.asterisk.packets import Packet
from callcenter.telephony.voice_port import Destination


@dataclass(slots=True, kw_only=True)
class TrackedCall:
    """What must be remembered of a live call to understand its next event."""

    call: ProviderCallId
    ringing: dict[str, str] = field(default_factory=dict)
    """Channel id -> extension of every operator's telephone that rings."""
    operator: tuple[str, str] = ("", "")
    """Channel id and extension of the operator who answered."""
    is_answered: bool = False
    answered_at: datetime | None = None
    """None where nobody has answered, or we were not connected at that moment or at the end."""
    given_up: bool = False
    """The patient's side asked for the end."""
    hung_up_by_us: bool = False
    files: tuple[str, str] = ("", "")
    """The patient's and the operator's recording as the exchange names them."""
    was_led: bool = False
    """A robot leads the call, or has led it."""
    led: LedChannel | None = None
    """Where a robot leads the call; None also where the dialplan has taken the call back."""
    channel: str = ""
    """The name of the patient's channel, where a robot leads the call."""
    message: int | None = None
    """The command that was recording a message when the robot lost the call."""
    through: Destination | None = None
    """Where a robot has put the call through to."""

    @property
    def tag(self) -> str:
        """Our own id of the call where we dialled it; else empty."""
        return tag_of(self.call)

    @property
    def is_recorded(self) -> bool:
        """Whether somebody was there to be recorded."""
        return self.is_answered or self.was_led

    def is_patient(self, packet: Packet) -> bool:
        """Whether an event is about the patient's own channel."""
        return packet.get("Uniqueid") == self.call


@dataclass(frozen=True, slots=True)
class Dialled:
    """A call that we have asked the exchange for."""

    number: str
    at: datetime
