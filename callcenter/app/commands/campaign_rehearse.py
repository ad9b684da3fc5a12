"""`callcenter campaign rehearse`: the coming evening, played before any patient hears it."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

import click

from callcenter.app.campaign_line import usual_terms
from callcenter.app.campaign_prices import prices_of
from callcenter.app.given import ConfigError
from callcenter.app.terminal.surroundings import open_database, settings_and_logs
from callcenter.clinic.store import patients_by_id
from callcenter.kit.clock import SystemClock
from callcenter.kit.languages import Language
from callcenter.kit.outside import printable
from callcenter.storage.work import Database
from callcenter.web.texts import read_texts
from outbound.campaigns.campaign import CampaignId
from outbound.rehearsal.played import Played
from outbound.rehearsal.service import rehearse
from outbound.rehearsal.summary import Prices, summed_up
from outbound.rehearsal.view import CampaignView, EveningView, view_of

_WIDTH = 30
_SHOWN = 40


@click.command("rehearse")
@click.option("--campaign", "campaign", default="", help="Id of a campaign that is played whatever its state.")
@click.option("--at", "moment", default="", help="The moment at which it begins, such as 2026-11-24T16:00; now.")
@click.option("--seed", default=1, help="Another number gives another evening of the same kind.")
@click.option("--all", "is_all", is_flag=True, help=f"Every call and every patient, not the first {_SHOWN}.")
@click.option("--json", "is_json", is_flag=True, help="The whole evening as one JSON object.")
def rehearse_command(campaign: str, moment: str, seed: int, *, is_all: bool, is_json: bool) -> None:
    """Play the coming evening: who is called when, on how many lines, until when, who is left and why, what it costs.

    The running campaigns are played, or those that could be started where none runs. Nobody is called, nothing is
    written; how patients take calls is drawn from the clinic's past calls.
    """
    settings = settings_and_logs()
    usual = usual_terms(settings)
    now = SystemClock().now()
    if moment:
        given = _moment(moment)
        now = (given if given.tzinfo else given.replace(tzinfo=usual.zone or UTC)).astimezone(UTC)
    with open_database(settings) as database:
        played = rehearse(database, usual, now, only=CampaignId(campaign) if campaign else None, seed=seed)
        view = _view(database, played, prices_of(settings, database))
    if is_json:
        click.echo(_json(played, view))
        return
    for text in _lines(view, None if is_all else _SHOWN):
        click.echo("\n".join(map(printable, text.split("\n"))))


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError as exc:
        raise ConfigError(f"--at: {written!r} is no moment; write it as 2026-11-24T16:00") from exc


def _view(database: Database, played: Played, prices: Prices) -> EveningView:
    with database.read() as connection:
        names = patients_by_id(connection, {one.patient for one in played.targets})
    summary = summed_up(played, prices)
    whole = {one: patient.full_name for one, patient in names.items()}
    return view_of(played, summary, prices, read_texts(Language.EN), whole)


def _json(played: Played, view: EveningView) -> str:
    told = asdict(view)
    told["begins_at"] = played.begins_at.isoformat()
    told["ends_at"] = played.ends_at.isoformat() if played.ends_at else None
    told["seed"], told["lines"] = played.seed, played.trunk.lines
    for line, call in zip(told["calls"], played.calls, strict=True):
        line["begins_at"], line["ends_at"] = call.begins_at.isoformat(), call.ends_at.isoformat()
    return json.dumps(told, ensure_ascii=False)


def _lines(view: EveningView, most: int | None) -> Iterator[str]:
    yield f"{view.day}, {view.begins} to {view.ends}" if view.ends else view.day
    yield from (f"  {fact}" for fact in view.facts)
    if view.bars:
        yield ""
        yield f"{'':8}{'calls':>6}{'answered':>10}{'lines':>7}"
    for bar in view.bars:
        yield f"{bar.time:8}{bar.begun:>6}{bar.answered:>10}{bar.lines:>7}  {'#' * round(bar.share * _WIDTH)}"
    for campaign in view.campaigns:
        yield from _campaign(campaign, most)
    if view.calls:
        yield ""
        yield "Calls"
    for call in view.calls[:most]:
        yield (f"  {call.time}  {call.name:<28} {call.campaign:<24} try {call.nth}  {call.result:<22} {call.length:>6}")
    yield from _more(len(view.calls), most)


def _campaign(one: CampaignView, most: int | None) -> Iterator[str]:
    ends = f", done at {one.ends}" if one.ends else ""
    yield ""
    yield f"{one.title} ({one.purpose}): {one.called} called, {one.calls} calls{ends}"
    yield from (f"  {count:>6}  {words}" for words, _, count in one.results)
    for title, people in (("for a person", one.for_people), ("not reached", one.unreached)):
        if people:
            yield f"  {len(people):>6}  {title}:"
        yield from (f"{'':10}{left.name:<28} {left.why}" for left in people[:most])
        yield from _more(len(people), most)
    for group in one.left_out:
        yield f"  {group.count:>6}  left out: {group.reason}"
        yield from (f"{'':10}{left.name:<28} {left.why}" for left in group.people[:most])
        yield from _more(group.count, most)


def _more(count: int, most: int | None) -> Iterator[str]:
    if most is not None and count > most:
        yield f"{'':10}and {count - most} more; --all shows them"
