"""`callcenter lint`: scripts, standards and translations checked like programs."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from callcenter.app.content_lint import problems_in, problems_of_clinic, problems_of_product
from callcenter.app.terminal.surroundings import as_given, settings_and_logs
from callcenter.kit.content import each_read_once


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def lint(paths: tuple[Path, ...]) -> None:
    """Check content files; without PATHS, all that the product ships and the clinic's own (CALLCENTER_CONTENT_DIR).

    Problems are printed as path:line: message, and the exit code is 1 where there are any.
    """
    found = False
    with each_read_once():
        for problem in _shortened(problems_in(paths) if paths else _problems_of_all()):
            click.echo(problem, err=True)
            found = True
    if not found:
        click.echo("no problems found")
    sys.exit(1 if found else 0)


def _problems_of_all() -> Iterator[str]:
    yield from problems_of_product()
    own = settings_and_logs(as_given).content_dir
    if own is not None:
        yield from problems_of_clinic(own)


def _shortened(problems: Iterator[str]) -> Iterator[str]:
    """Paths as seen from the current folder, so that an editor can open them."""
    here = f"{Path.cwd()}/"
    for problem in problems:
        yield problem.removeprefix(here)
