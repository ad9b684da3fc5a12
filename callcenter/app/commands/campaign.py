"""`callcenter campaign`: calls to many patients, from the command line."""

import click

from callcenter.app.commands.campaign_explain import explain


@click.group()
def campaign() -> None:
    """Calls to patients by rules: confirmations, recalls, free places and the like."""


campaign.add_command(explain)
