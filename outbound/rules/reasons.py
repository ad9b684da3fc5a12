"""Why a patient is called or is not, and which of several reasons is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class Reason(StrEnum):
    """The word for it in what `callcenter campaign explain` prints."""

    DUE = "due"
    DUE_LATER = "due_now_later"
    """Today, but not yet."""
    DIED = "died"
    DO_NOT_CALL = "do_not_call"
    NO_CONSENT = "no_consent"
    WRONG_NUMBER = "wrong_number"
    NO_PHONE = "no_phone"
    NO_ZONE = "no_zone"
    CANCELLED = "cancelled"
    CONFIRMED_ALREADY = "confirmed_already"
    REFUSED = "refused"
    TRIES_SPENT = "tries_spent"
    COMPLAINT_OPEN = "complaint_open"
    BALANCE_DUE = "balance_due"
    OFFER_IN_HAND = "offer_in_hand"
    NO_SLOT_FITS = "no_slot_fits"
    NOT_DUE = "not_due"
    HAS_FUTURE_VISIT = "has_future_visit"
    TOO_SOON = "too_soon"
    FAMILY_LIMIT = "family_limit"
    RECENTLY_CALLED = "recently_called"
    DAY_OFF = "day_off"
    OUTSIDE_WINDOW = "outside_window"


class Personally(StrEnum):
    """Why a person has to make a call."""

    COMPLAINT = "complaint"
    """A complaint is open."""
    UNSETTLED = "unsettled"
    """The last such call ended with 'I shall think about it', or with somebody else on the line."""
    NO_GUARDIAN = "no_guardian"
    """A child of whom nobody knows who speaks for it."""


FOREVER = datetime.max.replace(tzinfo=UTC)
"""The end of a block that has an end by its kind, but none that will come: a visit of last year is never due again."""

_ORDER = {reason: place for place, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that keeps a patient from being called."""

    reason: Reason
    until: datetime | None = None
    """From when on it holds no more (UTC); None: nobody knows when."""
    by_hours: bool = False
    """It is counted in hours and minutes. Where it ends within today's calling hours, the call is made then; a block of
    days is never waited for."""


def longest(blocks: Iterable[Block]) -> Block:
    """The block that is told: one without an end before one with an end, then the later end; of equals the one whose
    reason stands first in `Reason`."""
    return min(blocks, key=_rank)


def _rank(block: Block) -> tuple[bool, float, int]:
    end = 0.0 if block.until is None else -block.until.timestamp()
    return block.until is not None, end, _ORDER[block.reason]
