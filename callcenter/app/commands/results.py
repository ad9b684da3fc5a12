"""`callcenter results`: what the clinic's other system was told of, and telling it again."""

import click

from callcenter.app.terminal.counting import counted
from callcenter.app.terminal.surroundings import as_given, open_database, settings_and_logs
from callcenter.kit.clock import SystemClock
from outbound.telling.told_store import ToldState, count_in, try_given_up_again


@click.group()
def results() -> None:
    """Results that the clinic's other system is told (CALLCENTER_WEBHOOK_URL)."""


@results.command("list")
def list_results() -> None:
    """Print how many results were told, wait to be told, and were given up."""
    with open_database(settings_and_logs(as_given)) as database, database.read() as connection:
        for state in ToldState:
            click.echo(f"{state.value.replace('_', ' ')}: {count_in(connection, state)}")


@results.command("again")
def again() -> None:
    """Have all results that were given up told again, once the receiver is mended."""
    with open_database(settings_and_logs(as_given)) as database, database.work() as work:
        found = try_given_up_again(work.connection, SystemClock().now())
    click.echo(f"{counted(found, 'result')} will be told again" if found else "no result was given up")
