"""Lost patients: nobody has seen them for long, and no visit is agreed."""

from collections.abc import Iterable, Iterator, Sequence

from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import PatientId
from outbound.rules.after_visits import past_visits, whoever_has
from outbound.rules.days import months_later
from outbound.rules.finding import BEFORE_ALL, Finding, calls_since, distance, not_due_before
from outbound.rules.ground import Ground
from outbound.rules.guardians import Speaker
from outbound.rules.reasons import Block


def candidates(ground: Ground) -> Iterable[PatientId]:
    """Whoever has come, ever."""
    return whoever_has(ground, VisitStatus.CAME)


def findings(ground: Ground, speaker: Speaker, _: Sequence[Block]) -> Iterator[Finding]:
    """One, for the last time that the patient came."""
    came = past_visits(ground, speaker.patient.id, VisitStatus.CAME)
    if not came:
        return
    rules, today = ground.settings.lost, ground.today
    calls = calls_since(ground.history.about(speaker, Purpose.LOST), BEFORE_ALL)
    blocks = [
        *not_due_before(ground, months_later(today.date_of(came[-1].starts_at), rules.after_months)),
        *(distance(ground, calls[-1], rules.every_days) if calls else ()),
    ]
    if (ahead := ground.future_visit(speaker.patient.id)) is not None:
        blocks.append(ahead)
    yield Finding(visits=came[-1:], blocks=blocks)
