"""The morning call: whoever was not reached the evening before is called once more, well ahead of the visit.

For visits after 11:00 on the clinic's clock, from when its calling hours begin to two hours before the visit, once. A
visit that nobody confirmed stays booked whatever comes of it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from callcenter.clinic.book import ClinicBook
from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import VisitId
from outbound.rules.decision import Decision
from outbound.rules.everyone import blocks_of_all
from outbound.rules.finding import Finding, calls_since, spent
from outbound.rules.ground import Ground, ground_of
from outbound.rules.guardians import Speaker, speaker_of
from outbound.rules.joining import Judged, joined
from outbound.rules.judging import decide
from outbound.rules.reasons import FOREVER, Block, Reason
from outbound.rules.today import Opening

_KIND, _ANY_CALL = Purpose.CONFIRMATION, Purpose.RECALL
"""The morning has the hours of any call, not those of the evening."""
VISITS_AFTER = time(11)
AHEAD = timedelta(hours=2)
"""The call is no later than so long before the visit: the patient needs it, and so does whoever takes the place."""
_ONCE = 1
_TINY = timedelta(microseconds=1)
_SETTLED = {
    VisitStatus.CONFIRMED: Reason.CONFIRMED_ALREADY,
    VisitStatus.CANCELLED: Reason.CANCELLED,
    VisitStatus.CAME: Reason.NOT_DUE,
    VisitStatus.NO_SHOW: Reason.NOT_DUE,
}
_SAID = {ContactResult.CONFIRMED: Reason.CONFIRMED_ALREADY, ContactResult.CANCELLED: Reason.CANCELLED}


def judge_morning(book: ClinicBook, as_of: datetime, visits: Collection[VisitId], evening: date) -> Iterator[Decision]:
    """Decisions about visits that an evening's calls were about, on the morning of the visit; joined as all calls are.

    `evening`: the clinic's date of these calls. Raises BadInputError where the clinic's rules cannot be read.
    """
    ground = ground_of(book, as_of)
    concerned = [one for of_one in ground.visits.values() for one in of_one if one.id in visits]
    yield from joined(_KIND, (_judged(ground, visit, evening) for visit in concerned))


def _judged(ground: Ground, visit: Visit, evening: date) -> Judged:
    speaker = speaker_of(ground.book, ground.today, visit.patient)
    finding = _finding(ground, speaker, visit, evening)
    decision = decide(ground, _KIND, speaker, blocks_of_all(ground, speaker, _KIND), finding)
    return Judged(decision, speaker, finding.visits, finding.is_alone)


def _finding(ground: Ground, speaker: Speaker, visit: Visit, evening: date) -> Finding:
    today = ground.today
    contacts = ground.history.about(speaker, _KIND)
    since = today.begin_of(evening) - _TINY
    blocks: list[Block] = []
    said = [
        _SAID[one.result]
        for one in contacts
        if one.at > since and one.result in _SAID and one.visit in {None, visit.id}
    ]
    if visit.status in _SETTLED:
        blocks.append(_lasting(_SETTLED[visit.status]))
    elif said:
        blocks.append(Block(said[-1]))
    local = visit.starts_at.astimezone(today.zone)
    if local.date() != today.date or local.time() <= VISITS_AFTER:
        blocks.append(_lasting(Reason.NOT_DUE))
    blocks += spent(calls_since(contacts, today.begin_of(today.date) - _TINY), _ONCE)
    openings = () if speaker.zone is None else today.openings(_ANY_CALL, speaker.zone)
    return Finding(visits=(visit,), blocks=blocks, openings=_until(openings, visit, today.date, today.as_of))


def _lasting(reason: Reason) -> Block:
    return Block(reason, FOREVER if reason is Reason.NOT_DUE else None)


def _until(openings: Sequence[Opening], visit: Visit, today: date, as_of: datetime) -> list[Opening]:
    """What of today's hours lies long enough before the visit."""
    end = visit.starts_at - AHEAD
    return [
        replace(one, ends=min(one.ends, end))
        for one in openings
        if one.day == today and max(one.begins, as_of) < min(one.ends, end)
    ]
