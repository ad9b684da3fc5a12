"""Checking how an operator says a call came out. Pure; messages are marked for translation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from callcenter.domain.outcomes import Outcome, RefusalReason
from callcenter.kit.words import N_

_LONGEST = 400
_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGiven:
    """How a call came out, complete."""

    outcome: Outcome
    reason: RefusalReason | None
    next_step: str
    next_step_at: datetime | None


def check_outcome(
    given: Mapping[str, str], *, now: datetime, zone: ZoneInfo, visit_is_booked: bool
) -> OutcomeGiven | Mapping[str, str]:
    """The outcome, or what is wrong beside each field: outcome, reason, next_step, next_date, next_time.

    A refusal needs its reason; a caller who is left waiting for us needs a next step with a time to come; a call
    counts as booked only where a visit was booked in it.
    """
    problems: dict[str, str] = {}
    outcome = _member(Outcome, given.get("outcome", ""))
    if outcome is None:
        return {"outcome": N_("Choose how the call came out.")}
    if outcome is Outcome.BOOKED and not visit_is_booked:
        problems["outcome"] = N_("No visit is booked in this call yet. Book a free place, or choose another outcome.")
    reason = _member(RefusalReason, given.get("reason", "")) if outcome.needs_reason else None
    if outcome.needs_reason and reason is None:
        problems["reason"] = N_("Choose the reason. Every refusal has one, if only 'other reason'.")
    next_step, moment = "", None
    if outcome.needs_next_step or given.get("next_step", "").strip():
        next_step, moment = _next_step(given, now, zone, problems)
    if problems:
        return problems
    return OutcomeGiven(outcome=outcome, reason=reason, next_step=next_step, next_step_at=moment)


def _next_step(
    given: Mapping[str, str], now: datetime, zone: ZoneInfo, problems: dict[str, str]
) -> tuple[str, datetime | None]:
    text = " ".join(given.get("next_step", "").split())
    if not text:
        problems["next_step"] = N_("Write what will be done next, such as 'call back with the price'.")
    elif len(text) > _LONGEST:
        problems["next_step"] = N_("This is longer than 400 characters. Shorten it; details belong into the note.")
    day, at = _day(given.get("next_date", "")), _time(given.get("next_time", ""))
    if day is None:
        problems["next_date"] = N_("Choose the day.")
    if at is None:
        problems["next_time"] = N_("Choose the time.")
    if day is None or at is None:
        return text, None
    moment = datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
    if moment <= now:
        problems["next_time" if moment.astimezone(zone).date() == now.astimezone(zone).date() else "next_date"] = N_(
            "This time has passed. Choose one to come."
        )
    return text, moment


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None


def _member(kind: type[_Kind], text: str) -> _Kind | None:
    try:
        return kind(text)
    except ValueError:
        return None
