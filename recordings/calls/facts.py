"""Everything that was read of one call: beside its line, its recording with words, score and figures. Frozen values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from callcenter.domain.calls import Call
from recordings.calls.entry import DeskNotes, Entry
from recordings.private_words.masking import Labels
from recordings.private_words.spans import PrivateSpan
from recordings.recording import Recording
from recordings.statistics import CallStatistics
from recordings.transcript import Json, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFacts:
    """What was read of a recording."""

    recording: Recording
    turns: Sequence[Turn] | None
    """None where it has not been transcribed."""
    model: str
    card: Mapping[str, Json] | None
    statistics: CallStatistics | None = None
    """None where nothing was measured."""
    private: tuple[PrivateSpan, ...] = ()
    """Which of the words are private, or where they stood."""
    labels: Labels = field(default_factory=dict)
    """What kinds of private words are called, in the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """Everything that was read for one page."""

    entry: Entry
    call: Call | None
    notes: DeskNotes | None
    sound: RecordingFacts | None
