"""`callcenter transcribe` and `callcenter ingest`: recordings from outside."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import click

from callcenter.app.commands.surroundings import open_database, settings_and_logs
from callcenter.app.compose import lay_ground, recordings_of
from callcenter.app.folder_lock import running_in
from callcenter.app.settings import Settings
from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from recordings.recording import RecordingState
from recordings.scoring_io import Problem
from recordings.service import Recordings
from recordings.sound_view import problem_of
from recordings.transcribe.model_store import ModelStore
from recordings.transcribe.music_words import WithoutMusic
from recordings.transcribe.outside_file import words_of_file
from recordings.transcribe.runner import VoskTranscriber
from recordings.transcript import CallTranscript, Speaker, transcript_to_json

_SPEAKERS = click.Choice([speaker.value for speaker in Speaker])
_file = click.argument("file", type=click.Path(path_type=Path))
_language = click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    help="Of the talk; the clinic's where it is not given.",
)
_left = click.option("--left", type=_SPEAKERS, help="Whose voice the left channel carries; the patient's by default.")
_right = click.option("--right", type=_SPEAKERS, help="Whose voice the right channel carries.")


@click.command()
@_file
@_language
@_left
@_right
@click.option("--clinic", default="", help="The clinic's name, for scoring.")
@click.option("--administrator", default="", help="The administrator's name, for scoring.")
@click.option("--demo-model", is_flag=True, help="Allow the demo model, which understands synthetic voices only.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, in the form that `callcenter score` reads.")
def transcribe(
    file: Path,
    language: str | None,
    left: str | None,
    right: str | None,
    clinic: str,
    administrator: str,
    *,
    demo_model: bool,
    as_json: bool,
) -> None:
    """Write down what is said in FILE, a recording in WAV, MP3, OGG or FLAC. Nothing is stored."""
    sides, settings = _sides_from(left, right), settings_and_logs()
    models = ModelStore(settings.models_dir, allow_demo=settings.is_demo or demo_model)
    ears = WithoutMusic(VoskTranscriber())
    try:
        call = words_of_file(file, _language_of(language, settings), sides, models, ears, _progress())
    except CallCenterError as exc:
        click.echo(_explain(file, exc), err=True)
        sys.exit(1)
    _print(replace(call, clinic=clinic, administrator=administrator), as_json=as_json)


@click.command()
@_file
@_language
@_left
@_right
@click.option("--later", is_flag=True, help="Only keep it; the running service transcribes and scores it.")
def ingest(file: Path, language: str | None, left: str | None, right: str | None, *, later: bool) -> None:
    """Keep FILE, a recording from outside, and take it the way of every call: transcript, score, page.

    Where a service runs in the data folder, it transcribes and scores the recording; else this command does.
    """
    sides, settings = _sides_from(left, right), settings_and_logs()
    patient_is_left = sides[Speaker.PATIENT] == 0
    with open_database(settings):
        recordings = recordings_of(lay_ground(settings))
        try:
            kept = recordings.ingest(
                file,
                _language_of(language, settings),
                Speaker.PATIENT if patient_is_left else Speaker.ADMINISTRATOR,
            )
        except CallCenterError as exc:
            click.echo(_explain(file, exc), err=True)
            sys.exit(1)
        service = running_in(settings.data_dir)
        if not later and not service:
            recordings.transcribe(kept)
            recordings.score(kept)
        _tell(recordings, kept)
        if service and recordings.look(kept)[0].state is RecordingState.KEPT:
            click.echo(f"  the running service (process {service}) transcribes and scores it")


def _tell(recordings: Recordings, kept: RecordingId) -> None:
    recording, card = recordings.look(kept)
    click.echo(f"{kept}  {recording.state}  {recording.seconds:.0f} s")
    for problem in map(problem_of, recording.notes):
        click.echo(f"  {problem.text} {problem.detail}".rstrip())
    if recording.problem:
        click.echo(f"  {recording.problem}")
    if card:
        click.echo(f"  {card['points']:g} of {card['max_points']:g} points")


def _sides_from(left: str | None, right: str | None) -> Mapping[Speaker, int]:
    """Which voice is on which channel, from --left and --right; one of them is enough."""
    if left is not None and left == right:
        raise click.UsageError(
            f"--left and --right are both {left}; one side is the patient, the other the administrator"
        )
    patient_is_right = left == Speaker.ADMINISTRATOR or right == Speaker.PATIENT
    return {Speaker.PATIENT: int(patient_is_right), Speaker.ADMINISTRATOR: int(not patient_is_right)}


def _explain(file: Path, error: CallCenterError) -> str:
    return str(Problem(str(file), str(error)))


def _language_of(language: str | None, settings: Settings) -> Language:
    return Language(language) if language else settings.clinic_language


def _print(call: CallTranscript, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(transcript_to_json(call), ensure_ascii=False))
        return
    for turn in call.turns:
        click.echo(f"{int(turn.start // 60):3d}:{int(turn.start % 60):02d}  {turn.speaker:<13}  {turn.text}")


def _progress() -> Callable[[float], None] | None:
    """Tells how far it is where somebody watches."""
    if not sys.stderr.isatty():
        return None
    return lambda share: click.echo(f"\r{share:4.0%}", nl=False, err=True)
