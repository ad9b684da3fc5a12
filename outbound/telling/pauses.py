"""When something is told again that could not be told. Pure."""

from datetime import timedelta

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60, 24 * 60, 24 * 60))
"""After each failed try; behind the last one it is given up. Three days in all: a weekend of a broken receiver."""


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after so many failed tries, 1 or more; None: it is given up."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None
