"""`callcenter migrate`: bring the database up to date."""

import click

from callcenter.app.terminal.counting import counted
from callcenter.app.terminal.surroundings import as_given, open_database, settings_and_logs
from callcenter.storage.migrate import migrate as apply_migrations
from callcenter.storage.migrate import pending_migrations


@click.command()
def migrate() -> None:
    """Bring the database up to date; safe to run at every start, and while nothing is to be done."""
    with open_database(settings_and_logs(as_given), migrated=False) as database:
        waiting = pending_migrations(database.engine)
        apply_migrations(database.engine)
    click.echo(f"{counted(waiting, 'migration')} applied" if waiting else "the database is up to date")
