"""`callcenter campaign gaps`: places that became free, what became of them, and how long it took."""

import json
from collections.abc import Iterator
from datetime import timedelta

import click

from callcenter.app.clinic_face import face_of
from callcenter.app.terminal.surroundings import open_database, settings_and_logs
from callcenter.clinic.free_place import FreePlace
from callcenter.clinic.gap_store import offers_of, places_since
from callcenter.kit.clock import SystemClock
from callcenter.kit.outside import printable
from outbound.gaps.figures import figures_of

_MOST_DAYS = 3650


@click.command("gaps")
@click.option("--days", default=30, type=click.IntRange(1, _MOST_DAYS), help="Of so many days up to now.")
@click.option("--json", "is_json", is_flag=True, help="One JSON object.")
def gaps_command(days: int, *, is_json: bool) -> None:
    """Print the places that became free: freed when, to how many they were offered, filled after how many minutes."""
    settings = settings_and_logs()
    zone = face_of(settings).zone
    with open_database(settings) as database, database.read() as connection:
        places = places_since(connection, SystemClock().now() - timedelta(days=days))
        rows = [_row(one, len(offers_of(connection, one.id))) for one in places]
    figures = figures_of(places)
    if is_json:
        told = {name: getattr(figures, name) for name in figures.__dataclass_fields__}
        click.echo(json.dumps({**told, "places": rows}, ensure_ascii=False))
        return
    if not rows:
        click.echo(f"no place became free in the last {days} days, as far as a campaign that fills places has looked")
        return
    click.echo(f"{'freed':<18}{'place':<18}{'doctor':<14}{'service':<14}{'offered':>8}  what became of it")
    for one, row in zip(places, rows, strict=True):
        freed, begins = (f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in (one.freed_at, one.starts_at))
        after = "" if row["minutes"] is None else f" after {row['minutes']:.0f} min"
        line = f"{freed:<18}{begins:<18}{one.doctor:<14}{one.service:<14}{row['offered']:>8}  {one.state.value}{after}"
        click.echo(printable(line))
    for line in _told(figures.filled, figures.freed, figures.median_minutes, figures.longest_minutes):
        click.echo(line)


def _row(one: FreePlace, offered: int) -> dict[str, object]:
    return {
        "id": one.id,
        "doctor": one.doctor,
        "service": one.service,
        "starts_at": one.starts_at.isoformat(),
        "freed_by": one.freed_by.value,
        "freed_at": one.freed_at.isoformat(),
        "offered": offered,
        "state": one.state.value,
        "minutes": None if one.filled_after is None else one.filled_after / timedelta(minutes=1),
    }


def _told(filled: int, freed: int, median: float | None, longest: float | None) -> Iterator[str]:
    yield f"\n{filled} of {freed} filled by calls"
    if median is not None and longest is not None:
        yield f"from freed to filled: {median:.0f} minutes in the middle, {longest:.0f} at most"
