"""`callcenter ivr`: what the voice automation does, tried from the command line."""

import json
import sys
from datetime import datetime

import click

from callcenter.app.commands.ivr_call import call_command
from callcenter.app.commands.ivr_try import try_flow
from callcenter.app.terminal.surroundings import as_given, settings_and_logs
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import parse_language
from ivr.answers.loader import understand
from ivr.answers.names import Asked
from ivr.answers.question import Question, Understood


@click.group()
def ivr() -> None:
    """The clinic's voice: try what patients say to it, talk to its flows, let it call."""


ivr.add_command(try_flow)
ivr.add_command(call_command)


@ivr.command("understand")
def understand_command() -> None:
    """Read answers as JSON lines on standard input, and write one JSON line for each: what it means.

    A line holds id, language, asked, text, keys, now and visits; the questions and meanings are those of
    ivr/answers/names.py. `visits` holds the times of the visits that are asked about; wishes such as 'an hour later'
    are reckoned from them. A line that is no answer is told on standard error, and the rest goes on; the exit code is 1
    then.

    Example: {"id": 1, "language": "en", "asked": "confirm_visit", "text": "an hour later please",
    "now": "2026-11-23T18:20", "visits": ["2026-11-24T15:00"]}
    """
    settings = settings_and_logs(as_given)
    is_whole = True
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            name, question = _question(line, number)
            told = {"id": name, **_told(understand(question, settings.content_dir))}
            click.echo(json.dumps(told, ensure_ascii=False, allow_nan=False))
        except BadInputError as exc:
            is_whole = False
            click.echo(f"Error: {exc}", err=True)
    if not is_whole:
        sys.exit(1)


def _question(line: bytes, number: int) -> tuple[object, Question]:
    try:
        given = json.loads(line.decode("utf-8"), parse_constant=_no_number)
        text, keys = str(given.get("text") or ""), str(given.get("keys") or "")
        json.dumps(given, ensure_ascii=False).encode("utf-8")  # half a sign pair can neither be read nor written
        question = Question(
            language=parse_language(str(given["language"])),
            asked=Asked(str(given["asked"])),
            text=text,
            keys=keys,
            now=datetime.fromisoformat(str(given["now"])),
            visits=tuple(datetime.fromisoformat(str(visit)) for visit in given.get("visits") or ()),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, BadInputError) as exc:
        raise BadInputError(
            f"line {number} is no answer ({exc}); give id, language, asked, text, keys, now (2026-11-23T18:20), visits"
        ) from exc
    return given.get("id"), question


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _told(understood: Understood) -> dict[str, object]:
    return {
        "meaning": understood.meaning.value,
        "slots": dict(understood.slots),
        "confidence": round(understood.confidence, 3),
        "rests_on": understood.rests_on,
    }
