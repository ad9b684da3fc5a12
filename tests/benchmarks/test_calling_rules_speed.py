"""Judging all kinds for a clinic of 25,000 patients with 100,000 visits, and for one of 100,000 patients with 400,000.

A third of the patients live in families on one number; each has two contacts. Budget: 20 s for 100,000 visits,
and little more memory than the book. `python -m pytest tests/benchmarks/test_calling_rules_speed.py -m benchmark -s`
"""

import sys
import time
import tracemalloc
from collections import Counter, deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from callcenter.clinic.book import ClinicBook
from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.domain.outreach import Channel, Contact, ContactResult, Purpose
from callcenter.kit.ids import PatientId, VisitId
from callcenter.kit.phones import PhoneNumber
from outbound.rules.ground import ground_of
from outbound.rules.judging import judge
from tests.support.clinic_book import Fact, book_of, patient, planned, waiting

pytestmark = pytest.mark.benchmark

VISITS_A_PATIENT = 4
BUDGET_S = 20.0
AS_OF = datetime(2026, 11, 23, 15, 5, tzinfo=UTC)
_ZONES = ("", "", "", "", "Europe/Kyiv", "Asia/Shanghai", "America/New_York")
_DAYS_BACK = (-40, 900)


@pytest.mark.parametrize("patients", [25_000, 100_000])
def test_a_hundred_thousand_visits_are_judged_in_seconds(patients: int) -> None:
    book = _clinic(patients)
    begin = time.perf_counter()
    ground_of(book, AS_OF)
    ordered = time.perf_counter() - begin
    begin, processor = time.perf_counter(), time.process_time()
    found = Counter((decision.kind, decision.verdict) for decision in judge(book, AS_OF))
    took, used = time.perf_counter() - begin, time.process_time() - processor
    over = "  OVER THE BUDGET" if took > BUDGET_S * len(book.visits) / 100_000 else ""
    _tell(f"\n{patients} patients, {len(book.visits)} visits, {len(book.contacts)} contacts, all seven kinds:")
    _tell(f"  {took:.1f} s ({used:.1f} s of processor; {ordered:.1f} s of it to put the book in order){over}")
    _tell(f"  {took / len(book.visits) * 100_000:.1f} s for 100,000 visits, {sum(found.values())} decisions")
    for kind in Purpose:
        told = ", ".join(f"{found[one]} {one[1]}" for one in sorted(found) if one[0] is kind)
        _tell(f"    {kind.value:14}{told}")


def test_decisions_are_not_gathered_in_memory() -> None:
    book = _clinic(25_000)
    tracemalloc.start()
    ground = ground_of(book, AS_OF)
    ordered = tracemalloc.get_traced_memory()[0]
    del ground
    tracemalloc.reset_peak()
    deque(judge(book, AS_OF), maxlen=0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    _tell("\n25,000 patients, 100,000 visits, memory beside the book:")
    _tell(f"  {ordered / 1e6:.0f} MB to put it in order, {peak / 1e6:.0f} MB at most while it is judged")


def _clinic(patients: int) -> ClinicBook:
    return book_of(*_facts(patients, Random(7)))  # noqa: S311 - an invented clinic, the same each time


def _facts(patients: int, chance: Random) -> Iterator[Fact]:
    for number in range(patients):
        name = f"p{number:06}"
        family = f"f{number // 3 // 3}" if number % 3 == 0 else ""
        phone = f"+4860{number // 9 if family else number + 1_000_000:07}"
        yield patient(name, family=family, phone=phone, zone=chance.choice(_ZONES))
        for place in range(VISITS_A_PATIENT):
            yield _visit(f"{name}v{place}", name, chance)
        for _ in range(2):
            yield _contact(name, phone, chance)
        if chance.random() < 0.2:
            yield planned(name, "2026-10-01")
        if chance.random() < 0.05:
            yield waiting(name, doctor=f"dr{chance.randrange(100)}")


def _visit(name: str, whose: str, chance: Random) -> Visit:
    days = chance.randint(*_DAYS_BACK)
    past, ahead = (VisitStatus.CAME, VisitStatus.NO_SHOW), (VisitStatus.BOOKED, VisitStatus.CANCELLED)
    return Visit(
        id=VisitId(name),
        patient=PatientId(whose),
        doctor=f"dr{chance.randrange(100)}",
        service=chance.choice(("check", "filling")),
        starts_at=AS_OF - timedelta(days=days, minutes=5 * chance.randrange(60)),
        length=timedelta(minutes=30),
        status=chance.choices(past if days > 0 else ahead, (9, 1))[0],
    )


def _contact(whose: str, phone: str, chance: Random) -> Contact:
    return Contact(
        patient=PatientId(whose),
        number=PhoneNumber(phone),
        at=AS_OF - timedelta(minutes=chance.randrange(1_000_000)),
        channel=Channel.CALL,
        purpose=chance.choice(list(Purpose)),
        result=chance.choice((ContactResult.NO_ANSWER, ContactResult.REACHED, ContactResult.BUSY)),
    )


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
