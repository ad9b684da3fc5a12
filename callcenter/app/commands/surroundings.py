"""What a verb finds around it: the settings in the environment, logs set up by them, and the database."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from callcenter.app.settings import LogFormat, Settings, load_settings
from callcenter.kit.errors import CallCenterError
from callcenter.kit.logs import configure_logs

if TYPE_CHECKING:
    from callcenter.storage.work import Database


class NotMigratedError(CallCenterError):
    """The database lacks tables or columns of this version."""


def settings_and_logs(fill_in: Callable[[Mapping[str, str]], Mapping[str, str]] = dict) -> Settings:
    """The settings, read here and nowhere else in the process; logs go to standard error as they say.

    `fill_in` gives the environment answers of a verb's own.
    """
    settings = load_settings(fill_in(os.environ))
    as_json = settings.log_format is LogFormat.JSON or (
        settings.log_format is LogFormat.AUTO and not sys.stderr.isatty()
    )
    configure_logs(as_json=as_json, level=settings.log_level.value)
    return settings


@contextmanager
def open_database(settings: Settings, *, migrated: bool = True) -> Iterator["Database"]:
    """The clinic's database. Raises CallCenterError where it cannot be reached or, with `migrated`, is out of date."""
    # Loaded here: SQLAlchemy and Alembic take most of the start of a verb, and many verbs have no database.
    from callcenter.storage.engine import open_engine
    from callcenter.storage.migrate import pending_migrations
    from callcenter.storage.reach import check_reachable
    from callcenter.storage.work import Database

    engine = open_engine(settings.database_url.reveal())
    try:
        check_reachable(engine)
        if migrated and pending_migrations(engine):
            raise NotMigratedError("the database is not up to date; run `callcenter migrate` first")
        yield Database(engine)
    finally:
        engine.dispose()
