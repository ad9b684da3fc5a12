"""`callcenter score`: transcripts against the clinic's phone standard."""

import sys
from pathlib import Path

import click

from callcenter.app.terminal.counting import counted
from callcenter.app.terminal.surroundings import as_given, settings_and_logs
from recordings.scoring.evaluate.noise import add_noise
from recordings.scoring.evaluate.table import compare, table
from recordings.scoring.loader import load_rulebook
from recordings.scoring.rulebook import Rulebook
from recordings.scoring_io import FileProblem, card_as_line, card_as_text, read_calls
from recordings.transcript import CallTranscript

_STANDARD_INPUT = "-"


@click.command()
@click.argument("files", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--evaluate",
    "labelled",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Compare with the labels of the calls in this folder, criterion by criterion.",
)
@click.option("--again", type=int, help="Score the kept calls of so many days anew, by today's standard.")
@click.option("--noise", "seed", type=int, help="With --evaluate: hear the calls as a recogniser does, by this seed.")
def score(files: tuple[str, ...], labelled: Path | None, seed: int | None, again: int | None, *, as_json: bool) -> None:
    """Score transcripts against the phone standard: the clinic's own (CALLCENTER_CONTENT_DIR), else the shipped one.

    FILES hold calls as JSON (one object, a list, or one object a line); - reads standard input.
    """
    if again is not None:
        from callcenter.app.commands.score_again import score_again  # late: files are scored without a database

        sys.exit(score_again(again))
    rulebook = load_rulebook(settings_and_logs(as_given).own_standards)
    if labelled is not None:
        sys.exit(0 if _evaluate(labelled, seed, rulebook) else 1)
    if not files:
        raise click.UsageError("name a file with calls, or - for standard input, or --evaluate and a folder")
    failed = False
    for file in files:
        for read in _calls_in(file):
            if isinstance(read, FileProblem):
                click.echo(str(read), err=True)
                failed = True
                continue
            card = rulebook.score(read)
            lines = [card_as_line(card)] if as_json else card_as_text(card, rulebook.standard, read.language)
            for line in lines:
                click.echo(line)
    sys.exit(1 if failed else 0)


def _evaluate(folder: Path, seed: int | None, rulebook: Rulebook) -> bool:
    compared = []
    for file in sorted(folder.rglob("*.json")):
        for read in _calls_in(str(file)):
            if isinstance(read, FileProblem):
                click.echo(str(read), err=True)
            elif "labels" in read.extra:
                call = read if seed is None else add_noise(read, seed)
                compared.append(compare(read, rulebook.score(call)))
    if not compared:
        click.echo(
            f"{folder}: no call with labels is in this folder; labelled calls are JSON with a field 'labels'", err=True
        )
        return False
    click.echo(f"{counted(len(compared), 'call')}, {'clean' if seed is None else f'damaged by seed {seed}'}")
    for line in table(compared, [criterion.id for criterion in rulebook.standard.criteria]):
        click.echo(line)
    return True


def _calls_in(file: str) -> "list[CallTranscript | FileProblem]":
    name = "standard input" if file == _STANDARD_INPUT else file
    try:
        data = sys.stdin.buffer.read() if file == _STANDARD_INPUT else Path(file).read_bytes()
        return list(read_calls(data.decode("utf-8-sig"), name))
    except UnicodeDecodeError:
        return [FileProblem(name, "the file is not UTF-8 text; a call as JSON is expected")]
    except OSError as exc:
        return [FileProblem(name, f"cannot be read ({exc.strerror}); check the path")]
