"""`callcenter score`: transcripts against the clinic's phone standard."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from callcenter.app.commands.score_standard import rulebook_of, with_folder
from callcenter.app.terminal.counting import counted
from callcenter.app.terminal.surroundings import settings_and_logs
from recordings.own_standard.judging import JudgedBy, judged_by
from recordings.scoring.engine import wholly_critical
from recordings.scoring.evaluate.agreement import LEAST_OCCURRENCES, agreement
from recordings.scoring.evaluate.noise import add_noise
from recordings.scoring.evaluate.table import compare, table
from recordings.scoring.loader import learned_calls
from recordings.scoring.rulebook import Rulebook
from recordings.scoring_io import FileProblem, card_as_line, card_as_text, one_line, read_calls
from recordings.transcript import CallTranscript

_STANDARD_INPUT = "-"
_LABELS = ("pass", "fail", "na")


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
@click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The clinic's data folder, by whose published standard to score; CALLCENTER_DATA_DIR or ./data otherwise.",
)
@click.option("--noise", "seed", type=int, help="With --evaluate: hear the calls as a recogniser does, by this seed.")
def score(
    files: tuple[str, ...],
    labelled: Path | None,
    seed: int | None,
    again: int | None,
    folder: Path | None,
    *,
    as_json: bool,
) -> None:
    """Score transcripts against the phone standard: the one that the clinic has published, else that of its content
    files (CALLCENTER_CONTENT_DIR), else the shipped one. Which it was is told on standard error.

    FILES hold calls as JSON (one object, a list, or one object a line); - reads standard input.
    """
    _refuse_what_excludes(files, labelled, seed, again, as_json=as_json)
    if again is not None:
        from callcenter.app.commands.score_again import score_again  # late: files are scored without a database

        sys.exit(score_again(again, folder))
    rulebook = rulebook_of(settings_and_logs(with_folder(folder)), must_be_there=folder is not None)
    if labelled is not None:
        sys.exit(0 if _evaluate(labelled, seed, rulebook) else 1)
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


def _refuse_what_excludes(
    files: Sequence[str], labelled: Path | None, seed: int | None, again: int | None, *, as_json: bool
) -> None:
    """Raise a usage error for options of which one would be left out without a word."""
    if seed is not None and labelled is None:
        raise click.UsageError("--noise belongs to --evaluate: add --evaluate and a folder with labelled calls")
    if again is not None and (files or labelled is not None or as_json):
        raise click.UsageError(
            "--again scores the calls that are kept and puts their new scores in place of the old ones: "
            "it takes no files, no --evaluate and no --json"
        )
    if labelled is not None and (files or as_json):
        raise click.UsageError("--evaluate measures the calls of its folder: it takes no files and no --json")
    if labelled is None and again is None and not files:
        raise click.UsageError("name a file with calls, or - for standard input, or --evaluate and a folder")


def _evaluate(folder: Path, seed: int | None, rulebook: Rulebook) -> bool:
    compared, ids, failed = [], set[str](), False
    criteria = [criterion.id for criterion in rulebook.standard.criteria]
    for file in sorted(folder.rglob("*.json")):
        for read in _calls_in(str(file)):
            if isinstance(read, FileProblem):
                click.echo(str(read), err=True)
                failed = True
            elif wrong := list(_wrong_labels(read, criteria)):
                for text in wrong:
                    click.echo(str(FileProblem(str(file), f"call {one_line(read.id)}: {text}")), err=True)
                failed = True
            elif "labels" in read.extra:
                call = read if seed is None else add_noise(read, seed)
                compared.append(compare(read, rulebook.score(call)))
                ids.add(read.id)
    if not compared:
        if failed:
            return False
        click.echo(
            f"{folder}: no call with labels is in this folder; labelled calls are JSON with a field 'labels'", err=True
        )
        return False
    click.echo(f"{counted(len(compared), 'call')}, {'clean' if seed is None else f'damaged by seed {seed}'}")
    known = learned_calls().intersection(ids)
    if known:
        click.echo(
            f"{len(known)} of these calls the shipped second opinion was formed on, so the figures flatter it; "
            "python -m recordings.act_trainer evaluate cross-validates"
        )
    judged = [one.judged for one in compared]
    if not any(agreement(criterion, judged) for criterion in criteria):
        text = f"too few calls to measure: a label counts where {LEAST_OCCURRENCES} calls at least have it"
        click.echo(f"{folder}: {text}", err=True)
        return False
    for line in table(compared, criteria, wholly_critical(rulebook.standard)):
        click.echo(line)
    return not failed


def _wrong_labels(call: CallTranscript, criteria: Sequence[str]) -> Iterator[str]:
    """What is wrong with a call's labels, field by field; nothing where it has none.

    A criterion that our rules know may be labelled though the clinic's own standard leaves it out.
    """
    labels = call.extra.get("labels", {})
    if not isinstance(labels, dict):
        yield "the field 'labels' is not an object; give each criterion pass, fail or na"
        return
    for name, label in labels.items():
        if name not in criteria and judged_by(name) is JudgedBy.PERSON:
            yield f"the field 'labels.{name}' names no criterion of the standard; correct the name or take it out"
        elif label not in _LABELS:
            yield f"the field 'labels.{name}' is {json.dumps(label, ensure_ascii=False)}; pass, fail or na is expected"


def _calls_in(file: str) -> "list[CallTranscript | FileProblem]":
    name = "standard input" if file == _STANDARD_INPUT else file
    try:
        data = sys.stdin.buffer.read() if file == _STANDARD_INPUT else Path(file).read_bytes()
        return list(read_calls(data.decode("utf-8-sig"), name))
    except UnicodeDecodeError:
        return [FileProblem(name, "the file is not UTF-8 text; a call as JSON is expected")]
    except OSError as exc:
        return [FileProblem(name, f"cannot be read ({exc.strerror}); check the path")]
