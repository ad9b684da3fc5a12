"""`callcenter transcribe`: what is said in one recording, or in folders full of them. The database is not touched."""

import json
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

import click

from callcenter.app.terminal.batch_view import watching
from callcenter.app.terminal.counting import counted
from callcenter.app.terminal.recording_options import (
    about,
    explained,
    language_of,
    language_option,
    left_option,
    right_option,
    sides_from,
    tell_doubt,
    tell_model,
    tell_sound,
)
from callcenter.app.terminal.surroundings import here, here_for_sure, settings_and_logs
from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from callcenter.kit.outside import printable
from recordings.audio.keeping import channels_of
from recordings.copies.names import SideNames
from recordings.copies.words_file import as_text
from recordings.model_shelf.model_store import ModelStore
from recordings.model_shelf.wording import no_model
from recordings.transcribe.batch.finding import FoundRecording, Unreadable, find_recordings
from recordings.transcribe.batch.work import Batch, Ended
from recordings.transcribe.music_words import WithoutMusic
from recordings.transcribe.outside_file import words_of_file
from recordings.transcribe.port import Progress, TranscribeError
from recordings.transcribe.runner import VoskTranscriber, usable_cores
from recordings.transcribe.scratch import sweep
from recordings.transcribe.told_marks import OTHER_LANGUAGE, sound_from_json
from recordings.transcript import CallTranscript, Json, Speaker
from recordings.transcript_json import transcript_to_json

_STOPPED = 130
"""What shells use for a program that Ctrl-C has ended."""
_TO_CLEAR_AWAY_S = 5.0
_SIDES = SideNames(
    patient="patient",
    administrator="administrator",
    probably_patient="patient?",
    probably_administrator="administrator?",
    voice="voice %(number)s?",
    unclear="?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What all recordings of one run have in common."""

    language: Language
    sides: Mapping[Speaker, int]
    clinic: str
    administrator: str
    models: ModelStore


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@language_option
@left_option
@right_option
@click.option("--clinic", default="", help="The clinic's name, for scoring.")
@click.option("--administrator", default="", help="The administrator's name, for scoring.")
@click.option("--demo-model", is_flag=True, help="Allow the demo model, which understands synthetic voices only.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, in the form that `callcenter score` reads.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the JSON files go; else beside the recordings.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Recordings at a time; one for each core by default.")
def transcribe(
    paths: tuple[Path, ...],
    language: str | None,
    left: str | None,
    right: str | None,
    clinic: str,
    administrator: str,
    *,
    demo_model: bool,
    as_json: bool,
    out: Path | None,
    jobs: int | None,
) -> None:
    """Write down what is said in recordings in WAV, MP3, OGG or FLAC.

    One file is printed. With folders (all that is below them), several files or --out, the words of each recording go
    to a JSON file, NAME.wav.json. Where a run was stopped, the same command goes on; a recording whose file is there
    and current is not done again.
    """
    sides, settings = sides_from(left, right), settings_and_logs(here if language else here_for_sure)
    asked = _Asked(
        language=language_of(language, settings),
        sides=sides,
        clinic=clinic,
        administrator=administrator,
        models=ModelStore(settings.models_dir, allow_demo=settings.is_demo or demo_model),
    )
    sweep()
    if len(paths) == 1 and out is None and not paths[0].is_dir():
        _print_one(paths[0], asked, as_json=as_json)
    else:
        _write_all(paths, out, asked, jobs or usable_cores())


def _print_one(file: Path, asked: _Asked, *, as_json: bool) -> None:
    try:
        if model := asked.models.find(asked.language):
            tell_model(model)
        with _share_shown() as progress:
            call = _words(file, asked, WithoutMusic(VoskTranscriber(most=1)), progress)
    except CallCenterError as exc:
        click.echo(explained(file, exc), err=True)
        sys.exit(1)
    if as_json:
        text = json.dumps(transcript_to_json(call), ensure_ascii=False)
        click.echo(text.encode(errors="backslashreplace").decode())  # half a sign of an odd name cannot be printed
    else:
        click.echo(as_text(call, _SIDES, is_mono=channels_of(file) == 1), nl=False)
    _tell_marks(file, call.extra, asked)


def _tell_marks(file: Path, marks: Mapping[str, Json], asked: _Asked) -> None:
    tell_sound(file, sound_from_json(marks))
    if marks.get(OTHER_LANGUAGE):
        tell_doubt(file, asked.language, asked.models)


def _words(file: Path, asked: _Asked, ears: WithoutMusic, progress: Progress | None) -> CallTranscript:
    call = words_of_file(file, asked.language, asked.sides, asked.models, ears, progress)
    return replace(call, clinic=asked.clinic, administrator=asked.administrator)


def _write_all(paths: Sequence[Path], out: Path | None, asked: _Asked, jobs: int) -> None:
    recordings, unreadable = find_recordings(paths, out)
    model = asked.models.find(asked.language)
    if model is None:
        raise TranscribeError(f"not transcribed: {no_model(asked.language)}")
    tell_model(model, counted(len(recordings), "recording"))
    settings = {
        "model": model.name,
        "language": asked.language.value,
        "left": min(asked.sides, key=lambda side: asked.sides[side]).value,
        "clinic": asked.clinic,
        "administrator": asked.administrator,
    }
    vosk = VoskTranscriber(most=jobs)
    ears = WithoutMusic(vosk)
    # One more than there are recognisers: files are read and written while all of them are at work.
    batch = Batch(lambda file, progress: _words(file, asked, ears, progress), settings, jobs + 1)
    ended: list[Ended] = []
    try:
        with _stops_as_by_hand(), watching(len(recordings)) as show:
            for what in batch.run(recordings):
                show(what)
                if isinstance(what, Ended):
                    ended.append(what)
    except KeyboardInterrupt:
        batch.stop()
        vosk.close()
        batch.wait(_TO_CLEAR_AWAY_S)
        _tell(_in_order(ended, recordings), unreadable, asked)
        click.echo(f"stopped with {len(recordings) - len(ended)} to do; the same command goes on from here", err=True)
        sys.exit(_STOPPED)
    finally:
        vosk.close()
    sys.exit(_tell(_in_order(ended, recordings), unreadable, asked))


def _in_order(ended: Sequence[Ended], recordings: Sequence[FoundRecording]) -> list[Ended]:
    """As they lie in their folders, and not as they happened to end."""
    places = {found: place for place, found in enumerate(recordings)}
    return sorted(ended, key=lambda one: places[one.found])


def _tell(ended: Sequence[Ended], unreadable: Sequence[Unreadable], asked: _Asked) -> int:
    """What came of it all; the exit code."""
    failed = [one for one in ended if one.problem]
    before, elsewhere = sum(one.was_done for one in ended), sum(one.is_elsewhere for one in ended)
    written = len(ended) - before - elsewhere - len(failed)
    click.echo(
        f"{written} written, {before} done before, {len(failed)} failed"
        + (f", {elsewhere} left to another run that is at work on them" if elsewhere else "")
    )
    for place in unreadable:
        _complain(f"{place.path}: {place.reason}")
    for one in failed:
        if one.unwritable is None:
            _complain(about(one.found.audio, str(one.problem)))
    for problem, count in Counter(one.problem for one in failed if one.unwritable).items():
        _complain(f"{problem} ({count} not transcribed)")
    for one in ended:
        _tell_marks(one.found.audio, one.marks, asked)
    return 1 if failed or unreadable else 0


def _complain(text: str) -> None:
    click.echo(printable(text), err=True)


@contextmanager
def _stops_as_by_hand() -> Iterator[None]:
    """SIGTERM is taken as Ctrl-C is: everything is put in order first."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _share_shown() -> Iterator[Progress | None]:
    """Tells how far one recording is where somebody watches, and then leaves the line free."""
    if not sys.stderr.isatty():
        yield None
        return
    click.echo("  0%", nl=False, err=True)
    try:
        yield lambda share: click.echo(f"\r{share:4.0%}", nl=False, err=True)
    finally:
        click.echo("\r    \r", nl=False, err=True)
