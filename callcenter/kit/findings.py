"""What a check of the installation found, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a check came out."""

    OK = "ok"
    ATTENTION = "attention"
    """It works, and somebody should look at it."""
    PROBLEM = "problem"
    """Calls or recordings will be lost, or nothing starts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of one check."""

    what: str
    verdict: Verdict
    said: str
    """What was found, and what to do where it is not ok."""
