"""How a call can come out, and why people say no. The words are those of the phone standard."""

from enum import StrEnum


class Outcome(StrEnum):
    """The result of one call."""

    BOOKED = "booked"
    CONFIRMED = "confirmed"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    THINKING = "thinking"
    CALLBACK = "callback"
    INFORMATION = "information"
    COMPLAINT = "complaint"
    EMERGENCY = "emergency"
    WAITLIST = "waitlist"
    NO_SERVICE = "no_service"
    WRONG_NUMBER = "wrong_number"
    NO_CONTACT = "no_contact"

    @property
    def needs_reason(self) -> bool:
        """True where a refusal reason must be given: every refusal has one."""
        return self in {Outcome.REFUSED, Outcome.THINKING}

    @property
    def needs_next_step(self) -> bool:
        """True where the caller must not be left without a next step."""
        return self in {Outcome.THINKING, Outcome.CALLBACK, Outcome.COMPLAINT, Outcome.WAITLIST}


class RefusalReason(StrEnum):
    """The first decisive reason of a refusal."""

    PRICE = "price"
    NO_SUITABLE_TIME = "no_suitable_time"
    DISTANCE = "distance"
    FEAR = "fear"
    OTHER_CLINIC = "other_clinic"
    NEEDS_TO_CONSULT = "needs_to_consult"
    NO_SERVICE = "no_service"
    BAD_EXPERIENCE = "bad_experience"
    RECOVERED = "recovered"
    OTHER = "other"


class VisitType(StrEnum):
    """Whether the patient has been to this clinic before."""

    PRIMARY = "primary"
    REPEAT = "repeat"
    UNKNOWN = "unknown"


class Source(StrEnum):
    """Where a patient heard of the clinic, as the shipped scripts ask it; a clinic's own may have other words."""

    INTERNET = "internet"
    FRIENDS = "friends"
    NEARBY = "nearby"
    OTHER = "other"
