"""`callcenter score --again`: the calls of the last days by today's standard."""

import sys
from pathlib import Path

import click

from callcenter.app.commands.score_standard import with_folder
from callcenter.app.ground import lay_ground, recordings_of, rescoring_of
from callcenter.app.terminal.counting import counted
from callcenter.app.terminal.surroundings import open_database, settings_and_logs
from callcenter.kit.ids import COMMAND_LINE
from recordings.rescoring.run import Run
from recordings.rescoring.service import Rescoring

_INTERRUPTED = 130


def score_again(days: int, folder: Path | None = None) -> int:
    """Score them anew in this process, with progress on a terminal; the exit status. Ctrl-C keeps what is done.

    `folder` is the data folder that was named.
    """
    settings = settings_and_logs(with_folder(folder))
    with open_database(settings):
        ground = lay_ground(settings)
        rescoring = rescoring_of(ground, recordings_of(ground))
        for other in rescoring.left():
            so_far = f"{other.done} of {counted(other.total, 'call')}"
            click.echo(f"takes over from a run that had done {so_far} and begins anew", err=True)
        run = rescoring.begin(COMMAND_LINE, days, is_told=False)
        try:
            _do(rescoring, run)
        except KeyboardInterrupt:
            rescoring.stop(run.id)
            click.echo("stopped; what is done stays", err=True)
            return _INTERRUPTED
        done = rescoring.get(run.id)
    click.echo(f"{counted(done.done - done.failed, 'call')} scored anew")
    if done.is_stopped:
        click.echo("stopped: another run has taken over, or somebody stopped this one; what is done stays", err=True)
    if done.failed:
        click.echo(f"{counted(done.failed, 'call')} could not be scored anew; the old score stays", err=True)
    return 1 if done.failed or done.is_stopped else 0


def _do(rescoring: Rescoring, run: Run) -> None:
    left: Run | None = run if run.is_running else None
    while left:
        left = rescoring.do_piece(left.id)
        if sys.stderr.isatty():
            click.echo(f"\r{left.share if left else 1:4.0%}", nl=left is None, err=True)
