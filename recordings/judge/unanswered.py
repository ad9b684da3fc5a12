"""Questions that the language model left unanswered, and when each is asked again. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callcenter.kit.ids import RecordingId

AT_ONCE = 200
"""How many are taken up in one sweep, so that a long list never fills the queue."""
LOOKED_BACK = timedelta(days=14)
_PAUSES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), *[timedelta(days=1)] * 3)
"""How long after the first, second, ... job that was given up the next is begun: a server that is off from Friday to
Monday loses nothing. Then the call waits to be scored anew."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A call to be asked about once more."""

    recording: RecordingId
    mark: str
    """Names the try: the same in every process and sweep until the next is due, so that each is queued once."""


def due(tries: Iterable[tuple[str, datetime | None]], now: datetime) -> Sequence[Unanswered]:
    """The calls to ask about again, at most `AT_ONCE`.

    `tries` holds in their order when a question about each recording was given up, and None where it was answered
    after all, or where the call was scored anew and has a question of its own.
    """
    given_up: dict[str, list[datetime]] = {}
    for name, at in tries:
        if at is None:
            given_up.pop(name, None)
        else:
            given_up.setdefault(name, []).append(at)
    found = (_due(name, times, now) for name, times in given_up.items())
    return [one for one in found if one][:AT_ONCE]


def _due(name: str, given_up: Sequence[datetime], now: datetime) -> Unanswered | None:
    if len(given_up) > len(_PAUSES) or now < max(given_up) + _PAUSES[len(given_up) - 1]:
        return None
    return Unanswered(RecordingId(name), f"again-{min(given_up):%Y%m%d%H%M%S}-{len(given_up)}")
