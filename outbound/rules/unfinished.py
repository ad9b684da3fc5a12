"""Unfinished treatment: planned long ago, and no visit agreed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import PatientId
from outbound.rules.days import ONE_DAY
from outbound.rules.finding import BEFORE_ALL, Finding, calls_since, distance, not_due_before, refused_since, spent
from outbound.rules.ground import Ground
from outbound.rules.guardians import Speaker
from outbound.rules.reasons import Block


def candidates(ground: Ground) -> Iterable[PatientId]:
    """Whoever has planned treatment ahead."""
    return ground.plans


def findings(ground: Ground, speaker: Speaker, _: Sequence[Block]) -> Iterator[Finding]:
    """One for all that is planned; the oldest item decides."""
    items = ground.plans.get(speaker.patient.id)
    if not items:
        return
    rules, oldest = ground.settings.unfinished, items[0].planned_on
    contacts = ground.history.about(speaker, Purpose.UNFINISHED)
    since = ground.today.begin_of(oldest) - timedelta(microseconds=1)  # a call of that very day counts
    blocks = [
        *not_due_before(ground, oldest + rules.after_days * ONE_DAY),
        *spent(calls_since(contacts, since), rules.tries),
        *refused_since(contacts, since),
    ]
    if calls := calls_since(contacts, BEFORE_ALL):
        blocks += distance(ground, calls[-1], rules.every_days)
    if (ahead := ground.future_visit(speaker.patient.id)) is not None:
        blocks.append(ahead)
    yield Finding(blocks=blocks)
