"""Results for the clinic's other system: signed, at least once, with growing pauses, given up visibly."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from callcenter.domain.campaign_events import AttemptEnded
from callcenter.domain.events import VisitBooked
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import CallId, PatientId, VisitId
from callcenter.kit.secret import Secret
from callcenter.storage.work import Database
from outbound.telling.jobs import TellingJobs
from outbound.telling.news import news_of
from outbound.telling.pauses import PAUSES
from outbound.telling.settings import WebhookSettings
from outbound.telling.signing import EVENT, SIGNATURE, TIME, is_genuine
from outbound.telling.telling_service import Teller
from outbound.telling.told_store import ToldState, count_in, try_given_up_again
from tests.support.clinic import NOW
from tests.support.receiver import Receiver, receiver

SECRET = Secret("0123456789abcdef0123456789abcdef")


@dataclass
class _Queue:
    """Runs what is queued when it is told to, each subject once, as the durable queue does."""

    done: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)

    def enqueue(self, kind: str, subject: str) -> None:
        assert kind == "tell"
        if subject not in self.done:
            self.done.add(subject)
            self.waiting.append(subject)


@dataclass
class _World:
    database: Database
    clock: JumpingClock
    receiver: Receiver
    timeout_s: float = 5.0
    queue: _Queue = field(default_factory=_Queue)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        settings = WebhookSettings(url=self.receiver.url, secret=SECRET, timeout_s=self.timeout_s)
        self.jobs = TellingJobs(Teller(self.database, self.clock, settings), self.queue, self.clock)

    def run(self) -> None:
        (kind,) = self.jobs.kinds
        while self.queue.waiting:
            kind.steps[0](self.queue.waiting.pop(0))

    def hear(self, number: int = 1) -> None:
        self.jobs.on_event(_ended(number))
        self.run()

    def later(self, by: timedelta) -> None:
        self.clock.jump(by)
        self.jobs.take_up_left()
        self.run()

    def count(self, state: ToldState) -> int:
        with self.database.read() as connection:
            return count_in(connection, state)


def _ended(number: int = 1, result: str = "confirmed") -> AttemptEnded:
    return AttemptEnded(campaign="c1", target=f"t{number}", call=CallId(f"call{number}"), result=result, at=NOW)


@pytest.fixture
def other() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


@pytest.fixture
def world(database: Database, other: Receiver) -> _World:
    return _World(database, JumpingClock(NOW), other)


def test_a_result_is_told_with_ids_alone_and_signed(world: _World) -> None:
    world.hear()
    ((headers, body),) = world.receiver.got
    told = json.loads(body)
    assert told == {
        "id": headers[EVENT],
        "kind": "attempt_ended",
        "at": NOW.isoformat(),
        "campaign": "c1",
        "target": "t1",
        "call": "call1",
        "result": "confirmed",
    }
    assert is_genuine(SECRET, headers[TIME], body, headers[SIGNATURE])
    assert not is_genuine(SECRET, headers[TIME], body + b" ", headers[SIGNATURE])
    assert not is_genuine(SECRET, str(int(headers[TIME]) + 1), body, headers[SIGNATURE])
    assert not is_genuine(Secret("another secret of 16"), headers[TIME], body, headers[SIGNATURE])
    assert world.count(ToldState.TOLD) == 1


def test_the_same_event_again_is_told_once(world: _World) -> None:
    for _ in range(3):
        world.hear()
    assert len(world.receiver.got) == 1


@pytest.mark.parametrize("what", ["500", "404", "302", "drop"])
def test_what_a_receiver_did_not_take_is_told_again_under_the_same_id(world: _World, what: str) -> None:
    world.receiver.does = [what]
    world.hear()
    assert world.count(ToldState.WAITING) == 1
    world.later(timedelta(seconds=59))
    assert len(world.receiver.got) == 1, "not before its pause is over"
    world.later(timedelta(seconds=2))
    assert world.count(ToldState.TOLD) == 1
    first, second = world.receiver.got
    assert first[0][EVENT] == second[0][EVENT]
    assert first[1] == second[1]


def test_a_receiver_that_hangs_holds_nobody_for_longer_than_the_time_for_an_answer(database: Database) -> None:
    with receiver() as other:
        other.does = ["hang"]
        world = _World(database, JumpingClock(NOW), other, timeout_s=0.3)
        world.hear()
        assert world.count(ToldState.WAITING) == 1
        world.later(timedelta(minutes=2))
        assert world.count(ToldState.TOLD) == 1


def test_a_receiver_that_answers_too_late_is_told_twice_and_can_tell_by_the_id(database: Database) -> None:
    with receiver() as other:
        other.does = ["late"]
        world = _World(database, JumpingClock(NOW), other, timeout_s=0.3)
        world.hear()
        other.late.set()
        world.later(timedelta(minutes=2))
        assert world.count(ToldState.TOLD) == 1
        assert len({headers[EVENT] for headers, _ in other.got}) == 1
        assert len(other.got) == 2


def test_pauses_grow_until_it_is_given_up_and_a_person_sees_it(world: _World) -> None:
    world.receiver.does = ["500"] * 100
    world.hear()
    for pause in PAUSES:
        world.later(pause + timedelta(seconds=1))
    assert len(world.receiver.got) == len(PAUSES) + 1
    assert list(PAUSES) == sorted(PAUSES)
    assert world.count(ToldState.GIVEN_UP) == 1
    world.later(timedelta(days=30))
    assert len(world.receiver.got) == len(PAUSES) + 1


def test_what_was_given_up_is_told_once_the_receiver_is_mended(world: _World) -> None:
    world.receiver.does = ["500"] * (len(PAUSES) + 1)
    world.hear()
    for pause in PAUSES:
        world.later(pause + timedelta(seconds=1))
    with world.database.work() as work:
        assert try_given_up_again(work.connection, world.clock.now()) == 1
    world.later(timedelta(minutes=1))
    assert world.count(ToldState.TOLD) == 1


def test_a_thousand_results_do_not_each_wait_for_a_receiver_that_is_away(world: _World) -> None:
    world.receiver.does = ["500"]
    for number in range(50):
        world.jobs.on_event(_ended(number))
    world.run()
    assert len(world.receiver.got) == 1, "after one failure the others rest"
    world.later(timedelta(seconds=20))
    assert len(world.receiver.got) == 1
    world.later(timedelta(seconds=20))
    assert world.count(ToldState.TOLD) == 49, "the one that failed has its own pause and holds nobody up"
    world.later(timedelta(seconds=40))
    assert world.count(ToldState.TOLD) == 50


def test_a_try_that_was_lost_with_its_process_is_made_again(world: _World) -> None:
    world.jobs.on_event(_ended())
    world.queue.waiting.clear()  # the process was killed before its job began
    world.restart()
    world.later(timedelta(minutes=11))
    assert world.count(ToldState.TOLD) == 1


def test_without_an_address_nobody_is_told(database: Database) -> None:
    queue = _Queue()
    jobs = TellingJobs(Teller(database, JumpingClock(NOW), None), queue, JumpingClock(NOW))
    jobs.on_event(_ended())
    assert jobs.take_up_left() == 0
    assert not queue.waiting


def test_of_a_booked_visit_ids_are_told_and_no_names() -> None:
    news = news_of(VisitBooked(call=CallId("c"), visit=VisitId("v"), patient=PatientId("maria"), at=NOW))
    assert news is not None
    assert set(json.loads(news.body)) == {"id", "kind", "at", "call", "visit", "patient"}
