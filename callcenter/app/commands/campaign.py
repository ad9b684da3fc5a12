"""`callcenter campaign`: calls to many patients, from the command line."""

import click

from callcenter.app.commands.campaign_explain import explain
from callcenter.app.commands.campaign_rehearse import rehearse_command


@click.group()
def campaign() -> None:
    """Calls to patients by rules: confirmations, recalls, free places and the like."""


campaign.add_command(explain)
campaign.add_command(rehearse_command)
