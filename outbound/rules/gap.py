"""Gap: a place has become free, and somebody on the waiting list would take it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from callcenter.domain.care import WaitingEntry
from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.domain.outreach import Contact, ContactResult, Purpose
from callcenter.kit.ids import PatientId, VisitId
from outbound.rules.finding import Finding
from outbound.rules.ground import AGREED, Ground
from outbound.rules.guardians import Speaker
from outbound.rules.reasons import Block, Reason
from outbound.rules.today import soonest


def candidates(ground: Ground) -> Iterable[PatientId]:
    """Whoever is on the waiting list."""
    return ground.waiting


class Places:
    """The free places: visits that were cancelled, where nobody else comes to that doctor meanwhile."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._by_service: dict[str, list[Visit]] = defaultdict(list)
        self._free: set[VisitId] = set()
        self._find()

    def findings(self, _: Ground, speaker: Speaker, blocks: Sequence[Block]) -> Iterator[Finding]:
        """One for a patient: the earliest place that fits any of the patient's wishes and can still be offered."""
        contacts = [
            one
            for one in self._ground.history.about(speaker, Purpose.GAP)
            if one.patient in (speaker.patient.id, speaker.voice.id)
        ]
        before = timedelta(minutes=self._ground.settings.gap.before_minutes)
        soon = self._soonest_call(speaker, blocks)
        fitting = [one for one in self._fitting(speaker.patient.id) if soon <= one.starts_at - before]
        wanted = [one for one in fitting if not _is_refused(contacts, one)]
        own: list[Block] = []
        if not fitting:
            own.append(Block(Reason.NO_SLOT_FITS))
        elif not wanted:
            own.append(Block(Reason.REFUSED))
        if self._has_offer(contacts):
            own.append(Block(Reason.OFFER_IN_HAND))
        place = next(iter(wanted or fitting), None)
        if place is None:
            yield Finding(blocks=own)
        else:
            yield Finding(visits=(place,), blocks=own, deadline=place.starts_at - before)

    def _find(self) -> None:
        taken: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
        given_up: list[Visit] = []
        for visits in self._ground.visits.values():
            for one in visits:
                if one.status in AGREED:
                    taken[one.doctor].append((one.starts_at, one.starts_at + one.length))
                elif one.status is VisitStatus.CANCELLED and one.starts_at > self._ground.today.as_of:
                    given_up.append(one)
        busy = _whole(taken)
        for one in sorted(given_up, key=lambda visit: (visit.starts_at, visit.id)):
            if not _overlaps(busy.get(one.doctor, ()), one):
                self._by_service[one.service].append(one)
                self._free.add(one.id)

    def _soonest_call(self, speaker: Speaker, blocks: Sequence[Block]) -> datetime:
        today = self._ground.today
        openings = () if speaker.zone is None else today.openings(Purpose.GAP, speaker.zone)
        found = soonest(openings, today.as_of, blocks)
        return today.as_of if found is None else found[0]

    def _fitting(self, patient: PatientId) -> Sequence[Visit]:
        """The earliest first."""
        found = {
            place.id: place
            for entry in self._ground.waiting[patient]
            for place in self._by_service.get(entry.service, ())
            if self._fits(entry, place)
        }
        return sorted(found.values(), key=lambda place: (place.starts_at, place.id))

    def _fits(self, entry: WaitingEntry, place: Visit) -> bool:
        begins = place.starts_at.astimezone(self._ground.today.zone)
        return (
            entry.doctor in ("", place.doctor)
            and timedelta(minutes=entry.minutes) <= place.length
            and (not entry.days or begins.isoweekday() in entry.days)
            and (entry.earliest is None or _compared(begins, entry.earliest) >= 0)
            and (entry.latest is None or _compared(begins, entry.latest) <= 0)
        )

    def _has_offer(self, contacts: Sequence[Contact]) -> bool:
        """Whether the patient is thinking about a place that is still free; about which one may not be known."""
        if contacts and contacts[-1].visit is None:
            return contacts[-1].result is ContactResult.THINKING
        last = {one.visit: one.result for one in contacts if one.visit is not None}
        return any(result is ContactResult.THINKING and place in self._free for place, result in last.items())


def _is_refused(contacts: Sequence[Contact], place: Visit) -> bool:
    """A refusal that names no place holds for all that are free, until the next talk."""
    if contacts and contacts[-1].visit is None and contacts[-1].result is ContactResult.REFUSED:
        return True
    about = [one.result for one in contacts if one.visit == place.id]
    return ContactResult.REFUSED in about


def _compared(begins: datetime, bound: date | datetime | time) -> int:
    """-1, 0 or 1: a place begins before, at or after a bound; with a day or a time of day only that is compared."""
    if isinstance(bound, datetime):
        at = begins.astimezone(UTC)
        limit = bound.replace(tzinfo=begins.tzinfo) if bound.tzinfo is None else bound
        return (at > limit.astimezone(UTC)) - (at < limit.astimezone(UTC))
    if isinstance(bound, time):
        clock = begins.time()
        return (clock > bound) - (clock < bound)
    return (begins.date() > bound) - (begins.date() < bound)


def _whole(taken: Mapping[str, list[tuple[datetime, datetime]]]) -> dict[str, list[tuple[datetime, datetime]]]:
    """Each doctor's busy time in order, visits that meet made one, so that one look tells whether a place is free."""
    done: dict[str, list[tuple[datetime, datetime]]] = {}
    for doctor, times in taken.items():
        kept: list[tuple[datetime, datetime]] = []
        for begins, ends in sorted(times):
            if kept and begins <= kept[-1][1]:
                kept[-1] = kept[-1][0], max(kept[-1][1], ends)
            else:
                kept.append((begins, ends))
        done[doctor] = kept
    return done


def _overlaps(busy: Sequence[tuple[datetime, datetime]], place: Visit) -> bool:
    ends = place.starts_at + place.length
    following = bisect_left(busy, ends, key=lambda one: one[0])
    return following > 0 and busy[following - 1][1] > place.starts_at
