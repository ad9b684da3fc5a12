"""What the verbs about recordings from outside have in common."""

from collections.abc import Mapping
from pathlib import Path

import click

from callcenter.app.settings import Settings
from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from callcenter.kit.outside import printable
from recordings.scoring_io import Problem
from recordings.transcript import Speaker

_SPEAKERS = click.Choice([speaker.value for speaker in Speaker])
language_option = click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    help="Of the talk; the clinic's where it is not given.",
)
left_option = click.option(
    "--left", type=_SPEAKERS, help="Whose voice the left channel carries; the patient's by default."
)
right_option = click.option("--right", type=_SPEAKERS, help="Whose voice the right channel carries.")


def sides_from(left: str | None, right: str | None) -> Mapping[Speaker, int]:
    """Which voice is on which channel, from --left and --right; one of them is enough."""
    if left is not None and left == right:
        raise click.UsageError(
            f"--left and --right are both {left}; one side is the patient, the other the administrator"
        )
    patient_is_right = left == Speaker.ADMINISTRATOR or right == Speaker.PATIENT
    return {Speaker.PATIENT: int(patient_is_right), Speaker.ADMINISTRATOR: int(not patient_is_right)}


def explained(file: Path, error: CallCenterError) -> str:
    """What went wrong with a file, as every verb says it."""
    return printable(str(Problem(str(file), str(error))))


def language_of(language: str | None, settings: Settings) -> Language:
    """The language that was given, else the clinic's."""
    return Language(language) if language else settings.clinic_language
