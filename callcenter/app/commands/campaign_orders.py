"""`callcenter campaign start`, `pause`, `resume`, `drain`, `stop`: what a campaign is told to do; and `clear`."""

import json
from collections.abc import Mapping

import click

from callcenter.app.commands.campaign_chosen import bench, chosen
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import COMMAND_LINE
from callcenter.kit.outside import printable
from outbound.campaigns.campaign import Campaign, CampaignState, Order, WrongOrderError, orders_of
from outbound.campaigns.campaign_store import get_campaign
from outbound.campaigns.target import TargetId
from outbound.campaigns.target_store import targets_by_id

_HELP: Mapping[Order, str] = {
    Order.START: "Start CAMPAIGN: patients are called from now on, within their hours.",
    Order.PAUSE: "Begin no new calls of CAMPAIGN; those that go on are finished. `resume` takes it up again.",
    Order.RESUME: "Take CAMPAIGN up again after `pause` or `drain`.",
    Order.DRAIN: "Begin no new calls of CAMPAIGN, and end it with the last one that goes on.",
    Order.STOP: "End CAMPAIGN at once: calls that go on are put down.",
}
_THEN: Mapping[CampaignState, str] = {
    CampaignState.RUNNING: "patients are called while `callcenter serve` runs, within their hours",
    CampaignState.PAUSED: "no new call begins; `callcenter campaign resume {id}` takes it up again",
    CampaignState.DRAINING: "no new call begins; it ends with the last one that goes on",
    CampaignState.STOPPED: "calls that go on are put down now",
    CampaignState.ENDED: "no call of it goes on",
    CampaignState.DRAFT: "",
}


def command_of(order: Order) -> click.Command:
    """The command of an order."""

    @click.command(
        order.value, help=f"{_HELP[order]}\n\nCAMPAIGN is an id, a title, or the kind where there is one of it."
    )
    @click.argument("campaign")
    @click.option("--json", "is_json", is_flag=True, help="One JSON object.")
    def command(campaign: str, *, is_json: bool) -> None:
        _order(campaign, order, is_json=is_json)

    return command


@click.command("clear")
@click.argument("target")
@click.option("--was-rung/--was-not-rung", "was_rung", required=True, help="What you found out about the call.")
def clear(target: str, *, was_rung: bool) -> None:
    """Say of an uncertain TARGET (the id in the report) whether its patient was rung; it goes on by the rules."""
    with bench(writes=True) as here:
        with here.database.read() as connection:
            if not targets_by_id(connection, [TargetId(target)]):
                raise BadInputError(f"there is no such target: {target!r}; `callcenter campaign report` lists them")
        state = here.service.clear(TargetId(target), COMMAND_LINE, was_rung=was_rung)
    click.echo(f"It is {state.value} now.")


def _order(campaign: str, order: Order, *, is_json: bool) -> None:
    with bench(writes=True) as here:
        with here.database.read() as connection:
            one = chosen(connection, campaign)
        try:
            here.service.order(one.id, order, COMMAND_LINE)
        except WrongOrderError as exc:
            raise BadInputError(_what_can_be(one, order)) from exc
        with here.database.read() as connection:
            after = get_campaign(connection, one.id)
    if is_json:
        click.echo(json.dumps({"campaign": one.id, "before": one.state.value, "state": after.state.value}))
        return
    click.echo(f"{printable(one.title)} is {after.state.value}: {_THEN[after.state].format(id=one.id)}.")


def _what_can_be(one: Campaign, order: Order) -> str:
    possible = " or ".join(f"`callcenter campaign {other.value} {one.id}`" for other in orders_of(one.state))
    return f"this campaign is {one.state.value}, so it cannot {order.value}; what can be done now: {possible}"
