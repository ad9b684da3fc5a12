"""From the exchange's files to a scored recording; each step done twice is done once."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import null, update

from callcenter.domain.events import RecordingKept, RecordingScored, RecordingTranscribed
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId, OperatorId, RecordingId
from callcenter.kit.languages import Language
from callcenter.storage.operators import StoredOperators
from callcenter.storage.tables import transcript
from callcenter.storage.work import Database
from recordings import store
from recordings.audio.errors import AudioError
from recordings.model_shelf.model_store import SHIPPED
from recordings.recording import Recording, RecordingState, Sides, SoundFault, SoundNote
from recordings.transcript import CallTranscript, Hold, Speaker
from tests.unit.recordings.audio.sounds import forget_sizes, read_kept, strongest_hz, tone, write
from tests.unit.recordings.service_world import World, install_model

NO_UKRAINIAN = "not transcribed: no speech model for Ukrainian; run `callcenter models pull uk`"


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path)


def _keep(world: World) -> RecordingId:
    call = world.call()
    world.record(call)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    return kept


def _read(world: World, recording: RecordingId) -> Recording:
    with world.database.read() as connection:
        return store.get_recording(connection, recording)


def _left(world: World) -> list[str]:
    return [one.id for one in world.recordings.left.undone()]


def _unkept(world: World) -> list[str]:
    return [one.id for one in world.recordings.left.unkept()]


def test_a_call_becomes_one_stereo_file_with_the_patient_on_the_left(world: World) -> None:
    recording = _read(world, _keep(world))
    assert recording.path == f"2026/11/{recording.id}.wav"
    assert recording.state is RecordingState.KEPT
    assert recording.problem == ""
    samples, rate = read_kept(world.recordings.audio_path(recording))
    assert strongest_hz(samples[:, 0], rate) == pytest.approx(440, abs=2)
    assert strongest_hz(samples[:, 1], rate) == pytest.approx(1000, abs=2)
    assert world.events()[-1] == RecordingKept(at=world.clock.now(), recording=recording.id, call=recording.call)


def test_a_call_kept_twice_is_one_recording(world: World) -> None:
    first = _keep(world)
    assert world.recordings.keeping.keep_call(CallId("c-1")) == first
    assert len(list((world.folder / "kept").rglob("*.wav"))) == 1
    assert sum(isinstance(event, RecordingKept) for event in world.events()) == 1


def test_a_call_that_was_not_recorded_has_no_recording(world: World) -> None:
    assert world.recordings.keeping.keep_call(world.call()) is None


def test_sides_that_a_killed_asterisk_left_are_kept(world: World) -> None:
    call = world.call()
    patient = forget_sizes(write(world.folder / "rx.wav", tone(440, 2)))
    world.record(call, patient=patient)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    assert _read(world, kept).seconds == pytest.approx(2, abs=0.01)


def test_one_missing_side_is_silence_and_said(world: World) -> None:
    call = world.call()
    world.record(call, administrator=world.folder / "none.wav")
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    recording = _read(world, kept)
    assert recording.state is RecordingState.KEPT
    unusable, silent = recording.notes
    assert unusable.fault is SoundFault.SIDE_UNUSABLE
    assert "none.wav is not there" in unusable.detail
    assert silent == SoundNote(SoundFault.ADMINISTRATOR_SILENT)


def test_a_call_without_any_sound_is_stored_as_failed_and_its_files_stay(world: World) -> None:
    call = world.call()
    broken = world.folder / "broken.wav"
    broken.write_bytes(b"not sound")
    world.record(call, patient=broken, administrator=world.folder / "none.wav")
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    recording = _read(world, kept)
    assert recording.state is RecordingState.FAILED
    assert "broken.wav is not audio" in recording.problem
    assert broken.read_bytes() == b"not sound"
    world.recordings.writing.transcribe(kept)
    assert world.transcriber.asked == 0


def test_a_recording_is_transcribed_and_scored_once(world: World) -> None:
    kept = _keep(world)
    for _ in range(2):
        world.recordings.writing.transcribe(kept)
        world.recordings.writing.score(kept)
    assert world.transcriber.asked == 1
    assert _read(world, kept).state is RecordingState.SCORED
    told = [type(event) for event in world.events()]
    assert told.count(RecordingTranscribed) == told.count(RecordingScored) == 1


def test_what_was_measured_of_the_talk_is_kept_beside_the_transcript(world: World) -> None:
    kept = _keep(world)
    with world.database.read() as connection:
        assert store.get_statistics(connection, kept) is None
    world.recordings.writing.transcribe(kept)
    with world.database.read() as connection:
        measured = store.get_statistics(connection, kept)
    assert measured is not None
    assert {speaker: side.words for speaker, side in measured.sides.items()} == {Speaker.ADMINISTRATOR: 6}
    assert measured.seconds == pytest.approx(_read(world, kept).seconds, abs=0.01)


def test_a_transcript_from_before_anything_was_measured_has_no_statistics(world: World) -> None:
    kept = _keep(world)
    world.recordings.writing.transcribe(kept)
    with world.database.work() as work:
        work.connection.execute(update(transcript).values(statistics=null()))
    with world.database.read() as connection:
        assert store.get_statistics(connection, kept) is None
    assert world.recordings.transcript(kept).turns


def test_the_score_knows_the_clinic_and_who_answered(world: World) -> None:
    kept = _keep(world)
    world.recordings.writing.transcribe(kept)
    world.recordings.writing.score(kept)
    with world.database.read() as connection:
        card = store.get_card(connection, kept)
    assert card is not None
    criteria = card["criteria"]
    assert isinstance(criteria, dict)
    verdicts = {name: item["verdict"] for name, item in criteria.items() if isinstance(item, dict)}
    assert verdicts["greeting"] == verdicts["clinic_name"] == verdicts["self_introduction"] == "pass"
    transcript = world.recordings.transcript(kept)
    assert transcript.administrator == "Анна"
    assert transcript.ring_seconds == 9
    assert transcript.holds == (Hold(start=11, end=41),)
    assert [turn.text for turn in transcript.turns] == ["здравствуйте клиника мирта меня зовут анна"]


def test_the_administrator_of_a_call_is_who_took_it_on_the_desk_whoever_has_the_telephone_now(world: World) -> None:
    call = world.call()
    world.taken_on_the_desk_by(call, "Олена")
    world.record(call)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    world.recordings.writing.transcribe(kept)
    assert world.recordings.transcript(kept).administrator == "Олена"


def test_who_left_the_clinic_is_not_named_for_a_call_at_the_telephone_of_who_came_after(world: World) -> None:
    call = world.call(operator="Борис")
    StoredOperators(world.database).activate(OperatorId("борис"), is_active=False)
    world.person("Анна", extension="op1")
    world.record(call)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    world.recordings.writing.transcribe(kept)
    assert world.recordings.transcript(kept).administrator == "Анна"


def test_a_hold_lies_where_it_sounds_in_a_recording_that_began_before_the_answer(world: World) -> None:
    call = world.call()
    world.record(call, before_answer=1.5)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    world.recordings.writing.transcribe(kept)
    assert world.recordings.transcript(kept).holds == (Hold(start=12.5, end=42.5),)


def test_work_that_was_given_up_is_said_on_the_recordings_page(world: World) -> None:
    kept = _keep(world)
    world.recordings.writing.give_up(kept)
    found = _read(world, kept)
    assert found.state is RecordingState.FAILED
    assert found.problem.startswith("not transcribed: every try has failed")


def test_a_call_whose_sound_was_never_kept_is_found_again(world: World) -> None:
    call = world.call()
    world.record(call)
    assert _unkept(world) == []
    world.clock.jump(timedelta(hours=1))
    assert _unkept(world) == [call]
    world.recordings.keeping.keep_call(call)
    assert _unkept(world) == []


def test_a_recording_that_two_processes_score_at_once_is_scored_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _keep(world)
    world.recordings.writing.transcribe(kept)
    transcript = world.recordings.transcript

    def after_another_process(recording: RecordingId) -> CallTranscript:
        monkeypatch.undo()
        world.recordings.writing.score(recording)
        return transcript(recording)

    monkeypatch.setattr(world.recordings, "transcript", after_another_process)
    world.recordings.writing.score(kept)
    assert [type(event) for event in world.events()].count(RecordingScored) == 1


def test_without_a_model_the_recording_waits_and_is_done_later(database: Database, tmp_path: Path) -> None:
    world = World(database, tmp_path, demo=False)
    given = write(tmp_path / "call.wav", tone(440, 1), tone(1000, 1))
    kept = world.recordings.keeping.ingest(given, Language.UK)
    world.recordings.writing.transcribe(kept)
    world.recordings.writing.score(kept)
    recording = _read(world, kept)
    assert recording.state is RecordingState.NO_MODEL
    assert recording.problem == NO_UKRAINIAN
    assert _left(world) == []
    assert world.events()[-1] == RecordingTranscribed(at=world.clock.now(), recording=kept, problem=NO_UKRAINIAN)
    install_model(tmp_path / "models" / "uk")
    assert _left(world) == [kept]
    world.recordings.writing.transcribe(kept)
    assert _read(world, kept).state is RecordingState.TRANSCRIBED
    assert _read(world, kept).problem == ""


def test_a_real_clinic_never_uses_the_demo_model(database: Database, tmp_path: Path) -> None:
    world = World(database, tmp_path, demo=False)
    kept = _keep(world)
    world.recordings.writing.transcribe(kept)
    assert _read(world, kept).problem == "not transcribed: no speech model for Russian; run `callcenter models pull ru`"
    assert _read(world, kept).state is RecordingState.NO_MODEL


def test_a_demo_model_in_the_folder_of_a_real_clinic_is_no_model(database: Database, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / "demo-ru", tmp_path / "models" / "ru")
    world = World(database, tmp_path, demo=False)
    kept = _keep(world)
    world.recordings.writing.transcribe(kept)
    assert _read(world, kept).state is RecordingState.NO_MODEL
    assert world.transcriber.asked == 0
    assert _left(world) == []
    demo = World(database, tmp_path, demo=True)
    demo.recordings.writing.transcribe(kept)
    assert _read(demo, kept).state is RecordingState.TRANSCRIBED


def test_a_transcriber_that_gives_up_marks_the_recording_with_its_reason(world: World) -> None:
    kept = _keep(world)
    world.transcriber.fails = "the recogniser crashed twice"
    world.recordings.writing.transcribe(kept)
    assert _read(world, kept).problem == "not transcribed: the recogniser crashed twice"
    assert _read(world, kept).state is RecordingState.FAILED
    world.transcriber.fails = ""
    world.recordings.writing.transcribe(kept)
    assert _read(world, kept).state is RecordingState.TRANSCRIBED


def test_the_same_file_from_outside_is_one_recording(world: World, tmp_path: Path) -> None:
    given = write(tmp_path / "call.wav", tone(440, 1), tone(1000, 1))
    first = world.recordings.keeping.ingest(given, Language.RU)
    assert world.recordings.keeping.ingest(given, Language.RU) == first
    assert _read(world, first).title == "call.wav"
    assert len(list((world.folder / "kept").rglob("*.wav"))) == 1


def test_a_file_whose_left_side_is_the_administrator_is_turned_round(world: World, tmp_path: Path) -> None:
    given = write(tmp_path / "call.wav", tone(1000, 1), tone(440, 1))
    kept = world.recordings.keeping.ingest(given, Language.RU, left=Speaker.ADMINISTRATOR)
    samples, rate = read_kept(world.recordings.audio_path(_read(world, kept)))
    assert strongest_hz(samples[:, 0], rate) == pytest.approx(440, abs=2)


def test_a_mono_file_is_written_down_but_nobody_is_judged(world: World, tmp_path: Path) -> None:
    kept = world.recordings.keeping.ingest(write(tmp_path / "mono.wav", tone(440, 1)), Language.RU)
    world.transcriber.says = {Speaker.PATIENT: "здравствуйте клиника до свидания"}
    world.recordings.writing.transcribe(kept)
    world.recordings.writing.score(kept)
    recording = _read(world, kept)
    assert recording.sides is Sides.MONO
    assert recording.notes == (SoundNote(SoundFault.MONO),)
    with world.database.read() as connection:
        card = store.get_card(connection, kept)
    assert card is not None
    assert card["max_points"] == 0


def test_a_silent_file_is_kept_and_said_to_be_silent(world: World, tmp_path: Path) -> None:
    kept = world.recordings.keeping.ingest(write(tmp_path / "s.wav", np.zeros(8000), np.zeros(8000)), Language.RU)
    assert _read(world, kept).notes == (SoundNote(SoundFault.NOBODY_HEARD),)


def test_a_file_that_is_no_sound_is_refused_and_nothing_is_stored(world: World, tmp_path: Path) -> None:
    letter = tmp_path / "letter.wav"
    letter.write_text("dear clinic")
    with pytest.raises(AudioError):
        world.recordings.keeping.ingest(letter, Language.RU)
    with world.database.read() as connection:
        assert store.recordings_in_state(connection, RecordingState.KEPT) == []


def test_the_picture_of_the_sound_is_made_once(world: World) -> None:
    recording = _read(world, _keep(world))
    first = world.recordings.peaks(recording)
    assert len(first) == 2
    assert len(list((world.folder / "kept").rglob("*.peaks.json"))) == 1
    world.recordings.audio_path(recording).unlink()
    assert world.recordings.peaks(recording) == first


def test_a_recording_that_is_not_there_is_said_so(world: World) -> None:
    with pytest.raises(NotFoundError):
        world.recordings.writing.transcribe(RecordingId("none"))
    with pytest.raises(NotFoundError, match="no transcript"):
        world.recordings.transcript(_keep(world))


def test_a_file_whose_name_is_no_text_is_kept_under_a_name_that_can_be_read(world: World, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"call \xff of\nMonday\x1b.wav")
    write(tmp_path / "plain.wav", tone(440, 1)).rename(odd)
    recording, _ = world.recordings.look(world.recordings.keeping.ingest(odd, Language.RU))
    assert recording.title == "call \N{REPLACEMENT CHARACTER} of Monday .wav"
