"""`callcenter campaign list`, `create` and `plan`: which campaigns there are, a new one, and whom one is to call."""

import json

import click

from callcenter.app.commands.campaign_chosen import Bench, bench, chosen
from callcenter.app.given import ConfigError
from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import COMMAND_LINE
from callcenter.kit.outside import printable
from outbound.campaigns.attempt_store import loads
from outbound.campaigns.campaign import Campaign, CampaignState
from outbound.campaigns.campaign_store import campaigns
from outbound.campaigns.planner_service import Planner
from outbound.campaigns.service import Changes
from outbound.campaigns.target import TargetState
from outbound.campaigns.target_store import counts
from outbound.risk.risk_service import Risks

_NUMBERS = (TargetState.PLANNED, TargetState.CALLING, TargetState.DONE, TargetState.PERSON, TargetState.UNREACHED)


@click.command("list")
@click.option("--json", "is_json", is_flag=True, help="One JSON object a line.")
def list_command(*, is_json: bool) -> None:
    """List the campaigns: kind, state, calls in hand, and where their patients stand.

    The order is that in which they get free lines.
    """
    with bench(writes=False) as here:
        rows = _rows(here)
    if is_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    if not rows:
        click.echo("There is no campaign yet. `callcenter campaign create confirmation` makes one.")
        return
    header: dict[str, object] = {name: name for name in rows[0]}
    for row in (header, *rows):
        numbers = "".join(f"{row[one.value]!s:>11}" for one in _NUMBERS)
        front = f"{row['id']!s:<22}{row['kind']!s:<14}{row['mode']!s:<12}{row['state']!s:<10}{row['calls']!s:>5}"
        click.echo(f"{front}{numbers}  {printable(str(row['title']))}")


@click.command("create")
@click.argument("kind")
@click.option("--title", help="Its name on screens; the usual one of its kind where not given.")
@click.option("--flow", help="The conversation that the clinic's voice leads; `callcenter ivr try` lists them.")
@click.option("--priority", type=int, help="0 to 9: of two campaigns that want one line, the lower number has it.")
def create(kind: str, title: str | None, flow: str | None, priority: int | None) -> None:
    """Make a campaign of a KIND as a draft that calls nobody: confirmation, gap, no_show, unfinished, recall, lost or
    satisfaction. Prints its id.
    """
    try:
        purpose = Purpose(kind.strip().lower())
    except ValueError as exc:
        raise ConfigError(f"{kind!r} is no kind of campaign; write one of {', '.join(Purpose)}") from exc
    with bench(writes=True) as here:
        new = here.service.create(purpose, COMMAND_LINE, Changes(title=title, flow=flow, priority=priority))
    click.echo(new.id)
    click.echo(f"It calls nobody yet. `callcenter campaign plan {new.id}` says whom it is to call, `start` starts it.")


@click.command("plan")
@click.argument("campaign")
@click.option("--json", "is_json", is_flag=True, help="One JSON object.")
def plan(campaign: str, *, is_json: bool) -> None:
    """Judge every patient for CAMPAIGN now, and keep who is to be called, when, and who is not, and why.

    CAMPAIGN is an id, a title, or the kind where there is one of it. Nobody is called by this; running campaigns are
    planned by themselves every ten minutes.
    """
    with bench(writes=True) as here:
        with here.database.read() as connection:
            one = chosen(connection, campaign)
        planned = Planner(here.database, here.clock, here.usual, Risks(here.clock, here.usual)).plan(one.id)
        states = _states(here, one)
    if is_json:
        told = {"campaign": one.id, "judged": planned.judged, "new": planned.new, "changed": planned.changed}
        click.echo(json.dumps({**told, "targets": states}, ensure_ascii=False))
        return
    click.echo(f"{planned.judged} looked at, {planned.new} new, {planned.changed} changed.")
    for state, number in states.items():
        click.echo(f"  {state:<10} {number}")
    if one.state is not CampaignState.RUNNING:
        click.echo(f"It is {one.state.value}: nobody is called before `callcenter campaign start {one.id}`.")


def _rows(here: Bench) -> list[dict[str, object]]:
    with here.database.read() as connection:
        in_hand = loads(connection)
        found = campaigns(connection)
    rows: list[dict[str, object]] = []
    for one in found:
        states = _states(here, one)
        rows.append(
            {
                "id": one.id,
                "kind": one.purpose.value,
                "mode": one.mode.value,
                "state": one.state.value,
                "calls": in_hand[one.id].open_calls if one.id in in_hand else 0,
                **{state.value: states.get(state.value, 0) for state in _NUMBERS},
                "title": one.title,
            }
        )
    return rows


def _states(here: Bench, one: Campaign) -> dict[str, int]:
    with here.database.read() as connection:
        found: dict[str, int] = {}
        for (state, _), number in counts(connection, one.id).items():
            found[state] = found.get(state, 0) + number
    return dict(sorted(found.items()))
