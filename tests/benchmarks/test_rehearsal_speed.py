"""Rehearsing an evening of 10,000 targets: seconds and memory. Budget: 20 s on one core, reading the database included.

`python -m pytest tests/benchmarks/test_rehearsal_speed.py -m benchmark -s`
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from random import Random

import pytest

from callcenter.clinic.book import ClinicTerms, DailyHours
from callcenter.clinic.contact_store import add_contacts
from callcenter.clinic.store import add_patients
from callcenter.clinic.visit_store import add_doctor, add_service, add_visit
from callcenter.domain.clinic import Patient, Visit
from callcenter.domain.outreach import Channel, Contact, ContactResult, Purpose
from callcenter.kit.ids import COMMAND_LINE, PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.engine import open_engine
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from outbound.campaigns.campaign import Campaign, CampaignId, CampaignState, Mode
from outbound.campaigns.campaign_store import add_campaign
from outbound.rehearsal.service import rehearse
from outbound.rehearsal.summary import Prices, summed_up
from tests.support.clinic import CHECKUP, ORLOVA, ZONE

pytestmark = pytest.mark.benchmark

TARGETS = 10_000
BUDGET_S = 20.0
AT = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
"""Four in the afternoon in Moscow."""
TERMS = ClinicTerms(
    name="Clinic",
    zone=ZONE,
    country="RU",
    language=Language.RU,
    hours=DailyHours(begins=clock(9), ends=clock(20)),
    days_off=frozenset({6, 7}),
    lines=60,
    calls_per_second=5.0,
)


def test_ten_thousand_targets_are_rehearsed_in_seconds(tmp_path: Path) -> None:
    database = _clinic(tmp_path)
    begin, processor, floor = time.perf_counter(), time.process_time(), _peak_mb()
    played = rehearse(database, TERMS, AT)
    took, used = time.perf_counter() - begin, time.process_time() - processor
    summary = summed_up(played, Prices())
    results = Counter(one.state.value for one in played.targets)
    over = "  OVER THE BUDGET" if used > BUDGET_S else ""
    _tell(f"\n{TARGETS} targets, {len(played.calls)} calls, {TERMS.lines} lines, {TERMS.calls_per_second:g} a second:")
    _tell(f"  {took:.1f} s ({used:.1f} s of processor){over}; at most {summary.most_lines} lines at once")
    _tell(f"  {_peak_mb() - floor:.0f} MB more at the peak than before")
    _tell(f"  the evening ends {played.ends_at:%H:%M:%S} UTC; {dict(results)}")
    assert summary.most_lines <= TERMS.lines


def _clinic(folder: Path) -> Database:
    engine = open_engine(f"sqlite:///{folder / 'clinic.db'}")
    metadata.create_all(engine)
    database = Database(engine)
    chance = Random(7)  # noqa: S311 - an invented clinic, the same each time
    people = [_patient(number) for number in range(TARGETS)]
    with database.work() as work:
        add_service(work.connection, CHECKUP, 0)
        add_doctor(work.connection, ORLOVA, (), (CHECKUP.id,))
        add_patients(work.connection, people)
        for number, one in enumerate(people):
            add_visit(work.connection, _visit(one, number))
        add_contacts(work.connection, _contacts(people, chance))
        add_campaign(work.connection, _campaign())
    return database


def _patient(number: int) -> Patient:
    return Patient(
        id=PatientId(f"p{number:05}"),
        given_name="Anna",
        surname=f"N{number}",
        language=Language.RU,
        phone=PhoneNumber(f"+7900{number:07}"),
        family=f"f{number // 30}" if number % 10 < 3 else "",
    )


def _visit(of: Patient, number: int) -> Visit:
    return Visit(
        id=VisitId(f"{of.id}-tomorrow"),
        patient=of.id,
        doctor=ORLOVA.id,
        service=CHECKUP.id,
        starts_at=AT.replace(hour=6) + timedelta(days=1, minutes=number % 600),
        length=timedelta(minutes=30),
    )


def _contacts(people: list[Patient], chance: Random) -> Iterator[Contact]:
    for one in people:
        yield Contact(
            patient=one.id,
            number=one.phone,
            at=AT - timedelta(days=chance.randrange(2, 80), minutes=chance.randrange(300)),
            channel=Channel.CALL,
            purpose=Purpose.CONFIRMATION,
            result=chance.choice((ContactResult.NO_ANSWER, ContactResult.CONFIRMED, ContactResult.BUSY)),
        )


def _campaign() -> Campaign:
    return Campaign(
        id=CampaignId("confirmations"),
        purpose=Purpose.CONFIRMATION,
        title="Tomorrow's visits",
        mode=Mode.ROBOT,
        state=CampaignState.RUNNING,
        priority=1,
        flow="confirm_visit",
        script="",
        created_at=AT,
        created_by=COMMAND_LINE,
        changed_at=AT,
    )


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
