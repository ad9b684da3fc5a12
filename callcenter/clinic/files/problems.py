"""What is wrong with a clinic's files: where, what, and what to write instead."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.errors import BadInputError

Tell = Callable[[str], None]
"""Tells what is wrong with a row that is read all the same."""


class ClinicFilesError(BadInputError):
    """A file, or a folder, that cannot be read at all; the message says which, why, and what to do."""

    def __init__(self, path: Path, message: str, line: int | None = None) -> None:
        super().__init__(f"{path}: {message}" if line is None else f"{path}:{line}: {message}")
        self.line = line or 1
        self.problem = message


class BadValueError(BadInputError):
    """One value of a row cannot be used, and the row is left out; the message names the column and what to write."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing in a file that was left out, or read with care."""

    path: Path
    line: int
    """1-based; of a row that has several lines the first."""
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"
