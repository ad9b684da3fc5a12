"""`callcenter campaign explain`: who of a folder of clinic files is called for what, when, and why not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from callcenter.app.given import ConfigError
from callcenter.clinic.files.reader import ReadClinic, read_clinic_files
from callcenter.domain.outreach import Purpose
from callcenter.kit.errors import BadInputError
from callcenter.kit.outside import printable
from outbound.rules.decision import Decision
from outbound.rules.explained import json_of, line_of
from outbound.rules.judging import judge

_YEARS = range(1971, 9000)
"""Within which every clock can be read, a year of days off later, too."""
_COLUMNS = ("kind", "patient_id", "decision", "reason", "number", "not_before", "not_after", "language")


@click.command("explain")
@click.option("--data", "folder", help="The folder of clinic files: clinic.yaml, patients.csv, visits.csv and so on.")
@click.option("--as-of", "moment", help="The moment that is judged, such as 2026-11-23T16:05, on the clinic's clock.")
@click.option("--kind", help=f"One kind alone: {', '.join(Purpose)}.")
@click.option("--json", "is_json", is_flag=True, help="One JSON object a line.")
def explain(folder: str | None, moment: str | None, kind: str | None, *, is_json: bool) -> None:
    """Say of every patient with a reason for a call whether the call is made today, when, and why not.

    Nothing but the folder is read, and nobody is called. What is wrong in the files is told on standard error as
    file:line: message, and left out.
    """
    kinds = tuple(Purpose) if kind is None else (_kind(kind),)
    given = _moment(moment)
    read = _read(folder)
    for problem in read.problems:
        click.echo(printable(str(problem)), err=True)
    zone = read.book.terms.zone
    as_of = given if given.tzinfo else given.replace(tzinfo=zone or UTC)
    try:
        for line in _lines(judge(read.book, as_of, kinds), zone, is_json=is_json):
            click.echo(line)
    except BadInputError as exc:
        raise ConfigError(f"{Path(folder or '') / 'clinic.yaml'}: {exc}") from exc


def _kind(written: str) -> Purpose:
    try:
        return Purpose(written.strip().lower())
    except ValueError as exc:
        raise ConfigError(f"--kind: {written!r} is not known; write one of {', '.join(Purpose)}") from exc


def _moment(written: str | None) -> datetime:
    if not written:
        raise ConfigError("say which moment is judged: --as-of 2026-11-23T16:05, on the clinic's clock")
    try:
        given = datetime.fromisoformat(written)
    except ValueError as exc:
        raise ConfigError(f"--as-of: {written!r} is no moment; write it as 2026-11-23T16:05") from exc
    if "T" not in written.upper() and " " not in written.strip():
        raise ConfigError(f"--as-of: {written!r} has no time of day; write it as 2026-11-23T16:05")
    if given.year not in _YEARS:
        raise ConfigError(f"--as-of: {written!r} is not of our time; write a moment such as 2026-11-23T16:05")
    return given


def _read(folder: str | None) -> ReadClinic:
    if not folder:
        raise ConfigError("say which clinic is judged: --data FOLDER, where its clinic.yaml and patients.csv are")
    if not Path(folder).is_dir():
        raise ConfigError(f"--data: {folder} is no folder; name the one that holds clinic.yaml and patients.csv")
    try:
        return read_clinic_files(Path(folder))
    except BadInputError as exc:
        raise ConfigError(str(exc)) from exc


def _lines(decisions: Iterator[Decision], zone: ZoneInfo | None, *, is_json: bool) -> Iterator[str]:
    if is_json:
        yield from (json_of(one, zone) for one in decisions)
        return
    yield _row({name: name for name in _COLUMNS} | {"visit_ids": ["visits"]})
    for one in decisions:
        yield _row(line_of(one, zone))


def _row(line: dict[str, object]) -> str:
    """A line of a table; long ids push what follows to the right and are not cut."""
    kind, patient, decision, reason, number, begin, end, language = (str(line[name] or "-") for name in _COLUMNS)
    visits = line["visit_ids"]
    told = ",".join(map(str, visits)) if isinstance(visits, list) and visits else "-"
    row = f"{kind:<13}{patient:<12} {decision:<9}{reason:<18}{number:<16}{begin:<17} {end:<17} {language:<9}{told}"
    return printable(row)
