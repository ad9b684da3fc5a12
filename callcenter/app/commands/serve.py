"""`callcenter serve` and `callcenter worker`: the processes that run all day."""

import click

from callcenter.app.terminal.stopping import until_stopped
from callcenter.app.terminal.surroundings import as_given, open_database, settings_and_logs


@click.command()
def serve() -> None:
    """Start the web server, the jobs and the exchange in one process; stop it with Ctrl-C or SIGTERM."""
    from callcenter.app import serve as service  # late: everything that runs is imported with it

    settings = settings_and_logs(as_given)
    with open_database(settings):
        pass  # a database that is missing or old is reported before anything starts
    with until_stopped():
        service.serve(settings, on_ready=lambda address: click.echo(f"callcenter listens at {address}"))


@click.command()
def worker() -> None:
    """Start a process for jobs alone: transcription and scoring on another machine, on one PostgreSQL."""
    from callcenter.app import serve as service  # late: as above

    settings = settings_and_logs(as_given)
    with open_database(settings):
        pass
    with until_stopped():
        service.work(settings)
