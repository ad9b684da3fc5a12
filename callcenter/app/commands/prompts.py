"""`callcenter prompts`: what the robot says, recorded in a studio or by the voice engine."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import click

from callcenter.app.clinic_face import clinic_named, face_of
from callcenter.app.prompt_wiring import prompt_sounds_of, studio_of
from callcenter.app.settings import Settings
from callcenter.app.terminal.counting import counted
from callcenter.app.terminal.surroundings import here, here_for_sure, settings_and_logs
from callcenter.kit.clock import SystemClock
from callcenter.kit.languages import Language
from callcenter.kit.outside import printable
from ivr.flow.facts import Clinic
from ivr.flow.loader import load_book
from ivr.flow.prompts import Prompts
from ivr.prompt_sounds.catalogue import FixedPrompt, PromptRow, fixed_prompts, spoken_by_engine, to_record
from ivr.prompt_sounds.cleaning import softer_by
from ivr.prompt_sounds.pair_store import write_whole
from ivr.prompt_sounds.reading_sheet import as_csv, as_text
from ivr.prompt_sounds.service import PromptSounds
from ivr.prompt_sounds.sound import Rate
from ivr.prompt_sounds.studio_service import ImportedFile, Outcome, Studio
from ivr.prompt_sounds.wav import encode
from ivr.speech.espeak import EspeakVoice

_LANGUAGES = click.Choice([language.value for language in Language])
_one_or_all = click.option("--language", type=_LANGUAGES, help="All languages otherwise.")
_one = click.option("--language", type=_LANGUAGES, help="The clinic's language otherwise.")
_LONGEST_RENDER_S = 30.0
_LONGEST_SHOWN = 90


@click.group()
def prompts() -> None:
    """What the robot says: studio recordings first, the voice engine for the rest.

    A studio can record the prompts that are the same in every call. Names, days and times are said by the engine.
    """


@prompts.command("list")
@_one_or_all
def list_prompts(language: str | None) -> None:
    """Print each prompt's id, state, length and text: a line about each language first, the clinic's own before others.

    recorded: the studio's recording is used. stale: it says other words than the text does now. rendered: the voice
    engine has said it before. missing: neither.
    """
    settings = settings_and_logs(here)
    words = _words(settings, language)
    with _sounds(settings) as sounds:
        found = _rows(sounds, words, settings)
    for one, rows in found.items():
        click.echo(f"{one.english_name}: {_summary(rows)}; {_by_engine(words[one], _clinic(settings, one))}")
    for one, rows in found.items():
        if len(found) > 1:
            click.echo(f"\n{one.english_name}")
        for row in rows:
            click.echo(_line(row))


@prompts.command()
@_one_or_all
@click.option(
    "--export",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write reading sheets here: CSV and text.",
)
def missing(language: str | None, folder: Path | None) -> None:
    """Print what a studio has to record: prompts without a recording, and those whose text has changed since."""
    settings = settings_and_logs(here)
    words = _words(settings, language)
    with _sounds(settings) as sounds:
        wanted = {one: to_record(rows) for one, rows in _rows(sounds, words, settings).items()}
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    for one, rows in wanted.items():
        if folder is None:
            for row in rows:
                click.echo(f"{one}  {row.prompt.id:<26}  {row.prompt.text}")
            continue
        (folder / f"prompts-{one}.csv").write_text(as_csv(rows), encoding="utf-8")
        (folder / f"prompts-{one}.txt").write_text(as_text(one, rows), encoding="utf-8")
        click.echo(f"{folder}/prompts-{one}.csv and .txt: {counted(len(rows), 'prompt')} to record")


@prompts.command()
@_one_or_all
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Copy them here as well, 16 kHz."
)
def render(language: str | None, folder: Path | None) -> None:
    """Have the voice engine say every prompt that is the same in every call, so that no caller waits for it."""
    settings = settings_and_logs(here_for_sure)
    clock = SystemClock()
    began = clock.now()
    with _sounds(settings) as sounds:
        for one, words in _words(settings, language).items():
            found = fixed_prompts(words, _clinic(settings, one))
            new, seconds = 0, 0.0
            for done, prompt in enumerate(found, start=1):
                pair, is_new = sounds.render(prompt)
                new, seconds = new + is_new, seconds + pair.seconds
                if folder is not None:
                    (folder / one.value).mkdir(parents=True, exist_ok=True)
                    write_whole(folder / one.value / f"{prompt.id}.wav", encode(pair.wide, Rate.WIDE))
                _tell_progress(one, done, len(found))
            click.echo(f"{one.english_name}: {counted(len(found), 'prompt')}, {seconds:.0f} s of speech, {new} new")
    click.echo(f"done in {(clock.now() - began).total_seconds():.1f} s")


@prompts.command("import")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_one
def import_folder(folder: Path, language: str | None) -> None:
    """Take in a studio's files: DIR/<prompt>.wav in the clinic's language, or DIR/<language>/<prompt>.wav.

    WAV, MP3, OGG and FLAC are read. Silence at both ends is cut to 0.15 s and the loudness made even. A file that
    cannot be used is told, what was in use before stays, and the exit code is 1. `undo` brings back the one before.
    """
    settings = settings_and_logs(here_for_sure)
    counts = dict.fromkeys(Outcome, 0)
    for one in _studio(settings).bring(folder, _chosen(settings, language)):
        counts[one.outcome] += 1
        click.echo(_told(one), err=one.outcome is Outcome.REFUSED)
    click.echo(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    sys.exit(1 if counts[Outcome.REFUSED] or not sum(counts.values()) else 0)


@prompts.command()
@click.argument("prompt", metavar="ID")
@_one
def remove(prompt: str, language: str | None) -> None:
    """Use the recording of a prompt no longer; `undo` brings it back."""
    settings = settings_and_logs(here_for_sure)
    _studio(settings).remove(prompt, _chosen(settings, language))
    click.echo(f"{prompt}: the voice engine says it from now on; `callcenter prompts undo {prompt}` brings it back")


@prompts.command()
@click.argument("prompt", metavar="ID")
@_one
def undo(prompt: str, language: str | None) -> None:
    """Go back to what was in use before the last import or removal of a prompt; a second time goes forth again."""
    settings = settings_and_logs(here_for_sure)
    now = _studio(settings).undo(prompt, _chosen(settings, language)).now
    click.echo(f"{prompt}: " + (f"{now.source} of {now.imported_at:%Y-%m-%d} is in use" if now else "no recording"))


@prompts.command()
@click.argument("prompt", metavar="ID")
@_one
def accept(prompt: str, language: str | None) -> None:
    """Use a stale recording all the same: it is right for the text as it is now."""
    settings = settings_and_logs(here_for_sure)
    _studio(settings).accept(prompt, _chosen(settings, language))
    click.echo(f"{prompt}: the recording is used for the text as it is now")


def _words(settings: Settings, language: str | None) -> Mapping[Language, Prompts]:
    book = load_book(settings.own_content)
    if language is None:
        own = settings.clinic_language
        return dict(sorted(book.prompts.items(), key=lambda one: one[0] is not own))
    return {Language(language): book.words(Language(language))}


def _studio(settings: Settings) -> Studio:
    prompts = load_book(settings.own_content).prompts
    clinics = {language: _clinic(settings, language) for language in prompts}
    return studio_of(settings, prompts, SystemClock(), clinics)


def _clinic(settings: Settings, language: Language) -> Clinic:
    """What is known of the clinic, for prompts that name nothing else."""
    return clinic_named(face_of(settings), language)


def _chosen(settings: Settings, language: str | None) -> Language:
    return Language(language) if language else settings.clinic_language


@contextmanager
def _sounds(settings: Settings) -> Iterator[PromptSounds]:
    with closing(EspeakVoice(rate_hz=Rate.WIDE)) as voice:
        yield prompt_sounds_of(settings, SystemClock(), voice, limit_s=_LONGEST_RENDER_S)


def _rows(
    sounds: PromptSounds, words: Mapping[Language, Prompts], settings: Settings
) -> dict[Language, tuple[PromptRow, ...]]:
    rows: Callable[[FixedPrompt], PromptRow] = sounds.row_of
    return {one: tuple(map(rows, fixed_prompts(found, _clinic(settings, one)))) for one, found in words.items()}


def _summary(rows: Sequence[PromptRow]) -> str:
    states = [row.state for row in rows]
    return ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(sorted(states)))


def _by_engine(words: Prompts, clinic: Clinic) -> str:
    count = spoken_by_engine(words, clinic)
    return f"{counted(count, 'other')} with names, days or what is not known of the clinic, said by the voice engine"


def _line(row: PromptRow) -> str:
    seconds = "-" if row.seconds is None else f"{row.seconds:.1f} s"
    text = printable(row.prompt.text)
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
    return f"  {row.prompt.id:<26} {row.state:<9} {seconds:>7}  {shown}"


def _told(one: ImportedFile) -> str:
    name = printable(one.file)
    if one.cleaned is None:
        return f"{name}: {one.outcome}: {printable(one.problem)}"
    clean = one.cleaned
    levels = f"{clean.loudness_before:.1f} -> {clean.loudness_after:.1f} LUFS"
    softer = f", {softer_by(clean):.1f} dB softer than others: its peaks allow no more" if softer_by(clean) >= 1 else ""
    return f"{name}: {one.outcome}, {clean.pair.seconds:.1f} s, {levels}, {clean.cut_s:.1f} s of silence cut{softer}"


def _tell_progress(language: Language, done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{language.english_name}: {done} of {of}" + ("\n" if done == of else ""), nl=False, err=True)
