"""No-show: a visit was missed some days ago, and none has been agreed since."""

from collections.abc import Iterable, Iterator, Sequence

from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import PatientId
from outbound.rules.after_visits import not_due_after, past_visits, whoever_has, within
from outbound.rules.finding import Finding, calls_since, refused_since, spent
from outbound.rules.ground import Ground
from outbound.rules.guardians import Speaker
from outbound.rules.reasons import FOREVER, Block, Reason


def candidates(ground: Ground) -> Iterable[PatientId]:
    """Whoever has missed a visit."""
    return whoever_has(ground, VisitStatus.NO_SHOW)


def findings(ground: Ground, speaker: Speaker, _: Sequence[Block]) -> Iterator[Finding]:
    """One for all visits that were missed lately; where there is none, for the last that was missed."""
    missed = past_visits(ground, speaker.patient.id, VisitStatus.NO_SHOW)
    if not missed:
        return
    rules = ground.settings.no_show
    recent = within(ground, missed, rules.from_days, rules.to_days)
    last = (recent or missed)[-1]
    contacts = ground.history.about(speaker, Purpose.NO_SHOW)
    blocks = [
        *([] if recent else not_due_after(ground, missed, rules.from_days)),
        *_agreed_since(ground, last),
        *spent(calls_since(contacts, last.starts_at), rules.tries),
        *refused_since(contacts, last.starts_at),
    ]
    yield Finding(visits=(last,), blocks=blocks)


def _agreed_since(ground: Ground, missed: Visit) -> Iterator[Block]:
    """A visit ahead, or one that was agreed after the missed one. A later visit of which nobody knows when it was
    agreed is taken for such a one."""
    if (ahead := ground.future_visit(missed.patient)) is not None:
        yield ahead
        return
    for visit in ground.visits_of(missed.patient):
        agreed_at = visit.booked_at or visit.starts_at
        if visit.status is not VisitStatus.CANCELLED and visit.id != missed.id and agreed_at > missed.starts_at:
            yield Block(Reason.HAS_FUTURE_VISIT, FOREVER)
            return
