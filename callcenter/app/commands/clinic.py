"""`callcenter clinic`: the clinic's own data from its files."""

import sys
from pathlib import Path

import click

from callcenter.app.settings import Settings
from callcenter.app.terminal.surroundings import here_for_sure, open_database, settings_and_logs
from callcenter.clinic.book import ClinicTerms
from callcenter.clinic.files.problems import ClinicFilesError
from callcenter.clinic.files.reader import CLINIC, ReadClinic, read_clinic_files
from callcenter.clinic.import_service import Fate, Imported, import_book
from callcenter.kit.clock import SystemClock
from callcenter.kit.outside import printable
from callcenter.storage.work import Database


@click.group()
def clinic() -> None:
    """The clinic's patients, visits, plans and past calls."""


@clinic.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def import_folder(folder: Path, *, dry_run: bool) -> None:
    """Take the files of FOLDER into the database: clinic.yaml, patients.csv, visits.csv and so on.

    Rows that cannot be read are told as file:line and left out; all others are stored at once, or none. The same files
    again change nothing. What was booked, moved, confirmed or cancelled here since is not undone. The exit code is 1
    where something in the files was wrong.
    """
    settings = settings_and_logs(here_for_sure)
    read = read_clinic_files(folder)
    _refuse_another_clinic(folder, read.book.terms, settings)
    with open_database(settings) as database:
        done = _import(database, read, dry_run=dry_run)
    for problem in read.problems:
        click.echo(printable(str(problem)), err=True)
    for line in _told(done):
        click.echo(printable(line))
    if dry_run:
        click.echo("Nothing was changed.")
    sys.exit(1 if read.problems else 0)


def _import(database: Database, read: ReadClinic, *, dry_run: bool) -> Imported:
    now = SystemClock().now()
    if not dry_run:
        with database.work() as work:
            return import_book(work.connection, read.book, now)
    with database.engine.connect() as connection, connection.begin() as transaction:
        tried = import_book(connection, read.book, now)
        transaction.rollback()
    return tried


def _told(done: Imported) -> list[str]:
    width = max(map(len, done.fates))
    lines = [
        f"{what:<{width}}  " + (", ".join(f"{fates[one]} {one}" for one in Fate if fates[one]) or "none")
        for what, fates in done.fates.items()
    ]
    return lines + (
        [f"Left as they are here ({len(done.kept)}):", *(f"  {one}" for one in done.kept)] if done.kept else []
    )


def _refuse_another_clinic(folder: Path, terms: ClinicTerms, settings: Settings) -> None:
    """Times, numbers and words are read by what clinic.yaml says, and spoken by what the settings say."""
    for name, theirs, ours in (
        ("zone", terms.zone and terms.zone.key, settings.clinic_zone.key),
        ("country", terms.country, settings.clinic_country.upper()),
        ("language", terms.language.value, settings.clinic_language.value),
    ):
        if theirs != ours:
            raise ClinicFilesError(
                folder / CLINIC,
                f"{name} is {theirs or 'unknown'}, and this clinic's is {ours}; change one of the two "
                f"(CALLCENTER_CLINIC_{name.upper()} sets the clinic's)",
            )
