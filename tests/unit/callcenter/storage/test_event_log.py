"""Facts are stored with the change they tell of, and every reader sees each of them."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from callcenter.domain.events import CallQueued, CallRang, DomainEvent, ExchangeLost
from callcenter.kit.ids import CallId
from callcenter.storage.events import last_event_id, read_events
from callcenter.storage.readers import EventReader
from callcenter.storage.wake import PostgresBell, Wake
from callcenter.storage.work import Database

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def rang(name: str) -> CallRang:
    return CallRang(call=CallId(name), at=NOON)


def stored(database: Database, after: int = 0) -> list[DomainEvent]:
    with database.read() as connection:
        return [entry.event for entry in read_events(connection, after)]


def test_an_event_comes_back_as_it_was_told(database: Database) -> None:
    told = ExchangeLost(exchange="asterisk", reason="Астериск не отвечает", at=NOON)
    with database.work() as work:
        work.emit(told)
    assert stored(database) == [told]


def test_a_change_that_fails_tells_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError):
        _emit_and_fail(database)
    assert stored(database) == []


def test_the_bell_rings_after_the_commit_and_not_for_a_silent_change(database: Database) -> None:
    heard: list[int] = []
    unsubscribe = database.wake.subscribe(lambda: heard.append(len(stored(database))))
    with database.work() as work:
        work.emit(rang("c-1"))
    with database.work():
        pass
    unsubscribe()
    with database.work() as work:
        work.emit(rang("c-2"))
    assert heard == [1]


def test_a_reader_takes_each_event_once_and_goes_on_after_a_restart(database: Database) -> None:
    with database.work() as work:
        work.emit(rang("c-1"), rang("c-2"))
    seen: list[DomainEvent] = []
    assert EventReader("test", database, seen.append).read_on() == 2
    with database.work() as work:
        work.emit(rang("c-3"))
    assert EventReader("test", database, seen.append).read_on() == 1
    assert seen == [rang("c-1"), rang("c-2"), rang("c-3")]


def test_an_event_whose_handler_failed_is_handed_over_again(database: Database) -> None:
    with database.work() as work:
        work.emit(rang("c-1"))
    seen: list[DomainEvent] = []

    def fail_once(event: DomainEvent) -> None:
        seen.append(event)
        if len(seen) == 1:
            raise RuntimeError("the handler failed")

    reader = EventReader("test", database, fail_once)
    with pytest.raises(RuntimeError):
        reader.read_on()
    reader.read_on()
    assert seen == [rang("c-1"), rang("c-1")]


def test_a_reader_that_runs_is_woken_by_a_new_event(database: Database) -> None:
    arrived = threading.Event()
    reader = EventReader("test", database, lambda _: arrived.set())
    reader.start()
    with database.work() as work:
        work.emit(rang("c-1"))
    assert arrived.wait(60)
    reader.stop()


def test_writers_at_the_same_time_never_hide_an_event_from_a_reader_that_follows(database: Database) -> None:
    """The trap of rising ids: one drawn first and committed last would be passed over."""
    writers = [threading.Thread(target=_write_ten, args=(database, f"w{number}")) for number in range(6)]
    followed: list[str] = []
    for writer in writers:
        writer.start()
    after = 0
    while any(writer.is_alive() for writer in writers) or last_id(database) > after:
        with database.read() as connection:
            for entry in read_events(connection, after):
                assert isinstance(entry.event, CallQueued)
                followed.append(entry.event.call)
                after = entry.id
    for writer in writers:
        writer.join()
    assert sorted(followed) == sorted(f"w{number}-{turn}" for number in range(6) for turn in range(10))


def _emit_and_fail(database: Database) -> None:
    with database.work() as work:
        work.emit(rang("c-1"))
        raise RuntimeError("the change failed")


def last_id(database: Database) -> int:
    with database.read() as connection:
        return last_event_id(connection)


def _write_ten(database: Database, name: str) -> None:
    for turn in range(10):
        with database.work() as work:
            work.emit(CallQueued(call=CallId(f"{name}-{turn}"), at=NOON))


@pytest.mark.postgresql
def test_another_process_is_woken_through_postgresql(postgresql_url: str) -> None:
    from callcenter.storage.engine import open_engine
    from callcenter.storage.tables import metadata

    here, there = open_engine(postgresql_url), open_engine(postgresql_url)
    metadata.create_all(here)
    wake, woken = Wake(), threading.Event()
    bell = PostgresBell(there, wake)
    bell.start()
    wake.wait(0, timeout_s=60)  # it rings once when it listens
    wake.subscribe(woken.set)
    with Database(here).work() as work:
        work.emit(rang("c-1"))
    assert woken.wait(60)
    bell.stop()
    _dispose(here, there)


def _dispose(*engines: Engine) -> None:
    for engine in engines:
        engine.dispose()


def test_an_event_that_fails_every_time_is_set_aside_and_does_not_keep_back_the_next(database: Database) -> None:
    with database.work() as work:
        work.emit(rang("odd"), rang("c-2"))
    seen: list[DomainEvent] = []

    def refuse_the_odd(event: DomainEvent) -> None:
        if event == rang("odd"):
            raise RuntimeError("the handler cannot take this one")
        seen.append(event)

    reader = EventReader("test", database, refuse_the_odd)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            reader.read_on()
    reader.read_on()
    assert seen == [rang("c-2")]


def test_a_reader_of_some_kinds_is_not_handed_the_others(database: Database) -> None:
    with database.work() as work:
        work.emit(rang("c-1"), CallQueued(call=CallId("c-1"), at=NOON))
    seen: list[DomainEvent] = []
    EventReader("test", database, seen.append, kinds=[CallQueued]).read_on()
    assert seen == [CallQueued(call=CallId("c-1"), at=NOON)]


def test_who_cannot_be_woken_does_not_undo_a_committed_change(database: Database) -> None:
    def refuse() -> None:
        raise RuntimeError("this loop is closed")

    database.wake.subscribe(refuse)
    with database.work() as work:
        work.emit(rang("c-1"))
    assert stored(database) == [rang("c-1")]
