"""How far a run over many recordings has come: a bar on a terminal, else lines."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from callcenter.app.terminal.counting import counted
from callcenter.kit.outside import printable
from recordings.transcribe.batch.finding import FoundRecording
from recordings.transcribe.batch.work import Ended, Went

Show = Callable[[Went | Ended], None]
_STEPS = 1000
_QUIET_S = 10.0
"""After so long without a line, one tells how far a recording is."""


@contextmanager
def watching(count: int) -> Iterator[Show]:
    """A bar that moves within recordings on a terminal; elsewhere a line for each that is dealt with, and now and then
    one about a long one.
    """
    if not sys.stderr.isatty():
        yield _lines(count, time.monotonic)
        return
    shares: dict[FoundRecording, int] = {}
    with click.progressbar(length=count * _STEPS, label=counted(count, "recording"), file=sys.stderr) as bar:

        def show(what: Went | Ended) -> None:
            now = _STEPS if isinstance(what, Ended) else int(what.share * _STEPS)
            bar.update(max(0, now - shares.get(what.found, 0)))
            shares[what.found] = max(now, shares.get(what.found, 0))

        yield show


def _lines(count: int, seconds: Callable[[], float]) -> Show:
    ended, told_at = 0, seconds()

    def show(what: Went | Ended) -> None:
        nonlocal ended, told_at
        if isinstance(what, Went):
            if seconds() - told_at < _QUIET_S:
                return
            click.echo(printable(f"{ended}/{count}  {what.share:4.0%} of  {what.found.audio}"), err=True)
        else:
            ended += 1
            if what.unwritable is None:  # a full disk is told once, and not for each recording
                click.echo(printable(f"{ended}/{count}  {_became(what)}  {what.found.audio}"), err=True)
        told_at = seconds()

    return show


def _became(one: Ended) -> str:
    if one.is_elsewhere:
        return "left to another run"
    return "failed" if one.problem else "done before" if one.was_done else "written"
