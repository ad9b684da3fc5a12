"""What was left undone, such as after a disk was full for a while, and when it is tried again. Bounded in a sweep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callcenter.kit.clock import Clock
from callcenter.kit.ids import RecordingId
from callcenter.storage.work import Database
from recordings import asked_store, store
from recordings.model_shelf.model_store import ModelStore
from recordings.private_words.spans import RULES
from recordings.private_words.store import unmarked
from recordings.recording import Recording, RecordingState

AT_ONCE = 200
"""How much of one sort is taken up in one sweep, so that a long list never fills the queue."""
GIVEN_UP = "every try has failed, and the reasons are in the log; put them right and try again"
_PAUSES = (timedelta(), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
"""How long after the first, second, ... job that was given up the next is begun; then a person must ask."""
_FORGOTTEN_AFTER = timedelta(days=1)
"""Longer than any recording takes, so that a job in work is not queued twice."""
_LOOKED_BACK = timedelta(days=14)
_KEPT_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is to be tried again."""

    id: str
    """Of the call or the recording."""
    mark: str
    """Names the try: the same in every process and sweep until the next try is due, so that each is queued once."""


class LeftWork:
    """The use cases."""

    def __init__(self, database: Database, clock: Clock, models: ModelStore) -> None:
        self._database = database
        self._clock = clock
        self._models = models

    def unkept(self) -> Sequence[Left]:
        """Calls of the last two weeks whose files the exchange has told of, and whose sound is not kept: nobody came
        to it, or the files could not be read yet."""
        now = self._clock.now()
        since = now - _LOOKED_BACK
        with self._database.read() as connection:
            calls = store.calls_without_recording(connection, since, now - _KEPT_WITHIN, AT_ONCE)
            failed = store.recordings_in_state(connection, RecordingState.FAILED)
        away = [one for one in failed if one.sound_is_away and one.kept_at >= since]
        found = [Left(call, _quarter(now)) for call in calls]
        found += [Left(one.call, _quarter(now)) for one in away if one.call]
        return found[:AT_ONCE]

    def undone(self) -> Sequence[Left]:
        """Recordings whose words and score may be had now: those that waited for a model which is there, those that
        were given up and are due again, and those that nobody has worked on for a day."""
        now = self._clock.now()
        with self._database.read() as connection:
            by_state = {
                state: store.recordings_in_state(connection, state)
                for state in (RecordingState.NO_MODEL, *_GIVEN_UP_IN, RecordingState.KEPT)
            }
            given_up = [one for state in _GIVEN_UP_IN for one in by_state[state] if GIVEN_UP in one.problem]
            begun = [*by_state[RecordingState.KEPT], *by_state[RecordingState.TRANSCRIBED]]
            asked = asked_store.last_asked(connection, [one.id for one in begun])
            tries = store.times_given_up(connection, [one.id for one in given_up], GIVEN_UP)
        there = set(self._models.languages())
        due = [_due(one.id, tries.get(one.id, []), now) for one in given_up]
        found = [one for one in due if one]
        found += [
            Left(one.id, f"model-{now:%Y%m%d%H}") for one in by_state[RecordingState.NO_MODEL] if one.language in there
        ]
        found += [Left(one.id, f"begun-{now:%Y%m%d}") for one in begun if _is_forgotten(one, asked.get(one.id), now)]
        return found[:AT_ONCE]

    def unmarked(self) -> Sequence[Left]:
        """Transcripts that today's rules for private words have not looked at."""
        day = f"{self._clock.now():%Y%m%d}"
        with self._database.read() as connection:
            return [Left(one, f"rules-{RULES}.{day}") for one in unmarked(connection, AT_ONCE)]


_GIVEN_UP_IN = (RecordingState.FAILED, RecordingState.TRANSCRIBED)


def _due(recording: RecordingId, given_up: Sequence[datetime], now: datetime) -> Left | None:
    """The next try of a recording by when its earlier jobs were given up; None where it is not due, or no more."""
    failures = max(1, len(given_up))
    if failures > len(_PAUSES) or (given_up and now < max(given_up) + _PAUSES[failures - 1]):
        return None
    first = f"{min(given_up):%Y%m%d%H%M%S}" if given_up else ""
    return Left(recording, f"try-{first}-{failures}")


def _is_forgotten(recording: Recording, asked: datetime | None, now: datetime) -> bool:
    """`asked`: when a person last asked for it anew, which an old recording is taken up for."""
    return not recording.problem and (asked or recording.kept_at) < now - _FORGOTTEN_AFTER


def _quarter(now: datetime) -> str:
    return f"{now:%Y%m%d%H}{now.minute // 15}"
