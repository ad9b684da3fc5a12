"""What the verbs about recordings from outside have in common."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from callcenter.app.settings import Settings
from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from callcenter.kit.outside import printable
from recordings.model_shelf.model_store import ModelStore
from recordings.problems import problem_of
from recordings.recording import SoundNote
from recordings.scoring_io import FileProblem
from recordings.transcribe.port import SpeechModel
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
    return printable(about(file, str(error)))


def about(file: Path, problem: str) -> str:
    """A problem with the whole path of the file that it is about, named once."""
    for named in (str(file), file.name):
        if problem.startswith(f"{printable(named)} "):
            return f"{file}{problem.removeprefix(printable(named))}"
    return str(FileProblem(str(file), problem))


def tell_doubt(file: Path, spoken: Language, models: ModelStore) -> None:
    """Say on standard error that a file is probably in another language, and what to do."""
    others = [language.value for language in models.languages() if language is not spoken]
    todo = f"--language {'|'.join(others)} writes it down in another one"
    said = f"this is probably not {spoken.english_name}, so the words are wrong; "
    said += todo if others else "`callcenter models list` shows models of other languages"
    click.echo(printable(about(file, said)), err=True)


def tell_sound(file: Path, notes: Sequence[SoundNote]) -> None:
    """Say on standard error what is wrong with the sound of a file."""
    for problem in map(problem_of, notes):
        said = f"{problem.text} {problem.detail}".rstrip()
        click.echo(printable(str(FileProblem(str(file), said))), err=True)


def tell_model(model: SpeechModel, what: str = "") -> None:
    """Say on standard error in which language and with which model the words are made out."""
    shown = f"{model.name}, which understands synthetic voices only" if model.is_demo else model.name
    click.echo(printable(f"{what and f'{what} '}in {model.language.english_name}, with {shown}"), err=True)


def language_of(language: str | None, settings: Settings) -> Language:
    """The language that was given, else the clinic's."""
    return Language(language) if language else settings.clinic_language
