"""Which of the free places somebody on the telephone is offered: few, that fit the wish, and that differ. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from callcenter.clinic.wish import Wish
from callcenter.domain.clinic import Doctor, Slot

MOST = 3
_MOSTLY_THE_SAME = 4
"""Letters at the beginning of a name that its forms have in common: 'Орлова', 'к Орловой'."""


def choose(places: Iterable[Slot], wish: Wish, zone: ZoneInfo, doctor: str = "", most: int = MOST) -> tuple[Slot, ...]:
    """Up to `most` places that fit, in the order in which to offer them: those of the patient's doctor before others,
    each on another half-day where possible."""
    fitting = [place for place in places if wish.fits(place.starts_at.astimezone(zone))]
    own = [place for place in fitting if place.doctor == doctor]
    among = own or fitting
    if wish.earliest is not None and (wish.day or wish.weekday):
        among.sort(key=lambda place: (_day(place, zone), wish.distance(place.starts_at.astimezone(zone))))
    chosen: list[Slot] = []
    seen: set[tuple[date, bool]] = set()
    for place in among:
        local = place.starts_at.astimezone(zone)
        if (local.date(), local.hour < 13) not in seen:
            seen.add((local.date(), local.hour < 13))
            chosen.append(place)
    rest = [place for place in among if place not in chosen and _is_apart(place, chosen)]
    return tuple((chosen + rest)[:most])


def named(said: str, doctors: Sequence[Doctor]) -> str:
    """The id of the doctor whose name was said in any form, or ''."""
    words = [word for word in said.casefold().split() if len(word) > 1]
    for doctor in doctors:
        for name in reversed(doctor.name.casefold().split()):
            stem = name[: max(2, min(len(name) - 1, max(_MOSTLY_THE_SAME, len(name) - 2)))]
            if any(word.startswith(stem) for word in words):
                return doctor.id
    return ""


def offer_id(place: Slot, service: str) -> str:
    """A place as one text, by which it is found again."""
    minutes = int(place.length.total_seconds() // 60)
    return f"{place.doctor}|{place.starts_at.isoformat()}|{minutes}|{service}"


def _day(place: Slot, zone: ZoneInfo) -> date:
    return place.starts_at.astimezone(zone).date()


def _is_apart(place: Slot, chosen: Sequence[Slot]) -> bool:
    """Whether a place is more than an hour from each of those chosen."""
    return all(abs((place.starts_at - one.starts_at).total_seconds()) > 3600 for one in chosen)


def read_offer(text: str) -> tuple[str, datetime, int, str]:
    """Doctor, begin, minutes and service of an `offer_id`. Raises ValueError."""
    doctor, begin, minutes, service = text.split("|")
    return doctor, datetime.fromisoformat(begin), int(minutes), service
