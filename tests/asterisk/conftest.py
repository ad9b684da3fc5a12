"""Tests against a real Asterisk 22; where none can be had they are skipped with the reason, and fail on CI."""

from tests.support.asterisk.fixtures import (  # re-exported: pytest finds fixtures by name in this file
    asterisk_under_test,
    asterisk_voice,
    installation,
    own_asterisk,
    robots_asterisk,
    shared_asterisk,
)

__all__ = [
    "asterisk_under_test",
    "asterisk_voice",
    "installation",
    "own_asterisk",
    "robots_asterisk",
    "shared_asterisk",
]
