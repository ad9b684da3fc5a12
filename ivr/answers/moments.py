"""The time of day that an answer wishes for. Pure."""

from collections.abc import Sequence

from ivr.answers.mark import DAY_NAMES, Mark
from ivr.answers.question import Slot

_NEAR = 2
_PARTS = {
    **{name: name for name in ("morning", "afternoon", "evening")},
    **dict.fromkeys(("tonight", "d1evening"), "evening"),
    **dict.fromkeys(("d0morning", "d1morning"), "morning"),
    "d0afternoon": "afternoon",
}
_LAST_AFTERNOON = 7
"""Hours 1 to 7 without a part of the day are in the afternoon: the clinic is closed at the others."""


def time_slots(marks: Sequence[Mark]) -> dict[str, Slot]:
    """`from` and `to`."""
    slots: dict[str, Slot] = {}
    times = [mark for mark in marks if mark.name == "time" and not mark.is_denied]
    part = next((_PARTS[mark.name] for mark in marks if mark.name in _PARTS and not mark.is_denied), "")
    for mark in marks:
        if mark.name == "noon_on" or (mark.name == "before_noon" and _is_refused(mark, marks)):
            slots["from"] = "12:00"
        elif mark.name == "before_noon":
            slots["to"] = "12:00"
    for place, mark in enumerate(times):
        after = times[place - 1].end if place else 0
        before = times[place + 1].first if place + 1 < len(times) else 10_000
        slots.setdefault(_direction(mark, marks, after, before), _clock(mark, part))
    if "from" in slots and "to" not in slots and any(mark.name == "before_that" for mark in marks):
        slots["to"] = slots.pop("from")  # 'I start work at two, so before that'
    denied = [mark for mark in marks if mark.name == "time" and mark.is_denied]
    if not times and len(denied) == 1 and any(mark.name == "unable" for mark in marks):
        slots |= _other_side(denied[0], marks, part)
    return slots


def _is_refused(mark: Mark, marks: Sequence[Mark]) -> bool:
    """'Not until noon', 'but not before noon'."""
    return any(other.name in {"neg", "except"} and 0 <= mark.first - other.end <= 1 for other in marks)


def _other_side(mark: Mark, marks: Sequence[Mark], part: str) -> dict[str, Slot]:
    """'Not before six, I cannot' is from six on, 'I cannot after five' is until five."""
    for other in marks:
        if other.end == mark.first or (other.first == mark.end and other.name != "earlier"):
            if other.name in {"to", "earlier"}:
                return {"from": _clock(mark, part)}
            if other.name in {"from", "later"}:
                return {"to": _clock(mark, part)}
    return {}


def _direction(mark: Mark, marks: Sequence[Mark], after: int, before: int) -> str:
    """Whether a time is the beginning or the end of what is wished."""
    ahead = [other for other in marks if after <= other.first and 0 <= mark.first - other.end <= _NEAR - 1]
    behind = [other for other in marks if other.first < before and other.first == mark.end and other.end != before]
    names = {other.name for other in ahead if other.name in {"to", "from", "earlier"}}
    bounds = {other.name for other in behind if other.name in {"to", "from"}}
    if not names or (names == {"earlier"} and bounds):
        names = bounds  # 'too early, after ten'
    if names & {"to", "earlier"}:
        is_work = any(
            other.name in {"working", "engaged"}
            and 0 <= mark.first - other.end <= 3
            and not any(one.name in DAY_NAMES and other.end <= one.first < mark.first for one in marks)
            for other in marks
        )
        is_work = is_work or ("earlier" in names and any(_keeps_away(other, mark) for other in marks))
        return "from" if is_work else "to"
    is_second = any(other.name == "between" and other.end <= after for other in marks)
    return "to" if is_second else "from"


def _keeps_away(other: Mark, mark: Mark) -> bool:
    """'Before five I am at work'."""
    return other.name in {"working", "engaged"} and 0 <= other.first - mark.end <= 1


def _clock(mark: Mark, part: str) -> str:
    hour, minute = divmod(mark.value, 60)
    if not mark.is_exact:
        if part in {"afternoon", "evening"}:
            hour += 12 * (hour < 12 and not (part == "afternoon" and hour >= 9))
        elif not part and 1 <= hour <= _LAST_AFTERNOON:
            hour += 12
    return f"{hour % 24:02}:{minute:02}"
