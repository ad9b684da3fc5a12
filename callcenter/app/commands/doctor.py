"""`callcenter doctor`: everything that can be wrong, and what to do about it."""

import sys

import click

from callcenter.app.settings_table import markdown_table
from callcenter.app.terminal.surroundings import settings_and_logs
from callcenter.kit.findings import Verdict


@click.command()
@click.option("--settings", "list_settings", is_flag=True, help="Only list all settings with their meaning.")
def doctor(*, list_settings: bool) -> None:
    """Check settings, database, disk, speech models and exchange; exit code 1 where there is a problem."""
    if list_settings:
        for line in markdown_table():
            click.echo(line)
        return
    from callcenter.app.doctor import examine  # late: the list of settings needs none of it

    findings = 0
    for finding in examine(settings_and_logs()):
        click.echo(f"{finding.verdict:<9}  {finding.what}: {finding.said}")
        findings += finding.verdict is Verdict.PROBLEM
    sys.exit(1 if findings else 0)
