"""How a call with the clinic's voice can come out."""

from enum import StrEnum


class FlowOutcome(StrEnum):
    """The result of one call; campaigns and statistics are kept by it."""

    CONFIRMED = "confirmed"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"
    ANSWERED_APART = "answered_apart"
    """Several visits, and not one answer for all of them."""
    BOOKED = "booked"
    REFUSED = "refused"
    THINKING = "thinking"
    CALLBACK = "callback"
    """A person will call back."""
    LATER = "later"
    """The patient was busy; the robot may try again."""
    INFORMATION = "information"
    EMERGENCY = "emergency"
    WRONG_NUMBER = "wrong_number"
    THIRD_PERSON = "third_person"
    STOPPED = "stopped"
    """No more calls of this kind are wanted."""
    RATED = "rated"
    COMPLAINT = "complaint"
    MESSAGE = "message"
    """The caller left a message."""
    CONNECTED = "connected"
    """A person took over, or the queue."""
    MACHINE = "machine"
    """An answering machine had the safe message, or nothing."""
    NO_CONTACT = "no_contact"
    """Somebody or nobody was there, and did not answer."""
    NOT_UNDERSTOOD = "not_understood"
    HUNG_UP = "hung_up"
    """The other side put down before anything was settled."""
    FAILED = "failed"
    """Something of ours did not work."""


UNSETTLED = frozenset({FlowOutcome.NO_CONTACT, FlowOutcome.NOT_UNDERSTOOD, FlowOutcome.FAILED})
"""What an end says of a call in which nothing was settled; whatever was settled before it counts instead."""
