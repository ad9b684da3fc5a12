"""One call that the exchange carries."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from callcenter.domain.calls import CallState, Direction
from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.port import LiveCall
from callcenter.telephony.simulator.agenda import Booking
from callcenter.telephony.simulator.conversation import Conversation
from callcenter.telephony.simulator.persona import Persona


class Plan(StrEnum):
    """What is booked for a call; each at most once at a time."""

    QUEUE = "queue"
    GIVE_UP = "give up"
    """Before the answer: the patient has waited long enough."""
    DROP = "drop"
    """The exchange ends a call that waits or talks far too long."""
    RING_OUT = "ring out"
    OFFER_AGAIN = "offer again"
    RING_OFF = "ring off"
    """After the answer: the patient has said goodbye, or hears nobody for too long."""
    THEN = "then"
    """The words are over: the robot goes on."""
    PICK_UP = "pick up"
    """A call that we dialled is answered, or is not."""
    PLAYED = "played"
    """What the robot says is over."""
    GREETING = "greeting"
    """What the patient says unasked begins, or is over; it does not keep an answer back."""
    REPLY = "reply"
    """The patient's answer to the robot begins, or is over."""
    MESSAGE = "message"
    """The message has been spoken."""
    TAKE_BACK = "take back"
    """Nobody took a robot's call: the robot has it again."""


@dataclass(slots=True, kw_only=True, eq=False)
class CarriedCall:
    """A call in the exchange; changed only by the switchboard."""

    id: ProviderCallId
    persona: Persona
    line: str
    started_at: datetime
    last_at: datetime
    """Moment of the last news about the call; the next is not earlier."""
    dice: random.Random
    direction: Direction = Direction.INBOUND
    state: CallState = CallState.RINGING
    extension: str = ""
    """The telephone that rings or talks."""
    waits_until: datetime | None = None
    """Not offered before this; None while the call is not in the queue."""
    conversation: Conversation | None = None
    """From the answer on, of an operator or of a robot."""
    answered_at: datetime | None = None
    """When an operator answered."""
    says_goodbye: bool = False
    said: Counter[str] = field(default_factory=Counter)
    """How often each script step has been said."""
    plans: dict[Plan, Booking] = field(default_factory=dict)

    def cancel(self, *plans: Plan) -> None:
        """Take these off the agenda."""
        for plan in plans:
            booking = self.plans.pop(plan, None)
            if booking:
                booking.cancel()

    def as_live(self) -> LiveCall:
        """The call as a snapshot shows it."""
        return LiveCall(
            call=self.id,
            state=self.state,
            extension=self.extension,
            caller=self.persona.number,
            caller_name=self.persona.caller_name,
            line=self.line,
            direction=self.direction,
            started_at=self.started_at,
        )
