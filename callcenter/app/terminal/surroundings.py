"""What a verb finds around it: the settings in the environment, logs set up by them, and the database."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from callcenter.app.beside_demo import beside_demo
from callcenter.app.clinic_file import ClinicFileError, Remembered, as_remembered, contradictions, remembered
from callcenter.app.given import Given
from callcenter.app.settings import LogFormat, Settings, load_settings
from callcenter.app.settings_table import PREFIX
from callcenter.kit.errors import CallCenterError
from callcenter.kit.logs import configure_logs
from callcenter.kit.outside import printable

if TYPE_CHECKING:
    from callcenter.storage.work import Database


Environment = Mapping[str, str]


class NotMigratedError(CallCenterError):
    """The database lacks tables or columns of this version."""


class NoDataError(CallCenterError):
    """There is no database yet, and only the verbs that begin with a clinic make one."""


def as_given(environment: Environment) -> Environment:
    """For verbs that begin with a clinic of one's own, or that need no data: no demo is looked for."""
    return environment


def here(environment: Environment) -> Environment:
    """For verbs that work on the data that are there: the clinic's, else those of the demo that was started here."""
    return _beside(environment, must_be_sure=False)


def here_for_sure(environment: Environment) -> Environment:
    """The same for verbs that write: of several demos none is guessed. Raises SeveralDemosError."""
    return _beside(environment, must_be_sure=True)


def _beside(environment: Environment, *, must_be_sure: bool) -> Environment:
    chosen = beside_demo(environment, Path.cwd(), must_be_sure=must_be_sure)
    if (folder := chosen.get(f"{PREFIX}DATA_DIR")) != environment.get(f"{PREFIX}DATA_DIR"):
        shown = str(folder).removeprefix(f"{Path.cwd()}/")
        _note(f"this is the demo clinic in {shown}")
    return chosen


def settings_and_logs(fill_in: Callable[[Environment], Environment] = here) -> Settings:
    """The settings, read here and nowhere else in the process; logs go to standard error as they say.

    What is not set is as the data folder remembers it. `fill_in` gives the environment answers of a verb's own.
    """
    settings = load_settings(_with_memory(fill_in(os.environ)))
    as_json = settings.log_format is LogFormat.JSON or (
        settings.log_format is LogFormat.AUTO and not sys.stderr.isatty()
    )
    configure_logs(as_json=as_json, level=settings.log_level.value)
    return settings


def memory_of(environment: Environment) -> Remembered | None:
    """What the data folder of this environment remembers of its clinic; None where nothing.

    A file that cannot be used is told and left alone where the language is set. Raises ClinicFileError where it is not.
    """
    try:
        return remembered(Given(environment).path("DATA_DIR") or Path("data").absolute())
    except ClinicFileError as exc:
        if not environment.get(f"{PREFIX}CLINIC_LANGUAGE", "").strip():
            raise
        _note(str(exc))
        return None


def _with_memory(environment: Environment) -> Environment:
    clinic = memory_of(environment)
    if clinic is None:
        return environment
    for clause in contradictions(environment, clinic):
        _note(clause)
    return as_remembered(environment, clinic)


def _note(text: str) -> None:
    click.echo(printable(f"callcenter: {text}"), err=True)


@contextmanager
def open_database(settings: Settings, *, migrated: bool = True) -> Iterator["Database"]:
    """The clinic's database. Raises CallCenterError where it cannot be reached or, with `migrated`, is not there yet or
    out of date.
    """
    # Loaded here: SQLAlchemy and Alembic take most of the start of a verb, and many verbs have no database.
    from callcenter.storage.engine import open_engine, sqlite_file
    from callcenter.storage.migrate import pending_migrations
    from callcenter.storage.reach import check_reachable
    from callcenter.storage.work import Database

    file = sqlite_file(settings.database_url.reveal())
    if migrated and file is not None and not file.exists():
        raise NoDataError(_no_data(file))
    engine = open_engine(settings.database_url.reveal())
    try:
        check_reachable(engine)
        if migrated and pending_migrations(engine):
            raise NotMigratedError("the database is not up to date; run `callcenter migrate` first")
        yield Database(engine)
    finally:
        engine.dispose()


def _no_data(file: Path) -> str:
    return (
        f"there are no data in {file.parent} yet; `callcenter migrate` begins a clinic there, `callcenter demo` (or "
        f"`make run`) starts the demo clinic, and {PREFIX}DATA_DIR names another data folder"
    )
