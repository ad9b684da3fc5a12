"""What is looked for in the index, and what the index gives. Frozen values."""

from dataclasses import dataclass
from datetime import datetime

from callcenter.kit.ids import CallId, RecordingId
from callcenter.kit.languages import Language
from recordings.calls.entry import Cursor
from recordings.search.query import Query
from recordings.transcript import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is looked for, and where."""

    query: Query
    side: Speaker | None = None
    """Only what this side said; None for both."""
    since: datetime | None = None
    until: datetime | None = None
    after: Cursor | None = None
    """Go on behind this call; None: from the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCall:
    """A call, or a recording from outside, in which something was found."""

    cursor: Cursor
    call: CallId | None
    recording: RecordingId
    language: Language
    is_mono: bool
    """Both voices are on one side."""
    places: tuple[int, ...]
    """Which of its turns hold what is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCalls:
    """Some of the calls, newest first, and how many there are."""

    calls: tuple[FoundCall, ...]
    all_calls: int
    all_turns: int
