"""By which standard `callcenter score` scores: the clinic's published one where there is any, else that of files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from callcenter.app.settings import Settings
from callcenter.app.settings_table import PREFIX
from callcenter.app.terminal.surroundings import Environment, as_given, open_database
from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from recordings.own_standard.judging import likely_typos
from recordings.scoring.loader import load_rulebook
from recordings.scoring.rulebook import Rulebook
from recordings.scoring.standard import Standard


def with_folder(folder: Path | None) -> Callable[[Environment], Environment]:
    """The environment with the data folder that a person named."""
    return as_given if folder is None else lambda given: {**given, f"{PREFIX}DATA_DIR": str(folder.absolute())}


def rulebook_of(settings: Settings, *, must_be_there: bool) -> Rulebook:
    """The rulebook of these settings; what its standard is goes to standard error.

    With `must_be_there` a clinic without a usable database is an error; else the files count, and why is told.
    """
    rulebook = load_rulebook(settings.own_standards)
    standard = _published(settings, rulebook.standard, must_be_there=must_be_there)
    files = (
        "of the content files that are shipped"
        if settings.own_standards is None
        else f"of the content files in {settings.own_standards}"
    )
    source = files if standard is None else "published by the clinic"
    used = rulebook if standard is None else replace(rulebook, standard=standard)
    title = used.standard.title.get(Language.EN) or used.standard.id
    click.echo(f"scored by: {title}, version {used.standard.version}, {source}", err=True)
    for criterion, meant in likely_typos(used.standard):
        click.echo(f"no rule is called {criterion!r}, so a person judges it; {meant!r} may be meant", err=True)
    return used


def _published(settings: Settings, from_files: Standard, *, must_be_there: bool) -> Standard | None:
    """None where the clinic has published none, or there is no clinic."""
    # Loaded here, as most of a start without a database would go into them.
    from callcenter.storage.engine import sqlite_file
    from recordings.own_standard.book import StandardBook

    file = sqlite_file(settings.database_url.reveal())
    if file is not None and not file.exists() and not must_be_there:
        return None
    try:
        with open_database(settings) as database, database.read() as connection:
            current = StandardBook(from_files).current(connection)
    except CallCenterError as exc:
        if must_be_there:
            raise
        click.echo(f"the clinic's published standard cannot be read: {exc}", err=True)
        return None
    return None if current is from_files else current
