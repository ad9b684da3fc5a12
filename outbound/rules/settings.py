"""What a clinic may rule otherwise than usual: `rules:` of its clinic.yaml, read with a sentence for every mistake."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import TypeVar

from callcenter.kit.errors import BadInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationRules:
    """Calls that ask whether somebody comes on the next working day."""

    begins: time = time(16)
    ends: time = time(20)
    tries: int = 3
    after_busy_minutes: int = 30
    after_no_answer_minutes: int = 60
    """After a machine, too."""
    booked_hours: int = 4
    """Whoever booked today is left alone so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallRules:
    """Reminders of preventive visits."""

    tries: int = 3
    gaps_days: tuple[int, ...] = (14, 30)
    """Days after the first reminder, after the second, and so on; the last counts for all further ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedRules:
    """Calls about treatment that was planned and not done."""

    after_days: int = 30
    every_days: int = 60
    tries: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShowRules:
    """Calls after a missed visit; both ends are in."""

    from_days: int = 1
    to_days: int = 7
    tries: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRules:
    """Offers of free places."""

    before_minutes: int = 30
    """No call later than so long before the place."""
    minutes_between: int = 0
    """The next one is called about the same place so long after the one before; 0: when that call is over."""
    idle_days: int = 0
    """Time that nobody ever booked is offered to the waiting list so many days ahead; 0: never."""
    to_those_due: bool = False
    """After the waiting list a place is offered to those who are due for its service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostRules:
    """Calls to those whom nobody has seen for long."""

    after_months: int = 18
    every_days: int = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionRules:
    """Calls after a visit; both ends are in."""

    from_days: int = 1
    to_days: int = 3
    every_days: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyRules:
    """What holds for calls of every kind."""

    hours_between: int = 24
    family_calls: int = 4
    family_days: int = 30
    confirm_on_days_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSettings:
    """All rules with their usual values."""

    confirmation: ConfirmationRules = field(default_factory=ConfirmationRules)
    recall: RecallRules = field(default_factory=RecallRules)
    unfinished: UnfinishedRules = field(default_factory=UnfinishedRules)
    no_show: NoShowRules = field(default_factory=NoShowRules)
    gap: GapRules = field(default_factory=GapRules)
    lost: LostRules = field(default_factory=LostRules)
    satisfaction: SatisfactionRules = field(default_factory=SatisfactionRules)
    every: AnyRules = field(default_factory=AnyRules)
    """`any` in the file."""


_Reader = Callable[[object], object | None]
"""The value, or None for what cannot be used."""


@dataclass(frozen=True, slots=True)
class _Key:
    read: _Reader
    allowed: str
    name: str = ""
    """Ours, where it differs from the file's."""


_Section = TypeVar("_Section")


def read_settings(written: Mapping[str, object]) -> RuleSettings:
    """The rules of a clinic; what `written` does not say keeps its usual value.

    Raises BadInputError for an unknown key or a value that makes no sense: which one, and what is allowed.
    """
    _refuse_unknown("rules", written, _KEYS)
    none_shown = _section("no_show", written, NoShowRules)
    after_visit = _section("satisfaction", written, SatisfactionRules)
    for name, section in (("no_show", none_shown), ("satisfaction", after_visit)):
        if section.from_days > section.to_days:
            raise BadInputError(
                f"rules: {name}.from_days is {section.from_days} and to_days {section.to_days};"
                " write a from_days that is not more than to_days"
            )
    return RuleSettings(
        confirmation=_section("confirmation", written, ConfirmationRules),
        recall=_section("recall", written, RecallRules),
        unfinished=_section("unfinished", written, UnfinishedRules),
        no_show=none_shown,
        gap=_section("gap", written, GapRules),
        lost=_section("lost", written, LostRules),
        satisfaction=after_visit,
        every=_section("any", written, AnyRules),
    )


def _section(name: str, written: Mapping[str, object], make: Callable[..., _Section]) -> _Section:
    given = written.get(name)
    if given is None:
        return make()
    keys = _KEYS[name]
    if not isinstance(given, Mapping):
        raise BadInputError(f"rules: {name} is {given!r}; write named values below it: {', '.join(keys)}")
    _refuse_unknown(f"rules: {name}", given, keys)
    return make(**{keys[key].name or key: _value(f"{name}.{key}", keys[key], value) for key, value in given.items()})


def _value(where: str, key: _Key, written: object) -> object:
    value = key.read(written)
    if value is None:
        raise BadInputError(f"rules: {where} is {written!r}; write {key.allowed}")
    return value


def _refuse_unknown(where: str, written: Mapping[str, object], known: Mapping[str, object]) -> None:
    for key in written:
        if key not in known:
            raise BadInputError(f"{where}: {key!r} is not known; known here: {', '.join(known)}")


def _whole(low: int, high: int) -> _Key:
    def read(written: object) -> int | None:
        is_number = isinstance(written, int) and not isinstance(written, bool)
        return written if is_number and low <= written <= high else None  # type: ignore[operator, return-value] # is_number has looked

    return _Key(read, f"a whole number from {low} to {high}")


def _clock(name: str) -> _Key:
    return _Key(_read_clock, "a time of day such as '16:00'", name)


def _read_clock(written: object) -> time | None:
    if isinstance(written, time):
        return written
    if not isinstance(written, str):
        return None
    found = _CLOCK.fullmatch(written.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _read_gaps(written: object) -> tuple[int, ...] | None:
    if not isinstance(written, list | tuple) or not 1 <= len(written) <= _MOST_TRIES:
        return None
    days = [_DAYS.read(one) for one in written]
    return tuple(one for one in days if isinstance(one, int)) if None not in days else None


def _read_flag(written: object) -> bool | None:
    return written if isinstance(written, bool) else None


_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?", re.ASCII)
_MOST_TRIES = 20
_TRIES = _whole(0, _MOST_TRIES)
_DAYS = _whole(0, 3650)
_MINUTES = _whole(0, 1440)
_KEYS: Mapping[str, Mapping[str, _Key]] = {
    "confirmation": {
        "from": _clock("begins"),
        "to": _clock("ends"),
        "tries": _TRIES,
        "after_busy_minutes": _MINUTES,
        "after_no_answer_minutes": _MINUTES,
        "booked_hours": _whole(0, 24),
    },
    "recall": {
        "tries": _TRIES,
        "gaps_days": _Key(_read_gaps, "a list of days such as [14, 30], each a whole number from 0 to 3650"),
    },
    "unfinished": {"after_days": _DAYS, "every_days": _DAYS, "tries": _TRIES},
    "no_show": {"from_days": _DAYS, "to_days": _DAYS, "tries": _TRIES},
    "gap": {
        "before_minutes": _MINUTES,
        "minutes_between": _MINUTES,
        "idle_days": _whole(0, 28),
        "to_those_due": _Key(_read_flag, "true or false"),
    },
    "lost": {"after_months": _whole(1, 600), "every_days": _DAYS},
    "satisfaction": {"from_days": _DAYS, "to_days": _DAYS, "every_days": _DAYS},
    "any": {
        "hours_between": _whole(0, 8760),
        "family_calls": _whole(0, 1000),
        "family_days": _DAYS,
        "confirm_on_days_off": _Key(_read_flag, "true or false"),
    },
}
