"""Where the words of a call say clearly something else than the operator entered, as conditions of a query."""

from collections.abc import Mapping
from typing import cast

from sqlalchemy import ColumnElement, and_, false, or_

from callcenter.domain.outcomes import Outcome, VisitType
from callcenter.storage.tables import desk_call, scorecard

SURE = 0.6
"""What is heard with less is shown, and contradicts nobody."""
SETTLED = (Outcome.BOOKED, Outcome.CONFIRMED, Outcome.RESCHEDULED, Outcome.CANCELLED, Outcome.WRONG_NUMBER)
"""After these nobody waits for us: a reminder that was promised comes by itself."""


def differences() -> Mapping[str, ColumnElement[bool]]:
    """By fact what holds where it differs, in a query that reads `desk_call` and `scorecard`; never null.

    Entered means in the call's form: a call that no desk had differs from nothing. Nobody has to enter whether the
    patient has been here before, so only what was entered differs there.
    """
    outcome, reason, visit_type = desk_call.c.outcome, desk_call.c.refusal_reason, desk_call.c.visit_type
    needing = [one.value for one in Outcome if one.needs_reason]
    settled = [one.value for one in SETTLED]
    return {
        "outcome": and_(*_clear("outcome"), or_(outcome.is_(None), outcome != _heard("outcome"))),
        "refusal_reason": and_(
            *_clear("refusal_reason"), outcome.in_(needing), or_(reason.is_(None), reason != _heard("refusal_reason"))
        ),
        "visit_type": and_(
            *_clear("visit_type"),
            _heard("visit_type") != VisitType.UNKNOWN.value,
            visit_type.is_not(None),
            visit_type != _heard("visit_type"),
        ),
        "next_step": and_(
            *_clear("next_step"), desk_call.c.next_step == "", or_(outcome.is_(None), outcome.not_in(settled))
        ),
    }


def differs() -> ColumnElement[bool]:
    """Where any of them does."""
    return or_(false(), *differences().values())


def _heard(fact: str) -> ColumnElement[str]:
    return cast("ColumnElement[str]", scorecard.c.facts[(fact, "value")].as_string())


def _clear(fact: str) -> tuple[ColumnElement[bool], ...]:
    sure = scorecard.c.facts[(fact, "confidence")].as_float() >= SURE
    return desk_call.c.call.is_not(None), _heard(fact).is_not(None), _heard(fact) != "", sure
