"""A wish for an earlier place as a form, and in words. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from callcenter.domain.care import WaitingEntry
from callcenter.kit.ids import PatientId
from callcenter.kit.words import N_

WRONG_LIMIT = N_("Write a day such as 2026-11-30 or a time of day such as 16:00, or leave it empty.")
WRONG_MINUTES = N_("Write how many minutes the visit takes, from 5 to 480.")
NO_SERVICE = N_("Choose the service.")
WRONG_ORDER = N_("The end comes before the beginning.")
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_MINUTES = range(5, 481)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWish:
    """What a form comes to: an entry, or what is wrong."""

    entry: WaitingEntry | None
    errors: Mapping[str, str]


def typed_wish(
    form: Mapping[str, str],
    days: Sequence[str],
    *,
    entry: str,
    patient: PatientId,
    services: Mapping[str, int],
    doctors: Sequence[str],
    added_on: date | None,
) -> TypedWish:
    """Read a form; `services`: the minutes of each by id."""
    errors: dict[str, str] = {}
    service, doctor = form.get("service", ""), form.get("doctor", "")
    if service not in services:
        errors["service"] = NO_SERVICE
    written = form.get("minutes", "").strip()
    minutes = services.get(service, 0) if not written else int(written) if _is_number(written) else 0
    if not errors and minutes not in _MINUTES:
        errors["minutes"] = WRONG_MINUTES
    limits: dict[str, date | time | None] = {}
    for name in ("earliest", "latest"):
        try:
            limits[name] = _limit(form.get(name, "").strip())
        except ValueError:
            errors[name] = WRONG_LIMIT
    first, last = limits.get("earliest"), limits.get("latest")
    if type(first) is type(last) and first is not None and last is not None and first > last:  # type: ignore[operator] # of one type
        errors["latest"] = WRONG_ORDER
    if errors:
        return TypedWish(entry=None, errors=errors)
    found = WaitingEntry(
        id=entry,
        patient=patient,
        service=service,
        doctor=doctor if doctor in doctors else "",
        minutes=minutes,
        earliest=first,
        latest=last,
        days=frozenset(int(one) for one in days if one in {"1", "2", "3", "4", "5", "6", "7"}),
        added_on=added_on,
    )
    return TypedWish(entry=found, errors={})


def values_of(entry: WaitingEntry) -> Mapping[str, str]:
    """An entry as it is typed."""
    return {
        "service": entry.service,
        "doctor": entry.doctor,
        "minutes": str(entry.minutes),
        "earliest": limit_shown(entry.earliest),
        "latest": limit_shown(entry.latest),
    }


def limit_shown(limit: date | datetime | time | None) -> str:
    """A limit as a form holds it."""
    if limit is None:
        return ""
    if isinstance(limit, time):
        return f"{limit:%H:%M}"
    return f"{limit:%Y-%m-%d %H:%M}" if isinstance(limit, datetime) else limit.isoformat()


def _limit(text: str) -> date | time | None:
    if not text:
        return None
    clock = _TIME.fullmatch(text)
    return time(int(clock[1]), int(clock[2])) if clock else date.fromisoformat(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5
