"""The time of day that an answer wishes for. Pure."""

from collections.abc import Sequence

from ivr.answers.marks import Mark
from ivr.answers.question import Slot

_NEAR = 2
_LAST_AFTERNOON = 7
"""Hours 1 to 7 without a part of the day are in the afternoon: the clinic is closed at the others."""


def time_slots(marks: Sequence[Mark]) -> dict[str, Slot]:
    """`from` and `to`."""
    slots: dict[str, Slot] = {}
    times = [mark for mark in marks if mark.name == "time" and not mark.is_denied]
    part = next((mark.name for mark in marks if mark.name in {"morning", "afternoon", "evening"}), "")
    if not part and any(mark.name == "tonight" or mark.name == "d1evening" for mark in marks):
        part = "evening"
    part = part or ("morning" if any(mark.name == "d1morning" for mark in marks) else "")
    for place, mark in enumerate(times):
        after = times[place - 1].end if place else 0
        before = times[place + 1].first if place + 1 < len(times) else 10_000
        slots.setdefault(_direction(mark, marks, after, before), _clock(mark, part))
    return slots


def _direction(mark: Mark, marks: Sequence[Mark], after: int, before: int) -> str:
    """Whether a time is the beginning or the end of what is wished."""
    ahead = [other for other in marks if after <= other.first and 0 <= mark.first - other.end <= _NEAR - 1]
    behind = [other for other in marks if other.first < before and 0 <= other.first - mark.end <= 0]
    names = {other.name for other in ahead if other.name in {"to", "from", "earlier"}}
    names |= {other.name for other in behind if other.name in {"to", "from"}} if not names else set()
    if names & {"to", "earlier"}:
        return "to"
    is_second = any(other.name == "between" and other.end <= after for other in marks)
    return "to" if is_second else "from"


def _clock(mark: Mark, part: str) -> str:
    hour, minute = divmod(mark.value, 60)
    if not mark.is_exact:
        if part in {"afternoon", "evening"}:
            hour += 12 * (hour < 12 and not (part == "afternoon" and hour >= 9))
        elif not part and 1 <= hour <= _LAST_AFTERNOON:
            hour += 12
    return f"{hour % 24:02}:{minute:02}"
