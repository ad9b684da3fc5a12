"""`callcenter ingest`: a recording from outside goes the way of every call."""

import sys
from contextlib import suppress
from pathlib import Path

import click

from callcenter.app.folder_lock import running_in
from callcenter.app.ground import lay_ground, recordings_of
from callcenter.app.terminal.recording_options import (
    explained,
    language_of,
    language_option,
    left_option,
    right_option,
    sides_from,
    tell_doubt,
    tell_model,
)
from callcenter.app.terminal.surroundings import here_for_sure, open_database, settings_and_logs
from callcenter.domain.people import Operator, Role
from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import COMMAND_LINE, RecordingId
from callcenter.kit.languages import Language
from recordings.model_shelf.model_store import ModelStore
from recordings.problems import problem_of
from recordings.recording import RecordingState
from recordings.service import Recordings
from recordings.transcribe.port import TranscribeError
from recordings.transcript import Speaker

_OWNER = Operator(id=COMMAND_LINE, login="", name="", role=Role.OWNER)
"""Whoever works at the machine itself."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@language_option
@left_option
@right_option
@click.option("--later", is_flag=True, help="Only keep it; the running service transcribes and scores it.")
def ingest(file: Path, language: str | None, left: str | None, right: str | None, *, later: bool) -> None:
    """Keep FILE, a recording from outside, and take it the way of every call: transcript, score, page.

    Where a service runs in the data folder, it transcribes and scores the recording; else this command does. A file
    that was brought before in another language than this --language is written down anew; where its words are probably
    of another language, the same --language says that it is right, and the call is scored.
    """
    sides, settings = sides_from(left, right), settings_and_logs(here_for_sure)
    left_side = Speaker.PATIENT if sides[Speaker.PATIENT] == 0 else Speaker.ADMINISTRATOR
    asked = language_of(language, settings)
    with open_database(settings):
        recordings = recordings_of(lay_ground(settings))
        try:
            kept = recordings.keeping.ingest(file, asked, left_side)
            before = recordings.look(kept)[0]
            if language and (before.is_doubted or before.language is not asked):
                recordings.anew.ask_in(kept, asked, _OWNER, waits=False)
        except CallCenterError as exc:
            click.echo(explained(file, exc), err=True)
            sys.exit(1)
        service = running_in(settings.data_dir)
        models = ModelStore(settings.models_dir, allow_demo=settings.is_demo)
        if not later and not service:
            _tell_what_comes(recordings, kept, models)
            recordings.writing.transcribe(kept)
            recordings.writing.score(kept)
        _tell(recordings, kept)
        recording = recordings.look(kept)[0]
        if recording.is_doubted:
            tell_doubt(file, recording.language, models)
        elif recording.language is not asked:
            _tell_other_language(recording.language, asked)
        if service and recording.state is RecordingState.KEPT:
            click.echo(f"  the running service (process {service}) transcribes and scores it")


def _tell_other_language(known: Language, asked: Language) -> None:
    click.echo(
        f"  this sound was brought before as a {known.english_name} call, and its recording stays as it was; "
        f"--language {asked} writes it down anew",
        err=True,
    )


def _tell_what_comes(recordings: Recordings, kept: RecordingId, models: ModelStore) -> None:
    """Say what takes its time now, which for a long recording is minutes."""
    recording = recordings.look(kept)[0]
    with suppress(TranscribeError):  # what is wrong with the model is said as the outcome
        model = None if recording.state.is_written else models.find(recording.language)
        if model is not None:
            tell_model(model, f"making out {recording.seconds:.0f} s of sound")


def _tell(recordings: Recordings, kept: RecordingId) -> None:
    recording, card = recordings.look(kept)
    click.echo(f"{kept}  {recording.state}  {recording.seconds:.0f} s")
    for problem in map(problem_of, recording.notes):
        click.echo(f"  {problem.text} {problem.detail}".rstrip())
    if recording.problem and not recording.is_doubted:
        click.echo(f"  {recording.problem}")
    if card:
        click.echo(f"  {card['points']:g} of {card['max_points']:g} points")
