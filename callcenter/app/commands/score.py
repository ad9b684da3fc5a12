"""`callcenter score`: transcripts against the clinic's phone standard."""

import sys
from pathlib import Path

import click

from callcenter.app.terminal.surroundings import as_given, settings_and_logs
from recordings.scoring.loader import load_rulebook
from recordings.scoring_io import FileProblem, card_as_line, card_as_text, read_calls
from recordings.transcript import CallTranscript

_STANDARD_INPUT = "-"


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def score(files: tuple[str, ...], *, as_json: bool) -> None:
    """Score transcripts against the phone standard: the clinic's own (CALLCENTER_CONTENT_DIR), else the shipped one.

    FILES hold calls as JSON (one object, a list, or one object a line); - reads standard input.
    """
    rulebook = load_rulebook(settings_and_logs(as_given).own_standards)
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


def _calls_in(file: str) -> "list[CallTranscript | FileProblem]":
    name = "standard input" if file == _STANDARD_INPUT else file
    try:
        data = sys.stdin.buffer.read() if file == _STANDARD_INPUT else Path(file).read_bytes()
        return list(read_calls(data.decode("utf-8-sig"), name))
    except UnicodeDecodeError:
        return [FileProblem(name, "the file is not UTF-8 text; a call as JSON is expected")]
    except OSError as exc:
        return [FileProblem(name, f"cannot be read ({exc.strerror}); check the path")]
