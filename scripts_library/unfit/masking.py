"""Telephone and other long numbers in notes, hidden as recordings hide them: '[phone number]'. Pure."""

import re

_NUMBER = re.compile(r"[+(]*\d(?:[\s().\-\u2010-\u2015/]*\d){6,}")
"""Seven digits or more, as people write numbers down; a price or a time of day is shorter."""


def masked(text: str, label: str) -> str:
    """The text with `label` in brackets in place of each number."""
    return _NUMBER.sub(f"[{label}]", text)
