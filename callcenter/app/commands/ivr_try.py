"""`callcenter ivr try FLOW`: a call with the clinic's voice, typed in the terminal."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TextIO

import click

from callcenter.app.terminal.surroundings import as_given, settings_and_logs
from callcenter.kit.languages import parse_language
from ivr.answers.loader import understand
from ivr.flow.engine import Tools
from ivr.flow.inputs import AnsweredBy
from ivr.flow.loader import load_book
from ivr.flow.samples import evening_of, made_up
from ivr.flow.trial import HANG_UP, Line, Trial

_MOST_VISITS = 3
_PATIENT = "patient  "
_SILENCE = "(silence)"


@click.command("try")
@click.argument("flow", required=False)
@click.option("--language", default=None, help="ru, uk, pl, en or zh; the clinic's language otherwise.")
@click.option("--visits", type=click.IntRange(0, _MOST_VISITS), default=1, help="How many visits the call is about.")
@click.option(
    "--answered-by", type=click.Choice([one.value for one in AnsweredBy]), default="human", help="Who takes the call."
)
@click.option("--closed", is_flag=True, help="Nobody is at work in the clinic.")
@click.option(
    "--script", type=click.File(encoding="utf-8"), help="Answers from a file, one a line; or a talk that was printed."
)
def try_flow(
    flow: str | None, language: str | None, visits: int, answered_by: str, script: TextIO | None, *, closed: bool
) -> None:
    """Talk to FLOW: type what a patient says, or digits for keys. Without FLOW, the flows are listed.

    An empty line is silence, '/hang up' puts down. Patient, visits and free places are made up; it is the evening
    before the visit, or after it where the flow is about a visit that is over.
    """
    settings = settings_and_logs(as_given)
    book = load_book(settings.own_content)
    if flow is None:
        for one in sorted(book.flows.values(), key=lambda each: (each.direction, each.id)):
            click.echo(f"{one.id:<22}{one.direction:<10}{one.title}")
        return
    spoken = parse_language(language) if language else settings.clinic_language
    words = book.words(spoken)
    chosen = book.flow(flow)
    tools = Tools(flow=chosen, prompts=words, understand=partial(understand, own=settings.content_dir))
    facts = replace(made_up(spoken, visits=visits), is_open=not closed)
    trial = Trial(tools, facts, evening_of(chosen, facts.clinic.zone))
    _show(trial.start(AnsweredBy(answered_by)))
    answers = _answers(
        _of_script(script) if script else sys.stdin, is_shown=script is not None or not sys.stdin.isatty()
    )
    while not trial.is_over:
        typed = next(answers, None)
        _show(trial.answer(typed if typed is not None else HANG_UP))


def _answers(lines: Iterable[str], *, is_shown: bool) -> Iterator[str]:
    for line in lines:
        text = line.rstrip("\n")
        if is_shown:
            click.echo(f"{_PATIENT}{text or _SILENCE}")
        yield text


def _of_script(script: TextIO) -> list[str]:
    """The answers of a script, which may be a whole talk as this verb has printed it."""
    lines = script.read().splitlines()
    said = [line.removeprefix(_PATIENT) for line in lines if line.startswith(_PATIENT)]
    return ["" if line == _SILENCE else line for line in said] if said else lines


def _show(lines: Iterable[Line]) -> None:
    for line in lines:
        click.echo(f"{line.who:<9}{line.text}")
