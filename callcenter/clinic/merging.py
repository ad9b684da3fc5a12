"""A visit that the clinic's own system and this product both know: whose word counts. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callcenter.domain.clinic import Visit, VisitStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What is stored of a visit."""

    visit: Visit
    kept: str = ""
    """Why this product's own word counts where the row says something else; empty where it says nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A visit as the clinic's own system gave it."""

    id: str
    """Its id there."""
    doctor: str
    service: str
    starts_at: datetime
    length: timedelta
    status: VisitStatus


def imported_of(visit: Visit) -> Imported:
    """What is remembered of a row, to tell at the next import who has changed what since."""
    return Imported(
        id=visit.id,
        doctor=visit.doctor,
        service=visit.service,
        starts_at=visit.starts_at,
        length=visit.length,
        status=visit.status,
    )


def written(imported: Imported) -> dict[str, object]:
    """As JSON keeps it."""
    return {
        "id": imported.id,
        "doctor": imported.doctor,
        "service": imported.service,
        "starts_at": imported.starts_at.isoformat(),
        "minutes": imported.length // timedelta(minutes=1),
        "status": imported.status.value,
    }


def read(kept: Mapping[str, object] | None) -> Imported | None:
    """What `written` wrote."""
    if kept is None:
        return None
    return Imported(
        id=str(kept["id"]),
        doctor=str(kept["doctor"]),
        service=str(kept["service"]),
        starts_at=datetime.fromisoformat(str(kept["starts_at"])),
        length=timedelta(minutes=int(str(kept["minutes"]))),
        status=VisitStatus(str(kept["status"])),
    )


def merge(ours: Visit, row: Visit, before: Imported | None) -> Merged:
    """The visit after a row has come.

    What the clinic changed since its last row (`before`; None: it never gave one) counts where this product has not
    changed it too. Where both have, time and doctor are ours, and so is a cancellation, unless the patient came.
    """
    row = replace(row, id=ours.id)
    is_changed_here = before is None or _place(before) != _place(ours)
    if _place(row) == _place(ours):
        status, kept = _status(ours.status, row.status, before.status if before else VisitStatus.BOOKED)
        return Merged(visit=replace(row, status=status, booked_at=row.booked_at or ours.booked_at), kept=kept)
    if before is not None and _place(row) == _place(before):
        return Merged(visit=ours, kept="it was moved here since")
    if is_changed_here:
        return Merged(visit=ours, kept="it was booked or moved here, and the file has yet another time or doctor")
    if before is not None and ours.status is VisitStatus.CANCELLED is not before.status:
        return Merged(visit=ours, kept="it was cancelled here, and the file has another time or doctor")
    return Merged(visit=row)


def _status(ours: VisitStatus, row: VisitStatus, before: VisitStatus) -> tuple[VisitStatus, str]:
    if row is ours:
        return ours, ""
    if row is before or (ours is VisitStatus.CANCELLED and before is not ours and row is not VisitStatus.CAME):
        return ours, f"it is {ours} here since"
    return row, ""


def _place(one: Visit | Imported) -> tuple[str, str, datetime, timedelta]:
    return one.doctor, one.service, one.starts_at, one.length
