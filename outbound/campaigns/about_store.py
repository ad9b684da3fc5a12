"""What a call to a target is about, as a flow needs to be told: visits, a place, a service and a doctor."""

from collections.abc import Mapping

from callcenter.clinic.offers import offer_id
from callcenter.clinic.plan_store import plan_items
from callcenter.domain.care import PlanStatus
from callcenter.domain.clinic import Slot
from callcenter.domain.outreach import Purpose
from callcenter.storage.driver import Connection
from outbound.campaigns.target import Target
from outbound.gaps.holding_service import place_of

_OF_VISITS = frozenset({Purpose.CONFIRMATION, Purpose.NO_SHOW, Purpose.SATISFACTION})


def about_of(connection: Connection, target: Target) -> Mapping[str, object]:
    """What `WishedCall.about` says."""
    if target.purpose in _OF_VISITS:
        return {"visits": list(target.visits)}
    rests_on = place_of(connection, target.visits[0]) if target.visits else None
    if target.purpose is Purpose.UNFINISHED:
        planned = (one for one in plan_items(connection, [target.patient]) if one.status is PlanStatus.PLANNED)
        first = min(planned, key=lambda one: (one.planned_on, one.id), default=None)
        return {} if first is None else {"service": first.service}
    if rests_on is None:
        return {}
    if target.purpose is Purpose.GAP:
        place = Slot(doctor=rests_on.doctor, doctor_name="", starts_at=rests_on.starts_at, length=rests_on.length)
        return {"offers": [offer_id(place, rests_on.service)]}
    return {"service": rests_on.service, "doctor": rests_on.doctor}
