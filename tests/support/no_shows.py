"""A clinic's past of which the truth is known: every visit was missed by a probability that the test knows."""

import math
import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.kit.ids import PatientId, VisitId
from outbound.risk.facts import Factor, values_of

ZONE = ZoneInfo("Europe/Warsaw")
BEGIN = datetime(2025, 1, 6, tzinfo=UTC)
TRUTH = {
    Factor.MISSED_BEFORE: 2.6,
    Factor.MISSED_LAST: 0.9,
    Factor.CANCELS: 0.3,
    Factor.FIRST_VISIT: 0.9,
    Factor.BOOKED_LONG_AGO: 1.2,
    Factor.EARLY: 0.5,
    Factor.LATE: -0.4,
    Factor.MONDAY: 0.3,
    Factor.CONFIRMED: -1.1,
}
TRUE_BASE = -2.9


def seeded_past(visits: int, seed: int = 7) -> tuple[list[Visit], set[VisitId], dict[VisitId, float]]:
    """Visits with how they came out, which of them were confirmed, and the true probability of each. Patients differ:
    some miss more than their facts tell."""
    chance = random.Random(seed)  # noqa: S311 - a test's own, the same each time
    before: dict[int, list[Visit]] = {}
    made: list[Visit] = []
    confirmed: set[VisitId] = set()
    truth: dict[VisitId, float] = {}
    for number in range(visits):
        who = chance.randrange(visits // 4)
        starts = BEGIN + timedelta(minutes=20 * number * 5_000 // visits, hours=0)
        starts = starts.replace(hour=chance.randrange(7, 18), minute=0)
        earlier = before.setdefault(who, [])
        visit = Visit(
            id=VisitId(f"v{number}"),
            patient=PatientId(f"p{who}"),
            doctor="d",
            service="s",
            starts_at=starts + timedelta(days=number * 400 // visits),
            length=timedelta(minutes=30),
            booked_at=starts + timedelta(days=number * 400 // visits) - timedelta(days=chance.expovariate(1 / 12)),
        )
        is_confirmed = chance.random() < 0.5
        values = values_of(visit, earlier, ZONE, is_confirmed=is_confirmed)
        odds = TRUE_BASE + sum(TRUTH[one] * values[one] for one in TRUTH) + chance.gauss(0, 0.2)
        truth[visit.id] = 1 / (1 + math.exp(-odds))
        was_missed = chance.random() < truth[visit.id]
        status = VisitStatus.NO_SHOW if was_missed else VisitStatus.CAME
        if chance.random() < 0.07:
            status = VisitStatus.CANCELLED
        ended = Visit(
            id=visit.id,
            patient=visit.patient,
            doctor="d",
            service="s",
            starts_at=visit.starts_at,
            length=visit.length,
            status=status,
            booked_at=visit.booked_at,
        )
        made.append(ended)
        earlier.append(ended)
        if is_confirmed:
            confirmed.add(visit.id)
    return made, confirmed, truth
