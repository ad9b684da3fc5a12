"""`callcenter campaign`: calls to many patients, from the command line."""

import click

from callcenter.app.commands.campaign_explain import explain
from callcenter.app.commands.campaign_gaps import gaps_command
from callcenter.app.commands.campaign_list import create, list_command, plan
from callcenter.app.commands.campaign_orders import clear, command_of
from callcenter.app.commands.campaign_rehearse import rehearse_command
from callcenter.app.commands.campaign_report import report
from outbound.campaigns.campaign import Order


@click.group()
def campaign() -> None:
    """Calls to patients by rules: confirmations, recalls, free places and the like."""


campaign.add_command(list_command)
campaign.add_command(create)
campaign.add_command(plan)
for _order in Order:
    campaign.add_command(command_of(_order))
campaign.add_command(report)
campaign.add_command(clear)
campaign.add_command(explain)
campaign.add_command(rehearse_command)
campaign.add_command(gaps_command)
