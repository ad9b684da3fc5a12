"""`callcenter models`: the speech models of this machine."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from callcenter.app.settings import Settings
from callcenter.app.terminal.surroundings import settings_and_logs
from callcenter.kit.clock import SystemClock
from callcenter.kit.languages import Language
from recordings.model_shelf.adding import add as add_model
from recordings.model_shelf.download import forget
from recordings.model_shelf.errors import ModelError
from recordings.model_shelf.listing import FoundModel, Places, State, found_for
from recordings.model_shelf.model_store import SHIPPED
from recordings.model_shelf.offered import ModelSize, OfferedModel, load_offers
from recordings.model_shelf.pulling import Watch
from recordings.model_shelf.pulling import pull as pull_model
from recordings.model_shelf.receipt import Receipt
from recordings.model_shelf.shelf import Shelf
from recordings.model_shelf.site import ModelSite
from recordings.model_shelf.trial import try_model
from recordings.model_shelf.wording import megabytes, pull_command

_LANGUAGES = click.Choice([language.value for language in Language])
_language = click.argument("language", type=_LANGUAGES)


@click.group()
def models() -> None:
    """List, fetch, check and remove speech models. Without one a language's calls are kept, but not transcribed."""


@models.command("list")
def list_models() -> None:
    """Print what is there for each language, and what there is to fetch."""
    settings, offers = settings_and_logs(), load_offers()
    found = [found_for(_places(settings), language) for language in Language]
    _table([("language", "model", "size", "from", "state"), *map(_row, found)])
    for one in found:
        if one.problem:
            click.echo(f"{one.language.english_name}: {one.problem}")
    click.echo(f"\nTo fetch from {_address(settings)}:")
    _table(
        [
            (model.language.english_name, model.name, megabytes(model.bytes), model.licence, _command(model))
            for model in offers.models
        ]
    )
    click.echo("Without a network: `callcenter models add FILE`, with the zip file on a stick.")


@models.command()
@_language
@click.option("--size", type=click.Choice([size.value for size in ModelSize]), default=ModelSize.SMALL.value)
@click.option("--trust", is_flag=True, help="Use a file whose checksum nobody tells, without being asked.")
def pull(language: str, size: str, *, trust: bool) -> None:
    """Fetch the official model of LANGUAGE; run again after a break, it goes on where it stopped.

    The small model answers quickly; the large one hears better and needs several GB of memory. The model that is
    there stays in use until the new one is whole and has been tried.
    """
    settings, offers = settings_and_logs(), load_offers()
    model = offers.find(Language(language), ModelSize(size))
    click.echo(f"{model.name}, {megabytes(model.bytes)}, licence {model.licence}", err=True)
    with _bar() as progress:
        receipt = pull_model(
            Shelf(settings.models_dir),
            ModelSite(_address(settings)),
            model,
            watch=Watch(trust=_asked(always=trust), progress=progress.bytes, step=progress.step),
            now=SystemClock().now(),
        )
    _tell(receipt)


@models.command()
@click.argument("given", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--language", type=_LANGUAGES, help="Where the model does not tell it.")
def add(given: Path, language: str | None) -> None:
    """Install a model from PATH, a folder or a zip file, such as on a stick: for machines without network.

    It is copied, loaded for a try, and only then used.
    """
    settings = settings_and_logs()
    with _bar() as progress:
        receipt = add_model(
            Shelf(settings.models_dir),
            load_offers(),
            given,
            Language(language) if language else None,
            now=SystemClock().now(),
            step=progress.step,
        )
    _tell(receipt)


@models.command()
@click.argument("language", type=_LANGUAGES, required=False)
def verify(language: str | None) -> None:
    """Compare every file with its checksum and load the model; exit code 1 where one is damaged."""
    settings = settings_and_logs()
    damaged = is_any = False
    for one in [Language(language)] if language else list(Language):
        found = found_for(_places(settings), one, trial=try_model)
        if found.state is State.MISSING and language is None:
            continue
        click.echo(f"{one.english_name}: {found.name or '-'}: {found.problem or _verified(found)}")
        damaged, is_any = damaged or bool(found.problem), True
    if not is_any:
        click.echo("no speech model is installed; `callcenter models list` shows what there is")
    sys.exit(1 if damaged else 0)


@models.command()
@_language
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(language: str, *, yes: bool) -> None:
    """Delete the model of LANGUAGE, and what has come of one; its transcripts stay."""
    settings, named = settings_and_logs(), Language(language)
    shelf = Shelf(settings.models_dir)
    parts = [part for model in load_offers().of(named) if (part := shelf.part(model.file)).exists()]
    if shelf.place(named) is None and not parts:
        if settings.is_demo and (SHIPPED / f"demo-{language}").is_dir():
            raise ModelError("the demo model is shipped and cannot be removed")
        raise ModelError(f"there is no {named.english_name} model in {settings.models_dir}")
    if not yes and not click.confirm(f"Delete the {named.english_name} model? New calls are not transcribed then"):
        click.echo("nothing was deleted")
        return
    with shelf.only_one(named):
        for part in parts:
            forget(part)
        shelf.take_away(named)
    click.echo(f"the {named.english_name} model is deleted; `{pull_command(named)}` fetches one again")


def _address(settings: Settings) -> str:
    return settings.models_url or load_offers().site


def _places(settings: Settings) -> Places:
    return Places(shelf=Shelf(settings.models_dir), shipped=SHIPPED, allow_demo=settings.is_demo)


def _verified(found: FoundModel) -> str:
    if found.state is State.DEMO:
        return "whole and loads (demo)"
    return "whole and loads" if found.state is State.READY else found.state.value


def _row(found: FoundModel) -> tuple[str, ...]:
    state = {State.DEMO: "demo: synthetic voices only"}.get(found.state, found.state.value)
    return (
        found.language.english_name,
        found.name or "-",
        megabytes(found.bytes) if found.bytes else "-",
        found.source or "-",
        state,
    )


def _command(model: OfferedModel) -> str:
    return pull_command(model.language) + (" --size large" if model.size is ModelSize.LARGE else "")


def _table(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)).rstrip())


def _tell(receipt: Receipt) -> None:
    click.echo(
        f"{receipt.name} is in use for {receipt.language.english_name} ({receipt.checked}); "
        "recordings that waited for it are transcribed within a quarter of an hour"
    )


def _asked(*, always: bool) -> Callable[[OfferedModel, str], bool]:
    def asked(model: OfferedModel, sha256: str) -> bool:
        if always or not sys.stdin.isatty():
            return always
        click.echo(
            f"\nNothing tells the checksum of {model.name}. The file that came has the SHA-256\n  {sha256}", err=True
        )
        return click.confirm("Use it all the same, and remember this checksum?", err=True)

    return asked


class _Progress:
    """What is going on, on standard error: one line that is written over on a terminal, else a line a step."""

    def __init__(self) -> None:
        self._is_watched = sys.stderr.isatty()
        self._last = ""

    def step(self, clause: str) -> None:
        """A new step begins."""
        self.end()
        click.echo(f"{clause} ...", err=True)

    def bytes(self, done: int, total: int) -> None:
        """So much of the file is there."""
        if not self._is_watched:
            return
        share = done / total if total else 0.0
        bar = "#" * round(share * 30)
        shown = f"[{bar:<30}] {share:4.0%}  {megabytes(done)} of {megabytes(total)}" if total else megabytes(done)
        if shown != self._last:
            click.echo(f"\r{shown}  ", nl=False, err=True)
            self._last = shown

    def end(self) -> None:
        """The line is finished."""
        if self._last:
            click.echo("", err=True)
        self._last = ""


@contextmanager
def _bar() -> Iterator[_Progress]:
    progress = _Progress()
    try:
        yield progress
    finally:
        progress.end()
