"""A recording in another language than was thought: it says so, has no score, and is written down anew on request."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from callcenter.domain.events import TranscriptionAsked
from callcenter.domain.people import Operator, Role
from callcenter.kit.errors import BadInputError, NotAllowedError, NotFoundError
from callcenter.kit.ids import OperatorId, RecordingId
from callcenter.kit.languages import Language
from callcenter.storage import tables
from callcenter.storage.durable import JobQueue
from callcenter.storage.work import Database
from recordings import store
from recordings.jobs import RecordingJobs
from recordings.problems import NOT_SCORED_IN_DOUBT, problems_of
from recordings.recording import Recording, RecordingState, SoundFault
from recordings.screens.again_view import again_of
from recordings.search.ask import Ask
from recordings.search.query import parse_query
from recordings.search.store import find_calls
from recordings.transcript import Speaker
from tests.unit.recordings.service_world import World

RUSSIAN = "здравствуйте клиника мирта меня зовут анна " * 4
UKRAINIAN = "добрий день клініка мирта мене звати анна " * 4
MANAGER = Operator(id=OperatorId("m"), login="m", name="M", role=Role.MANAGER, extension="")
ANNA = Operator(id=OperatorId("a"), login="a", name="A", role=Role.ADMINISTRATOR)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path)


def _read(world: World, recording: RecordingId) -> Recording:
    with world.database.read() as connection:
        return store.get_recording(connection, recording)


def _written(world: World, text: str = RUSSIAN, confidence: float = 0.4) -> RecordingId:
    """A call that was written down and scored, as far as it is."""
    call = world.call()
    world.record(call)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    _write(world, kept, text, confidence)
    return kept


def _write(world: World, recording: RecordingId, text: str, confidence: float) -> None:
    world.transcriber.says = {Speaker.ADMINISTRATOR: text}
    world.transcriber.confidence = confidence
    world.recordings.writing.transcribe(recording)
    world.recordings.writing.score(recording)


def _finds(world: World, word: str) -> int:
    with world.database.read() as connection:
        ask = Ask(query=parse_query(word, list(Language)))
        return find_calls(connection, ask, MANAGER, 10).all_calls


def test_a_call_in_another_language_has_a_note_and_no_score_and_says_why(world: World) -> None:
    there = _read(world, _written(world))
    assert there.state is RecordingState.TRANSCRIBED
    assert there.problem == NOT_SCORED_IN_DOUBT
    assert [note.fault for note in there.notes] == [SoundFault.OTHER_LANGUAGE]
    [problem] = problems_of(there)
    assert problem.text == "Probably not Russian, so the words are wrong and the call is not scored."
    assert problem.todo == "Choose the language and write it down again."
    assert world.recordings.look(there.id)[1] is None


def test_asking_for_the_same_again_is_not_offered_because_it_would_give_the_same(world: World) -> None:
    assert not again_of(_read(world, _written(world)))


def test_nobody_takes_up_such_a_call_by_itself(world: World) -> None:
    _written(world)
    world.clock.jump(timedelta(days=2))
    assert world.recordings.left.undone() == []


def test_a_call_in_its_own_language_is_scored_as_ever(world: World) -> None:
    kept = _written(world, confidence=0.95)
    assert _read(world, kept).notes == ()
    assert _read(world, kept).state is RecordingState.SCORED


def test_written_anew_in_the_right_language_it_has_its_words_and_its_score(world: World) -> None:
    kept = _written(world)
    asked = world.recordings.anew.ask_in(kept, Language.UK, MANAGER)
    assert (asked.language, asked.state, asked.problem, asked.notes) == (Language.UK, RecordingState.KEPT, "", ())
    assert _read(world, kept) == asked
    _write(world, kept, UKRAINIAN, 0.95)
    there = _read(world, kept)
    assert (there.state, there.notes) == (RecordingState.SCORED, ())
    assert world.recordings.transcript(kept).turns[0].text.startswith("добрий день")
    assert world.recordings.look(kept)[1] is not None


def test_what_was_written_before_is_neither_shown_nor_found(world: World) -> None:
    kept = _written(world)
    assert _finds(world, "клиника") == 1
    world.recordings.anew.ask_in(kept, Language.UK, MANAGER)
    assert _finds(world, "клиника") == 0
    with pytest.raises(NotFoundError):
        world.recordings.transcript(kept)


def test_a_job_does_it_and_it_is_done_once_however_often_it_is_asked(world: World) -> None:
    kept = _written(world)
    for _ in range(2):
        world.recordings.anew.ask_in(kept, Language.UK, MANAGER)
    asked = [one for one in world.events() if isinstance(one, TranscriptionAsked)]
    assert [(one.recording, one.operator) for one in asked] == [(kept, MANAGER.id)]
    queued: list[tuple[str, str]] = []
    jobs = RecordingJobs(world.recordings, _Queue(queued))
    jobs.on_event(asked[0])
    [(name, subject)] = queued
    for step in next(kind for kind in jobs.kinds if kind.name == name).steps:
        step(subject)
    assert _read(world, kept).language is Language.UK


def test_whoever_says_that_it_is_this_language_is_believed_and_the_call_is_scored(world: World) -> None:
    kept = _written(world)
    heard = world.transcriber.asked
    world.recordings.anew.ask_in(kept, Language.RU, MANAGER)
    world.recordings.writing.transcribe(kept)
    world.recordings.writing.score(kept)
    there = _read(world, kept)
    assert (there.state, there.problem, there.notes) == (RecordingState.SCORED, "", ())
    assert world.transcriber.asked == heard


def test_a_call_that_is_scored_is_written_down_anew_in_its_own_language_too(world: World) -> None:
    kept = _written(world, confidence=0.95)
    world.recordings.anew.ask_in(kept, Language.RU, MANAGER)
    _write(world, kept, "добрый день", 1.0)
    assert [turn.text for turn in world.recordings.transcript(kept).turns] == ["добрый день"]


def test_words_that_come_while_another_language_is_asked_for_are_left(world: World) -> None:
    kept = _written(world, confidence=0.95)
    world.recordings.anew.ask_in(kept, Language.RU, MANAGER)
    anew = world.recordings.anew
    world.transcriber.first = lambda: anew.ask_in(kept, Language.UK, MANAGER, waits=False)
    world.recordings.writing.transcribe(kept)
    there = _read(world, kept)
    assert (there.state, there.language) == (RecordingState.KEPT, Language.UK)


def test_of_four_who_ask_at_once_in_four_languages_one_is_served_and_three_are_told_to_wait(world: World) -> None:
    kept = _written(world, confidence=0.95)

    def ask(language: Language) -> str:
        try:
            world.recordings.anew.ask_in(kept, language, MANAGER)
        except BadInputError as exc:
            return str(exc)
        return ""

    with ThreadPoolExecutor(4) as people:
        told = list(people.map(ask, (Language.UK, Language.PL, Language.EN, Language.ZH)))
    assert sum(not one for one in told) == 1
    assert sum(one.startswith("It is being written down just now. Wait") for one in told) == 3
    assert len([one for one in world.events() if isinstance(one, TranscriptionAsked)]) == 1


def test_an_administrator_does_not_do_away_with_words_that_nothing_speaks_against(world: World) -> None:
    kept = _written(world, confidence=0.95)
    with pytest.raises(NotAllowedError, match="Managers and the owner"):
        world.recordings.anew.ask_in(kept, Language.UK, ANNA)
    assert _read(world, kept).state is RecordingState.SCORED


def test_an_administrator_who_chose_the_wrong_language_chooses_again(world: World) -> None:
    kept = _written(world)
    world.recordings.anew.ask_in(kept, Language.UK, ANNA)
    _write(world, kept, UKRAINIAN, 0.95)
    assert world.recordings.anew.ask_in(kept, Language.RU, ANNA).state is RecordingState.KEPT


def test_what_was_asked_of_an_old_call_a_moment_ago_is_not_forgotten_and_a_day_later_it_is(world: World) -> None:
    kept = _written(world, confidence=0.95)
    world.clock.jump(timedelta(days=7))
    world.recordings.anew.ask_in(kept, Language.UK, MANAGER)
    assert world.recordings.left.undone() == []
    world.clock.jump(timedelta(days=1, seconds=1))
    assert [one.id for one in world.recordings.left.undone()] == [kept]


def test_without_a_model_nothing_is_changed(database: Database, tmp_path: Path) -> None:
    world = World(database, tmp_path, demo=False)
    call = world.call()
    world.record(call)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    with pytest.raises(BadInputError, match="no speech model for this language"):
        world.recordings.anew.ask_in(kept, Language.PL, MANAGER)
    assert _read(world, kept).language is Language.RU


def test_where_nothing_was_kept_there_is_nothing_to_write_down(world: World) -> None:
    call = world.call()
    world.record(call, patient=world.folder / "gone.wav", administrator=world.folder / "gone-too.wav")
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    with pytest.raises(BadInputError, match="no sound"):
        world.recordings.anew.ask_in(kept, Language.UK, MANAGER)
    with world.database.read() as connection:
        assert connection.execute(select(tables.recording.c.language)).scalars().all() == ["ru"]


class _Queue(JobQueue):
    """Remembers what was queued."""

    def __init__(self, queued: list[tuple[str, str]]) -> None:
        self._queued = queued

    def enqueue(self, kind: str, subject: str) -> None:
        """Remember it."""
        self._queued.append((kind, subject))
