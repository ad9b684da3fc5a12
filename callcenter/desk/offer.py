"""Which free places the script names and which the screen shows beside it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from callcenter.clinic.places import free_places, places_to_offer
from callcenter.clinic.schedule import Schedule, Service
from callcenter.domain.clinic import Slot

LEAD = timedelta(hours=1)
"""A patient needs this long at least to come."""

DAYS = 14
"""How far ahead places are looked for."""

_DEFAULT_LENGTH = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesOfDay:
    """Some free places of one doctor on one day."""

    doctor: str
    """The doctor's id."""
    doctor_name: str
    day: datetime
    """The first of the places; its date in the clinic's zone is the day."""
    places: tuple[Slot, ...]
    more: int
    """How many places of that day are left out."""
    is_new_day: bool = True
    """False where the row above is of the same day."""


def default_service(services: Sequence[Service]) -> str:
    """What places are looked for before the need is known: the first of the clinic's services."""
    return services[0].id if services else ""


def places_for(schedule: Schedule, service: str, doctor: str, now: datetime, zone: ZoneInfo) -> list[Slot]:
    """All free places for a service at one doctor, or at any who does it, in the order of time."""
    known = schedule.service(service)
    doctors = [one for one in schedule.doctors_for(service) if doctor in ("", one.id)]
    length = known.length if known else _DEFAULT_LENGTH
    return free_places(schedule, doctors, zone=zone, earliest=now + LEAD, days=DAYS, length=length)


def places_to_name(places: Sequence[Slot], zone: ZoneInfo) -> tuple[Slot, ...]:
    """The up to four places that the script names one after the other."""
    return places_to_offer(places, 4, zone)


def board(
    places: Iterable[Slot], named: Iterable[Slot], zone: ZoneInfo, *, rows: int = 6, in_row: int = 5
) -> tuple[PlacesOfDay, ...]:
    """Places by doctor and day for the screen: few rows, in each some places spread over the day.

    The places that the script names are always among them.
    """
    keep = {(slot.doctor, slot.starts_at) for slot in named}

    def doctor_and_day(slot: Slot) -> tuple[date, str, str]:
        return slot.starts_at.astimezone(zone).date(), slot.doctor_name, slot.doctor

    in_order = sorted(places, key=lambda slot: (*doctor_and_day(slot), slot.starts_at))
    grouped = [list(group) for _, group in groupby(in_order, key=doctor_and_day)]
    wanted = [group for group in grouped if any((slot.doctor, slot.starts_at) in keep for slot in group)]
    others = [group for group in grouped if group not in wanted]
    shown = sorted((wanted + others)[:rows], key=lambda group: doctor_and_day(group[0]))
    found: list[PlacesOfDay] = []
    for group in shown:
        row = _row(group, keep, in_row)
        same = bool(found) and doctor_and_day(found[-1].places[0])[0] == doctor_and_day(group[0])[0]
        found.append(replace(row, is_new_day=not same))
    return tuple(found)


def _row(group: list[Slot], keep: set[tuple[str, datetime]], in_row: int) -> PlacesOfDay:
    must = [slot for slot in group if (slot.doctor, slot.starts_at) in keep]
    rest = [slot for slot in group if slot not in must]
    free = max(0, in_row - len(must))
    step = max(1, -(-len(rest) // free)) if free else 1
    shown = sorted([*must, *rest[::step][:free]], key=lambda slot: slot.starts_at)
    first = group[0]
    return PlacesOfDay(
        doctor=first.doctor,
        doctor_name=first.doctor_name,
        day=first.starts_at,
        places=tuple(shown),
        more=len(group) - len(shown),
    )
