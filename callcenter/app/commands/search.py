"""`callcenter search`: calls in which words were said."""

import difflib
import sys
from zoneinfo import ZoneInfo

import click

from callcenter.app.ground import lay_ground, private_labels, search_of
from callcenter.app.terminal.counting import counted
from callcenter.app.terminal.surroundings import open_database, settings_and_logs
from callcenter.domain.people import Operator, Role
from callcenter.kit.ids import COMMAND_LINE
from recordings.calls.entry import parse_cursor
from recordings.search.period import Period
from recordings.search.service import Reader
from recordings.search.view import FoundRow, SearchView, SearchWish
from recordings.transcript import Speaker

_WHOEVER = Operator(id=COMMAND_LINE, login="", name="", role=Role.OWNER)
"""Whoever works at the machine itself; private words stay hidden."""


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("words", nargs=-1, required=True)
@click.option("--side", type=click.Choice([speaker.value for speaker in Speaker]), help="Who said it.")
@click.option("--period", type=click.Choice([period.value for period in Period if period]), help="How far back.")
@click.option("--after", default="", help="Go on behind this place: the one that the command printed last.")
def search(words: tuple[str, ...], side: str | None, period: str | None, after: str) -> None:
    """Find calls in which WORDS were said, in any of their forms; the newest first.

    All the words must be in one turn. '"in quotes"': these very words; -word: without it; beginning*: what begins so. A
    line for each turn: the id of the call or recording, when, the second, who spoke, what. The search is entered in the
    access log, without the words. Private words stand in brackets.
    """
    _refuse_mistyped_options(words)
    if not any(word.strip() for word in words):
        raise click.UsageError("write a word to look for")
    settings = settings_and_logs()
    wish = SearchWish(
        words=" ".join(words), side=Speaker(side) if side else None, period=Period(period) if period else Period.ALL
    )
    with open_database(settings):
        ground = lay_ground(settings)
        labels = private_labels()[ground.clinic.language]
        reader = Reader(operator=_WHOEVER, zone=ground.clinic.zone, labels=labels)
        found = search_of(ground).find(reader, wish, parse_cursor(after) if after else None)
    if found.problem:
        click.echo(found.problem, err=True)
        sys.exit(2)
    _tell(found, ground.clinic.zone)


def _refuse_mistyped_options(words: tuple[str, ...]) -> None:
    """A word with one hyphen is a word to leave out; with two it was meant for an option."""
    context = click.get_current_context()
    if "-h" in words:
        click.echo(context.get_help())
        context.exit()
    for word in words:
        if word.startswith("--"):
            known = [option for parameter in context.command.params for option in parameter.opts]
            raise click.NoSuchOption(word, possibilities=difflib.get_close_matches(word, known))


def _tell(found: SearchView, zone: ZoneInfo) -> None:
    for row in found.rows:
        for line in _lines(row, zone):
            click.echo(line)
    more = f"; go on with --after {found.next_place}" if found.next_place else ""
    click.echo(f"{counted(found.all_calls, 'call')}, {counted(found.all_turns, 'turn')}{more}", err=True)
    if found.unindexed:
        click.echo(f"{counted(found.unindexed, 'older transcript')} cannot be searched yet", err=True)


def _lines(row: FoundRow, zone: ZoneInfo) -> list[str]:
    when = f"{row.row.moment.astimezone(zone):%Y-%m-%d %H:%M}"
    return [
        "\t".join(
            (
                row.row.id,
                when,
                f"{turn.start:.1f}",
                turn.speaker.value if turn.speaker else "",
                "".join(piece.text for piece in turn.pieces),
            )
        )
        for turn in row.turns
    ]
