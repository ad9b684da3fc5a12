"""One call for a family on one number, and who of them is spoken to."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from callcenter.domain.clinic import Visit
from callcenter.domain.outreach import Purpose
from outbound.rules.decision import Decision, Verdict
from outbound.rules.guardians import Speaker
from outbound.rules.reasons import Reason

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision about one patient, with what joining has to know of it."""

    decision: Decision
    speaker: Speaker
    visits: Sequence[Visit]
    is_alone: bool

    @property
    def earliest(self) -> datetime:
        """When the first of the visits begins; later than all where there is none."""
        return min((one.starts_at for one in self.visits), default=_NEVER)


def joined(kind: Purpose, household: Iterable[Judged]) -> Iterator[Decision]:
    """The decisions about people who may belong together, those that are one call made one."""
    judged = list(household)
    if len(judged) == 1:
        yield judged[0].decision
        return
    groups: dict[Hashable, list[Judged]] = defaultdict(list)
    for place, one in enumerate(judged):
        groups[_key(kind, one, place)].append(one)
    for group in groups.values():
        yield from _as_one(group)


def _key(kind: Purpose, one: Judged, place: int) -> Hashable:
    """What is equal in all that is joined. A free place is offered to one at a time; families never share a call; and
    what is skipped is told for each patient, the visits of a patient that are skipped for one reason together."""
    decision, speaker = one.decision, one.speaker
    if kind is Purpose.GAP or (decision.verdict is Verdict.SKIP and one.is_alone):
        return place
    if decision.verdict is Verdict.SKIP:
        return speaker.patient.id, decision.reason
    return speaker.family, "" if speaker.family else speaker.voice.id, decision.number


def _as_one(group: Sequence[Judged]) -> Iterator[Decision]:
    if len(group) == 1:
        yield group[0].decision
        return
    begins = [one.decision.not_before for one in group if one.decision.not_before]
    ends = [one.decision.not_after for one in group if one.decision.not_after]
    if begins and max(begins) >= min(ends):
        yield from (one.decision for one in group)  # no moment suits all of them
        return
    decisions = [one.decision for one in group]
    head = _head(group)
    visits = {visit.id: visit for one in group for visit in one.visits}
    yield replace(
        head.decision,
        members=tuple(sorted({member for one in decisions for member in one.members})),
        visits=tuple(one.id for one in sorted(visits.values(), key=lambda visit: (visit.starts_at, visit.id))),
        verdict=max((one.verdict for one in decisions), key=list(Verdict).index),
        reason=max((one.reason for one in decisions), key=list(Reason).index),
        not_before=max(begins, default=None),
        not_after=min(ends, default=None),
        blocks=tuple(dict.fromkeys(block for one in decisions for block in one.blocks)),
        personally=tuple(sorted({why for one in decisions for why in one.personally})),
    )


def _head(group: Sequence[Judged]) -> Judged:
    """Whose line it is: a guardian's, else that of the adult with the earliest visit, else the first by id."""
    guardians = {one.speaker.voice.id for one in group if one.speaker.is_spoken_for}
    if guardians:
        return min((one for one in group if one.speaker.voice.id in guardians), key=lambda one: one.decision.patient)
    adults = [one for one in group if not one.speaker.is_child]
    if adults:
        return min(adults, key=lambda one: (one.earliest, one.decision.patient))
    return min(group, key=lambda one: one.decision.patient)
