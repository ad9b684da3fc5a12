"""The words of a sound file from outside, without keeping it."""

from collections.abc import Mapping
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.audio.keeping import channels_of, keep_file
from recordings.kept_notes import notes_when_kept
from recordings.measures import with_measures
from recordings.model_shelf.model_store import ModelStore
from recordings.model_shelf.wording import no_model
from recordings.recording import Sides, title_of
from recordings.transcribe.likely_language import is_unlikely
from recordings.transcribe.port import Progress, TranscribeError, Transcriber
from recordings.transcribe.scratch import filling, scratch_folder
from recordings.transcribe.told_marks import OTHER_LANGUAGE, sound_to_json
from recordings.transcribe.unknown_words import with_unknown
from recordings.transcript import CallTranscript, Speaker
from recordings.turns import turns_of
from recordings.voices.service import turns_by_voice


def words_of_file(
    file: Path,
    language: Language,
    sides: Mapping[Speaker, int],
    models: ModelStore,
    transcriber: Transcriber,
    progress: Progress | None = None,
) -> CallTranscript:
    """What is said in a sound file, with what can be measured of it and what may make it wrong (told_marks.py); the
    file is not kept.

    `sides` says on which channel (from 0) each voice is; a mono file is written down as the patient's side, with
    guesses at who spoke where the voices differ enough.
    Raises CallCenterError: no model for the language, no sound, the recogniser gave up.
    """
    by_side = sides if channels_of(file) == 2 else {Speaker.PATIENT: 0}
    model = models.find(language)
    if model is None:
        raise TranscribeError(f"not transcribed: {no_model(language)}")
    with scratch_folder() as folder, filling(folder):
        kept = keep_file(file, folder / "call.wav", list(by_side.values()))
        channels = dict(enumerate(by_side))
        heard = transcriber.transcribe(kept.path, channels, model, progress)
        if len(channels) == 1:
            turns = turns_by_voice(kept.path, heard.words[Speaker.PATIENT], language)
        else:
            turns = turns_of(heard.words, language)
    turns = with_unknown(turns, heard.unknown)
    extra = sound_to_json(notes_when_kept(kept, Sides.BOTH if len(channels) == 2 else Sides.MONO))
    if is_unlikely(heard, model):
        extra[OTHER_LANGUAGE] = True
    call = CallTranscript(id=title_of(Path(file.stem)), language=language, turns=turns, extra=extra)
    return with_measures(call, heard.speech, heard.seconds, heard.count_unknown())
