"""Mailboxes and timers of calls."""

import queue
import threading
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from ivr.leading.mailbox_service import Mailbox
from ivr.leading.threads_service import CallThreads
from ivr.leading.timers_service import RealTimers
from tests.support.robot_texts import at_once


class Later:
    """Timers that are moved by hand."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def later(self, delay: timedelta, action: Callable[[], None]) -> None:
        self.waiting.append(action)

    def pass_by(self) -> None:
        waiting, self.waiting = self.waiting, []
        for action in waiting:
            action()


def mailbox(take: Callable[[int], None], timers: Later, gave_up: list[str]) -> Mailbox[int]:
    return Mailbox(take, run=at_once, timers=timers, give_up=lambda: gave_up.append("gave up"), name="c")


def away() -> OperationalError:
    return OperationalError("", None, Exception("locked"))


def test_items_of_many_threads_are_taken_one_after_the_other() -> None:
    threads, taken, done = CallThreads(3), list[int](), queue.SimpleQueue[int]()
    inside = threading.Lock()

    def take(item: int) -> None:
        assert inside.acquire(blocking=False)
        taken.append(item)
        inside.release()
        done.put(item)

    box: Mailbox[int] = Mailbox(take, run=threads, timers=Later(), give_up=lambda: None, name="c")

    def write(first: int) -> None:
        for one in range(200):
            box.put(first + one)

    writers = [threading.Thread(target=write, args=(first,)) for first in range(0, 1000, 200)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    for _ in range(1000):
        done.get(timeout=10)
    threads.stop()
    assert sorted(taken) == list(range(1000))
    assert [one for one in taken if one < 200] == list(range(200))


def test_what_an_item_puts_first_comes_before_those_that_wait() -> None:
    taken: list[int] = []

    def take(item: int) -> None:
        taken.append(item)
        if item == 1:
            box.put(2)
            box.put(9, first=True)

    box = mailbox(take, Later(), [])
    box.put(1)
    assert taken == [1, 9, 2]


def test_a_database_that_is_away_is_waited_for_and_nothing_is_passed_over() -> None:
    timers, taken, gave_up = Later(), list[int](), list[str]()
    trouble = [away(), away()]

    def take(item: int) -> None:
        if trouble:
            raise trouble.pop()
        taken.append(item)

    box = mailbox(take, timers, gave_up)
    box.put(1)
    box.put(2)
    assert taken == []
    timers.pass_by()
    timers.pass_by()
    assert (taken, gave_up) == ([1, 2], [])


def test_a_database_that_stays_away_does_not_strand_the_caller() -> None:
    timers, gave_up = Later(), list[str]()

    def take(item: int) -> None:
        raise away()

    mailbox(take, timers, gave_up).put(1)
    for _ in range(60):
        timers.pass_by()
    assert gave_up == ["gave up"]


def test_an_item_that_cannot_be_taken_gives_the_call_to_a_person_and_the_rest_goes_on() -> None:
    taken, gave_up = list[int](), list[str]()

    def take(item: int) -> None:
        if item == 1:
            raise ValueError("odd")
        taken.append(item)

    box = mailbox(take, Later(), gave_up)
    box.put(1)
    box.put(2)
    assert (taken, gave_up) == ([2], ["gave up"])


def test_timers_go_off_in_the_order_of_their_moments() -> None:
    timers, told = RealTimers(), queue.SimpleQueue[str]()
    timers.start()
    timers.later(timedelta(milliseconds=40), lambda: told.put("second"))
    timers.later(timedelta(milliseconds=5), lambda: told.put("first"))
    timers.later(timedelta(days=1), lambda: told.put("never"))
    assert [told.get(timeout=10), told.get(timeout=10)] == ["first", "second"]
    timers.stop()
    assert told.empty()
