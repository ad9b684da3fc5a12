"""What is noted of a sound, and that whoever reads it reads it in their own language."""

from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from callcenter.web.texts import read_all_texts
from recordings.problems import problem_of
from recordings.recording import Recording, RecordingState, Sides, SoundFault, SoundNote
from recordings.sound_notes import notes_when_heard, notes_when_scored
from recordings.transcribe.port import Heard, SpeechModel
from recordings.transcript import Speaker, Word
from tests.unit.recordings.service_world import NOW

RECORDING = Recording(
    id=RecordingId("r-1"),
    call=None,
    language=Language.RU,
    path="2026/11/r-1.wav",
    seconds=10.0,
    sides=Sides.BOTH,
    state=RecordingState.KEPT,
    kept_at=NOW,
    sha256="",
)
NOTHING = Heard(words={Speaker.PATIENT: (), Speaker.ADMINISTRATOR: ()}, seconds=10.0)
SOMETHING = Heard(words={Speaker.PATIENT: (Word(text="да", start=1.0, end=1.2),)}, seconds=10.0)
MODEL = SpeechModel(language=Language.RU, path=Path("ru"), name="ru")
NO_WORDS = SoundNote(SoundFault.NO_WORDS)


@pytest.mark.parametrize("fault", SoundFault)
def test_every_fault_is_said_in_every_language(fault: SoundFault) -> None:
    problem = problem_of(SoundNote(fault))
    for language, texts in read_all_texts().items():
        for text in filter(None, (problem.text, problem.todo)):
            said = texts.gettext(text)
            assert said
            assert (said == text) is (language is Language.EN)


def test_a_sound_without_words_is_noted_once() -> None:
    first = notes_when_heard(RECORDING, NOTHING, MODEL)
    assert first == (NO_WORDS,)
    assert notes_when_heard(replace(RECORDING, notes=first), NOTHING, MODEL) == first


def test_words_that_come_with_another_model_take_the_note_away() -> None:
    coarse = SoundNote(SoundFault.COARSE)
    assert notes_when_heard(replace(RECORDING, notes=(coarse, NO_WORDS)), SOMETHING, MODEL) == (coarse,)


def test_silence_is_not_called_a_sound_without_words() -> None:
    silent = replace(RECORDING, notes=(SoundNote(SoundFault.NOBODY_HEARD),))
    assert notes_when_heard(silent, NOTHING, MODEL) == silent.notes


def test_what_the_scoring_doubts_is_noted_once_and_goes_with_the_doubt() -> None:
    coarse = SoundNote(SoundFault.COARSE)
    first = notes_when_scored((coarse,), ("two_calls",))
    assert first == (coarse, SoundNote(SoundFault.TWO_CALLS))
    assert notes_when_scored(first, ("two_calls",)) == first
    assert notes_when_scored(first, ()) == (coarse,)
    assert notes_when_heard(replace(RECORDING, notes=first), SOMETHING, MODEL) == (coarse,)


def test_a_silent_side_is_not_also_called_one_voice() -> None:
    silent = SoundNote(SoundFault.PATIENT_SILENT)
    assert notes_when_scored((silent,), ("one_voice",)) == (silent,)
    assert notes_when_scored((), ("one_voice",)) == (SoundNote(SoundFault.ONE_VOICE),)
