"""The rules of a campaign as a form: what the clinic rules, what this campaign rules otherwise, what is typed. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from callcenter.domain.outreach import Purpose
from callcenter.kit.words import N_
from outbound.rules.settings import RuleSettings


class Kind(StrEnum):
    """What is typed into a field."""

    CLOCK = "clock"
    NUMBER = "number"
    DAYS = "days"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class _Field:
    key: str
    label: str
    kind: Kind
    unit: str = ""
    most: int = 0
    least: int = 0
    ours: str = ""
    """The name in RuleSettings, where it differs."""


_TIMES, _MINUTES, _HOURS, _DAYS, _MONTHS = N_("times"), N_("minutes"), N_("hours"), N_("days"), N_("months")
_TRIES = _Field("tries", N_("Calls to one patient at most"), Kind.NUMBER, _TIMES, 20)
_EVERY = _Field("every_days", N_("Between two such calls at least"), Kind.NUMBER, _DAYS, 3650)
_FROM = _Field("from_days", N_("After the visit, not before"), Kind.NUMBER, _DAYS, 3650)
_TO = _Field("to_days", N_("After the visit, not later than"), Kind.NUMBER, _DAYS, 3650)
_FIELDS: Mapping[str, Sequence[_Field]] = {
    "confirmation": (
        _Field("from", N_("Calls begin at"), Kind.CLOCK, ours="begins"),
        _Field("to", N_("Calls end at"), Kind.CLOCK, ours="ends"),
        _TRIES,
        _Field("after_busy_minutes", N_("After a busy line, again in"), Kind.NUMBER, _MINUTES, 1440),
        _Field("after_no_answer_minutes", N_("After no answer or a machine, again in"), Kind.NUMBER, _MINUTES, 1440),
        _Field("booked_hours", N_("Who has booked today is left alone for"), Kind.NUMBER, _HOURS, 24),
    ),
    "recall": (
        _TRIES,
        _Field("gaps_days", N_("After the first reminder, the second and so on, wait"), Kind.DAYS, _DAYS),
    ),
    "unfinished": (
        _Field("after_days", N_("After the plan was made, not before"), Kind.NUMBER, _DAYS, 3650),
        _EVERY,
        _TRIES,
    ),
    "no_show": (_FROM, _TO, _TRIES),
    "gap": (
        _Field("before_minutes", N_("No call later than so long before the place"), Kind.NUMBER, _MINUTES, 1440),
        _Field(
            "minutes_between",
            N_("The next one is asked after (0: when that call is over)"),
            Kind.NUMBER,
            _MINUTES,
            1440,
        ),
        _Field("idle_days", N_("Offer time that nobody booked so many days ahead (0: never)"), Kind.NUMBER, _DAYS, 28),
        _Field("to_those_due", N_("After the waiting list, ask those who are due"), Kind.FLAG),
    ),
    "lost": (_Field("after_months", N_("Not seen for"), Kind.NUMBER, _MONTHS, 600, 1), _EVERY),
    "satisfaction": (_FROM, _TO, _EVERY),
    "any": (
        _Field("hours_between", N_("Between any two calls to a person at least"), Kind.NUMBER, _HOURS, 8760),
        _Field("family_calls", N_("Calls to a family at most"), Kind.NUMBER, _TIMES, 1000),
        _Field("family_days", N_("These are counted over"), Kind.NUMBER, _DAYS, 3650),
    ),
}
_OF_CONFIRMATIONS = (_Field("confirm_on_days_off", N_("Call on the clinic's days off, too"), Kind.FLAG),)
"""Distances and limits of families do not hold for these calls."""
WRONG_CLOCK = N_("Write a time of day such as 16:00.")
WRONG_NUMBER = N_("Write a whole number from %(least)s to %(most)s.")
WRONG_DAYS = N_("Write numbers of days with commas, such as 14, 30.")
WRONG_ORDER = N_("The first of the two numbers of days must not be the larger one.")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)
_MOST_DAYS = 3650


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleField:
    """One row of the form."""

    name: str
    """'confirmation.tries'."""
    label: str
    kind: Kind
    unit: str
    value: str
    """What this campaign rules, or what was typed; '' where the clinic's holds."""
    clinics: str
    error: str = ""
    error_values: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a form comes to."""

    rules: Mapping[str, Mapping[str, object]]
    """As `rules:` of a clinic's file; what was left empty is not in it."""
    errors: Mapping[str, tuple[str, Mapping[str, int]]]


def form_of(
    purpose: Purpose, clinics: RuleSettings, values: Mapping[str, str], typed: Typed | None = None
) -> list[RuleField]:
    """The rows for campaigns of a purpose; `values` by name as they are typed."""
    errors = typed.errors if typed else {}
    return [
        RuleField(
            name=name,
            label=field.label,
            kind=field.kind,
            unit=field.unit,
            value=values.get(name, ""),
            clinics=_of_clinic(clinics, section, field),
            error=errors[name][0] if name in errors else "",
            error_values=errors[name][1] if name in errors else None,
        )
        for section, field, name in _rows(purpose)
    ]


def values_of(rules: Mapping[str, object]) -> Mapping[str, str]:
    """Rules as they are typed, by name."""
    return {
        f"{section}.{key}": _shown(value)
        for section, own in rules.items()
        if isinstance(own, Mapping)
        for key, value in own.items()
    }


def typed_rules(purpose: Purpose, form: Mapping[str, str]) -> Typed:
    """The rules that a form says, and what is wrong in it."""
    rules: dict[str, dict[str, object]] = {}
    errors: dict[str, tuple[str, Mapping[str, int]]] = {}
    for section, field, name in _rows(purpose):
        text = form.get(name, "").strip()
        if not text:
            continue
        value = _read(field, text)
        if value is None:
            errors[name] = _problem(field)
        else:
            rules.setdefault(section, {})[field.key] = value
    for section, own in rules.items():
        first, last = own.get("from_days"), own.get("to_days")
        if isinstance(first, int) and isinstance(last, int) and first > last:
            errors[f"{section}.from_days"] = WRONG_ORDER, {}
    return Typed(rules=rules, errors=errors)


def _rows(purpose: Purpose) -> list[tuple[str, _Field, str]]:
    is_confirmation = purpose is Purpose.CONFIRMATION
    every = _OF_CONFIRMATIONS if is_confirmation else _FIELDS["any"]
    own = [(purpose.value, field) for field in _FIELDS[purpose.value]]
    return [(section, field, f"{section}.{field.key}") for section, field in (*own, *(("any", one) for one in every))]


def _of_clinic(clinics: RuleSettings, section: str, field: _Field) -> str:
    own = getattr(clinics, "every" if section == "any" else section)
    return _shown(getattr(own, field.ours or field.key))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _read(field: _Field, text: str) -> object | None:
    if field.kind is Kind.FLAG:
        return {"yes": True, "no": False}.get(text)
    if field.kind is Kind.CLOCK:
        found = _CLOCK.fullmatch(text)
        is_time = found is not None and ((int(found[1]) < 24 and int(found[2]) < 60) or text == "24:00")
        return text.replace(".", ":") if is_time else None
    if field.kind is Kind.DAYS:
        parts = [one.strip() for one in re.split(r"[,;，、]", text)]
        days = [int(one) for one in parts if one.isascii() and one.isdigit() and int(one) <= _MOST_DAYS]
        return days if days and len(days) == len(parts) <= 20 else None
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        return None
    return int(text) if field.least <= int(text) <= field.most else None


def _problem(field: _Field) -> tuple[str, Mapping[str, int]]:
    if field.kind is Kind.CLOCK:
        return WRONG_CLOCK, {}
    if field.kind is Kind.DAYS:
        return WRONG_DAYS, {}
    return WRONG_NUMBER, {"least": field.least, "most": field.most}
