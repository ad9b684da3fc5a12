"""`callcenter export`: copies of a recording and its transcript, with private words or without."""

import json
import sys
from pathlib import Path

import click

from callcenter.app.ground import copies_of, lay_ground, recordings_of
from callcenter.app.terminal.counting import counted
from callcenter.app.terminal.surroundings import here_for_sure, open_database, settings_and_logs
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import COMMAND_LINE, RecordingId
from callcenter.kit.private_file import make_private, open_private
from recordings.audio.covering import Cover, CoveredSound, cover_sound, write_covered
from recordings.copies.service import EXPORT, EXPORT_MASKED, Copies
from recordings.copies.words_file import as_json
from recordings.recording import Recording
from recordings.transcript import CallTranscript

_WORDS = ("txt", "json")
_TOLD_APART_BY = 6
"""Signs of a recording's id, where two calls would have one name."""


@click.command()
@click.argument("recording")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--masked", is_flag=True, help="Without private words: silenced in the sound, in brackets in the text.")
@click.option("--tone", is_flag=True, help="With --masked: a quiet tone in place of silence.")
@click.option("--format", "kind", type=click.Choice(["wav", "flac", "ogg"]), default="wav", show_default=True)
@click.option("--force", is_flag=True, help="Write copies anew that are there.")
def export(recording: str, folder: Path, *, masked: bool, tone: bool, kind: str, force: bool) -> None:
    """Copy RECORDING (its id, or its call's) to a folder: the sound, and the transcript as text and as JSON.

    The files are named by day and time of the call and by who of the clinic talked. What is kept stays as it is. The
    copy is for whoever makes it alone to read, and entered in the access log.
    """
    if tone and not masked:
        raise click.UsageError("--tone covers private words, so it goes with --masked: alone it covers nothing")
    settings = settings_and_logs(here_for_sure)
    with open_database(settings):
        ground = lay_ground(settings)
        recordings = recordings_of(ground)
        copies = copies_of(ground, recordings)
        found = _named(copies, recording)
        name = found.id
        stem = _stem(folder, copies.file_name(name, ground.clinic.zone, is_masked=masked), name)
        has_words = found.state.is_written
        endings = (kind, *_WORDS) if has_words or masked else (kind,)
        sound_file, *words_files = (folder / f"{stem}.{ending}" for ending in endings)
        if not force:
            _refuse_to_overwrite([sound_file, *words_files])
        if masked:
            sound = copies.covered(name, Cover.TONE if tone else Cover.SILENCE)
            texts = _texts(copies, copies.words(name))
        else:
            sound = cover_sound(copies.sound_file(found), ())
            texts = _texts(copies, recordings.transcript(name)) if has_words else ()
        recordings.private.log(COMMAND_LINE, EXPORT_MASKED if masked else EXPORT, name)
    folder.mkdir(parents=True, exist_ok=True)
    _write_sound(sound, sound_file)
    for path, text in zip(words_files, texts, strict=True):
        with open_private(path) as file:
            file.write(text)
    for path in (sound_file, *words_files):
        click.echo(str(path))
    if not texts:
        click.echo("the words are wanting: the recording has not been transcribed", err=True)
    if masked:
        click.echo(f"silenced: {counted(len(sound.stretches), 'stretch', 'stretches')} of the sound", err=True)


def _named(copies: Copies, text: str) -> Recording:
    try:
        return copies.named(text)
    except NotFoundError as exc:
        raise NotFoundError(f"there is no recording or call {text}; `callcenter search` prints their ids") from exc


def _texts(copies: Copies, words: CallTranscript) -> tuple[str, ...]:
    return (copies.text(words), as_json(words))


def _stem(folder: Path, stem: str, recording: RecordingId) -> str:
    """The name, with the end of the recording's id where another call's copy has it: two calls of one minute."""
    try:
        there = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))["id"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return stem  # none, or nothing of ours
    return stem if there == recording else f"{stem} {recording[-_TOLD_APART_BY:]}"


def _refuse_to_overwrite(files: list[Path]) -> None:
    there = [file for file in files if file.exists()]
    if there:
        raise BadInputError(f"{there[0]} is there already; --force writes it anew, and -o takes another folder")


def _write_sound(sound: CoveredSound, target: Path) -> None:
    def tell(share: float) -> None:
        click.echo(f"\r{share:4.0%}", nl=share >= 1, err=True)

    make_private(target)
    write_covered(sound, target, tell if sys.stderr.isatty() else None)
