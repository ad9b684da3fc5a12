"""The words of the domain on screens: each value of each enum, in the sense in which it is used."""

from enum import Enum

from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.domain.clinic import Tier, VisitStatus
from callcenter.domain.outcomes import Outcome, RefusalReason, Source, VisitType
from callcenter.domain.people import Role
from callcenter.kit.words import P_
from callcenter.web.texts import Texts

_WORDS: tuple[tuple[Enum, tuple[str, str]], ...] = (
    (CallState.RINGING, P_("call", "ringing")),
    (CallState.IN_MENU, P_("call", "in the menu")),
    (CallState.QUEUED, P_("call", "waiting in the queue")),
    (CallState.OFFERED, P_("call", "ringing at the desk")),
    (CallState.ANSWERED, P_("call", "talking")),
    (CallState.ON_HOLD, P_("call", "on hold")),
    (CallState.ENDED, P_("call", "ended")),
    (EndReason.COMPLETED, P_("end of call", "answered")),
    (EndReason.ABANDONED, P_("end of call", "missed: the caller gave up")),
    (EndReason.NO_ANSWER, P_("end of call", "not answered")),
    (EndReason.BUSY, P_("end of call", "busy")),
    (EndReason.REJECTED, P_("end of call", "rejected")),
    (EndReason.FAILED, P_("end of call", "not put through")),
    (EndReason.LOST, P_("end of call", "ended unseen: the exchange was not reachable")),
    (Direction.INBOUND, P_("direction", "inbound")),
    (Direction.OUTBOUND, P_("direction", "outbound")),
    (Outcome.BOOKED, P_("outcome", "booked")),
    (Outcome.CONFIRMED, P_("outcome", "visit confirmed")),
    (Outcome.RESCHEDULED, P_("outcome", "visit moved")),
    (Outcome.CANCELLED, P_("outcome", "visit cancelled")),
    (Outcome.REFUSED, P_("outcome", "refused")),
    (Outcome.THINKING, P_("outcome", "will think about it")),
    (Outcome.CALLBACK, P_("outcome", "to be called back")),
    (Outcome.INFORMATION, P_("outcome", "asked for information")),
    (Outcome.COMPLAINT, P_("outcome", "complaint")),
    (Outcome.EMERGENCY, P_("outcome", "emergency")),
    (Outcome.WAITLIST, P_("outcome", "on the waiting list")),
    (Outcome.NO_SERVICE, P_("outcome", "we do not offer this service")),
    (Outcome.WRONG_NUMBER, P_("outcome", "wrong number")),
    (Outcome.NO_CONTACT, P_("outcome", "nobody spoke")),
    (RefusalReason.PRICE, P_("refusal reason", "too expensive")),
    (RefusalReason.NO_SUITABLE_TIME, P_("refusal reason", "no suitable time")),
    (RefusalReason.DISTANCE, P_("refusal reason", "too far away")),
    (RefusalReason.FEAR, P_("refusal reason", "afraid of the treatment")),
    (RefusalReason.OTHER_CLINIC, P_("refusal reason", "chose another clinic")),
    (RefusalReason.NEEDS_TO_CONSULT, P_("refusal reason", "wants to ask the family first")),
    (RefusalReason.NO_SERVICE, P_("refusal reason", "the service is not offered")),
    (RefusalReason.BAD_EXPERIENCE, P_("refusal reason", "bad experience with us")),
    (RefusalReason.RECOVERED, P_("refusal reason", "no longer needed")),
    (RefusalReason.OTHER, P_("refusal reason", "other reason")),
    (VisitType.PRIMARY, P_("visit", "first visit")),
    (VisitType.REPEAT, P_("visit", "has been here before")),
    (VisitType.UNKNOWN, P_("visit", "not known")),
    (Source.INTERNET, P_("heard of us", "from the internet")),
    (Source.FRIENDS, P_("heard of us", "from people they know")),
    (Source.NEARBY, P_("heard of us", "lives nearby")),
    (Source.OTHER, P_("heard of us", "in another way")),
    (VisitStatus.BOOKED, P_("visit", "booked")),
    (VisitStatus.CONFIRMED, P_("visit", "confirmed")),
    (VisitStatus.CANCELLED, P_("visit", "cancelled")),
    (VisitStatus.CAME, P_("visit", "came")),
    (VisitStatus.NO_SHOW, P_("visit", "no-show")),
    (Tier.NEW, P_("patient", "new")),
    (Tier.REGULAR, P_("patient", "regular")),
    (Tier.VIP, P_("patient", "VIP")),
    (Tier.LOST, P_("patient", "has not come for long")),
    (Tier.DIFFICULT, P_("patient", "difficult")),
    (Role.ADMINISTRATOR, P_("role", "administrator")),
    (Role.MANAGER, P_("role", "manager")),
    (Role.OWNER, P_("role", "owner")),
)
_LABELS = {(type(value), value.value): words for value, words in _WORDS}
# Keyed by type as well: text enums of different types with one word are equal to each other.


def label(texts: Texts, value: Enum) -> str:
    """The words for one value; raises KeyError for an enum that has none here (a test covers all of the domain)."""
    return texts.pgettext(*_LABELS[type(value), value.value])
