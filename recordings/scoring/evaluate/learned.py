"""Which labelled calls the shipped second opinion was formed on. Reads their folder."""

from functools import cache
from pathlib import Path

_LABELLED = Path(__file__).parents[1] / "labelled"


@cache
def learned_calls() -> frozenset[str]:
    """Their ids, which are the names of their files."""
    return frozenset(path.stem for path in _LABELLED.rglob("*.json"))
