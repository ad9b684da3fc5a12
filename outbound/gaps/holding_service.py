"""A free place is offered to one at a time: kept for whoever is called, in the transaction that decides the call."""

from datetime import datetime, timedelta

from callcenter.clinic.free_place import Offer
from callcenter.clinic.gap_store import add_offer, find_place
from callcenter.clinic.visit_store import find_visit, held_places, lock_doctor, visits_between
from callcenter.domain.clinic import Visit
from callcenter.kit.ids import CallId, PatientId, VisitId
from callcenter.storage.driver import Connection

KEPT = timedelta(minutes=10)
"""A call that an exchange never ends keeps its place no longer than this."""


def staggered(minutes: int) -> timedelta:
    """For how long a place is kept for one call, by the rule of the clinic; 0: until the call is over."""
    return min(KEPT, timedelta(minutes=minutes)) if minutes else KEPT


def place_of(connection: Connection, place: VisitId) -> Visit | None:
    """The free place that a target rests on: a cancelled visit, or one whose visit was moved away."""
    known = find_place(connection, place)
    return known.as_visit() if known else find_visit(connection, place)


def kept_until(connection: Connection, place: Visit, now: datetime) -> datetime | None:
    """Until when somebody else has the place in hand: in a call of ours, or at the desk. None: nobody has.

    Others who decide about places of the same doctor wait for this transaction.
    """
    lock_doctor(connection, place.doctor)
    ends = place.starts_at + place.length
    if any(one.doctor == place.doctor for one in visits_between(connection, place.starts_at, ends)):
        return place.starts_at
    held = (one for one in held_places(connection, now) if one.slot.doctor == place.doctor)
    return max(
        (
            one.until
            for one in held
            if one.slot.starts_at < ends and place.starts_at < one.slot.starts_at + one.slot.length
        ),
        default=None,
    )


def keep(
    connection: Connection, place: Visit, call: CallId, patient: PatientId, now: datetime, apart: timedelta = KEPT
) -> None:
    """Keep the place for a call: until it is over, `apart` at most. Where that is shorter than a call, places are
    offered staggered: the next one is called so long after this one, and whoever says yes first has it."""
    add_offer(
        connection,
        Offer(
            call=call,
            place=place.id,
            patient=patient,
            doctor=place.doctor,
            starts_at=place.starts_at,
            length=place.length,
            offered_at=now,
            until=now + apart,
        ),
    )
