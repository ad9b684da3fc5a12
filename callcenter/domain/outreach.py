"""Calls and messages from the clinic to patients: what they are for, how they came out, and who allows them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callcenter.kit.ids import CallId, PatientId, VisitId
from callcenter.kit.phones import PhoneNumber


class Purpose(StrEnum):
    """What a patient is called for. The words are those of clinic files and of the register of refusals."""

    CONFIRMATION = "confirmation"
    """Will you come tomorrow?"""
    RECALL = "recall"
    """A preventive check-up is due."""
    UNFINISHED = "unfinished"
    """Treatment that was planned and not done."""
    NO_SHOW = "no_show"
    """A visit was missed."""
    GAP = "gap"
    """A free place for somebody on the waiting list."""
    LOST = "lost"
    """Nobody has seen this patient for long."""
    SATISFACTION = "satisfaction"
    """How was the visit?"""


EVERY_PURPOSE = "*"
"""Stands in the register of refusals for whoever wants no automatic call at all."""


class Channel(StrEnum):
    """How somebody was reached for."""

    CALL = "call"
    SMS = "sms"
    EMAIL = "email"


class ContactResult(StrEnum):
    """How one call or message came out."""

    CONFIRMED = "confirmed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    THINKING = "thinking"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    MACHINE = "machine"
    THIRD_PERSON = "third_person"
    WRONG_NUMBER = "wrong_number"
    STOP = "stop"
    """No more such calls."""
    REACHED = "reached"
    """Somebody was spoken to, or a message went out; nothing more is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One dialled call, or one message, to a patient: by this product, by the clinic before it, by anybody of it."""

    patient: PatientId
    number: PhoneNumber | None
    """None where the number that was written down cannot be one."""
    at: datetime
    channel: Channel
    purpose: Purpose
    result: ContactResult
    visit: VisitId | None = None
    """The visit, or the freed place, that it was about, where that is known."""
    call: CallId | None = None
    """The call, where this product made it."""


class Consent(StrEnum):
    """What a patient has allowed the clinic to do without being asked first."""

    CALLS = "calls"
    MESSAGES = "messages"
