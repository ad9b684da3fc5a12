"""`callcenter score`, and the sound of a file as words for `callcenter transcribe`."""

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from recordings.audio.keeping import channels_of, keep_file
from recordings.commands import Problem, card_as_line, card_as_text, read_calls
from recordings.commands import score as score_one
from recordings.recording import title_of
from recordings.scoring.loader import load_standard
from recordings.transcribe.model_store import ModelStore
from recordings.transcribe.port import Progress, TranscribeError, Transcriber
from recordings.transcribe.turns import turns_of
from recordings.transcript import CallTranscript, Speaker

STANDARD_INPUT = "-"


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def score(files: tuple[str, ...], *, as_json: bool) -> None:
    """Score transcripts against the phone standard.

    FILES hold calls as JSON (one object, a list, or one object a line); - reads standard input.
    """
    failed = False
    for file in files:
        for read in _calls_in(file):
            if isinstance(read, Problem):
                click.echo(str(read), err=True)
                failed = True
                continue
            card = score_one(read)
            lines = [card_as_line(card)] if as_json else card_as_text(card, load_standard(), read.language)
            for line in lines:
                click.echo(line)
    sys.exit(1 if failed else 0)


def _calls_in(file: str) -> "list[CallTranscript | Problem]":
    name = "standard input" if file == STANDARD_INPUT else file
    try:
        data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        return list(read_calls(data.decode("utf-8-sig"), name))
    except UnicodeDecodeError:
        return [Problem(name, "the file is not UTF-8 text; a call as JSON is expected")]
    except OSError as exc:
        return [Problem(name, f"cannot be read ({exc.strerror}); check the path")]


def words_of_file(
    file: Path,
    language: Language,
    sides: Mapping[Speaker, int],
    models: ModelStore,
    transcriber: Transcriber,
    progress: Progress | None = None,
) -> CallTranscript:
    """What is said in a sound file, without keeping it.

    `sides` says on which channel (from 0) each voice is; a mono file is written down as the patient's side.
    Raises CallCenterError: no model for the language, no sound, the recogniser gave up.
    """
    by_side = sides if channels_of(file) == 2 else {Speaker.PATIENT: 0}
    model = models.find(language)
    if model is None:
        raise TranscribeError(f"not transcribed: no model for {language}")
    with tempfile.TemporaryDirectory(prefix="callcenter-") as folder:
        kept = keep_file(file, Path(folder) / "call.wav", list(by_side.values()))
        channels = dict(enumerate(by_side))
        heard = transcriber.transcribe(kept.path, channels, model, progress)
    return CallTranscript(id=title_of(Path(file.stem)), language=language, turns=turns_of(heard.words, language))


def sides_from(left: str | None, right: str | None) -> Mapping[Speaker, int]:
    """Which voice is on which channel, from --left and --right; one of them is enough."""
    if left is not None and left == right:
        raise click.UsageError(
            f"--left and --right are both {left}; one side is the patient, the other the administrator"
        )
    patient_is_right = left == Speaker.ADMINISTRATOR or right == Speaker.PATIENT
    return {Speaker.PATIENT: int(patient_is_right), Speaker.ADMINISTRATOR: int(not patient_is_right)}


def explain(file: Path, error: CallCenterError) -> str:
    """An error about a file as the command line prints it."""
    return str(Problem(str(file), str(error)))
