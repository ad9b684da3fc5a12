"""Planning 100,000 visits, twice, and how truly calls keep the set pace: decided, judged again, dialled, settled.

The exchange of the second takes each call and ends it a second later, so every step of the product is in the figure
but the talk itself. `python -m pytest tests/benchmarks/test_campaign_speed.py -m benchmark -s`
"""

import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from callcenter.domain.calls import Direction, EndReason
from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import ProviderCallId
from callcenter.storage.work import Database
from callcenter.telephony.inbox import NewsInbox
from callcenter.telephony.port import Arrived, Ended
from callcenter.telephony.service import TakeNews
from callcenter.telephony.voice_port import Dial
from outbound.campaigns.dispatch_service import Dispatch
from outbound.campaigns.ending_service import Ending
from outbound.campaigns.planner_service import Planner
from outbound.campaigns.running_service import Running, RunningParts
from outbound.campaigns.settling_service import Settling
from outbound.dialling_service import Dialling
from tests.support.faults.clinic import BEGINS, fill, start_campaign, terms_until
from tests.support.faults.fast_clock import FastClock, fast_clock

pytestmark = pytest.mark.benchmark

_VISITS = 100_000
_MEASURED_S = 20.0


def test_planning_a_hundred_thousand_visits(database: Database) -> None:
    terms = terms_until(4, 30, 10.0)
    fill(database, terms, _VISITS)
    clock = fast_clock(BEGINS, 1.0)
    campaign = start_campaign(database, clock, terms, Purpose.CONFIRMATION)
    planner = Planner(database, clock, terms)
    for which in ("first", "second"):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
        floor = _memory_mb("VmRSS")
        begin, processor = time.perf_counter(), time.process_time()
        planned = planner.plan(campaign.id)
        took, used = time.perf_counter() - begin, time.process_time() - processor
        _tell(
            f"\n{database.engine.dialect.name}, {_VISITS} visits, {which} time: {took:.1f} s, {used:.1f} s of processor"
            f", {planned.new} new, {planned.changed} changed, {_memory_mb('VmHWM') - floor:.0f} MB over {floor:.0f}"
        )
    assert planned.new == 0


@pytest.mark.parametrize("calls_per_second", [1, 10, 50])
def test_the_set_pace_is_kept(database: Database, calls_per_second: int) -> None:
    terms = terms_until(4, 200, calls_per_second)
    fill(database, terms, max(200, int(calls_per_second * _MEASURED_S * 2)))
    clock = fast_clock(BEGINS, 1.0)
    campaign = start_campaign(database, clock, terms, Purpose.CONFIRMATION)
    Planner(database, clock, terms).plan(campaign.id)
    exchange = _QuickExchange(clock)
    inbox = NewsInbox(TakeNews(database, "quick", terms.country), "quick")
    exchange.inbox = inbox
    dialling = Dialling(database, clock, exchange.dial)
    running = Running(
        RunningParts(
            wake=database.wake,
            planner=Planner(database, clock, terms),
            dispatch=Dispatch(database, clock, terms, "trunk"),
            settling=Settling(database, clock, terms, lambda *_: ContactResult.NO_ANSWER),
            ending=Ending(database, clock, lambda _: None, "quick"),
        )
    )
    parts = (inbox, dialling, running)
    processor = time.process_time()
    for part in parts:
        part.start()
    threading.Event().wait(_MEASURED_S + 2)
    for part in reversed(parts):
        part.stop()
    used = time.process_time() - processor
    _tell(f"\n{database.engine.dialect.name}, {calls_per_second} a second set: {exchange.told(used)}")
    assert exchange.most_in_a_second() <= 1.3 * calls_per_second + 1


class _QuickExchange:
    """Takes every call; it is over a second later, and nobody took it."""

    def __init__(self, clock: FastClock) -> None:
        self._clock = clock
        self.inbox: NewsInbox
        self._at: list[float] = []

    def dial(self, dial: Dial) -> None:
        self._at.append(time.monotonic())
        name, now = ProviderCallId(dial.tag), self._clock.now()
        self.inbox(Arrived(call=name, at=now, direction=Direction.OUTBOUND, caller=dial.number, tag=dial.tag))
        later = threading.Timer(1.0, self._end, (name,))
        later.daemon = True
        later.start()

    def _end(self, name: ProviderCallId) -> None:
        self.inbox(Ended(call=name, at=self._clock.now(), reason=EndReason.NO_ANSWER))

    def most_in_a_second(self) -> int:
        """The most calls within any second."""
        first, most = 0, 0
        for last, at in enumerate(self._at):
            while self._at[first] <= at - 1.0:
                first += 1
            most = max(most, last - first + 1)
        return most

    def told(self, used: float) -> str:
        """The figures, from the first call on."""
        if len(self._at) < 2:
            return f"{len(self._at)} calls"
        took = self._at[-1] - self._at[0]
        gaps = sorted(after - before for before, after in pairwise(self._at))
        worst = gaps[int(len(gaps) * 0.95)]
        return (
            f"{(len(self._at) - 1) / took:.2f} a second over {took:.0f} s, {self.most_in_a_second()} at most within "
            f"one second, p95 of gaps {worst * 1000:.0f} ms, {used / len(self._at) * 1000:.1f} ms of processor a call"
        )


def _memory_mb(field: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith(field)).split()[1]) / 1000


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
