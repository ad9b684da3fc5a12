"""What a talk of the rehearsal changes in the clinic: visits that are confirmed, cancelled, moved, booked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import VisitId
from outbound.campaigns.target import Target
from outbound.rehearsal.played import PlayedCall
from outbound.rehearsal.pocket import Pocket

Freed = Visit
_SOMETIME = timedelta(days=7)
"""Where a visit is moved or booked to is not drawn: only that it is not tomorrow's any more."""
_LENGTH = timedelta(minutes=30)
_AHEAD = frozenset({VisitStatus.BOOKED, VisitStatus.CONFIRMED})


def happened(pocket: Pocket, target: Target, call: PlayedCall, places: Sequence[Visit]) -> Sequence[Freed]:
    """Change the household's visits by how a call came out; returns the visits by which places became free or were
    taken."""
    if target.purpose is Purpose.CONFIRMATION:
        return _answered(pocket, target, call)
    if call.result is ContactResult.CONFIRMED and target.purpose is not Purpose.SATISFACTION:
        return _booked(pocket, target, call, places)
    return ()


def _answered(pocket: Pocket, target: Target, call: PlayedCall) -> Sequence[Freed]:
    asked = [one for one in pocket.visits if one.id in target.visits and one.status in _AHEAD]
    if call.result is ContactResult.CONFIRMED:
        pocket.change({one.id: replace(one, status=VisitStatus.CONFIRMED) for one in asked})
    elif call.result is ContactResult.CANCELLED:
        gone = {one.id: replace(one, status=VisitStatus.CANCELLED) for one in asked}
        pocket.change(gone)
        return tuple(gone.values())
    elif call.result is ContactResult.MOVED:
        moved = {one.id: replace(one, starts_at=one.starts_at + _SOMETIME, booked_at=call.ends_at) for one in asked}
        pocket.change(moved)
        return tuple(
            replace(one, id=VisitId(f"{one.id} before it was moved"), status=VisitStatus.CANCELLED) for one in asked
        )
    return ()


def _booked(pocket: Pocket, target: Target, call: PlayedCall, places: Sequence[Visit]) -> Sequence[Freed]:
    rests_on = {one.id: one for one in (*places, *pocket.visits)}
    about = next((rests_on[one] for one in target.visits if one in rests_on), None)
    is_place = target.purpose is Purpose.GAP and about is not None
    new = Visit(
        id=VisitId(f"{target.id} booked"),
        patient=target.patient,
        doctor=about.doctor if about else "",
        service=about.service if about else "",
        starts_at=about.starts_at if is_place and about else call.ends_at + _SOMETIME,
        length=about.length if about else _LENGTH,
        booked_at=call.ends_at,
    )
    pocket.visits = sorted([*pocket.visits, new], key=lambda one: (one.starts_at, one.id))
    return (new,) if is_place else ()
