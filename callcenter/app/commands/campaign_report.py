"""`callcenter campaign report`: where a campaign's patients stand, its calls, and when it will be done."""

import json
from datetime import datetime, timedelta

import click

from callcenter.app.campaign_line import trunk_of
from callcenter.app.commands.campaign_chosen import Bench, bench, chosen
from callcenter.clinic.terms_store import terms_in
from callcenter.kit.outside import printable
from outbound.campaigns.campaign import Campaign
from outbound.campaigns.forecast import Load, ends_at
from outbound.campaigns.pacing import Trunk
from outbound.campaigns.report_store import CallCounts, calls_of, planned_between, uncertain_of
from outbound.campaigns.target import TargetState
from outbound.campaigns.target_store import counts

_Row = dict[str, object]


@click.command("report")
@click.argument("campaign")
@click.option("--json", "is_json", is_flag=True, help="One JSON object.")
def report(campaign: str, *, is_json: bool) -> None:
    """Tell how CAMPAIGN goes: its patients by state and result, its calls, and when it will be done.

    CAMPAIGN is an id, a title, or the kind where there is one of it.
    """
    with bench(writes=False) as here:
        with here.database.read() as connection:
            one = chosen(connection, campaign)
        told = _told(here, one)
    if is_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in _lines(told):
        click.echo(printable(line))


def _told(here: Bench, one: Campaign) -> _Row:
    now = here.clock.now()
    with here.database.read() as connection:
        terms = terms_in(connection, here.usual)
        targets = counts(connection, one.id)
        calls = calls_of(connection, one.id)
        first, last = planned_between(connection, one.id)
        unsure = uncertain_of(connection, one.id)
    left = sum(number for (state, _), number in targets.items() if state == TargetState.PLANNED.value)
    trunk = Trunk(name=trunk_of(here.settings), lines=terms.lines, calls_per_second=terms.calls_per_second)
    zone = terms.zone

    def clock(moment: datetime | None) -> str | None:
        return None if moment is None else moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")

    return {
        "campaign": one.id,
        "title": one.title,
        "kind": one.purpose.value,
        "mode": one.mode.value,
        "state": one.state.value,
        "edition": one.edition,
        "targets": [
            {"state": state, "result": result or None, "number": number}
            for (state, result), number in sorted(targets.items())
        ],
        "calls": {"made": calls.made, "open": calls.open_now, "by_result": dict(calls.by_result)},
        "next_call_from": clock(first),
        "last_call_before": clock(last),
        "done_at": clock(_end(one, calls, left, trunk, max(now, first or now))) if left else None,
        "uncertain": unsure,
    }


def _end(one: Campaign, calls: CallCounts, left: int, trunk: Trunk, from_: datetime) -> datetime | None:
    if not one.state.calls:
        return None
    load = Load(attempts=left, measured=calls.mean_length or timedelta(0), measured_calls=calls.measured)
    return ends_at(load, trunk, from_, lines=trunk.lines)


def _lines(told: _Row) -> list[str]:
    calls, targets = told["calls"], told["targets"]
    assert isinstance(calls, dict)  # noqa: S101 - made above
    assert isinstance(targets, list)  # noqa: S101 - made above
    lines = [f"{told['title']} ({told['kind']}, {told['mode']}) is {told['state']}", "", "patients"]
    lines += [f"  {one['state']:<10} {one['result'] or '-':<13} {one['number']:>7}" for one in targets]
    if not targets:
        lines.append(f"  none yet; `callcenter campaign plan {told['campaign']}` says whom it is to call")
    lines += ["", f"calls: {calls['made']} made, {calls['open']} in hand"]
    lines += [
        f"  {result or 'nobody was rung':<24} {number:>7}" for result, number in sorted(calls["by_result"].items())
    ]
    if told["next_call_from"]:
        lines += ["", f"next call from {told['next_call_from']}, none after {told['last_call_before']}"]
        done = told["done_at"]
        lines.append(f"it will be done at about {done}" if done else "nobody is called as it stands now")
    unsure = told["uncertain"]
    assert isinstance(unsure, list)  # noqa: S101 - made above
    if unsure:
        lines += ["", "It is not known whether these were rung; look, then `callcenter campaign clear TARGET`:"]
        lines += [f"  {one}" for one in unsure]
    return lines
