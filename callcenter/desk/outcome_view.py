"""The form that finishes a call, filled in as far as the call has told. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from callcenter.desk.desk_call import DeskCall
from callcenter.desk.parts import DeskClinic
from callcenter.desk.say import REFUSAL_REASON
from callcenter.desk.state import Focus
from callcenter.domain.outcomes import Outcome, RefusalReason

OUTCOMES = (
    Outcome.BOOKED,
    Outcome.THINKING,
    Outcome.CALLBACK,
    Outcome.REFUSED,
    Outcome.INFORMATION,
    Outcome.RESCHEDULED,
    Outcome.CANCELLED,
    Outcome.COMPLAINT,
    Outcome.EMERGENCY,
    Outcome.CONFIRMED,
    Outcome.WAITLIST,
    Outcome.NO_SERVICE,
    Outcome.WRONG_NUMBER,
    Outcome.NO_CONTACT,
)
"""In the order of the form; the first nine have number keys, so their order is not to be changed lightly."""

_FIRST_HOUR = "10:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """Choices and values of the form."""

    outcomes: tuple[Outcome, ...]
    reasons: tuple[RefusalReason, ...]
    values: Mapping[str, str]
    earliest_date: str
    """Today in the clinic, ISO 8601: a next step lies ahead."""


def outcome_view(focus: Focus, now: datetime, clinic: DeskClinic) -> OutcomeView:
    """The form for a call."""
    today = now.astimezone(clinic.zone).date()
    captured = focus.desk.walk.captured if focus.desk.walk else {}
    return OutcomeView(
        outcomes=OUTCOMES,
        reasons=tuple(RefusalReason),
        values={
            "outcome": _likely_outcome(focus),
            "reason": captured.get(REFUSAL_REASON, ""),
            "next_step": captured.get("callback_at", ""),
            "next_date": (today + timedelta(days=1)).isoformat(),
            "next_time": _FIRST_HOUR,
        },
        earliest_date=today.isoformat(),
    )


def _likely_outcome(focus: Focus) -> str:
    """A visit booked in the call decides, moved where the script says so; else where the script ended, unless it ended
    with a visit nobody booked."""
    desk: DeskCall = focus.desk
    outcome = desk.walk.outcome if desk.walk else None
    if focus.visit is not None:
        return (outcome if outcome is Outcome.RESCHEDULED else Outcome.BOOKED).value
    return outcome.value if outcome is not None and outcome is not Outcome.BOOKED else ""
