"""Loading a model for a try, in a process of its own: a broken model can crash the recogniser's C code."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from recordings.model_shelf.errors import ModelError

Trial = Callable[[Path], None]
"""Raises ModelError where the model in a folder cannot be used."""

_CHILD = (sys.executable, "-m", "recordings.model_shelf.trial_child")
_LONGEST_REASON = 300
_LONGEST_S = 600.0
"""A large model from a slow disk."""


def try_model(folder: Path, child: Sequence[str] = _CHILD, longest_s: float = _LONGEST_S) -> None:
    """Load the model and have it listen to a second of hiss. Raises ModelError, saying what went wrong."""
    command = [*child, str(folder), str(os.getpid())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=longest_s, check=False)
    except subprocess.TimeoutExpired as exc:
        raise ModelError(_said(f"it did not load within {longest_s:.0f} s")) from exc
    if done.returncode < 0:
        raise ModelError(_said(f"it crashes the recogniser: {signal.Signals(-done.returncode).name}"))
    if done.returncode:
        raise ModelError(_said(_reason(done.stderr) or f"exit code {done.returncode}"))


def _reason(messages: bytes) -> str:
    """The recogniser's own error, where it told one, or else its last message."""
    lines = messages.decode("utf-8", "replace").strip().splitlines()
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or [""])[-1][:_LONGEST_REASON]


def _said(why: str) -> str:
    return f"the model cannot be used ({why}); fetch or copy it again"
