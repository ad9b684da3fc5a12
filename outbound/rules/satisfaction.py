"""Satisfaction: how was the visit, some days after it."""

from collections.abc import Iterable, Iterator, Sequence

from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import PatientId
from outbound.rules.after_visits import not_due_after, past_visits, whoever_has, within
from outbound.rules.finding import BEFORE_ALL, Finding, calls_since, distance, spent
from outbound.rules.ground import Ground
from outbound.rules.guardians import Speaker
from outbound.rules.reasons import Block

_ONCE = 1


def candidates(ground: Ground) -> Iterable[PatientId]:
    """Whoever has come."""
    return whoever_has(ground, VisitStatus.CAME)


def findings(ground: Ground, speaker: Speaker, _: Sequence[Block]) -> Iterator[Finding]:
    """One for the last visit of these days; where there is none, for the last of all."""
    came = past_visits(ground, speaker.patient.id, VisitStatus.CAME)
    if not came:
        return
    rules = ground.settings.satisfaction
    recent = within(ground, came, rules.from_days, rules.to_days)
    last = (recent or came)[-1]
    calls = calls_since(ground.history.about(speaker, Purpose.SATISFACTION), BEFORE_ALL)
    blocks = [
        *([] if recent else not_due_after(ground, came, rules.from_days)),
        *spent(calls_since(calls, last.starts_at), _ONCE),
        *(distance(ground, calls[-1], rules.every_days) if calls else ()),
    ]
    yield Finding(visits=(last,), blocks=blocks)
