"""One process of many holds the link to the exchange; another takes over when it is gone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from callcenter.app.exchange_link import ExchangeLink
from callcenter.kit.clock import JumpingClock
from callcenter.storage.leases import LASTS, Lease
from callcenter.storage.work import Database

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock(NOON)


@pytest.fixture
def log() -> list[str]:
    return []


LinkOf = Callable[[str], ExchangeLink]


@pytest.fixture
def link_of(database: Database, clock: JumpingClock, log: list[str]) -> LinkOf:
    def make(unit: str) -> ExchangeLink:
        lease = Lease(database, "exchange:asterisk", unit)
        return ExchangeLink(lease, clock, lambda: log.append(f"{unit} links"), lambda: log.append(f"{unit} lets go"))

    return make


def test_only_the_first_of_two_processes_links_to_the_exchange(link_of: LinkOf, log: list[str]) -> None:
    link_of("one").look()
    link_of("two").look()
    assert log == ["one links"]


def test_a_holder_that_renews_keeps_the_link(link_of: LinkOf, clock: JumpingClock, log: list[str]) -> None:
    one, two = link_of("one"), link_of("two")
    for _ in range(10):
        one.look()
        clock.jump(LASTS / 3)
        two.look()
    assert log == ["one links"]


def test_another_takes_over_from_a_process_that_died(link_of: LinkOf, clock: JumpingClock, log: list[str]) -> None:
    link_of("one").look()
    two = link_of("two")
    two.look()
    clock.jump(LASTS)
    two.look()
    assert log == ["one links", "two links"]


def test_a_process_that_slept_too_long_lets_go_of_the_link(
    link_of: LinkOf, clock: JumpingClock, log: list[str]
) -> None:
    one, two = link_of("one"), link_of("two")
    one.look()
    clock.jump(LASTS + timedelta(seconds=1))
    two.look()
    one.look()
    assert log == ["one links", "two links", "one lets go"]


def test_the_same_unit_has_the_link_again_at_once_after_a_restart(link_of: LinkOf, log: list[str]) -> None:
    link_of("one").look()
    link_of("one").look()
    assert log == ["one links", "one links"]


def test_a_process_that_stops_lets_the_next_have_the_link_at_once(link_of: LinkOf, log: list[str]) -> None:
    one = link_of("one")
    one.start()
    one.stop()
    link_of("two").look()
    assert log == ["one links", "one lets go", "two links"]


class LeaseOnAFullDisk(Lease):
    """A lease whose database cannot be written while `is_full`."""

    is_full = False

    def take_or_renew(self, now: datetime) -> bool:
        self._write()
        return super().take_or_renew(now)

    def release(self, now: datetime) -> None:
        self._write()
        super().release(now)

    def _write(self) -> None:
        if self.is_full:
            raise OperationalError("UPDATE lease", {}, Exception("database or disk is full"))


def test_the_link_stays_open_while_the_database_cannot_be_written(
    database: Database, clock: JumpingClock, log: list[str], link_of: LinkOf
) -> None:
    lease = LeaseOnAFullDisk(database, "exchange:asterisk", "one")
    one = ExchangeLink(lease, clock, lambda: log.append("one links"), lambda: log.append("one lets go"))
    one.look()
    lease.is_full = True
    for _ in range(10):
        clock.jump(LASTS)
        one.look()
    assert log == ["one links"]
    lease.is_full = False
    link_of("two").look()
    one.look()
    assert log == ["one links", "two links", "one lets go"]


def test_a_process_stops_in_order_while_the_database_cannot_be_written(
    database: Database, clock: JumpingClock, log: list[str]
) -> None:
    lease = LeaseOnAFullDisk(database, "exchange:asterisk", "one")
    one = ExchangeLink(lease, clock, lambda: log.append("one links"), lambda: log.append("one lets go"))
    one.start()
    lease.is_full = True
    one.stop()
    assert log == ["one links", "one lets go"]
