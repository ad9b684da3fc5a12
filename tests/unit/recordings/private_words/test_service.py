"""Private words are found once for each transcript, and anew when the rules or the patients change."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from callcenter.clinic.store import add_patient
from callcenter.domain.clinic import Gender, Patient, Tier
from callcenter.domain.events import PatientChosen, PrivateWordsChanged
from callcenter.kit.ids import CallId, PatientId, RecordingId
from callcenter.kit.languages import Language
from callcenter.storage.events import read_events
from callcenter.storage.tables import private_correction, private_words, transcript
from callcenter.storage.work import Database, Work
from recordings.jobs import RecordingJobs
from recordings.private_words import store
from recordings.private_words.service import PrivateWords
from recordings.private_words.spans import RULES, PrivateKind
from recordings.store import get_recording
from tests.support.calls import CallsBench
from tests.support.clinic import ANNA, MARIA, NOW
from tests.unit.recordings.private_words.said import turns

KRAVTSOVA = Patient(
    id=PatientId("kravtsova"),
    given_name="Ирина Сергеевна",
    surname="Кравцова",
    gender=Gender.FEMALE,
    language=Language.RU,
    tier=Tier.NEW,
)


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


class _Queue:
    """Stands for the durable engine: keeps what was queued, each job once."""

    def __init__(self) -> None:
        self.queued: dict[str, tuple[str, str]] = {}

    def enqueue(self, kind: str, subject: str) -> None:
        self.queued.setdefault(f"{kind}:{subject}", (kind, subject))

    def work(self, jobs: RecordingJobs) -> None:
        steps = {kind.name: kind.steps for kind in jobs.kinds}
        for kind, subject in self.queued.values():
            for step in steps[kind]:
                step(subject)


def _changes(bench: CallsBench) -> int:
    with bench.database.read() as connection:
        return sum(isinstance(stored.event, PrivateWordsChanged) for stored in read_events(connection, 0))


def _kinds(bench: CallsBench, call: str = "c-1") -> list[PrivateKind]:
    recording = bench.recordings.private.of_call(CallId(call))
    assert recording is not None
    with bench.database.read() as connection:
        return [span.kind for span in store.get_spans(connection, recording) or ()]


def test_marking_twice_finds_once(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA)
    bench.recordings.private.mark(recording)
    bench.recordings.private.mark(recording)
    assert _kinds(bench) == [PrivateKind.PHONE]
    assert _changes(bench) == 1


def test_a_recording_without_a_transcript_is_left_alone(bench: CallsBench) -> None:
    recording = bench.record(bench.call("c-1", MARIA))
    bench.recordings.private.mark(recording)
    assert bench.recordings.private.left_unmarked() == []
    assert _changes(bench) == 0


def test_the_sweeper_comes_back_to_what_older_rules_marked(bench: CallsBench) -> None:
    recording, queue = bench.scored("c-1", MARIA), _Queue()
    bench.recordings.private.mark(recording)
    assert bench.recordings.private.left_unmarked() == []
    with bench.database.work() as work:
        work.connection.execute(update(private_words).values(rules=RULES - 1, spans=[]))
    jobs = RecordingJobs(bench.recordings, queue)
    assert jobs.take_up_left() == 1
    queue.work(jobs)
    assert _kinds(bench) == [PrivateKind.PHONE]
    assert bench.recordings.private.left_unmarked() == []


def test_a_patient_taken_down_after_the_call_is_found_in_its_transcript(bench: CallsBench) -> None:
    recording, queue = bench.scored("c-1"), _Queue()
    bench.recordings.private.mark(recording)
    with bench.database.work() as work:
        add_patient(work.connection, KRAVTSOVA)
    jobs = RecordingJobs(bench.recordings, queue)
    jobs.on_event(PatientChosen(at=bench.clock.now(), call=CallId("c-1"), patient=KRAVTSOVA.id))
    queue.work(jobs)
    assert _kinds(bench) == [PrivateKind.SURNAME, PrivateKind.PHONE]


def _says(bench: CallsBench, call: str, text: str, **more: object) -> RecordingId:
    recording = bench.record(bench.call(call, **more))  # type: ignore[arg-type] # passed on as given
    bench.transcriber.words = {turn.speaker: turn.words for turn in turns(text)}
    bench.transcribe(recording)
    bench.recordings.private.mark(recording)
    return recording


def test_a_patient_taken_down_at_last_is_found_in_earlier_calls_too(bench: CallsBench) -> None:
    number, hour = "+79161234567", timedelta(hours=1)
    _says(bench, "a-mother-rings", "p: моей дочери кравцовой надо к врачу", ago=9 * hour)
    _says(bench, "misheard", "p: моя фамилия кравцава", number=number, ago=8 * hour)
    _says(bench, "of-somebody-else", "p: моя фамилия иванова", ago=7 * hour)
    _says(bench, "c-1", "p: моя фамилия кравцова", number=number)
    queue = _Queue()
    with bench.database.work() as work:
        add_patient(work.connection, KRAVTSOVA)
    jobs = RecordingJobs(bench.recordings, queue)
    jobs.on_event(PatientChosen(at=bench.clock.now(), call=CallId("c-1"), patient=KRAVTSOVA.id))
    assert len(queue.queued) == 3
    queue.work(jobs)
    for call in ("a-mother-rings", "misheard", "c-1"):
        assert _kinds(bench, call) == [PrivateKind.SURNAME]
    assert _kinds(bench, "of-somebody-else") == []


def test_a_patient_known_from_an_earlier_call_has_only_the_new_one_looked_at(bench: CallsBench) -> None:
    bench.scored("c-0", MARIA, ago=timedelta(days=1))
    recording = bench.scored("c-1", MARIA)
    assert bench.recordings.private.saying(CallId("c-1"), MARIA.id) == [recording]


class _KnownMeanwhile(Database):
    """A database in which a patient is taken down just before the first change that is made in it."""

    def __init__(self, database: Database, patient: Patient) -> None:
        super().__init__(database.engine, database.wake)
        self._patients = [patient]

    @contextmanager
    def work(self) -> Iterator[Work]:
        while self._patients:
            patient = self._patients.pop()
            with super().work() as work:
                add_patient(work.connection, patient)
        with super().work() as work:
            yield work


def test_marks_do_not_fall_behind_a_patient_who_was_taken_down_while_they_were_made(bench: CallsBench) -> None:
    recording = bench.scored("c-1")
    PrivateWords(_KnownMeanwhile(bench.database, KRAVTSOVA), bench.clock).mark(recording)
    assert _kinds(bench) == [PrivateKind.SURNAME, PrivateKind.PHONE]


def test_a_correction_keeps_who_made_it_and_who_took_it_back(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA)
    word = bench.recordings.transcript(recording).turns[0].words[0]
    bench.recordings.private.correct(ANNA, recording, 0, (word.start, word.end), PrivateKind.OTHER)
    bench.recordings.private.undo(ANNA, recording)
    with bench.database.read() as connection:
        row = connection.execute(select(private_correction)).mappings().one()
    assert (row["operator"], row["kind"], row["undone_by"]) == ("anna", "other", "anna")


def test_private_words_are_found_in_the_transcript_that_is_shown(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA)
    other = turns("p: спасибо / p: мой телефон восемь девятьсот сто двадцать три сорок пять шестьдесят семь")
    with bench.database.read() as connection:
        view = bench.recordings.private.view(connection, get_recording(connection, recording), other)
    assert [(span.turn, span.kind) for span in view.spans] == [(1, PrivateKind.PHONE)]


def test_reading_sees_one_moment_though_a_new_transcript_comes_in_between(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA)
    with bench.database.read() as connection:
        before = store.transcribed_at(connection, recording)
        with bench.database.work() as work:
            work.connection.execute(update(transcript).values(made_at=NOW + timedelta(days=1)))
        assert store.transcribed_at(connection, recording) == before
