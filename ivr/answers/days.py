"""The day that an answer wishes for. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from ivr.answers.mark import DAY_NAMES, Mark, is_feast
from ivr.answers.question import Slot

OFFSETS = {
    **dict.fromkeys(("d0", "tonight", "d0morning", "d0afternoon"), 0),
    **dict.fromkeys(("d1", "d1morning", "d1evening"), 1),
    "d2": 2,
    "d3": 3,
}
"""Names of days, and how many days ahead they are."""


_APART = 3
"""So many words between two days tell of them one by one: 'on Tuesday I have my class, Wednesday is better'."""


_DATED = frozenset({"date", "monthday"})


def day_slots(marks: Sequence[Mark], now: datetime) -> dict[str, Slot]:
    """`date`, where one day is meant, and `weekday`, where one is named."""
    today = now.date()
    days = [(mark, day) for mark in marks if not mark.is_denied for day in _days(mark, marks, today)]
    slots: dict[str, Slot] = {}
    weekdays = [mark for mark in marks if _weekday(mark) and not mark.is_denied]
    if weekdays:
        slots["weekday"] = _weekday(weekdays[-1]) if len(weekdays) == 1 else _weekday(weekdays[0])
    different = {day for _, day in days}
    if len(different) == 1:
        slots["date"] = days[0][1].isoformat()
    elif len(different) > 1 and not weekdays and not any(mark.name in {"or", "between"} for mark in marks):
        slots["date"] = days[-1][1].isoformat()
    elif dated := {day for mark, day in days if mark.name in _DATED and day.isoweekday() == slots.get("weekday")}:
        slots["date"] = max(dated).isoformat()  # 'Thursday the third of December'
    elif len(different) > 1 and weekdays and len(different) == 2 and len(days) == 2:
        slots |= _of_two(days, marks)
    return slots


def _of_two(days: Sequence[tuple[Mark, date]], marks: Sequence[Mark]) -> dict[str, Slot]:
    """Of two days that are not put to choice the last one counts: a change of mind."""
    (first, _), (last, day) = days
    between = {mark.name for mark in marks if first.end <= mark.first < last.first}
    is_put_to_choice = any(mark.name in {"or", "between"} for mark in marks)
    is_told_apart = not is_put_to_choice and (last.first - first.end >= _APART or _is_from_to(first, last, marks))
    is_told_apart = is_told_apart or ("rather" in between and not is_put_to_choice)
    if "neg" in between or is_told_apart or (first.name in OFFSETS and _weekday(last) and not is_put_to_choice):
        named = _weekday(last)
        return {"date": day.isoformat(), **({"weekday": named} if named else {})}
    return {}


def _is_from_to(first: Mark, last: Mark, marks: Sequence[Mark]) -> bool:
    """'From Tuesday to Thursday' moves a visit where the second is 'на четверг'."""
    names = {(mark.name, mark.end) for mark in marks}
    return ("from", first.first) in names and ("at", last.first) in names


def _weekday(mark: Mark) -> int:
    name = mark.name[-3:]
    return DAY_NAMES.index(name) + 1 if name in DAY_NAMES else 0


def _days(mark: Mark, marks: Sequence[Mark], today: date) -> Sequence[date]:
    try:
        return tuple(_day(mark, marks, today))
    except OverflowError:  # beyond the last year of the calendar
        return ()


def _day(mark: Mark, marks: Sequence[Mark], today: date) -> Iterator[date]:
    if mark.name in OFFSETS:
        yield today + timedelta(days=OFFSETS[mark.name])
    elif mark.name.startswith("pwd"):
        return  # 'on Tuesdays' is no single day
    elif mark.name.startswith("wwd"):
        yield today + timedelta(days=(_weekday(mark) - 1 - today.weekday()) % 7 + 7)  # 'a week on Tuesday'
    elif weekday := _weekday(mark):
        is_next = mark.name.startswith("n") or any(other.name == "next_week" for other in marks)
        monday = today - timedelta(days=today.weekday())
        ahead = (weekday - 1 - today.weekday()) % 7 or 7
        weeks = 2 if mark.name.startswith("nn") else 1  # '下下周一'
        yield monday + timedelta(days=7 * weeks + weekday - 1) if is_next else today + timedelta(days=ahead)
    elif mark.name == "date":
        yield from _on(today, mark.value // 100, mark.value % 100)
    elif is_feast(mark):
        yield from _on(today, int(mark.name[-4:-2]), int(mark.name[-2:]))
    elif mark.name == "monthday":
        yield from _monthday(today, mark.value)


def _on(today: date, month: int, day: int) -> Iterator[date]:
    """The next day of this name; the 29th of February may be years away, and is then none."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            yield found
            return


def _monthday(today: date, day: int) -> Iterator[date]:
    month = today.year * 12 + today.month - 1
    for ahead in range(3):
        try:
            found = date((month + ahead) // 12, (month + ahead) % 12 + 1, day)
        except ValueError:
            continue
        if found >= today:
            yield found
            return
