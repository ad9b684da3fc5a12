"""What was left undone is taken up again: bounded, each try once, never over a success, never for ever."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, insert

from callcenter.domain.events import RecordingKept, RecordingTranscribed, TranscriptionAsked
from callcenter.domain.people import Operator, Role
from callcenter.kit.ids import CallId, OperatorId, RecordingId, new_id
from callcenter.kit.languages import Language
from callcenter.storage import tables
from callcenter.storage.work import Database
from recordings import store
from recordings.jobs import RecordingJobs
from recordings.left_service import AT_ONCE
from recordings.recording import Recording, RecordingState
from recordings.screens.again_view import again_of
from recordings.screens.service import CallScreens
from tests.support.calls import screen_parts
from tests.unit.recordings.audio.sounds import tone, write
from tests.unit.recordings.service_world import World

MARTA = Operator(id=OperatorId("marta"), login="marta", name="Марта", role=Role.MANAGER, extension="")


class _Queue:
    """Stands for the durable engine: each job once, as there."""

    def __init__(self) -> None:
        self.queued: dict[tuple[str, str], bool] = {}

    def enqueue(self, kind: str, subject: str) -> None:
        """Keep it, where it was never queued before."""
        self.queued.setdefault((kind, subject), True)

    @property
    def waiting(self) -> list[tuple[str, str]]:
        """What nobody has worked on."""
        return [job for job, waits in self.queued.items() if waits]

    def work(self, jobs: RecordingJobs) -> None:
        """Do what is queued; a job whose step raises is given up."""
        kinds = {kind.name: kind for kind in jobs.kinds}
        for kind, subject in self.waiting:
            self.queued[kind, subject] = False
            try:
                for step in kinds[kind].steps:
                    step(subject)
            except OSError:
                if given_up := kinds[kind].given_up:
                    given_up(subject)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path)


def _read(world: World, recording: RecordingId) -> Recording:
    with world.database.read() as connection:
        return store.get_recording(connection, recording)


def _kept(world: World, call: str = "c-1") -> RecordingId:
    world.record(world.call(call))
    kept = world.recordings.keeping.keep_call(CallId(call))
    assert kept is not None
    return kept


def _left(world: World) -> list[str]:
    return [one.id for one in world.recordings.left.undone()]


def _screens(world: World) -> CallScreens:
    return CallScreens(screen_parts(world.database, world.clock, world.recordings))


def _fail() -> None:
    raise OSError("poison")


# ---- a failure never overwrites a success ----
def test_a_try_that_fails_after_another_has_had_success_changes_nothing(world: World) -> None:
    kept, quicker = _kept(world), World(world.database, world.folder)

    def quicker_is_done() -> None:
        quicker.recordings.writing.transcribe(kept)
        quicker.recordings.writing.score(kept)

    world.transcriber.first = quicker_is_done
    world.transcriber.fails = "the recogniser crashed twice"
    world.recordings.writing.transcribe(kept)
    assert _read(world, kept).state is RecordingState.SCORED
    assert _read(world, kept).problem == ""


def test_asking_again_waits_for_whoever_is_just_finishing_the_recording(world: World) -> None:
    kept = _kept(world)
    world.recordings.writing.give_up(kept)
    has_read = threading.Event()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if threading.current_thread() is asking and "FROM recording" in statement:
            has_read.set()

    asking = threading.Thread(target=_screens(world).transcribe_again, args=(MARTA, kept), daemon=True)
    event.listen(world.database.engine, "after_cursor_execute", note)
    with world.database.work() as work:
        store.get_recording(work.connection, kept, for_update=True)
        store.save_state(work.connection, kept, RecordingState.SCORED, "")
        asking.start()
        has_read.wait(0.5)  # never set where the reader waits for this transaction, as it should
    asking.join(timeout=30)
    event.remove(world.database.engine, "after_cursor_execute", note)
    assert _read(world, kept).state is RecordingState.SCORED


# ---- scoring that fails ----
def test_a_call_that_could_not_be_scored_keeps_its_words_and_says_so(world: World) -> None:
    kept = _kept(world)
    world.recordings.writing.transcribe(kept)
    world.recordings.writing.give_up(kept)
    found = _read(world, kept)
    assert found.state is RecordingState.TRANSCRIBED
    assert found.problem.startswith("not scored: ")
    assert again_of(found)
    assert _left(world) == [kept]
    world.recordings.writing.transcribe(kept)
    world.recordings.writing.score(kept)
    assert world.transcriber.asked == 1
    assert (_read(world, kept).state, _read(world, kept).problem) == (RecordingState.SCORED, "")


def test_asking_again_for_the_score_does_not_transcribe_again(world: World) -> None:
    kept = _kept(world)
    world.recordings.writing.transcribe(kept)
    world.recordings.writing.give_up(kept)
    _screens(world).transcribe_again(MARTA, kept)
    assert _read(world, kept).state is RecordingState.TRANSCRIBED
    assert isinstance(world.events()[-1], TranscriptionAsked)


# ---- tries are spaced ----
def test_work_that_was_given_up_is_found_again_and_done(world: World) -> None:
    kept = _kept(world)
    world.recordings.writing.give_up(kept)
    assert _left(world) == [kept]
    world.recordings.writing.transcribe(kept)
    world.recordings.writing.score(kept)
    assert _left(world) == []


def test_a_recording_that_always_fails_is_tried_a_few_times_and_then_waits_for_a_person(world: World) -> None:
    kept, queue = _kept(world), _Queue()
    jobs = RecordingJobs(world.recordings, queue)
    world.transcriber.first = _fail
    world.recordings.writing.give_up(kept)
    tries = 0
    for pause in [timedelta(minutes=15)] * (4 * 24 * 2) + [timedelta(days=1)] * 8:  # ten days of sweeps
        jobs.take_up_left()
        tries += len(queue.waiting)
        queue.work(jobs)
        world.clock.jump(pause)
    assert tries == 4
    _screens(world).transcribe_again(MARTA, kept)
    assert _read(world, kept).state is RecordingState.KEPT
    world.recordings.writing.give_up(kept)
    assert _left(world) == [kept]


# ---- each try is queued once, and few at a time ----
def test_sweeps_of_several_processes_queue_each_try_once(world: World) -> None:
    kept, queue = _kept(world), _Queue()
    world.recordings.writing.give_up(kept)
    for _ in range(2):
        for process in (world, World(world.database, world.folder)):
            RecordingJobs(process.recordings, queue).take_up_left()
    assert len(queue.queued) == 1


def test_a_sweep_takes_up_a_bounded_part_of_a_long_list(world: World) -> None:
    old = replace(_read(world, _kept(world)), call=None, state=RecordingState.NO_MODEL, language=Language.RU)
    with world.database.work() as work:
        for _ in range(AT_ONCE + 50):
            store.add_recording(work.connection, replace(old, id=RecordingId(new_id())))
    jobs, queue = RecordingJobs(world.recordings, _Queue()), _Queue()
    assert jobs.take_up_left() == AT_ONCE
    jobs = RecordingJobs(world.recordings, queue)
    for _ in range(3):
        jobs.take_up_left()
    assert len(queue.queued) == AT_ONCE


def test_unmarked_transcripts_are_taken_up_in_bounded_parts(world: World) -> None:
    known = _read(world, _kept(world))
    row = {"model": "m", "made_at": world.clock.now(), "turns": []}
    with world.database.work() as work:
        for _ in range(AT_ONCE + 5):
            one = replace(known, id=RecordingId(new_id()), call=None, state=RecordingState.SCORED)
            store.add_recording(work.connection, one)
            work.connection.execute(insert(tables.transcript).values(row | {"recording": one.id}))
    assert len(world.recordings.left.unmarked()) == AT_ONCE


def test_work_that_was_left_waits_behind_new_calls(world: World) -> None:
    queue = _Queue()
    jobs = RecordingJobs(world.recordings, queue)
    kept = _kept(world)
    world.recordings.writing.give_up(kept)
    jobs.take_up_left()
    [(kind, _)] = queue.queued
    assert {one.name: one.can_wait for one in jobs.kinds}[kind]


# ---- sound that is away for a while ----
def test_sound_that_was_away_is_kept_and_transcribed_when_it_is_there(world: World) -> None:
    call, queue = world.call(), _Queue()
    jobs = RecordingJobs(world.recordings, queue)
    world.record(call, patient=world.folder / "share" / "rx.wav", administrator=world.folder / "share" / "tx.wav")
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    assert _read(world, kept).state is RecordingState.FAILED
    assert again_of(_read(world, kept))
    jobs.on_event(world.events()[-1])
    queue.work(jobs)
    world.clock.jump(timedelta(minutes=15))
    (world.folder / "share").mkdir()
    write(world.folder / "share" / "rx.wav", tone(440, 2))
    write(world.folder / "share" / "tx.wav", tone(1000, 2))
    assert jobs.take_up_left() == 1
    queue.work(jobs)
    assert (_read(world, kept).state, _read(world, kept).problem) == (RecordingState.KEPT, "")
    told = world.events()[-1]
    assert isinstance(told, RecordingKept)
    jobs.on_event(told)
    queue.work(jobs)
    assert _read(world, kept).state is RecordingState.SCORED
    assert _read(world, kept).seconds == pytest.approx(2, abs=0.01)


def test_a_person_may_ask_again_for_sound_that_was_away(world: World) -> None:
    call, queue = world.call(), _Queue()
    jobs = RecordingJobs(world.recordings, queue)
    rx, tx = world.folder / "rx.wav", world.folder / "tx.wav"
    world.record(call, patient=rx, administrator=tx)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    _screens(world).transcribe_again(MARTA, kept)
    jobs.on_event(world.events()[-1])
    queue.work(jobs)
    assert _read(world, kept).state is RecordingState.FAILED  # still away: said anew
    write(rx, tone(440, 2))
    write(tx, tone(1000, 2))
    _screens(world).transcribe_again(MARTA, kept)
    world.clock.jump(timedelta(seconds=1))
    asked = [one for one in world.events() if isinstance(one, TranscriptionAsked)]
    jobs.on_event(replace(asked[-1], at=world.clock.now()))
    queue.work(jobs)
    assert _read(world, kept).path


def test_sound_that_is_unusable_is_not_tried_again(world: World) -> None:
    call = world.call()
    for name in ("rx.wav", "tx.wav"):
        (world.folder / name).write_bytes(b"not sound")
    world.record(call, patient=world.folder / "rx.wav", administrator=world.folder / "tx.wav")
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    assert not again_of(_read(world, kept))
    assert world.recordings.left.unkept() == []


def test_sound_that_stayed_away_for_two_weeks_is_left(world: World) -> None:
    call = world.call()
    world.record(call, patient=world.folder / "rx.wav", administrator=world.folder / "tx.wav")
    world.recordings.keeping.keep_call(call)
    assert [one.id for one in world.recordings.left.unkept()] == [call]
    world.clock.jump(timedelta(days=15))
    assert world.recordings.left.unkept() == []


# ---- a fault behind the recogniser ----
def test_a_fault_after_the_recogniser_is_said_and_decodes_nothing_twice(world: World) -> None:
    kept = _kept(world)
    world.transcriber.garbles = True
    world.recordings.writing.transcribe(kept)  # does not raise: the job would decode it all again
    found = _read(world, kept)
    assert found.state is RecordingState.FAILED
    assert found.problem.startswith("not transcribed: what was heard could not be written down")
    assert _left(world) == []
    told = world.events()[-1]
    assert isinstance(told, RecordingTranscribed)
    assert told.problem
