"""A decision as a line of JSON, in the words and forms of clinic files."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from outbound.rules.decision import Decision
from outbound.rules.reasons import Reason

_MINUTE = timedelta(minutes=1)


def line_of(decision: Decision, zone: ZoneInfo | None) -> dict[str, object]:
    """The fields of a line; times to the minute on the clinic's clock. `zone` is the clinic's, None where unknown."""
    is_later = decision.reason is Reason.DUE_LATER
    return {
        "kind": decision.kind.value,
        "patient_id": decision.patient,
        "visit_ids": list(decision.visits),
        "decision": decision.verdict.value,
        "reason": decision.reason.value,
        "number": decision.number.e164 if decision.number else None,
        "not_before": _shown(decision.not_before, zone, is_rounded_up=is_later),
        "not_after": _shown(decision.not_after, zone),
        "language": decision.language.value,
    }


def json_of(decision: Decision, zone: ZoneInfo | None) -> str:
    """The line itself, without its end."""
    return json.dumps(line_of(decision, zone), ensure_ascii=False)


def _shown(moment: datetime | None, zone: ZoneInfo | None, *, is_rounded_up: bool = False) -> str | None:
    if moment is None:
        return None
    if is_rounded_up:
        moment += (-timedelta(seconds=moment.second, microseconds=moment.microsecond)) % _MINUTE
    return f"{moment.astimezone(zone or UTC):%Y-%m-%dT%H:%M}"
