"""How a process hears of events that another one has written."""

import threading
from datetime import UTC, datetime

from callcenter.domain.events import CallRang
from callcenter.kit.ids import CallId
from callcenter.storage.watch import LogWatch
from callcenter.storage.work import Database

NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_an_event_of_another_process_rings_our_bell(database: Database) -> None:
    """Live pages have no look of their own at the log: they rely on this bell."""
    ours, others = Database(database.engine), Database(database.engine)
    with others.work() as work:
        work.emit(CallRang(call=CallId("c-1"), at=NOON))
    rung = threading.Event()
    ours.wake.subscribe(rung.set)
    watch = LogWatch(ours)
    watch.start()
    try:
        assert rung.wait(60)
        rung.clear()
        with others.work() as work:
            work.emit(CallRang(call=CallId("c-2"), at=NOON))
        assert rung.wait(60)
    finally:
        watch.stop()
