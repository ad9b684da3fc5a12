"""`callcenter export`: copies of a recording and its transcript, with private words or without."""

import sys
from pathlib import Path

import click

from callcenter.app.commands.surroundings import open_database, settings_and_logs
from callcenter.app.ground import lay_ground, private_labels, recordings_of
from callcenter.kit.private_file import make_private, open_private
from recordings.audio.covering import Cover, CoveredSound, cover_sound, write_covered
from recordings.copies.service import COMMAND_LINE, EXPORT, EXPORT_MASKED, Copies, as_json, as_text


@click.command()
@click.argument("recording")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--masked", is_flag=True, help="Without private words: silenced in the sound, in brackets in the text.")
@click.option("--tone", is_flag=True, help="With --masked: a quiet tone in place of silence.")
@click.option("--format", "kind", type=click.Choice(["wav", "flac", "ogg"]), default="wav", show_default=True)
def export(recording: str, folder: Path, *, masked: bool, tone: bool, kind: str) -> None:
    """Copy RECORDING (its id, or its call's) to a folder: the sound, and the transcript as text and as JSON.

    What is kept stays as it is. The copy is for whoever makes it alone to read, and entered in the access log.
    """
    if tone and not masked:
        raise click.UsageError("--tone covers private words, so it goes with --masked: alone it covers nothing")
    settings = settings_and_logs()
    with open_database(settings):
        ground = lay_ground(settings)
        recordings = recordings_of(ground)
        copies = Copies(ground.database, ground.clock, recordings, private_labels())
        found = copies.named(recording)
        name = found.id
        if masked:
            sound, words = copies.covered(name, Cover.TONE if tone else Cover.SILENCE), copies.words(name)
        else:
            sound, words = cover_sound(recordings.audio_path(found), ()), recordings.transcript(name)
        recordings.private.log(COMMAND_LINE, EXPORT_MASKED if masked else EXPORT, name)
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / (f"{name}-masked" if masked else name)
    _write_sound(sound, stem.with_suffix(f".{kind}"))
    for suffix, text in (("txt", as_text(words)), ("json", as_json(words))):
        with open_private(stem.with_suffix(f".{suffix}")) as file:
            file.write(text)
    for suffix in (kind, "txt", "json"):
        click.echo(str(stem.with_suffix(f".{suffix}")))
    if masked:
        click.echo(f"{len(sound.stretches)} stretches of the sound are silenced", err=True)


def _write_sound(sound: CoveredSound, target: Path) -> None:
    def tell(share: float) -> None:
        click.echo(f"\r{share:4.0%}", nl=share >= 1, err=True)

    make_private(target)
    write_covered(sound, target, tell if sys.stderr.isatty() else None)
